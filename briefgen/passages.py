"""Cutting a raw text for display: into paragraphs, into fragments that do not nest, and into excerpts.

A stretch is a pair of character offsets `(start, end)` into the raw text; lists of stretches are in order and disjoint.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from briefgen.folding import PASSED_OVER, WHITE, inside_word

Stretch = tuple[int, int]
Marked = tuple[int, int, str]
"""A range of the raw text and the id of the annotation that it belongs to."""

_BLANK = WHITE + PASSED_OVER
_DIVIDER = re.compile(rf"\n[{_BLANK}]*\n|\f")


class Fragment(NamedTuple):
    """A stretch of text that is covered by the same annotations from its first character to its last.

    `ids` are those annotations, in the order in which they begin (of two that begin together the longer first, then as
    given); none where nothing is marked. `begins` are those whose first fragment this is, `ends` those whose last.
    """

    start: int
    end: int
    ids: tuple[str, ...]
    begins: tuple[str, ...]
    ends: tuple[str, ...]


def fragments(text: str, ranges: Sequence[Marked]) -> tuple[Fragment, ...]:
    """The whole text cut at the borders of all ranges, in order and without a gap."""
    return fragments_within(((0, len(text)),), ranges)[0] if text else ()


def fragments_within(windows: Sequence[Stretch], ranges: Sequence[Marked]) -> tuple[tuple[Fragment, ...], ...]:
    """The fragments of each window; what lies between windows is left out.

    Ranges may overlap, nest, be the same and run across windows, then with fragments in each: `begins` and `ends` name
    an annotation once in all windows together. One sweep over all borders, however many ranges there are.
    """
    apart = _apart(windows, ranges)
    return _sweep(windows, ranges) if apart is None else apart


def _apart(windows: Sequence[Stretch], ranges: Sequence[Marked]) -> tuple[tuple[Fragment, ...], ...] | None:
    """The usual case, in which each range lies within a window and none meets another; `None` in any other."""
    waiting = sorted(ranges, reverse=True)
    cut = []
    for window_start, window_end in windows:
        pieces, at = [], window_start
        while waiting and waiting[-1][0] < window_end:
            start, end, name = waiting.pop()
            if start < at or end <= start or end > window_end:
                return None
            if at < start:
                pieces.append(Fragment(at, start, (), (), ()))
            pieces.append(Fragment(start, end, (name,), (name,), (name,)))
            at = end
        if at < window_end or not pieces:
            pieces.append(Fragment(at, window_end, (), (), ()))
        cut.append(tuple(pieces))
    return None if waiting else tuple(cut)


def _sweep(windows: Sequence[Stretch], ranges: Sequence[Marked]) -> tuple[tuple[Fragment, ...], ...]:
    clipped = sorted(_clipped(windows, ranges), key=lambda r: (r[0], -r[1]))
    finishing = sorted(range(len(clipped)), key=lambda i: clipped[i][1])
    borders = sorted({border for start, end, _ in clipped for border in (start, end)})
    active: dict[int, str] = {}
    begun = finished = 0
    cut = []
    for window_start, window_end in windows:
        inner = borders[bisect_right(borders, window_start) : bisect_left(borders, window_end)]
        pieces = []
        for start, end in zip((window_start, *inner), (*inner, window_end), strict=True):
            first, first_ended = begun, finished
            while begun < len(clipped) and clipped[begun][0] == start:
                active[begun] = clipped[begun][2]
                begun += 1
            ids = tuple(active.values())
            while finished < len(finishing) and clipped[finishing[finished]][1] == end:
                del active[finishing[finished]]
                finished += 1
            begins = tuple(clipped[i][2] for i in range(first, begun))
            ends = tuple(clipped[i][2] for i in sorted(finishing[first_ended:finished]))
            pieces.append(Fragment(start, end, ids, begins, ends))
        cut.append(tuple(pieces))
    return tuple(cut)


def _clipped(windows: Sequence[Stretch], ranges: Iterable[Marked]) -> Iterable[Marked]:
    """The ranges with both ends drawn into a window; one that touches no window is dropped."""
    starts, ends = [start for start, _ in windows], [end for _, end in windows]
    for start, end, name in ranges:
        first, last = bisect_right(ends, start), bisect_left(starts, end) - 1
        if start < end and first <= last:
            yield max(start, starts[first]), min(end, ends[last]), name


def paragraphs(text: str) -> tuple[Stretch, ...]:
    """The paragraphs of a raw text, without the white space around them: blank lines and form feeds divide."""
    starts, ends = [0], []
    for divider in _DIVIDER.finditer(text):
        ends.append(divider.start())
        starts.append(divider.end())
    ends.append(len(text))
    return tuple(
        stretch for stretch in (_trim(text, s, e) for s, e in zip(starts, ends, strict=True)) if stretch[0] < stretch[1]
    )


def _trim(text: str, start: int, end: int) -> Stretch:
    """A stretch without blanks at its ends; empty if there is nothing else."""
    kept = text[start:end].lstrip(_BLANK)
    start = end - len(kept)
    return start, start + len(kept.rstrip(_BLANK))


def excerpts(text: str, ranges: Iterable[tuple[int, int]], around: int = 60) -> tuple[Stretch, ...]:
    """What is shown where the whole text may not be: each range with at most `around` characters on either side.

    A word that would be cut is left out, unless the range itself is in it; excerpts that meet are one.
    """
    windows: list[Stretch] = []
    for start, end in sorted(ranges):
        first, last = max(0, start - around), min(len(text), end + around)
        while first < start and (inside_word(text, first) or text[first] in _BLANK):
            first += 1
        while last > end and (inside_word(text, last) or text[last - 1] in _BLANK):
            last -= 1
        if windows and first <= windows[-1][1]:
            windows[-1] = (windows[-1][0], max(last, windows[-1][1]))
        else:
            windows.append((first, last))
    return tuple(windows)


def common(first: Sequence[Stretch], second: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """What lies in both of two lists of stretches, cut at the borders of both: excerpts by paragraph, say."""
    shared = []
    at = other = 0
    while at < len(first) and other < len(second):
        start, end = max(first[at][0], second[other][0]), min(first[at][1], second[other][1])
        if start < end:
            shared.append((start, end))
        if first[at][1] < second[other][1]:
            at += 1
        else:
            other += 1
    return tuple(shared)
