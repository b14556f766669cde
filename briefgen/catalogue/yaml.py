"""Rules on YAML, and on the shape of records."""

from briefgen.catalogue.rule import error

YAML = (
    error(
        "yaml-syntax",
        "YAML cannot be read here",
        "Some characters mean something to YAML: a colon with a space behind it, a bracket, brace, quotation mark, "
        "asterisk or at sign at the beginning of a value, a tab. The message says what to write.",
        """
title: Seoul: no room                # wrong
title: 'Seoul: no room'              # right

quote: "Yes," he said                # wrong
quote: '"Yes," he said'              # right

note: [](topic:dues) are meant       # wrong
note: '[](topic:dues) are meant'     # right
""",
        "Put the text in quotes, single ones if there are double ones in it; or write it on the lines below `key: |`, "
        "where nothing has a meaning.",
    ),
    error(
        "yaml-documents",
        "A second document begins",
        "A line `---` ends a YAML document. What follows it would be lost, so a file holds one document.",
        """
dues: {title: Dues}
---                      # wrong: take this line out
channel: {title: The channel}
""",
        "Remove the line, or move what follows into a file of its own.",
    ),
    error(
        "yaml-too-deep",
        "Lists or mappings nest too deeply",
        "No record of a briefing needs more than a few levels; 32 are allowed.",
        """
topics: [[[[[[…]]]]]]     # wrong
topics: [dues]            # right
""",
        "Check brackets and indentation.",
    ),
    error(
        "yaml-anchor",
        "A value begins with &",
        "YAML reads a word after `&` as the name of an anchor. The format has none: each value is written out.",
        """
place: &Co, Oslo       # wrong
place: '&Co, Oslo'     # right
""",
        "Put a text that begins with `&` in quotes; write repeated values out.",
    ),
    error(
        "yaml-alias",
        "A value begins with *",
        "YAML reads a word after `*` as an alias of an anchor. The format has none. Markdown's emphasis is the usual "
        "cause.",
        """
note: *important       # wrong
note: '*important*'    # right
""",
        "Put a text that begins with `*` in quotes; write repeated values out.",
    ),
    error(
        "yaml-tag",
        "A value begins with !",
        "YAML reads a word after `!` as the tag of a type. The format has none; in other programs tags may even run "
        "code.",
        """
place: !important      # wrong
place: '!important'    # right
""",
        "Put a text that begins with `!` in quotes.",
    ),
    error(
        "yaml-merge-key",
        "A key << is not part of the format",
        "Some YAML readers merge the keys of another mapping at `<<`. Here each record says all of itself.",
        """
vote:
  <<: {kind: decision}     # wrong
  kind: decision           # right
""",
        "Write the keys out.",
    ),
    error(
        "duplicate-key",
        "A key is given twice",
        "YAML readers silently take one of the two, and not all the same one. Here that is an error.",
        """
dues:
  title: Dues
  title: Fees     # wrong
""",
        "Keep one of them.",
    ),
    error(
        "unknown-key",
        "A key is not known",
        "Each kind of record has its own keys. A key that is not among them would be passed over, so it is refused; "
        "the nearest known one is suggested.",
        """
brodaer: dues     # wrong
broader: dues     # right
""",
        "Correct the key. What a record may have is in the description of the format, and editors complete it from "
        "the schemas (`briefgen schema`).",
    ),
    error(
        "missing-key",
        "A required key is missing",
        "A topic, event, article or page has a `title`, an actor a `name`, an article a date (`published`), an "
        "annotation a `quote`. A key with nothing behind it counts as missing.",
        """
dues:
  summary: What a ship pays      # wrong: no title

dues:
  title: Dues                    # right
  summary: What a ship pays
""",
        "Add the key.",
    ),
    error(
        "wrong-type",
        "A text, a list or a mapping stands where something else is due",
        "YAML makes lists of what stands in brackets or behind hyphens, and mappings of what has a colon and a space "
        "in it. Where a list is due, a single value will do; the reverse does not hold.",
        """
questions:
  - Dredging: who pays?        # wrong: a mapping
  - 'Dredging: who pays?'      # right
""",
        "If a text is meant, put it in quotes.",
    ),
    error(
        "unknown-value",
        "A word is not one of those allowed",
        "Some keys take one of a few words, which the pages and filters rely on.",
        """
status: Confirmed     # wrong
status: confirmed     # right
""",
        "Write one of the words that the message lists.",
    ),
)
