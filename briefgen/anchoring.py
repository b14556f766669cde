"""Finding a quote in the raw text of an article.

The rules are those of the section "Quotes" in the description of the content format: what counts as equal is folded to
one form, a quote is sought in the folded text, and every answer is given in offsets into the raw text. A quote that is
not found, or stands more than once, is a value that says what a message needs; nothing is guessed.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

from briefgen.folding import UNSPACED, RawText, default_id, fold, in_one_line, inside_word, is_unspaced

__all__ = [
    "Ambiguous",
    "Empty",
    "Found",
    "Nearest",
    "NotFound",
    "Part",
    "RawText",
    "Selector",
    "default_id",
    "find_quote",
    "fold",
]

MEANINGFUL = 60
"""The least likeness, of 100, at which a passage is shown as the nearest one."""
LISTED = 10
"""So many places of an ambiguous quote are listed."""
_MOST = 1000
"""Of more places than this none is told from all others, which would take longer the more there are."""
_LONG = 80
_TOO_LONG = 300
_MARGIN = 24


class Found(NamedTuple):
    """The quote stands once: `text[start:end]` of the raw text, from its first quoted character to its last."""

    start: int
    end: int


class Selector(NamedTuple):
    """Words before and after a quote that decide between its places; either may be empty."""

    prefix: str
    suffix: str


class Part(StrEnum):
    """The part of a quote's selector that a fault is about."""

    EXACT = "exact"
    PREFIX = "prefix"
    SUFFIX = "suffix"


