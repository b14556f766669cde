"""About how many bytes of HTML the entries of long lists make: what pages are cut by."""

from briefgen.model import Actor, Annotation, Article, Markdown, Topic
from briefgen.pages.chronicle import NEWS_KINDS
from briefgen.pages.parts import Parts
from briefgen.pages.rows import MOST_MOVES, MOST_SOURCES, SHOWN

PAGE = 260_000
"""What the list of a page may weigh. No page is to have more than 500,000 bytes: the rest is for what is around it,
and for what was estimated too low."""

_LINE = 250
_EVENT = 650
_NOTE = 850
_SHORT = 420
_ROW = 850
_MOVE = 450
_SOURCE = 170
_CITED = 700


def size(text: str) -> int:
    """Bytes of a text; of one in another script than ours, at most."""
    return len(text) if text.isascii() else 3 * len(text)


def article_weight(article: Article) -> int:
    """An article as a line of a list."""
    return _LINE + size(article.title)


def line_weight(title: str) -> int:
    """An event in two or three lines."""
    return _EVENT + 2 * size(title)


def topic_weight(topic: Topic) -> int:
    """A topic as a line of the index."""
    return _LINE + size(topic.title) + markdown_weight(topic.summary)


def actor_weight(actor: Actor) -> int:
    """An actor as a line of the index."""
    return _LINE + size(actor.name) + size(actor.role)


def markdown_weight(text: Markdown | None) -> int:
    """A Markdown field on a page: its own HTML, links, and marks with their notes at the foot of the page."""
    return sum(size(part) if isinstance(part, str) else _CITED for part in text.markup.parts) if text else 0


def passage_weight(parts: Parts, annotation: Annotation) -> int:
    """An annotation in short."""
    ascii_only = parts.site.content.articles[annotation.article].text.isascii()
    quoted = annotation.end - annotation.start
    return _SHORT + (quoted if ascii_only else 3 * quoted) + size(annotation.translation)


def note_weight(parts: Parts, annotation: Annotation) -> int:
    """An annotation in full, with the curator's note."""
    return _NOTE - _SHORT + passage_weight(parts, annotation) + markdown_weight(annotation.note)


def changes_weight(parts: Parts, article: str) -> int:
    """What an article brought, in the list of changes."""
    record = parts.site.content.articles[article]
    news = (a for a in record.annotations if a.event or a.kind in NEWS_KINDS)
    return 2 * article_weight(record) + sum(passage_weight(parts, annotation) for annotation in news)


def row_weight(parts: Parts, key: str) -> int:
    """An event as a row of the tracker."""
    event, history = parts.site.content.events[key], parts.site.histories[key]
    return (
        _ROW
        + size(event.title)
        + markdown_weight(event.if_missed)
        + _MOVE * min(MOST_MOVES, sum(1 for step in history.steps if step.effect in SHOWN))
        + _SOURCE * min(MOST_SOURCES, len(parts.site.by_event.get(key, ())))
    )
