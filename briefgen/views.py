"""What each page shows: one frozen view per page kind, plain data, ready to be put into a template.

A template receives exactly two names: `page`, its view, and `chrome` (`viewparts.Chrome`), what is around it. These
types are the stable contract for a project's own templates.
"""

from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup as Html

from briefgen.guideviews import Filters, MethodPage, PositionsPage, SearchPage
from briefgen.textviews import CitedIn, Paragraph
from briefgen.viewparts import (
    ActorGroup,
    ArticleLine,
    ArticleMonth,
    Cell,
    Chart,
    DateView,
    Day,
    EventRow,
    Footnote,
    Happening,
    JudgmentView,
    Link,
    Matrix,
    Month,
    NavItem,
    Note,
    NotesMonth,
    Passage,
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
    more_rows: int
    previous: DateView | None
    news: tuple[Happening, ...]
    more_news: int
    questions: tuple[Question, ...]
    more_questions: int
    topics: tuple[TopicLine, ...]
    more_topics: int
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
    """The tracker. Where it cannot have all dates, `archive` links to the pages that have them, by year.

    `year` is set on such a page, which has no `chart`; `total` counts all events.
    """

    title: str
    chart: Chart | None
    filters: Filters
    groups: tuple[Group, ...]
    archive: tuple[Link, ...]
    year: str
    total: int
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
    """`mentions` are the annotations about the event that report neither date nor status.

    `older` leads to the `more_notes` that are too many for this page; so it does for topics and actors.
    """

    row: EventRow
    summary: Html
    url: str
    actors: tuple[Person, ...]
    history: tuple[HistoryStep, ...]
    mentions: tuple[Note, ...]
    more_notes: int
    older: tuple[Link, ...]
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
    """A demand, offer, concern or question, and the answers to it, oldest first; of very many the newest.

    `more` counts the others, which the page of the article tells of.
    """

    asked: Note
    answers: tuple[Note, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPage:
    """`filters` are for `sides`, all that was said."""

    title: str
    summary: Html
    aliases: tuple[str, ...]
    same_as: tuple[str, ...]
    broader: tuple[Link, ...]
    narrower: tuple[TopicLine, ...]
    stands: tuple[tuple[SideMark, Cell], ...]
    exchanges: tuple[Exchange, ...]
    dates: tuple[EventRow, ...]
    more_dates: int
    questions: tuple[Html, ...]
    sides: tuple[SideNotes, ...]
    filters: Filters
    more_notes: int
    older: tuple[Link, ...]
    articles: tuple[ArticleLine, ...]
    previous: DateView | None
    new: tuple[Note, ...]
    more_new: int
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
    older: tuple[Link, ...]
    events: tuple[EventRow, ...]
    more_events: int
    articles: tuple[ArticleLine, ...]
    footnotes: tuple[Footnote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotesPage:
    """Older annotations of a topic, an actor or an event (`record`), in short and newest first, and their articles.

    `pages` lead to the others, first to the newest, on the record's own page.
    """

    title: str
    record: Link
    months: tuple[NotesMonth, ...]
    articles: tuple[ArticleLine, ...]
    pages: tuple[NavItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    """`lang` and `direction` are those of the raw text. `cut_after` tells that text was left out at the end.

    `passage` is the article as it is cited.
    """

    id: str
    passage: Passage
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
    more_cited: int
    footnotes: tuple[Footnote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinePage:
    """Months oldest first, a year that is all that is known before its months.

    `undated` are the events without a date, at its end. `pages` link to the other pages of a long timeline.
    """

    months: tuple[Month, ...]
    undated: tuple[EventRow, ...]
    pages: tuple[NavItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPage:
    """`since` is what came after the previous issue, `earlier` the rest, both newest first."""

    filters: Filters

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
    pages: tuple[NavItem, ...]
    footnotes: tuple[Footnote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlesPage:
    """Months newest first, a year that is all that is known after its months."""

    months: tuple[ArticleMonth, ...]
    count: int
    pages: tuple[NavItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicsPage:
    topics: tuple[TopicLine, ...]
    pages: tuple[NavItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorsPage:
    groups: tuple[ActorGroup, ...]
    pages: tuple[NavItem, ...]


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
    | PositionsPage
    | DeadlinesPage
    | EventPage
    | TopicPage
    | ActorPage
    | NotesPage
    | ArticlePage
    | TimelinePage
    | ChangesPage
    | DiscrepanciesPage
    | ArticlesPage
    | TopicsPage
    | ActorsPage
    | EventsPage
    | FreePageView
    | MethodPage
    | SearchPage
    | NotFoundPage
)

TEMPLATES: dict[type, str] = {
    HomePage: "pages/home.html",
    PositionsPage: "pages/positions.html",
    DeadlinesPage: "pages/deadlines.html",
    EventPage: "pages/event.html",
    TopicPage: "pages/topic.html",
    ActorPage: "pages/actor.html",
    NotesPage: "pages/notes.html",
    ArticlePage: "pages/article.html",
    TimelinePage: "pages/timeline.html",
    ChangesPage: "pages/changes.html",
    DiscrepanciesPage: "pages/discrepancies.html",
    ArticlesPage: "pages/articles.html",
    TopicsPage: "pages/topics.html",
    ActorsPage: "pages/actors.html",
    EventsPage: "pages/events.html",
    FreePageView: "pages/page.html",
    MethodPage: "pages/method.html",
    SearchPage: "pages/search.html",
    NotFoundPage: "pages/404.html",
}
"""The template of each view."""