class Empty(NamedTuple):
    """Nothing is left of the quote when it is folded: it is only white space and invisible characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """The passage of the raw text that is most like what was sought.

    `start` and `end` are raw offsets, `text` is that passage in one line. `part` is what does not match: the quote
    itself, or, where the quote stands but not in such company, its prefix or suffix; then the passage is what stands
    there instead (empty at the very start or end of the text). `differing` are ranges in that part *as given*,
    `instead` the ranges in the raw text that stand in their place. `case_only`: nothing but the case differs.
    """

    start: int
    end: int
    text: str
    part: Part
    differing: tuple[tuple[int, int], ...]
    instead: tuple[tuple[int, int], ...]
    case_only: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFound:
    """The quote does not stand in the text; `nearest` is None where nothing is like it."""

    nearest: Nearest | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ambiguous:
    """The quote stands `count` times. `places` are the first of them, `deciding[i]` would single out `places[i]`.

    Both parts of a selector are empty where not even some hundred characters on either side would decide, and where
    there are so many places that only a longer quote makes sense.
    """

    count: int
    places: tuple[Found, ...]
    deciding: tuple[Selector, ...]


def find_quote(raw: RawText, exact: str, prefix: str = "", suffix: str = "") -> Found | NotFound | Ambiguous | Empty:
    """Where a quote stands in the raw text, by the rules of the format.

    Prefix and suffix decide first; of what remains, an occurrence that begins or ends inside a word counts only if no
    other is left. Overlapping occurrences are places of their own.
    """
    folded = raw.folded
    # A stretch of folded text is its own folded form, so what is found as it was given needs no folding.
    as_given = exact in folded and exact == exact.strip(" ")
    needle = exact if as_given else fold(exact)
    if not needle:
        return Empty()
    size = len(needle)
    found = {at: stretch for at in _every(folded, needle) if (stretch := raw.raw_range(at, at + size))}
    places = list(found)
    if prefix or suffix:
        left, right = fold(prefix), fold(suffix)
        places = [at for at in places if _ends(folded, at, left) and _begins(folded, at + size, right)]
    if len(places) > 1:
        places = [at for at in places if not inside_word(folded, at) and not inside_word(folded, at + size)] or places
    if len(places) == 1:
        return Found(*found[places[0]])
    given = Selector(prefix, suffix)
    if places:
        return _ambiguous(raw, places, size, given)
    return NotFound(nearest=_nearest_company(raw, tuple(found), size, given) if found else _nearest_passage(raw, exact))


def _every(text: str, needle: str) -> Iterator[int]:
    at = text.find(needle)
    while at >= 0:
        yield at
        at = text.find(needle, at + 1)


def _ends(folded: str, at: int, prefix: str) -> bool:
    """Whether the prefix stands in front of `at`; white space at the seam is free."""
    return folded.endswith(prefix, 0, at) or (folded[at - 1 : at] == " " and folded.endswith(prefix, 0, at - 1))


def _begins(folded: str, at: int, suffix: str) -> bool:
    return folded.startswith(suffix, at) or (folded[at : at + 1] == " " and folded.startswith(suffix, at + 1))


# Ambiguous quotes


def _ambiguous(raw: RawText, places: Sequence[int], size: int, given: Selector) -> Ambiguous:
    listed = places[:LISTED]
    return Ambiguous(
        count=len(places),
        places=tuple(Found(*raw.covering(start, start + size)) for start in listed),
        deciding=tuple(
            _deciding(raw, places, start, size, given) if len(places) <= _MOST else Selector("", "") for start in listed
        ),
    )


def _deciding(raw: RawText, places: Sequence[int], place: int, size: int, given: Selector) -> Selector:
    """The shortest prefix that decides for a place; a suffix, or both, where that cannot be or is much shorter."""
    rivals = [start for start in places if start != place]
    prefix, alike_before = _prefix(raw, rivals, place)
    if not alike_before and len(prefix) <= _LONG:
        return Selector(prefix, given.suffix)
    suffix, alike_behind = _suffix(raw, rivals, place, size)
    if not alike_before and (alike_behind or len(prefix) <= len(suffix)):
        return Selector(prefix, given.suffix)
    if not alike_behind:
        return Selector(given.prefix, suffix)
    suffix, alike = _suffix(raw, alike_before, place, size)
    return Selector("", "") if alike else Selector(prefix or given.prefix, suffix)


def _prefix(raw: RawText, rivals: Sequence[int], place: int) -> tuple[str, list[int]]:
    """Words that tell a place from its rivals, and the rivals that no prefix tells from it."""
    folded = raw.folded
    opening = _behind_seam(folded, 0)
    end = max(opening, _before_seam(folded, place))
    most = min(end - opening, _TOO_LONG)
    shared = {rival: _shared_before(folded, end, _before_seam(folded, rival), most) for rival in rivals}
    start = end - max((length for length in shared.values() if length < most), default=-1) - 1
    while opening < start < end and not (
        _is_border(folded, start) and folded[start] != " " and _has_word(folded[start:end])
    ):
        start -= 1
    words = in_one_line(raw.text[slice(*raw.covering(start, end))])
    return words, [rival for rival, length in shared.items() if length == most]


def _suffix(raw: RawText, rivals: Sequence[int], place: int, size: int) -> tuple[str, list[int]]:
    """Words that tell a place from its rivals, and the rivals that no suffix tells from it."""
    folded = raw.folded
    closing = _before_seam(folded, len(folded))
    start = min(closing, _behind_seam(folded, place + size))
    most = min(closing - start, _TOO_LONG)
    shared = {rival: _shared_behind(folded, start, _behind_seam(folded, rival + size), most) for rival in rivals}
    end = start + max((length for length in shared.values() if length < most), default=-1) + 1
    while start < end < closing and not (
        _is_border(folded, end) and folded[end - 1] != " " and _has_word(folded[start:end])
    ):
        end += 1
    words = in_one_line(raw.text[slice(*raw.covering(start, end))])
    return words, [rival for rival, length in shared.items() if length == most]


def _before_seam(folded: str, at: int) -> int:
    return at - 1 if folded[at - 1 : at] == " " else at


def _behind_seam(folded: str, at: int) -> int:
    return at + 1 if folded[at : at + 1] == " " else at


def _shared_before(text: str, one: int, other: int, most: int) -> int:
    """The number of equal characters in front of two offsets, at most so many."""
    return _longest(min(most, other), lambda length: text.startswith(text[one - length : one], other - length))


def _shared_behind(text: str, one: int, other: int, most: int) -> int:
    """The number of equal characters behind two offsets, at most so many."""
    return _longest(min(most, len(text) - other), lambda length: text.startswith(text[one : one + length], other))


def _longest(most: int, agrees: Callable[[int], bool]) -> int:
    """The greatest length up to `most` at which there is agreement, as there is at every shorter one."""
    low, high = 0, most
    if most > 16 and not agrees(16):
        high = 15
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if agrees(middle) else (low, middle - 1)
    return low


def _is_border(folded: str, at: int) -> bool:
    """Whether words, as a person would copy them, may begin or end here."""
    around = folded[at - 1 : at + 1]
    return " " in around or (any(map(is_unspaced, around)) and not inside_word(folded, at))


def _has_word(text: str) -> bool:
    return any(map(str.isalnum, text))


# Misquotes: what only they need is made ready by the first of them.


@cache
def _fuzz() -> Any:
    return import_module("rapidfuzz.fuzz")


@cache
def _word() -> re.Pattern[str]:
    return re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+|[^\w\s]")


def _nearest_passage(raw: RawText, exact: str) -> Nearest | None:
    given = RawText(exact)
    text, quote = _lower(raw.folded), _lower(given.folded.strip(" "))
    size = len(quote)
    alike = [at for at in _every(text, quote) if not inside_word(text, at) and not inside_word(text, at + size)]
    at = alike[0] if alike else text.find(quote)
    if at >= 0:
        return _compare(raw, at, at + size, given, Part.EXACT)
    likest = _fuzz().partial_ratio_alignment(quote, text, score_cutoff=MEANINGFUL)
    if likest is None:
        return None
    # What is likest is as long as the quote; where that leaves words out, more of the text belongs to it.
    start, end = likest.dest_start, likest.dest_end
    margin = min(size, _MARGIN)
    wide = _whole_words(text, max(0, start - margin), min(len(text), end + margin))
    if set(_cut(given.folded, _words(given.folded))) & set(_cut(raw.folded, _words(raw.folded, start, end))):
        return _compare(raw, *wide, given, Part.EXACT)
    return _compare(raw, *_whole_words(text, start, end), given, Part.EXACT)


def _nearest_company(raw: RawText, starts: Sequence[int], size: int, given: Selector) -> Nearest:
    """What stands before or behind the quote where its company is most like the one that was asked for."""
    folded = raw.folded
    prefix, suffix = RawText(given.prefix), RawText(given.suffix)
    left, right = prefix.folded.strip(" "), suffix.folded.strip(" ")

    def likeness(start: int) -> float:
        end = start + size
        before = 100 if _ends(folded, start, left) else _fuzz().ratio(left, folded[max(0, start - len(left)) : start])
        behind = 100 if _begins(folded, end, right) else _fuzz().ratio(right, folded[end : end + len(right)])
        return before + behind

    place = max(starts, key=likeness)
    if not _ends(folded, place, left):
        end = _before_seam(folded, place)
        start, _ = _whole_words(folded, max(0, end - len(left)), 0)
        return _compare(raw, start, end, prefix, Part.PREFIX)
    start = _behind_seam(folded, place + size)
    _, end = _whole_words(folded, 0, min(len(folded), start + len(right)))
    return _compare(raw, start, end, suffix, Part.SUFFIX)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    while inside_word(text, start):
        start -= 1
    while inside_word(text, end):
        end += 1
    return start, end


def _compare(raw: RawText, start: int, end: int, given: RawText, part: Part) -> Nearest:
    """The passage within `raw.folded[start:end]`, word by word against what was given.

    Words beyond as many as were given are no part of the passage, but for those at the seam of a prefix or suffix.
    """
    asked, there = _words(given.folded), _words(raw.folded, start, end)
    matcher = SequenceMatcher(None, _cut(given.folded, asked), _cut(raw.folded, there), autojunk=False)
    changes = [ranges for tag, *ranges in matcher.get_opcodes() if tag != "equal"]
    if part is not Part.PREFIX and changes and changes[-1][1] == len(asked):
        a, b, c, d = changes.pop()
        there = there[: c + min(b - a, d - c)]
        changes += [[a, b, c, len(there)]] if a < b else []
    surplus = 0
    if part is not Part.SUFFIX and changes and changes[0][0] == 0:
        a, b, c, d = changes.pop(0)
        surplus = max(0, d - b)
        changes[:0] = [[a, b, surplus, d]] if a < b else []
    if not changes:
        changes = _spacing(asked, there, surplus)
    passage = raw.covering(there[surplus][0], there[-1][1]) if there else raw.covering(start, start)
    text = in_one_line(raw.text[slice(*passage)])
    return Nearest(
        start=passage[0],
        end=passage[1],
        text=text,
        part=part,
        differing=tuple(given.covering(*_extent(asked, a, b)) for a, b, _, _ in changes) or ((0, len(given.text)),),
        instead=tuple(raw.covering(*_extent(there, c, d)) for _, _, c, d in changes if c < d),
        case_only=_lower(fold(text)) == _lower(given.folded.strip(" ")),
    )


def _words(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The words and punctuation marks of a stretch of folded text."""
    return [match.span() for match in _word().finditer(text, start, len(text) if end is None else end)]


def _cut(text: str, words: Sequence[tuple[int, int]]) -> list[str]:
    return [text[start:end] for start, end in words]


def _spacing(asked: Sequence[tuple[int, int]], there: Sequence[tuple[int, int]], surplus: int) -> list[list[int]]:
    """The neighbouring words between which there is a blank on one side only, where the words are the same."""
    pairs = range(min(len(asked), len(there) - surplus) - 1)
    return [
        [i, i + 2, surplus + i, surplus + i + 2]
        for i in pairs
        if (asked[i][1] < asked[i + 1][0]) != (there[surplus + i][1] < there[surplus + i + 1][0])
    ]


def _extent(words: Sequence[tuple[int, int]], first: int, last: int) -> tuple[int, int]:
    """The range of words `first:last`; where there are none, the gap between their neighbours."""
    if first < last:
        return words[first][0], words[last - 1][1]
    start = words[first - 1][1] if first else 0
    end = words[first][0] if first < len(words) else words[-1][1]
    return (start, end) if start < end else words[min(first, len(words) - 1)]


def _lower(text: str) -> str:
    """In lower case, unless that would shift offsets (one capital letter, İ, becomes two characters)."""
    lower = text.lower()
    return lower if len(lower) == len(text) else text
