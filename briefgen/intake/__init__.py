"""Taking in: from an address, a file or standard input to the raw text of an article and what is known of it."""
