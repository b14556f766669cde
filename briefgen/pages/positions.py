"""The page of positions: what each side demanded, offered and answered on each topic, over time."""

from collections.abc import Iterable, Iterator

from briefgen.guideviews import PositionRow, Positions, PositionsPage
from briefgen.model import Annotation
from briefgen.pages.choices import note_filters
from briefgen.pages.home import positions
from briefgen.pages.parts import Parts
from briefgen.pages.weights import passage_weight
from briefgen.viewparts import NavItem

MOST_IN_A_CELL = 12


def disputed_topics(parts: Parts) -> tuple[str, ...]:
    """The topics on which some side has taken a position, in the curator's order."""
    return tuple(key for key in parts.site.content.topics if any(map(len, _said(parts, key))))


def positions_weight(parts: Parts, topic: str) -> int:
    """About how many bytes of HTML the row of a topic makes."""
    said = (annotation for side in _said(parts, topic) for annotation in side[-MOST_IN_A_CELL:])
    return 400 + sum(passage_weight(parts, annotation) for annotation in said)


def positions_page(parts: Parts, topics: Iterable[str], pages: tuple[NavItem, ...]) -> PositionsPage:
    """The view of a stretch of the topics; the last one names the topics on which no side is heard."""
    listed = tuple(topics)
    rows = tuple(PositionRow(parts.link("topic", key), tuple(_cells(parts, key))) for key in listed)
    is_last = not pages or pages[-1].current
    spoken = frozenset(disputed_topics(parts)) if is_last else frozenset()
    return PositionsPage(
        sides=parts.sides,
        rows=rows,
        silent=tuple(parts.link("topic", key) for key in parts.site.content.topics if is_last and key not in spoken),
        filters=note_filters(parts, (a for key in listed for said in _said(parts, key) for a in said)),
        pages=pages,
    )


def _said(parts: Parts, topic: str) -> list[list[Annotation]]:
    """The positions of each side on a topic, oldest first."""
    annotations = parts.site.by_topic.get(topic, ())
    return [positions(parts, annotations, side) for side in parts.sides]


def _cells(parts: Parts, topic: str) -> Iterator[Positions]:
    for said in _said(parts, topic):
        newest = said[: -MOST_IN_A_CELL - 1 : -1]
        yield Positions(parts.notes(newest), len(said) - len(newest))
