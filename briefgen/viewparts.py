"""The parts that page views are made of: links, tags, dates, passages, notes, rows. Plain data for templates.

`Html` is text that is already safe HTML; everything else is escaped by the template. Every `href` is relative to the
page and names a file. Optional values are `None`, `""` or `()`.
"""

from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup as Html


class Link(NamedTuple):
    """A link: `href` and its `text`; an empty `href` means that there is nothing to lead to.

    `lang` is set if the text is in another language than the page.
    """

    href: str
    text: str
    lang: str = ""


class Tag(NamedTuple):
    """A small label in words. `group` (kind, state, status, attribution, outcome, confidence, likelihood, effect) and
    `value` (the format's word) serve for classes and data attributes; `label` is for the reader."""

    group: str
    value: str
    label: str


class SideMark(NamedTuple):
    """A side: its id, its place in the order of the sides (from 1; 0 for none) and its title."""

    id: str
    number: int
    title: str


class Person(NamedTuple):
    """An actor as it is named in a line of text; `side` is `None` if it has none."""

    href: str
    name: str
    side: SideMark | None


class DatePart(NamedTuple):
    """A piece of a date in words; with a `datetime` it is a `<time>`."""

    text: str
    datetime: str


class DateView(NamedTuple):
    """A date in words: `parts` in order, the qualifier as a word (approximate, uncertain …), the zone of a time.

    `text` is the whole in words, `edtf` as it was written.
    """

    parts: tuple[DatePart, ...]
    qualifier: str
    zone: str
    text: str
    edtf: str


class Passage(NamedTuple):
    """Quoted words and where they stand: `href` leads to the highlight, `article` to the article's page.

    `lang` is set if the words are in another language than the page; `url` is where the article appeared, for paper.
    """

    words: str
    lang: str
    translation: str
    href: str
    article: Link
    publisher: str
    published: DateView
    url: str


class Footnote(NamedTuple):
    """A cited passage at the foot of a page. `backrefs` are ids of the marks that cite it."""

    number: int
    passage: Passage
    backrefs: tuple[str, ...]


class Note(NamedTuple):
    """An annotation in full. `number` counts the annotations of its article from 1; `id` is `a-ID` in the article.

    `note` is the curator's; it is left out where an annotation is listed in short (matrix, timeline, changes, news).
    `side` is the side of the first actor. `is_new` tells that it came after the previous issue.
    """

    id: str
    number: int
    kind: Tag
    passage: Passage
    actors: tuple[Person, ...]
    addressees: tuple[Person, ...]
    reporters: tuple[Person, ...]
    attribution: Tag | None
    confidence: Tag | None
    topics: tuple[Link, ...]
    note: Html
    answers: Link | None
    outcome: Tag | None
    answered_by: tuple[tuple[Link, Tag | None], ...]
    event: Link | None
    date: DateView | None
    status: Tag | None
    correction: str
    side: SideMark | None
    is_new: bool


