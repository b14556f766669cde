"""What each page shows: one frozen view per page kind, plain data, ready to be put into a template.

A template receives exactly two names: `page`, its view, and `chrome`, what is around it. These types are the stable
contract for a project's own templates. `Html` is text that is already safe HTML; everything else is escaped by the
template. Every `href` is relative to the page and names a file. Optional values are `None`, `""` or `()`.
"""

from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup as Html


class Link(NamedTuple):
    """A link: `href` and its `text`; an empty `href` means that there is nothing to lead to."""

    href: str
    text: str


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

    `lang` is set if the words are in another language than the page.
    """

    words: str
    lang: str
    translation: str
    href: str
    article: Link
    publisher: str
    published: DateView


class Footnote(NamedTuple):
    """A cited passage at the foot of a page. `backrefs` are ids of the marks that cite it."""

    number: int
    passage: Passage
    backrefs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """An annotation in full. `number` counts the annotations of its article from 1; `id` is `a-ID` in the article.

    `lead` is one line in words: who, to whom, as told by whom. `is_new` tells that it came after the previous issue.
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
    """A change of a date: `effect` is a Tag of group `effect` (move, refinement, conflict, correction)."""

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
    build (“in 13 to 19 days”). `is_long` tells that its span covers more than 31 days.
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
    """An article in a list."""

    link: Link
    publisher: str
    published: DateView
    lang: str
    annotations: int
    is_new: bool


class Stamp(NamedTuple):
    """For which day the page was built; `pinned` pages stay at it."""

    date: DateView
    pinned: bool


class NavItem(NamedTuple):
    link: Link
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chrome:
    """What is around every page. `root` is the relative way to the site's root (`""`, `../`).

    `stylesheet` and `scripts` are hrefs. `canonical` is absolute or empty. `kind` is the page kind, for a class.
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
    scripts: tuple[str, ...]
    canonical: str
    stamp: Stamp
    publisher: Link | None
    license: str


class JudgmentView(NamedTuple):
    """`cites` is the row of citation marks; `sources` counts the articles it rests on."""

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

    `what` is a Tag of group `news` (article, move, refinement, conflict, correction, status, annotation kinds).
    """

    what: Tag
    title: Link
    move: Move | None
    note: Note | None
    passage: Passage | None


