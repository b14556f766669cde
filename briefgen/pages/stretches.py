"""Long lists on several pages: where they are cut, and what each piece is called.

What an entry weighs is about how many bytes of HTML it makes, so that no page grows large, whatever the entries hold.
Pages are cut from the oldest entry on: what comes in later changes the newest page and, now and then, begins one.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from briefgen.edtf import Edtf
from briefgen.wording import Words

T = TypeVar("T")
Weigh = Callable[[T], int]


@dataclass(frozen=True, slots=True)
class Stretch(Generic[T]):
    """A piece of a list: the output path of its page, what it has in words, and its items in the order of the list."""

    path: str
    label: str
    items: Sequence[T]


def cut(items: Sequence[T], weigh: Weigh[T], most: int) -> list[Sequence[T]]:
    """Pieces of a list in its order, each as long as it may weigh; what weighs more has a piece of its own."""
    pieces, begin, weight = [], 0, 0
    for at, item in enumerate(items):
        weight += weigh(item)
        if weight > most and at > begin:
            pieces.append(items[begin:at])
            begin, weight = at, weigh(item)
    return [*pieces, items[begin:]]


def cut_off(items: Sequence[T], weigh: Weigh[T], most: int) -> list[Sequence[T]]:
    """Pieces of a list that grows at its end, of which the last may weigh `most`, and the others two thirds of it.

    So the last is never nearly empty, and the others stay as they are while the list grows.
    """
    weights = [weigh(item) for item in items]
    left, begin, pieces = sum(weights), 0, []
    while left > most and begin < len(items) - 1:
        end, weight = begin + 1, weights[begin]
        while end < len(items) - 1 and weight + weights[end] <= most * 2 // 3:
            weight += weights[end]
            end += 1
        pieces.append(items[begin:end])
        begin, left = end, left - weight
    return [*pieces, items[begin:]]


def oldest_first(
    folder: str, items: Sequence[T], weigh: Weigh[T], most: int, name: Callable[[Sequence[T]], str]
) -> tuple[Stretch[T], ...]:
    """A list in its order: `FOLDER/index.html`, then `FOLDER/page/2.html` and so on; `name` says what a piece has."""
    pieces = cut(items, weigh, most)
    paths = (f"{folder}/index.html", *(f"{folder}/page/{number}.html" for number in range(2, len(pieces) + 1)))
    return _named(paths, pieces, name)


def newest_first(
    folder: str, items: Sequence[T], weigh: Weigh[T], most: int, name: Callable[[Sequence[T]], str]
) -> tuple[Stretch[T], ...]:
    """A list that grows at its end, turned round: the newest on its `index.html`, the oldest on `page/1.html`."""
    *older, newest = cut_off(items, weigh, most)
    paths = (f"{folder}/index.html", *(f"{folder}/page/{number}.html" for number in range(len(older), 0, -1)))
    return _named(paths, [piece[::-1] for piece in (newest, *reversed(older))], name)


def _named(
    paths: Iterable[str], pieces: list[Sequence[T]], name: Callable[[Sequence[T]], str]
) -> tuple[Stretch[T], ...]:
    """Pieces with their names; one that is alone needs none."""
    names = distinct(name(piece) for piece in pieces) if len(pieces) > 1 else iter(("",))
    return tuple(Stretch(path, label, items) for path, label, items in zip(paths, names, pieces, strict=True))


def distinct(names: Iterable[str]) -> Iterator[str]:
    """The names, those that stand several times with a number."""
    listed = tuple(names)
    several = Counter(listed)
    seen: Counter[str] = Counter()
    for name in listed:
        seen[name] += 1
        yield f"{name} ({seen[name]})" if several[name] > 1 else name


def period(items: Sequence[T], date_of: Callable[[T], Edtf | None], words: Words) -> str:
    """From when to when the items of a list by date are, in words, as coarse as tells one stretch from the next.

    Without anything known it is said that there is no date.
    """
    ends = [next((known for item in way if (known := _written(date_of(item)))), None) for way in (items, items[::-1])]
    if ends[0] is None or ends[1] is None:
        return words.gettext("Without a date")
    first, last = sorted((ends[0], ends[1]))
    if first == last:
        return _say(first, words)
    is_month = first[:2] == last[:2]
    if (is_month and first[2]) or (first[0] == last[0] and first[1] and not is_month):
        pieces = words.range(_day(first), _day(last), days=is_month)
        if pieces:
            return "".join(pieces)
    shown = first[:2] if not is_month else first, last[:2] if not is_month else last
    return " – ".join(dict.fromkeys(_say(point, words) for point in shown))


def _written(edtf: Edtf | None) -> tuple[int, ...] | None:
    """Year, month and day with which a date begins, or ends where it has no beginning; 0 for what is not written."""
    point = edtf.start or edtf.end if edtf else None
    return (point.year, point.month or 0, point.day or 0) if point else None


def _day(point: tuple[int, ...]) -> date:
    return date(point[0], point[1] or 1, point[2] or 1)


def _say(point: tuple[int, ...], words: Words) -> str:
    if len(point) > 2 and point[2]:
        return words.day(_day(point))
    day = date(point[0], point[1] or 1, 1)
    return words.month(day) if point[1] else words.pattern("y", day)


def span_of_titles(titles: Sequence[str], most: int = 24) -> str:
    """From which title to which a list goes, as in the head of a dictionary's page."""
    shown = [title if len(title) <= most else f"{title[: most - 1].rstrip()}…" for title in (titles[0], titles[-1])]
    return " – ".join(dict.fromkeys(shown))
