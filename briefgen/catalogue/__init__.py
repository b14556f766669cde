"""Every fault that briefgen reports, explained for the people who write briefings."""