class Day(NamedTuple):
    date: DateView
    items: tuple[Happening, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """`coverage` counts articles, annotations, events and judgments that rest on one source."""

    title: str
    description: str
    bottom_line: Html
    judgments: tuple[JudgmentView, ...]
    next_dates: tuple[EventRow, ...]
    more_dates: int
    matrix: Matrix
    previous: DateView | None
    news: tuple[Happening, ...]
    more_news: int
    questions: tuple[Question, ...]
    topics: tuple[TopicLine, ...]
    articles: tuple[ArticleLine, ...]
    article_count: int
    annotation_count: int
    event_count: int
    single_source: int
    footnotes: tuple[Footnote, ...]


class Group(NamedTuple):
    """The events of one state, in order."""

    state: Tag
    rows: tuple[EventRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlinesPage:
    """The tracker. `archive` links to the pages of past years; `year` is set on such a page."""

    title: str
    groups: tuple[Group, ...]
    archive: tuple[Link, ...]
    year: str
    footnotes: tuple[Footnote, ...]


class HistoryStep(NamedTuple):
    """One report on an event: what it said, when, and what it did to the date."""

    effect: Tag
    note: Note
    date: DateView | None
    status: Tag | None
    old: DateView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """`mentions` are the annotations about the event that report neither date nor status."""

    row: EventRow
    summary: Html
    url: str
    actors: tuple[Person, ...]
    history: tuple[HistoryStep, ...]
    mentions: tuple[Note, ...]
    follows: tuple[EventRow, ...]
    followed_by: tuple[EventRow, ...]
    own_date: bool
    own_status: bool
    footnotes: tuple[Footnote, ...]


class SideNotes(NamedTuple):
    """Annotations of one side, newest first; `side` is `None` for those of no side."""

    side: SideMark | None
    notes: tuple[Note, ...]


class Exchange(NamedTuple):
    """A demand, offer, concern or question, and the answers to it, oldest first."""

    asked: Note
    answers: tuple[Note, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPage:
    title: str
    summary: Html
    aliases: tuple[str, ...]
    same_as: tuple[str, ...]
    broader: tuple[Link, ...]
    narrower: tuple[TopicLine, ...]
    stands: tuple[tuple[SideMark, Cell], ...]
    exchanges: tuple[Exchange, ...]
    dates: tuple[EventRow, ...]
    questions: tuple[Html, ...]
    sides: tuple[SideNotes, ...]
    more_notes: int
    articles: tuple[ArticleLine, ...]
    previous: DateView | None
    new: tuple[Note, ...]
    footnotes: tuple[Footnote, ...]


class NoteGroup(NamedTuple):
    """Annotations of one kind, newest first."""

    kind: Tag
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorPage:
    """`acts` are what it holds, demands, says; `addressed` what is said to it; `told` what it reports of others."""

    name: str
    kind: str
    role: str
    side: SideMark | None
    member_of: tuple[Person, ...]
    members: tuple[Person, ...]
    aliases: tuple[str, ...]
    same_as: tuple[str, ...]
    summary: Html
    acts: tuple[NoteGroup, ...]
    addressed: tuple[Note, ...]
    told: tuple[Note, ...]
    more_notes: int
    events: tuple[EventRow, ...]
    articles: tuple[ArticleLine, ...]
    footnotes: tuple[Footnote, ...]


class Fragment(NamedTuple):
    """A stretch of raw text. `ids` are the annotations that cover it (space-separated), `begins` the element ids of
    those that begin here, `ends` the notes of those that end here as (number, href)."""

    text: str
    ids: str
    kinds: str
    begins: tuple[str, ...]
    ends: tuple[tuple[int, str], ...]


class Paragraph(NamedTuple):
    """A paragraph of raw text with the notes of the annotations that begin in it.

    `cut_before` tells that text was left out before it (excerpts only).
    """

    fragments: tuple[Fragment, ...]
    notes: tuple[Note, ...]
    cut_before: bool


class CitedIn(NamedTuple):
    """A page that refers to this article: what it is, and to which passage."""

    page: Link
    where: str
    passage: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    """`lang` and `direction` are those of the raw text. `cut_after` tells that text was left out at the end."""

    id: str
    title: str
    publisher: str
    author: str
    published: DateView
    url: str
    archived: str
    accessed: DateView | None
    lang: str
    language_name: str
    reliability: str
    credibility: str
    grade: str
    sha256: str
    summary: Html
    topics: tuple[Link, ...]
    draft: bool
    excerpts: bool
    paragraphs: tuple[Paragraph, ...]
    cut_after: bool
    notes: tuple[Note, ...]
    earlier: Link | None
    later: Link | None
    cited_in: tuple[CitedIn, ...]
    footnotes: tuple[Footnote, ...]


class MonthEntry(NamedTuple):
    """An event (with `row`) or a report (with `note`) in the timeline."""

    date: DateView
    row: EventRow | None
    note: Note | None


class Month(NamedTuple):
    title: str
    anchor: str
    entries: tuple[MonthEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinePage:
    """Months oldest first; `pages` link to the other pages of a long timeline."""

    months: tuple[Month, ...]
    undated: tuple[EventRow, ...]
    pages: tuple[NavItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPage:
    """`since` is what came after the previous issue, `earlier` the rest, both newest first."""

    previous: DateView | None
    since: tuple[Day, ...]
    earlier: tuple[Day, ...]
    pages: tuple[NavItem, ...]


class Discrepancy(NamedTuple):
    """Two places that do not agree (`other` may be missing), what it is, and what was adopted."""

    what: Tag
    event: Link | None
    place: Note
    other: Note | None
    old: DateView | None
    new: DateView | None
    adopted: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscrepanciesPage:
    corrections: tuple[Discrepancy, ...]
    conflicts: tuple[Discrepancy, ...]
    impossible: tuple[Discrepancy, ...]


class ArticleMonth(NamedTuple):
    title: str
    anchor: str
    articles: tuple[ArticleLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlesPage:
    """Months newest first."""

    months: tuple[ArticleMonth, ...]
    count: int
    pages: tuple[NavItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicsPage:
    topics: tuple[TopicLine, ...]


class ActorLine(NamedTuple):
    person: Person
    kind: str
    role: str
    annotations: int


class ActorGroup(NamedTuple):
    side: SideMark | None
    actors: tuple[ActorLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorsPage:
    groups: tuple[ActorGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventsPage:
    """All events by date."""

    rows: tuple[EventRow, ...]
    pages: tuple[NavItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FreePageView:
    title: str
    body: Html
    footnotes: tuple[Footnote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundPage:
    links: tuple[Link, ...]


PageView = (
    HomePage
    | DeadlinesPage
    | EventPage
    | TopicPage
    | ActorPage
    | ArticlePage
    | TimelinePage
    | ChangesPage
    | DiscrepanciesPage
    | ArticlesPage
    | TopicsPage
    | ActorsPage
    | EventsPage
    | FreePageView
    | NotFoundPage
)

TEMPLATES: dict[type, str] = {
    HomePage: "pages/home.html",
    DeadlinesPage: "pages/deadlines.html",
    EventPage: "pages/event.html",
    TopicPage: "pages/topic.html",
    ActorPage: "pages/actor.html",
    ArticlePage: "pages/article.html",
    TimelinePage: "pages/timeline.html",
    ChangesPage: "pages/changes.html",
    DiscrepanciesPage: "pages/discrepancies.html",
    ArticlesPage: "pages/articles.html",
    TopicsPage: "pages/topics.html",
    ActorsPage: "pages/actors.html",
    EventsPage: "pages/events.html",
    FreePageView: "pages/page.html",
    NotFoundPage: "pages/404.html",
}
"""The template of each view."""
