"""The home page: the bottom line, the judgments, the next dates, who wants what, what is new."""

from collections.abc import Iterable

from briefgen.chronology import State
from briefgen.datewords import day_view
from briefgen.labels import maybe_tag
from briefgen.model import Annotation, Judgment
from briefgen.pages.chronicle import news_since
from briefgen.pages.citations import Citations
from briefgen.pages.parts import Parts
from briefgen.pages.rows import article_line, articles_newest_first, event_order, event_row, topic_line
from briefgen.resolve import Site
from briefgen.viewparts import Cell, JudgmentView, Matrix, MatrixRow, Question, SideMark, TopicLine
from briefgen.views import HomePage

POSITION_KINDS = ("demand", "offer", "response", "position")
"""The kinds of annotation that say where a side stands."""

_NEXT = 5
_URGENT = 20
_TOPICS = 8
_ARTICLES = 6
_ROWS = 8
_NEWS = 6
_QUESTIONS = 8


def home_page(parts: Parts) -> HomePage:
    """The view of `index.html`."""
    citations = Citations()
    content, site = parts.site.content, parts.site
    briefing = content.briefing
    bottom_line = parts.markdown(briefing.bottom_line, citations)
    judgments = tuple(_judgment(parts, judgment, citations) for judgment in briefing.judgments)
    dates = next_dates(parts)
    questions = _questions(parts, citations)
    topics = busiest_topics(site)
    previous = briefing.previous
    news, new = news_since(parts, _NEWS)
    articles = articles_newest_first(parts)
    return HomePage(
        title=briefing.title,
        description=briefing.description,
        bottom_line=bottom_line,
        judgments=judgments,
        next_dates=tuple(event_row(parts, key) for key in dates),
        more_dates=len(content.events) - len(dates),
        matrix=matrix(parts, _disputed(parts, topics)[:_ROWS]),
        previous=day_view(previous, parts.words) if previous else None,
        news=news,
        more_news=new - len(news),
        questions=questions,
        topics=tuple(topic_line(parts, key) for key in topics[:_TOPICS]),
        articles=tuple(article_line(parts, key) for key in articles[:_ARTICLES]),
        article_count=len(content.articles),
        annotation_count=len(site.annotations),
        event_count=len(content.events),
        single_source=sum(1 for judgment in judgments if judgment.sources == 1),
        footnotes=citations.footnotes(),
    )


def _judgment(parts: Parts, judgment: Judgment, citations: Citations) -> JudgmentView:
    text_refs = judgment.text.refs if judgment.text else ()
    cited = {ref.id for ref in (*judgment.cites, *text_refs) if ref.kind in ("annotation", "article")}
    return JudgmentView(
        text=parts.markdown(judgment.text, citations),
        likelihood=maybe_tag("likelihood", judgment.likelihood, parts.words),
        confidence=maybe_tag("confidence", judgment.confidence, parts.words),
        topics=parts.links("topic", judgment.topics),
        cites=parts.cite(judgment.cites, citations),
        sources=len(cited),
    )


def next_dates(parts: Parts) -> tuple[str, ...]:
    """Events that are overdue or now, the latest of very many, then the next five, each by date."""
    states = parts.tracker.states
    urgent = [key for key, state in states.items() if state in (State.OVERDUE, State.NOW)]
    coming = [key for key, state in states.items() if state in (State.SOON, State.UPCOMING)]

    def order(key: str) -> tuple[int, tuple[int, int, str]]:
        return (list(State).index(states[key]), event_order(parts, key))

    return (*sorted(urgent, key=order)[-_URGENT:], *sorted(coming, key=order)[:_NEXT])


def busiest_topics(site: Site) -> tuple[str, ...]:
    """Topics by number of annotations, most first, then in the curator's order."""
    return tuple(sorted(site.content.topics, key=lambda key: -len(site.by_topic.get(key, ()))))


def _disputed(parts: Parts, topics: Iterable[str]) -> tuple[str, ...]:
    """The topics on which some side has taken a position; all of them if there is none."""
    listed = tuple(topics)
    by_topic = parts.site.by_topic
    taken = tuple(key for key in listed if any(positions(parts, by_topic.get(key, ()), side) for side in parts.sides))
    return taken or listed


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


def _questions(parts: Parts, citations: Citations) -> tuple[Question, ...]:
    topics = parts.site.content.topics
    asked = [(key, question) for key, topic in topics.items() for question in topic.questions][:_QUESTIONS]
    return tuple(Question(parts.link("topic", key), parts.markdown(text, citations)) for key, text in asked)


def topic_tree(parts: Parts) -> tuple[TopicLine, ...]:
    """All topics, each below its broader one, in the curator's order."""
    site = parts.site
    lines: list[TopicLine] = []
    stack = [(key, 0) for key, topic in reversed(tuple(site.content.topics.items())) if topic.broader is None]
    while stack:
        key, depth = stack.pop()
        lines.append(topic_line(parts, key, depth))
        stack += [(child, depth + 1) for child in reversed(site.narrower.get(key, ()))]
    return tuple(lines)
