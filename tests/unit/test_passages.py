"""Cutting a raw text: paragraphs, fragments that never nest, excerpts."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.passages import _apart, _sweep, common, excerpts, fragments, fragments_within, paragraphs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\n\t", []),
        ("one", ["one"]),
        ("one\ntwo", ["one\ntwo"]),
        ("one\n\ntwo\n\n\n\nthree\n", ["one", "two", "three"]),
        ("one \n \t\u00a0\n  two", ["one", "two"]),
        ("one\n\u200b\ntwo", ["one", "two"]),
        ("one\ftwo\f\fthree", ["one", "two", "three"]),
        ("one\n\f\ntwo", ["one", "two"]),
        ("\n\n  one\n  two  \n\n", ["one\n  two"]),
    ],
)
def test_paragraphs(text, expected):
    assert [text[start:end] for start, end in paragraphs(text)] == expected


def _shown(pieces):
    return [(p.start, p.end, " ".join(p.ids), " ".join(p.begins), " ".join(p.ends)) for p in pieces]


@pytest.mark.parametrize(
    ("ranges", "expected"),
    [
        ([], [(0, 10, "", "", "")]),
        ([(2, 4, "a")], [(0, 2, "", "", ""), (2, 4, "a", "a", "a"), (4, 10, "", "", "")]),
        ([(0, 10, "a")], [(0, 10, "a", "a", "a")]),
        # Overlapping.
        (
            [(4, 10, "b"), (0, 6, "a")],
            [(0, 4, "a", "a", ""), (4, 6, "a b", "b", "a"), (6, 10, "b", "", "b")],
        ),
        # Nested, and beginning together: the longer first, whatever the order given.
        (
            [(0, 4, "in"), (0, 10, "out")],
            [(0, 4, "out in", "out in", "in"), (4, 10, "out", "", "out")],
        ),
        # The same twice.
        (
            [(2, 4, "z"), (2, 4, "a")],
            [(0, 2, "", "", ""), (2, 4, "z a", "z a", "z a"), (4, 10, "", "", "")],
        ),
        # End to end.
        (
            [(0, 5, "a"), (5, 10, "b")],
            [(0, 5, "a", "a", "a"), (5, 10, "b", "b", "b")],
        ),
    ],
)
def test_fragments(ranges, expected):
    assert _shown(fragments("0123456789", ranges)) == expected


def test_no_text_has_no_fragments():
    assert fragments("", []) == ()


def test_marks_run_across_paragraphs():
    text = "one two\n\nthree\n\nfour five"
    first, second, third = fragments_within(paragraphs(text), [(4, 20, "a"), (9, 14, "b")])
    assert _shown(first) == [(0, 4, "", "", ""), (4, 7, "a", "a", "")]
    assert _shown(second) == [(9, 14, "a b", "b", "b")]
    assert _shown(third) == [(16, 20, "a", "", "a"), (20, 25, "", "", "")]


def test_what_lies_between_windows_is_left_out():
    assert _shown(fragments_within([(0, 3), (6, 9)], [(4, 7, "a"), (1, 5, "b"), (3, 6, "c")])[1]) == [
        (6, 7, "a", "a", "a"),
        (7, 9, "", "", ""),
    ]


@pytest.mark.parametrize(
    ("text", "ranges", "around", "expected"),
    [
        ("one two three four five", [(8, 13)], 5, ["two three four"]),
        ("one two three four five", [(8, 13)], 4, ["two three"]),
        ("one two three four five", [(8, 13)], 0, ["three"]),
        ("one two three four five", [(8, 13)], 99, ["one two three four five"]),
        ("one two three four five", [(0, 3), (19, 23)], 4, ["one two", "five"]),
        ("one two three four five", [(0, 3), (8, 13)], 5, ["one two three four"]),
        ("one two three four five", [(8, 13), (0, 3), (9, 12)], 5, ["one two three four"]),
        ("unbelievable", [(4, 7)], 2, ["lie"]),
        ("これは関税です。", [(3, 5)], 2, ["れは関税です"]),
        ("", [], 60, []),
    ],
)
def test_excerpts(text, ranges, around, expected):
    assert [text[start:end] for start, end in excerpts(text, ranges, around)] == expected


def test_common():
    assert common([(0, 5), (7, 12), (20, 30)], [(3, 9), (10, 11), (30, 40)]) == ((3, 5), (7, 9), (10, 11))
    assert common([], [(0, 1)]) == ()


_texts = st.text(alphabet="ab \n\f관関\u00ad", max_size=40)


@st.composite
def _marked(draw):
    text = draw(_texts)
    cuts = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(cuts, cuts), max_size=8))
    return text, [(min(pair), max(pair), f"q{i}") for i, pair in enumerate(pairs) if pair[0] != pair[1]]


@given(_marked())
def test_fragments_make_up_the_text_and_every_range(marked):
    text, ranges = marked
    pieces = fragments(text, ranges)
    assert "".join(text[p.start : p.end] for p in pieces) == text
    assert all(p.start < p.end for p in pieces)
    for start, end, name in ranges:
        own = [p for p in pieces if name in p.ids]
        assert "".join(text[p.start : p.end] for p in own) == text[start:end]
        assert [name in p.begins for p in own] == [True] + [False] * (len(own) - 1)
        assert [name in p.ends for p in own] == [False] * (len(own) - 1) + [True]


@given(_marked())
def test_by_paragraph_nothing_but_blanks_is_lost(marked):
    text, ranges = marked
    windows = paragraphs(text)
    pieces = [p for paragraph in fragments_within(windows, ranges) for p in paragraph]
    assert [text[s:e] for s, e in windows] == [
        "".join(text[p.start : p.end] for p in own) for own in fragments_within(windows, ranges)
    ]
    for start, end, name in ranges:
        own = [p for p in pieces if name in p.ids]
        kept = "".join(text[p.start : p.end] for p in own)
        blank = str.maketrans("", "", " \n\f\u00ad")
        assert kept.translate(blank) == text[start:end].translate(blank)
        assert sum(name in p.begins for p in pieces) == sum(name in p.ends for p in pieces) == bool(own)


@given(_marked(), st.integers(0, 10))
def test_excerpts_hold_the_ranges_and_little_more(marked, around):
    text, ranges = marked
    windows = excerpts(text, [(start, end) for start, end, _ in ranges], around)
    assert all(one[1] < other[0] for one, other in pairwise(windows))
    for start, end, _ in ranges:
        assert any(s <= start and end <= e for s, e in windows)
    for s, e in windows:
        assert all(any(start - around <= at < end + around for start, end, _ in ranges) for at in range(s, e))


@st.composite
def _windows(draw):
    borders = sorted(draw(st.lists(st.integers(0, 30), max_size=8, unique=True)))
    return list(zip(borders[::2], borders[1::2], strict=False))


@given(_windows(), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 8)), max_size=4))
def test_the_short_way_comes_to_the_same(windows, pairs):
    ranges = [(start, start + length, f"q{place}") for place, (start, length) in enumerate(pairs)]
    apart = _apart(windows, ranges)
    assert apart in (None, _sweep(windows, ranges))
    assert apart is not None or ranges
