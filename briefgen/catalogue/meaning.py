"""Rules on quotes and references, and on what reports say of events."""

from briefgen.catalogue.rule import error, warning

QUOTES = (
    error(
        "quote-not-found",
        "The quoted words are not in the article",
        "Every quote is looked up in the raw text, word by word. White space, the styles of quotation marks, "
        "apostrophes and dashes, and `…` or `...` do not matter; everything else does, capitals too. Nothing is "
        "guessed: the message shows the nearest passage and marks what differs.",
        """
# the article: The lines offered to pay a tenth of the dredging.
quote: offered to pay a third of the dredging     # wrong
quote: offered to pay a tenth of the dredging     # right
""",
        "Copy the article's words, or quote fewer of them. If they are in another article, annotate that one. A prefix "
        "or suffix must stand right before or behind the words.",
    ),
    error(
        "quote-ambiguous",
        "The quoted words stand more than once",
        "The page highlights one passage, so a quote must lead to one.",
        """
quote: the dues are                                      # wrong: it stands twice
quote: {exact: the dues are, prefix: The lines said}     # right
""",
        "Quote more words, or say what stands right before (`prefix`) or behind (`suffix`) them. The message suggests "
        "words that decide.",
    ),
    error(
        "quote-empty",
        "A quote holds no words",
        "There is nothing in the quote but white space or invisible characters.",
        """
quote: ""                               # wrong
quote: The council votes on 20 June     # right
""",
        "Quote words of the article.",
    ),
    error(
        "suggested-annotation",
        "An annotation is a suggestion that nobody has confirmed",
        "`briefgen suggest --write` marks what it adds with `suggested: true`. It reads words and knows nothing of "
        "their meaning, so none of it is published before a person has looked at it.",
        """
- id: vote
  suggested: true     # wrong: take this line out when you have checked the rest
  kind: event
  quote: The council votes on 20 June
  date: 2025-06-20
""",
        "Check the quote, the date and the ids, add what is missing, and take the line `suggested: true` out. Take the "
        "whole annotation out if it is of no use.",
    ),
)

REFERENCES = (
    error(
        "unknown-reference",
        "A reference leads nowhere",
        "Topics, actors, events, sides, pages, articles, annotations and assets are referred to by their ids, which "
        "must exist. The nearest id is suggested. An annotation without an id of its own cannot be referred to.",
        """
topics: [chanel]                       # wrong
topics: [channel]                      # right
note: See [the vote](event:voting).    # wrong
note: See [the vote](event:vote).      # right
""",
        "Correct the id, or add the record that it names.",
    ),
    error(
        "reference-form",
        "A reference is not written as one",
        "In lists a citation is `ARTICLE` or `ARTICLE#ANNOTATION`, without the sign that it has in Markdown. In links "
        "it is `topic:ID`, `actor:ID`, `event:ID`, `page:ID`, `article:ID`, `article:ID#ANNOTATION` or `assets/FILE`.",
        """
cites: ['@round-two#offer']     # wrong
cites: [round-two#offer]        # right
""",
        "Write it as the message says.",
    ),
    error(
        "cites-draft",
        "A draft is cited",
        "An article with `draft: true` is as if absent, so there is no page to lead to.",
        """
# articles/round-two.yaml
draft: true     # wrong, while the briefing cites round-two
""",
        "Take `draft` out of the article, or the reference until it is ready. `--drafts` builds with all drafts.",
    ),
    error(
        "circle",
        "References go round in a circle",
        "What is broader than a topic, what an actor is a member of, and what an event follows cannot lead back to "
        "itself.",
        """
dues:
  broader: channel
channel:
  broader: dues     # wrong
""",
        "Take one of them out.",
    ),
)

CHECKS = (
    warning(
        "date-without-event",
        "A date is given, but not of which event",
        "The date and the status of an annotation are what its article reports of an event. Without `event` they go "
        "nowhere.",
        """
- quote: The council votes on 20 June
  date: 2025-06-20     # wrong, without the next line
  event: vote          # right
""",
        "Add `event`, or leave the date out.",
    ),
    warning(
        "outcome-without-answers",
        "An outcome is given, but not of what",
        "`outcome` says what an answer makes of a demand or question, which `answers` names.",
        """
- quote: offered to pay a tenth of the dredging
  outcome: partly
  answers: round-one#demand     # this line is missing
""",
        "Add `answers`, or leave `outcome` out.",
    ),
    warning(
        "published-later",
        "An article is later than the briefing",
        "The article is dated after the day that the briefing is for. It counts all the same: `as_of` sets the day "
        "that states are worked out for, it does not rewind.",
        """
as_of: 2025-06-02
# articles/round-two.yaml
published: 2025-06-26
""",
        "Check `published`, or move `as_of` on.",
    ),
    warning(
        "own-date-contradicted",
        "An event's own date is not that of the newest report",
        "A date in `events.yaml` wins over the articles'. The newest report says something else, so one of them may be "
        "out of date.",
        """
vote:
  title: The council votes
  date: 2025-06-20     # but the newest article says July
""",
        "Leave `date` out of the event to follow the reports, or annotate the report as a correction if it is wrong.",
    ),
    warning(
        "own-status-contradicted",
        "An event's own status is not that of the newest report",
        "A status in `events.yaml` wins over the articles'. The newest report says something else.",
        """
vote:
  title: The council votes
  status: confirmed     # but the newest article says at-risk
""",
        "Leave `status` out of the event to follow the reports.",
    ),
    warning(
        "report-cannot-be",
        "A report tells of the future as done",
        "The annotation says that the event is done, and dates it after its article.",
        """
published: 2025-05-12
annotations:
  - quote: The council votes on 20 June
    event: vote
    date: 2025-06-20
    status: done          # wrong
    status: confirmed     # right
""",
        "Check the date, the status, and the article's `published`.",
    ),
    warning(
        "out-of-sequence",
        "An event comes before one that it follows",
        "`follows` says which events come first. The dates say otherwise.",
        """
vote:
  date: 2025-06-20
  follows: hearing
hearing:
  date: 2025-08-10     # wrong
""",
        "Check both dates, or take the event out of `follows`.",
    ),
)