class Move(NamedTuple):
    """What a report did to a date: `effect` is a Tag of group `effect` (move, refinement, conflict, correction).

    `old` is the date before, if the new one is another.
    """

    effect: Tag
    old: DateView | None
    new: DateView
    reported: DateView
    passage: Passage
    reporters: tuple[Person, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """An event as the tracker shows it. `first` and `last` are epoch seconds (`None`: open or undated).

    `source_words` are the source's own words where the date is fuzzy. `countdown` is in words for the day of the
    build (“in 13 to 19 days”), empty for what is past. `is_long` tells that its span covers more
    than 31 days. `if_missed` stands on the tracker and the event's own page; in other lists it is left out.
    """

    id: str
    title: str
    href: str
    kind: Tag
    state: Tag
    status: Tag | None
    date: DateView | None
    source_words: Passage | None
    first: int | None
    last: int | None
    is_long: bool
    countdown: str
    set_by: Person | None
    place: str
    topics: tuple[Link, ...]
    topic_ids: tuple[str, ...]
    side_ids: tuple[str, ...]
    moves: tuple[Move, ...]
    if_missed: Html
    sources: tuple[Passage, ...]


class ArticleLine(NamedTuple):
    """An article in a list; `language` is the name of the language where that is not the page's."""

    link: Link
    publisher: str
    published: DateView
    lang: str
    language: str
    annotations: int
    is_new: bool


class Stamp(NamedTuple):
    """For which day the page was built; `pinned` pages stay at it."""

    date: DateView
    pinned: bool


class NavItem(NamedTuple):
    link: Link
    current: bool


class FileLink(NamedTuple):
    """A file for programs: where it is, what it is in words, its media type. With `webcal:` it is subscribed to."""

    href: str
    text: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chrome:
    """What is around every page. `root` is the relative way to the site's root (`""`, `../`).

    `stylesheet`, `icon` and `scripts` are hrefs. `canonical` is absolute or empty. `kind` is the page kind, for a
    class. `feeds` are of the whole, then of this page, named after what they are of; `files` say what this page says.
    `live` is JSON for the scripts, empty on pages without events. `locale` is the language with a region (`en_GB`), if
    one is known; `linked_data` is JSON-LD by schema.org, empty on pages that are about nothing of their own.
    `policy` is the page's Content-Security-Policy.
    """

    kind: str
    language: str
    direction: str
    site_title: str
    title: str
    description: str
    home: str
    root: str
    nav: tuple[NavItem, ...]
    more: tuple[NavItem, ...]
    stylesheet: str
    icon: str
    scripts: tuple[str, ...]
    canonical: str
    feeds: tuple[FileLink, ...]
    files: tuple[FileLink, ...]
    stamp: Stamp
    live: Html
    publisher: Link | None
    license: str
    locale: str
    linked_data: Html
    policy: str


class JudgmentView(NamedTuple):
    """`cites` is the row of citation marks; `sources` counts the articles that it rests on."""

    text: Html
    likelihood: Tag | None
    confidence: Tag | None
    topics: tuple[Link, ...]
    cites: Html
    sources: int


class Cell(NamedTuple):
    """What a side last said on a topic; `None` stands for nothing in the sources."""

    note: Note | None
    more: int


class MatrixRow(NamedTuple):
    topic: Link
    cells: tuple[Cell, ...]


class Matrix(NamedTuple):
    """Topics down, sides across: the newest demand, offer, response or position of each side."""

    sides: tuple[SideMark, ...]
    rows: tuple[MatrixRow, ...]


class Question(NamedTuple):
    topic: Link
    text: Html


class TopicLine(NamedTuple):
    link: Link
    summary: str
    annotations: int
    articles: int
    newest: DateView | None
    depth: int


class Happening(NamedTuple):
    """Something that came in, for the list of changes: an article, a move, a decision, a demand …

    `what` is a Tag of group `news` (article, first, move, refinement, conflict, correction), `status` or `kind`.
    """

    what: Tag
    title: Link
    move: Move | None
    note: Note | None
    passage: Passage | None
    topic_ids: tuple[str, ...] = ()
    side_ids: tuple[str, ...] = ()


class Day(NamedTuple):
    date: DateView
    items: tuple[Happening, ...]


class Arrow(NamedTuple):
    """A move in the picture of the timeline, from and to, in percent of its width."""

    start: float
    end: float


class ChartBar(NamedTuple):
    """An event in the picture: a bar from `left`, `width` wide (percent), in a row that begins `top` pixels down.

    An end that is fuzzy or lies outside the picture fades. `label` is the title, shortened; `when` its date in words.
    """

    href: str
    title: str
    label: str
    when: str
    state: str
    top: int
    left: float
    width: float
    fades_left: bool
    fades_right: bool
    arrows: tuple[Arrow, ...]


class ChartTick(NamedTuple):
    """A mark of the axis: where (percent) and its words."""

    left: float
    label: str


class Chart(NamedTuple):
    """The timeline as a picture: `height` and `top` (where the rows begin) in pixels, all else in percent.

    `strip` has a (place, state) for every event where there are more than rows; `total` counts the dated events.
    """

    height: int
    top: int
    today: float
    ticks: tuple[ChartTick, ...]
    strip: tuple[tuple[float, str], ...]
    rows: tuple[ChartBar, ...]
    total: int


class MonthEntry(NamedTuple):
    """An event (with `row`) or a report (with `note`, in short) in the timeline."""

    date: DateView
    row: EventRow | None
    note: Note | None


class Month(NamedTuple):
    title: str
    anchor: str
    entries: tuple[MonthEntry, ...]


class NotesMonth(NamedTuple):
    title: str
    anchor: str
    notes: tuple[Note, ...]


class ArticleMonth(NamedTuple):
    title: str
    anchor: str
    articles: tuple[ArticleLine, ...]


class ActorLine(NamedTuple):
    person: Person
    kind: str
    role: str
    annotations: int


class ActorGroup(NamedTuple):
    side: SideMark | None
    actors: tuple[ActorLine, ...]
