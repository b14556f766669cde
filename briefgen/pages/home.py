"""The home page: the bottom line, the judgments, the next dates, who wants what, what is new."""

from collections.abc import Iterable, Iterator
from itertools import islice

from briefgen.chronology import State
from briefgen.datewords import day_view
from briefgen.doubts import sources_of
from briefgen.labels import maybe_tag
from briefgen.model import Annotation, Judgment, Markdown
from briefgen.pages.chronicle import news_since
from briefgen.pages.citations import Citations
from briefgen.pages.parts import Parts
from briefgen.pages.rows import article_line, event_order, event_row, topic_line
from briefgen.resolve import Site
from briefgen.viewparts import Cell, JudgmentView, Matrix, MatrixRow, Question, SideMark
from briefgen.views import HomePage

POSITION_KINDS = ("demand", "offer", "response", "position")
"""The kinds of annotation that say where a side stands."""

_NEXT = 5
_URGENT = 20
_TOPICS = 8
_MANY_TOPICS = 24
_ARTICLES = 6
_ROWS = 8
_NEWS = 6
_QUESTIONS = 8


def home_page(parts: Parts, citations: Citations | None = None) -> HomePage:
    """The view of `index.html`; `citations` collects what it cites, where it is not alone on its page."""
    citations = citations or Citations()
    content, site = parts.site.content, parts.site
    briefing = content.briefing
    bottom_line = parts.markdown(briefing.bottom_line, citations)
    judgments = tuple(_judgment(parts, judgment, citations) for judgment in briefing.judgments)
    dates = next_dates(parts)
    questions = _questions(parts, citations)
    asked = sum(len(topic.questions) for topic in content.topics.values())
    topics = topics_by_activity(site)
    rows = tuple(islice(_disputed(parts, topics), _ROWS + 1)) or topics
    previous = briefing.previous
    news, new = news_since(parts, _NEWS)
    return HomePage(
        title=briefing.title,
        description=briefing.description,
        bottom_line=bottom_line,
        judgments=judgments,
        next_dates=tuple(event_row(parts, key) for key in dates),
        more_dates=len(content.events) - len(dates),
        matrix=matrix(parts, rows[:_ROWS]),
        more_rows=max(0, len(topics) - _ROWS) if len(rows) > _ROWS else 0,
        previous=day_view(previous, parts.words) if previous else None,
        news=news,
        more_news=new - len(news),
        questions=questions,
        more_questions=asked - len(questions),
        topics=tuple(topic_line(parts, key) for key in topics[:_TOPICS]),
        more_topics=max(0, len(topics) - _TOPICS),
        articles=tuple(article_line(parts, key) for key in reversed(site.article_order[-_ARTICLES:])),
        article_count=len(content.articles),
        annotation_count=len(site.annotations),
        event_count=len(content.events),
        single_source=sum(1 for judgment in judgments if judgment.sources == 1),
        footnotes=citations.footnotes(),
    )


def _judgment(parts: Parts, judgment: Judgment, citations: Citations) -> JudgmentView:
    return JudgmentView(
        text=parts.markdown(judgment.text, citations),
        likelihood=maybe_tag("likelihood", judgment.likelihood, parts.words),
        confidence=maybe_tag("confidence", judgment.confidence, parts.words),
        topics=parts.links("topic", judgment.topics),
        cites=parts.cite(judgment.cites, citations),
        sources=len(sources_of(judgment)),
    )


def next_dates(parts: Parts) -> tuple[str, ...]:
    """Events that are overdue or now, the latest of very many, then the next five, each by date."""
    states = parts.tracker.states
    urgent = [key for key, state in states.items() if state in (State.OVERDUE, State.NOW)]
    coming = [key for key, state in states.items() if state in (State.SOON, State.UPCOMING)]

    def order(key: str) -> tuple[int, tuple[int, int, str]]:
        return (list(State).index(states[key]), event_order(parts, key))

    return (*sorted(urgent, key=order)[-_URGENT:], *sorted(coming, key=order)[:_NEXT])


def topics_by_activity(site: Site) -> tuple[str, ...]:
    """Topics by number of annotations, most first, then in the curator's order.

    Of many, those come first on which an article came out last: what was busy long ago is not what the reader must
    know now.
    """
    busiest = sorted(site.content.topics, key=lambda key: -len(site.by_topic.get(key, ())))
    if len(busiest) <= _MANY_TOPICS:
        return tuple(busiest)
    newest = {key: site.published[articles[-1]].first or 0 for key, articles in site.articles_by_topic.items()}
    return tuple(sorted(busiest, key=lambda key: -newest.get(key, -(1 << 62))))


def _disputed(parts: Parts, topics: Iterable[str]) -> Iterator[str]:
    """The topics on which some side has taken a position."""
    for key in topics:
        listed = parts.site.by_topic.get(key, ())
        if any(a.kind in POSITION_KINDS and parts.sides_of(a.actor) for a in listed):
            yield key


def matrix(parts: Parts, topics: Iterable[str]) -> Matrix:
    """Topics down, sides across; in each cell what the side said last. No rows where there are no sides."""
    if not parts.sides:
        return Matrix((), ())
    rows = (
        MatrixRow(parts.link("topic", topic), tuple(cell(parts, topic, side) for side in parts.sides))
        for topic in topics
    )
    return Matrix(parts.sides, tuple(rows))


def cell(parts: Parts, topic: str, side: SideMark) -> Cell:
    """The newest demand, offer, response or position of a side on a topic, and how many older ones there are."""
    found = positions(parts, parts.site.by_topic.get(topic, ()), side)
    return Cell(parts.note(found[-1]) if found else None, max(0, len(found) - 1))


def positions(parts: Parts, annotations: Iterable[Annotation], side: SideMark) -> list[Annotation]:
    """Those of some annotations that say where a side stands, oldest first."""
    return [a for a in annotations if a.kind in POSITION_KINDS and side in parts.sides_of(a.actor)]


def questions_asked(parts: Parts) -> tuple[tuple[str, Markdown], ...]:
    """The open questions that stand here, each with its topic."""
    topics = parts.site.content.topics
    return tuple(islice(((key, asked) for key, topic in topics.items() for asked in topic.questions), _QUESTIONS))


def _questions(parts: Parts, citations: Citations) -> tuple[Question, ...]:
    asked = questions_asked(parts)
    return tuple(Question(parts.link("topic", key), parts.markdown(text, citations)) for key, text in asked)
