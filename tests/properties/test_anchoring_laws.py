"""Laws of folding and finding, on random texts full of what makes them hard."""

import re
import sys
import unicodedata

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from briefgen import folding
from briefgen.anchoring import Ambiguous, Empty, Found, NotFound, RawText, default_id, find_quote, fold

WHITE = " \n\t\u00a0\u2003\u2028\u3000"
PASSED = "\u00ad\u200b\u2060\ufeff"
CLASSES = (WHITE, '"“”„«»', "'‘’‚‹›′", "-‐‑–—−")
PIECES = (
    *"ab1.,…",
    "...",
    *(char for chars in CLASSES for char in chars[:3]),
    *PASSED,
    *"\u0301\u0323\u0307\u0338",  # combining marks of several classes
    *"eé\u212bñq",
    "가",
    "각",
    "\u1100\u1161\u11a8",  # the same in conjoining letters
    "\u1161",
    "\u11a8",
    *"دش\u0651\u064e\u0653ا",
    "می\u200cخ",
    *"ि\u09c7\u09be\u0958क",
    *"関は",
    "か\u3099",
    "\U0001f642",
    "\u0344",
    "\u0f73",
)

texts = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


def plainly_folded(text: str) -> str:
    """The rules of the format, one after the other."""
    text = "".join(char for char in text if char not in PASSED)
    text = unicodedata.normalize("NFC", text)
    for chars in CLASSES[1:]:
        text = re.sub(f"[{re.escape(chars)}]", chars[0], text)
    return re.sub(r"\s+", " ", text.replace("…", "..."))


def mangled(text: str, random) -> str:
    """A text that the rules take as equal."""
    text = text.replace("…", "...") if random.random() < 0.5 else re.sub(r"\.\.\.", "…", text)
    form = random.choice(("NFC", "NFD", None))
    text = unicodedata.normalize(form, text) if form else text
    out = [random.choice(WHITE), random.choice(("", random.choice(PASSED)))]
    for char in text:
        if char.isspace():
            out.append("".join(random.choices(WHITE, k=random.randint(1, 3))))
        else:
            chars = next((chars for chars in CLASSES if char in chars), char)
            out.append(random.choice(chars))
        if random.random() < 0.1:
            out.append(random.choice(PASSED))
    return "".join(out)


def quotable(text: str) -> list[tuple[int, int]]:
    """All ranges of a text that can be quoted: both ends on characters, and folding may be cut at both."""
    cuts = [
        at for at in range(len(text) + 1) if plainly_folded(text[:at]) + plainly_folded(text[at:]) == folded(text, at)
    ]
    firm = [not char.isspace() and char not in PASSED for char in text]
    return [(i, j) for i in cuts for j in cuts if i < j and firm[i] and firm[j - 1]]


def folded(text: str, at: int) -> str:
    """The folded text; a run of white space that the cut divides stays two."""
    whole = plainly_folded(text)
    left = plainly_folded(text[:at])
    right = plainly_folded(text[at:])
    return whole[: len(left)] + " " + whole[len(left) :] if left[-1:] == right[:1] == " " else whole


@given(texts)
def test_folding_is_as_the_rules_say(text):
    assert RawText(text).folded == plainly_folded(text)
    assert fold(text) == plainly_folded(text).strip(" ")
    assert fold(fold(text)) == fold(text)


@given(texts, st.randoms(use_true_random=False))
def test_what_is_equal_folds_alike(text, random):
    other = mangled(text, random)
    assert fold(other) == fold(text)
    assert default_id(other) == default_id(text)


@given(texts)
def test_ranges_are_of_the_raw_text(text):
    raw = RawText(text)
    size = len(raw.folded)
    found = set()
    for start in range(size):
        for end in range(start + 1, size + 1):
            quote = raw.folded[start:end]
            if quote != quote.strip(" "):
                continue
            stretch = raw.raw_range(start, end)
            wide = raw.covering(start, end)
            assert quote in plainly_folded(text[slice(*wide)])
            if stretch is None:
                continue
            found.add(stretch)
            assert wide == stretch
            assert plainly_folded(text[slice(*stretch)]) == quote
    assert found == set(quotable(text))


@settings(max_examples=300)
@given(texts, st.data(), st.randoms(use_true_random=False))
def test_every_stretch_of_a_text_is_found_however_it_is_written(text, data, random):
    ranges = quotable(text)
    assume(ranges)
    start, end = data.draw(st.sampled_from(ranges))
    raw = RawText(text)
    exact = mangled(text[start:end], random)
    outcome = find_quote(raw, exact)
    if isinstance(outcome, Found):
        assert fold(text[outcome.start : outcome.end]) == fold(exact)
    else:
        assert isinstance(outcome, Ambiguous)
        assert outcome.count >= 2
        assert len(set(outcome.places)) == len(outcome.places) == len(outcome.deciding)
        for place, selector in zip(outcome.places, outcome.deciding, strict=True):
            assert fold(text[place.start : place.end]) == fold(exact)
            assert find_quote(raw, exact, *selector) == place
    # With all that stands around it there is one place only.
    surrounded = find_quote(raw, exact, mangled(text[:start], random), mangled(text[end:], random))
    assert surrounded == Found(start, end)


@settings(max_examples=300)
@given(texts, texts, texts, texts)
def test_whatever_is_asked_there_is_an_answer(text, exact, prefix, suffix):
    outcome = find_quote(RawText(text), exact, prefix, suffix)
    if isinstance(outcome, Empty):
        assert not fold(exact)
    elif isinstance(outcome, NotFound) and outcome.nearest is not None:
        near = outcome.nearest
        part = {"exact": exact, "prefix": prefix, "suffix": suffix}[near.part]
        assert 0 <= near.start <= near.end <= len(text)
        assert near.differing
        assert all(0 <= start < end <= len(part) for start, end in near.differing)
        assert all(near.start <= start < end <= near.end for start, end in near.instead)


def test_texts_are_cut_only_where_composition_allows():
    """The table of characters in front of which a text may be cut, against the Unicode database."""
    starter = re.compile(f"[{folding._STARTERS}]")
    joining = set()
    for code in range(sys.maxunicode + 1):
        parts = unicodedata.decomposition(chr(code))
        if parts and not parts.startswith("<"):
            joining.update(chr(int(part, 16)) for part in parts.split()[1:])
    joining |= {chr(code) for code in (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))}
    for code in range(sys.maxunicode + 1):
        char = chr(code)
        if starter.match(char):
            assert unicodedata.combining(char) == 0
            assert unicodedata.normalize("NFC", char) == char
            assert char not in joining
            assert unicodedata.normalize("NFD", char)[0] not in joining
        assert char.isspace() == (char in folding.WHITE)
