"""The briefing that `briefgen init` makes: small, complete, and commented for whoever has never seen one.

Texts are `string.Template`s; `scaffold` fills in the title, the dates and the heads of the files.
"""

from collections.abc import Mapping

BRIEFING = """\
$head_briefing
# The briefing itself. Only the title is required; what else there may be, your editor completes.
title: $title
description: Who pays for the deeper channel, who says what about it, and when it is decided.
language: en
timezone: Europe/Oslo          # every date without an offset of its own lies in this zone
# base_url: https://example.org/harbour/     # where the site will stand, for feeds and the sitemap
# as_of: $today                # pins the pages to a day; left out, they follow the clock

# The sides of the matter, in the order in which they are shown. Actors belong to them.
sides:
  port:
    title: The port
  lines:
    title: The shipping lines

# What matters, in a few sentences. Every one leads to its source:
#   [@ARTICLE#ANNOTATION] cites a passage, [](topic:ID) links to a topic, an actor:ID, an event:ID …
bottom_line: |
  The port wants [higher dues](topic:dues) for a deeper channel [@$article#demand]. The lines
  say they pay enough already [@$article#too-high]. [](event:council-vote) decides.

judgments:
  - text: The council will vote on the day that it has set.
    likelihood: likely         # almost no chance … almost certain (ICD 203)
    confidence: moderate       # low, moderate, high: how sure you are of the likelihood
    cites: [$article#vote-date, $second#keeps-to-it]     # two sources: with one alone a build warns
"""

TOPICS = """\
$head_topics
# What is discussed: an id, and below it the topic. The id is part of addresses, so it never changes.
dues:
  title: Dues
  summary: What a ship pays each time it calls.
  questions:
    - How do the dues compare with those of the next ports?
channel:
  title: The channel
  broader: dues                # the topic that this one is part of
"""

ACTORS = """\
$head_actors
# Who takes part. A side is inherited through member_of.
port:
  name: Port of Aurvik
  kind: organisation           # person, organisation, government, other
  side: port
ida-moe:
  name: Ida Moe
  kind: person
  role: harbour master
  member_of: port
lines:
  name: Union of Shipping Lines
  kind: organisation
  side: lines
"""

EVENTS = """\
$head_events
# Every date that is watched. Leave `date` and `status` out where articles report them: then each report counts, and
# the pages show how the date moved. Dates may be vague: 2025-06 (some day in June), 2025-06~ (about it), 2025-06?
# (perhaps), 2025-06-09/2025-06-15 (from, to).
hearing:
  title: Public hearing
  kind: meeting                # deadline, meeting, election, decision, publication, other
  date: ${hearing}T10:00
  place: Town hall
  actors: [port, lines]
council-vote:
  title: The council's vote
  kind: decision
  topics: dues
  follows: hearing
  if_missed: The dues stay as they are for a year.
"""

TEXT = """\
Port of Aurvik asks for higher dues

The port of Aurvik asks for higher dues. Ida Moe, the harbour master,
said the channel must be deeper “before the winter”.

The shipping lines said the dues are too high already, and that they
were not asked. The council votes on $vote_words.
"""

ARTICLE = """\
$head_article
# What an article says, passage by passage. Its raw text stands beside this file and is never edited.
title: Port of Aurvik asks for higher dues
published: $published
publisher: The Aurvik Post (an example)
url: https://example.org/port-asks-for-higher-dues
source: {reliability: B, credibility: 2}     # the Admiralty code
topics: dues

annotations:
  # A quote is the article's own words; a build looks it up, and says what differs if it is not there.
  - id: demand                 # needed to be cited, as [@$article#demand]
    kind: demand
    quote: said the channel must be deeper "before the winter"
    actor: ida-moe             # whose act or view it is
    to: lines                  # whom it is addressed to
    attribution: on-record
    topics: [channel]
  - id: too-high
    kind: concern
    quote: the dues are too high already
    actor: lines
    topics: [dues]
    note: No figures are given.
  # An annotation with an event and a date is a report: what this article says about when.
  - id: vote-date
    kind: event
    quote: The council votes on $vote_words
    event: council-vote
    date: $vote
    status: confirmed
"""

SECOND_TEXT = """\
Council keeps to its day

The council of Aurvik keeps to the day that it has set for its vote on
the harbour dues, a spokesman said. Nobody has asked for another one.
"""

SECOND = """\
$head_article
title: Council keeps to its day
published: $second_published
publisher: Aurvik Radio (an example)
topics: dues

annotations:
  - id: keeps-to-it
    kind: statement
    quote: keeps to the day that it has set for its vote
    attribution: unnamed-official
    event: council-vote        # a report without a date of its own: nothing moves
    status: confirmed
    topics: [dues]
"""

PAGE = """\
---
title: About
order: 1
---
This briefing follows [one question](topic:dues). Every sentence leads to its source, and every date says who reported
it and how it moved.

The example in it is invented: replace it with your own.
"""

README = """\
# $heading

A briefing made with briefgen. The content is in `content/`, the site is built into `site/`.

    briefgen check                  # look for faults
    briefgen build                  # write the site; then open site/index.html
    briefgen new article ID         # begin an article: paste its text into content/articles/ID.txt
    briefgen new topic ID           # add a topic; likewise an actor, an event

Editors that know YAML schemas complete the keys: the first line of each file names its schema in `schemas/`.
"""

GITIGNORE = """\
*~
.DS_Store
"""

SITE_GITIGNORE = """\
*
!.gitignore
"""

ARTICLE_ID = "port-asks-for-higher-dues"
SECOND_ID = "council-keeps-to-its-day"

FILES: Mapping[str, str] = {
    "README.md": README,
    ".gitignore": GITIGNORE,
    "site/.gitignore": SITE_GITIGNORE,
    "content/briefing.yaml": BRIEFING,
    "content/topics.yaml": TOPICS,
    "content/actors.yaml": ACTORS,
    "content/events.yaml": EVENTS,
    f"content/articles/{ARTICLE_ID}.txt": TEXT,
    f"content/articles/{ARTICLE_ID}.yaml": ARTICLE,
    f"content/articles/{SECOND_ID}.txt": SECOND_TEXT,
    f"content/articles/{SECOND_ID}.yaml": SECOND,
    "content/pages/about.md": PAGE,
}
"""The files of a new project, by path."""
