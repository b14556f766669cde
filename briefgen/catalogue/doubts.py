"""Rules on what is doubtful: dates that do not fit their words, and judgments that rest on little."""

from briefgen.catalogue.rule import warning

DOUBTS = (
    warning(
        "done-before-its-date",
        "An event is told as done before its date",
        "A report, or `events.yaml`, says that the event is done; its current date, which stands elsewhere, lies after "
        "that. Either it was done earlier than planned, and the date is out of date, or it is not done yet.",
        """
# articles/round-one.yaml says that the vote is on 2025-06-20
published: 2025-05-26
annotations:
  - quote: The council has voted
    event: vote
    status: done
    date: 2025-05-23      # this line is missing
""",
        "Report the date on which it was done, or check the status.",
    ),
    warning(
        "weekday-differs",
        "A weekday does not fit its date",
        "The quote names a weekday with its day, as in `Friday 16 May`, `May 16 (Friday)` or `5월 16일(금)`, and that "
        "day is another one of the week. Where no year is said, those of the annotation's date and the one nearest to "
        "`published` are tried. A weekday alone is held against `date` if that is a single day. Quotes of the kind "
        "`correction` are passed over.",
        """
published: 2025-05-26
annotations:
  - quote: The two met on Friday 17 May      # wrong: 17 May 2025 is a Saturday
    event: meeting
    date: 2025-05-17
""",
        "Check the date. If it is the article that is wrong, annotate its words as a `correction`, and say what they "
        "should read.",
    ),
    warning(
        "year-differs",
        "A year does not fit",
        "The quote gives a day with its year, and the date of the annotation, or of its event, is the same day of "
        "another year. Where there is no date, a day near `published` in every respect but the year is told.",
        """
published: 2025-05-26
annotations:
  - quote: shake hands in Jeju on May 16, 2024
    event: meeting
    date: 2025-05-16      # one of the two is wrong
""",
        "Check the year. If it is the article that is wrong, as captions often are, annotate its words as a "
        "`correction`.",
    ),
)

JUDGMENTS = (
    warning(
        "judgment-cites-nothing",
        "A judgment cites nothing",
        "A judgment is worth what it rests on, and this one names no article, neither in `cites` nor in its text.",
        """
judgments:
  - text: The vote will be put off.
    cites: [round-two#slip, round-one#vote-date]      # this line is missing
""",
        "Name the passages that speak for it.",
    ),
    warning(
        "judgment-single-source",
        "A judgment rests on one source",
        "Everything that the judgment cites is of one article. If that is wrong, so is the judgment.",
        """
judgments:
  - text: The vote will be put off.
    cites: round-two#slip                             # wrong
    cites: [round-two#slip, round-one#vote-date]      # right, if the other bears it out
""",
        "Cite another article that bears it out. If there is none, the warning is right: it stays until there is one.",
    ),
    warning(
        "judgment-unnamed-only",
        "A judgment rests on unnamed officials alone",
        "Every passage that the judgment cites has the attribution `unnamed-official`: nobody can be held to it.",
        """
judgments:
  - text: The vote will be put off.
    cites: [round-two#an-official, round-one#another-official]
""",
        "Cite a document, or somebody on the record. If there is nothing else, lower the confidence.",
    ),
    warning(
        "judgment-likelihood-differs",
        "A judgment's text says another likelihood",
        "The text has a term of likelihood, and `likelihood` has another one. ICD 203 has seven steps, and a synonym "
        "for each; readers see both the text and the field.",
        """
judgments:
  - text: The vote will probably be put off.
    likelihood: very likely     # wrong
    likelihood: likely          # right
""",
        "Use one term for both.",
    ),
    warning(
        "judgment-mixes-confidence",
        "Likelihood and confidence stand in one sentence",
        "How likely something is and how well founded that is are two things, and readers take the one for the other "
        "where they stand together. ICD 203 (Analytic Standards, 2015) keeps them in separate sentences.",
        """
judgments:
  - text: It is likely, with low confidence, that the vote is put off.     # wrong
  - text: It is likely that the vote is put off.                           # right
    confidence: low
""",
        "Leave the confidence out of the sentence, and give it as `confidence`.",
    ),
)
