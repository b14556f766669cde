"""Rules on the files of a content folder."""

from briefgen.catalogue.rule import error, warning

FILES = (
    error(
        "missing-briefing",
        "There is no briefing.yaml",
        "Every content folder has a file `briefing.yaml`; without it, nothing says what the folder is about.",
        """
# content/briefing.yaml
title: The harbour dues
""",
        "Create the file with a title, or name the right content folder with `--content`.",
    ),
    error(
        "yml-extension",
        "A file ends in .yml",
        "All YAML files of a briefing end in `.yaml`, so that nothing can stand twice under two endings.",
        """
content/topics.yml      # wrong
content/topics.yaml     # right
""",
        "Rename the file.",
    ),
    warning(
        "stray-file",
        "A file belongs to nothing",
        "The file is none of those that a briefing is made of, so it is passed over. A misspelt name is the usual "
        "cause.",
        """
content/topic.yaml      # wrong
content/topics.yaml     # right
""",
        "Rename it, put it below `assets/` if it is to be published, or move it out of the content folder.",
    ),
    error(
        "not-a-file",
        "Something else stands where a file should",
        "Links, pipes and devices are refused unread: a content folder may come from anywhere, and a link in it could "
        "lead to any file of this machine. File names that are not UTF-8 are refused, too.",
        """
content/articles/round-one.txt -> /home/me/Downloads/round-one.txt    # wrong
content/articles/round-one.txt                                        # right: the file itself
""",
        "Put the file itself in its place.",
    ),
    error(
        "file-too-large",
        "A file is too large",
        "A YAML or Markdown file has at most 1 MiB, a raw text at most 8 MiB.",
        """
content/events.yaml           # wrong: 3 MiB
content/events/2024.yaml      # right: split by year, by letter …
content/events/2025.yaml
""",
        "Split it: topics, actors and events may stand in several files each, in folders of those names.",
    ),
    error(
        "not-utf8",
        "A file is not UTF-8",
        "Texts are read as UTF-8. Older programs save in another encoding, in which the bytes of letters beyond a–z "
        "mean something else, and nobody can tell for certain what.",
        """
J\\xf8rgen     # wrong: ISO 8859-1
Jørgen        # right: UTF-8
""",
        "Open the file with its right encoding and save it as UTF-8.",
    ),
    error(
        "control-character",
        "A control character stands in a text",
        "Characters such as NUL or bell mean nothing in a text, break pages, feeds and calendars, and are usually left "
        "over from copying. In double quotes, YAML makes them from escapes.",
        """
title: "Dues\\a"     # wrong
title: Dues         # right
""",
        "Delete it. Its place is in the message.",
    ),
    error(
        "bidi-control",
        "An invisible character turns the direction of the text",
        "Such characters can make a line read differently from what it says. The pages set the direction of each text "
        "themselves, so they are needed nowhere but in raw texts, which stay as they are.",
        """
title: Dues\\u202e and tolls     # wrong: what follows would run from right to left
title: Dues and tolls           # right
""",
        "Delete it; the message shows it as an escape.",
    ),
    warning(
        "bidi-in-raw-text",
        "A raw text has characters that turn its direction",
        "A raw text is kept as it is, and shown apart from the page around it. But what one sees may not be the order "
        "in which it was written.",
        """
The vote\\u202e may slip
""",
        "Check that the text reads right; if the character is none of the article's, delete it.",
    ),
    error(
        "unsafe-asset",
        "An asset could run in a reader's browser",
        "Files below `assets/` are published as they are. Pages, scripts and pictures with scripts in them are not "
        "taken: nothing in a briefing may run.",
        """
content/assets/table.html     # wrong
content/assets/table.csv      # right
""",
        "Publish a picture (PNG, JPEG, plain SVG), a PDF or a table instead.",
    ),
    error(
        "unsafe-name",
        "A file of the site would have a name that is not safe",
        "Some names are reserved or impossible on other systems, and names that differ only in case are one file "
        "there.",
        """
content/assets/Map.png and content/assets/map.png          # wrong
content/assets/map-old.png and content/assets/map.png      # right
""",
        "Rename the file, and the links to it.",
    ),
    error(
        "invalid-id",
        "An id is not written as one",
        "An id is part of addresses that never change: small letters a–z, digits, and single hyphens between them, at "
        "most 100 characters. It is never put right by itself.",
        """
Second Round:       # wrong
  title: Second round

second-round:       # right
  title: Second round
""",
        "Write it as the message suggests. The names of articles' and pages' files are ids, too.",
    ),
    error(
        "reserved-id",
        "An id is reserved",
        "Windows keeps some names for devices (`con`, `nul`, `com1` …), and `index` is the name of the lists.",
        """
con:                # wrong
  title: Against

against:            # right
  title: Against
""",
        "Choose another one.",
    ),
    error(
        "duplicate-id",
        "An id stands twice",
        "An id is unique within its kind: over all files of a register, all folders of articles, and within an article "
        "for its annotations. Annotations without an id that quote the same words cannot be told apart either.",
        """
# wrong: the same id in topics/a.yaml and topics/b.yaml
dues: {title: Dues}
dues: {title: Port dues}
# right
dues: {title: Dues}
port-dues: {title: Port dues}
""",
        "Give one of the two another id. Both places are in the message.",
    ),
    warning(
        "not-annotated",
        "A raw text has no annotations yet",
        "`ID.txt` is there, but not `ID.yaml`. That is the natural state of an article on its way in, so it is no "
        "error; but it gets no page.",
        """
content/articles/round-one.txt
content/articles/round-one.yaml     # write this one: title, published, annotations
""",
        "Write the file; `briefgen new article ID` begins it.",
    ),
    error(
        "missing-text",
        "An article has no raw text",
        "Every article has its raw text beside its annotations: it is what quotes are looked up in.",
        """
content/articles/round-one.yaml
content/articles/round-one.txt      # this one is missing
""",
        "Put the article's text, word for word, into `ID.txt`.",
    ),
    error(
        "empty-text",
        "A raw text is empty",
        "There is nothing in the file but white space.",
        """
content/articles/round-one.txt      # wrong: 0 bytes
""",
        "Paste the article's text into it.",
    ),
    error(
        "raw-text-edited",
        "A raw text was edited",
        "The annotations file notes the SHA-256 of the text that was annotated, and the text is not that one any more.",
        """
sha256: 650939d79c608a821f922feb30cf9c8a34359fd077ee9dbe88ffdf28fda3a585
""",
        "Restore the text. If the change is meant, put the digest from the message in the place of the old one.",
    ),
    error(
        "front-matter",
        "A page does not begin with its front matter",
        "A page is Markdown below a few lines of YAML, which give its title and its place in the menu.",
        """
# Method                 # wrong

---                      # right
title: Method
order: 2
---
Every sentence leads to its source.
""",
        "Begin the file with a line `---`, then `title: …`, then a line `---`.",
    ),
)
