"""What each page shows: one frozen view per page kind, plain data, ready to be put into a template.

A template receives exactly two names: `page`, its view, and `chrome` (`viewparts.Chrome`), what is around it. These
types are the stable contract for a project's own templates.
"""

from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup as Html

from briefgen.viewparts import (
    ArticleLine,
    Cell,
    Chart,
    DateView,
    Day,
    EventRow,
    Filters,
    Footnote,
    Happening,
    JudgmentView,
    Link,
    Matrix,
    NavItem,
    Note,
    Person,
    Question,
    SideMark,
    Tag,
    TopicLine,
)


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
    """The tracker. `archive` links to the pages of past years; `year` is set on such a page, which has no `chart`."""

    title: str
    chart: Chart | None
    filters: Filters
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
    """An event (with `row`) or a report (with `note`, in short) in the timeline."""

    date: DateView
    row: EventRow | None
    note: Note | None


class Month(NamedTuple):
    title: str
    anchor: str
    entries: tuple[MonthEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinePage:
    """Months oldest first, a year that is all that is known before its months.

    `pages` link to the other pages of a long timeline.
    """

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
    footnotes: tuple[Footnote, ...]


class ArticleMonth(NamedTuple):
    title: str
    anchor: str
    articles: tuple[ArticleLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlesPage:
    """Months newest first, a year that is all that is known after its months."""

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
