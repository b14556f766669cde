"""Finding a quote: what counts as equal, which occurrence counts, and what is said where none does."""

import unicodedata

import pytest

from briefgen.anchoring import (
    LISTED,
    Ambiguous,
    Empty,
    Found,
    Nearest,
    NotFound,
    Part,
    RawText,
    Selector,
    default_id,
    find_quote,
    fold,
)


def _stands(text, exact, prefix="", suffix=""):
    """The raw text that a quote is found at."""
    place = find_quote(RawText(text), exact, prefix, suffix)
    assert isinstance(place, Found), place
    return text[place.start : place.end]


def _nearest(text, exact, prefix="", suffix="") -> Nearest:
    outcome = find_quote(RawText(text), exact, prefix, suffix)
    assert isinstance(outcome, NotFound)
    assert outcome.nearest is not None
    return outcome.nearest


@pytest.mark.parametrize(
    ("text", "exact", "stands"),
    [
        ("one two three", "two", "two"),
        ("one two three", "  two\n", "two"),
        ("one\r\n\t two", "one two", "one\r\n\t two"),
        ("one\n\ntwo", "one two", "one\n\ntwo"),
        ("50\u00a0percent of\u202fit", "50 percent of it", "50\u00a0percent of\u202fit"),
        ("last month’s talks", "month's", "month’s"),
        ("last month's talks", "month′s", "month's"),
        ("the “report” said", '"report"', "“report”"),
        ("le «rapport» dit", "„rapport“", "«rapport»"),
        ("les ‹mots›", "‚mots‘", "‹mots›"),
        ("2024–2025 — or so", "2024-2025 - or", "2024–2025 — or"),
        ("non‑tariff and −5", "non-tariff and -5", "non‑tariff and −5"),
        ("wait… no", "wait... no", "wait… no"),
        ("wait... no", "wait… no", "wait... no"),
        ("wait.... no", "wait.… no", "wait.... no"),
        ("x… y", "… y", "… y"),
        ("nego\u00adtiation", "negotiation", "nego\u00adtiation"),
        ("ne\u200bgo\u2060ti\ufeffation", "negotia\u00adtion", "ne\u200bgo\u2060ti\ufeffation"),
        ("a \u200b\u00ad b", "a b", "a \u200b\u00ad b"),
        ("\u00adword\u200b end", "word", "word"),
        ("caf\u0065\u0301 noir", "caf\u00e9", "cafe\u0301"),
        ("caf\u00e9 noir", "cafe\u0301", "caf\u00e9"),
        ("cafe\u00ad\u0301 noir", "caf\u00e9", "cafe\u00ad\u0301"),
        ("q\u0323\u0307x", "q\u0307\u0323x", "q\u0323\u0307x"),
        ("10 Å wide", "10 \u212b wide", "10 Å wide"),
        (unicodedata.normalize("NFD", "미국은 관세를 낮췄다"), "관세", unicodedata.normalize("NFD", "관세")),
        ("미국은 관세를 낮췄다", unicodedata.normalize("NFD", "관세"), "관세"),
        ("قال الوزير\u00a0إن", "الوزير إن", "الوزير\u00a0إن"),
        ("شدّ\u064e", "شد\u064eّ", "شدّ\u064e"),
        ("می\u200cخواهم", "می\u200cخواهم", "می\u200cخواهم"),
        ("関税は高い", "関税", "関税"),
    ],
)
def test_what_counts_as_equal(text, exact, stands):
    assert _stands(text, exact) == stands


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("one two", "onetwo"),
        ("onetwo", "one two"),
        ("H₂O", "H2O"),  # NFC, not NFKC
        ("ﬁne", "fine"),
        ("caf\u00e9", "cafe"),
        ("cafe\u0301", "cafe"),
        (unicodedata.normalize("NFD", "값"), "가"),
        ("done…", "done."),
        ("می\u200cخواهم", "میخواهم"),
        ("Tariffs", "tariffs"),
        ("one ― two", "one - two"),  # U+2015 is none of the dashes
        ("one‟", 'one"'),
    ],
)
def test_what_does_not(text, exact):
    assert isinstance(find_quote(RawText(text), exact), NotFound)


@pytest.mark.parametrize("exact", ["", " ", "\u00a0\n", "\u00ad", " \u200b \ufeff"])
def test_nothing_to_find(exact):
    assert find_quote(RawText("some text"), exact) == Empty()


@pytest.mark.parametrize(
    ("text", "exact", "prefix", "suffix", "start"),
    [
        ("tariff tariff", "tariff", "tariff", "", 7),
        ("tariff tariff", "tariff", "", "tariff", 0),
        ("tariff tariff", "tariff", "tariff ", "", 7),
        ("tariff\n\ntariff", "tariff", "tariff", "", 8),
        ("non-tariff tariff", "tariff", "non–", "", 4),
        ("(a) b, a b", "a", "(", ") b", 1),
        ("the cat, the dog", "the", "cat,", "dog", 9),
        # A blank at the seam is free both ways.
        ("foobar xbar", "bar", "foo ", "", 3),
        ("bar, bar.", "bar", "", " .", 5),
        # Prefix and suffix come before the rule on words.
        ("tariff nontariff", "tariff", "non", "", 10),
        ("tariff nontariff", "tariff", "", "", 0),
        ("nontariffs tariff subtariff", "tariff", "", "", 11),
        ("nontariffs", "tariff", "", "", 3),
        ("2025 and 25", "25", "", "", 9),
        ("관세를 관세", "관세", "", "", 4),
        ("हिन्दी ह", "ह", "", "", 7),
        ("x\u0302 x", "x", "", "", 3),
        ("می\u200cخواهم می", "می", "", "", 9),
    ],
)
def test_which_occurrence_counts(text, exact, prefix, suffix, start):
    place = find_quote(RawText(text), exact, prefix, suffix)
    assert isinstance(place, Found)
    assert place.start == start


@pytest.mark.parametrize(
    ("text", "exact", "starts", "deciding"),
    [
        ("a cat, a dog", "a", [0, 7], [("", "cat,"), ("cat,", "")]),
        ("the cat and the dog", "the", [0, 12], [("", "cat"), ("and", "")]),
        (
            "we said yes. They said yes.",
            "said yes",
            [3, 18],
            [("we", ""), ("They", "")],
        ),
        ("so we said yes. And we said yes.", "yes", [11, 28], [("so we said", ""), ("And we said", "")]),
        ("ana banana", "ana", [0], None),
        ("xanana", "ana", [1, 3], [("x", ""), ("xan", "")]),
        (" aaa\n", "a", [1, 2, 3], [("", "aa"), ("a", "a"), ("aa", "")]),
        ("abab", "ab", [0, 2], [("", "ab"), ("ab", "")]),
        ("a b a b a", "a", [0, 4, 8], [("", "b a b"), ("b", "b"), ("b a b", "")]),
        ("東京都と東京", "東京", [0, 4], [("", "都"), ("と", "")]),
        # A place at a full stop is not preferred where words have no blanks between them.
        ("関税は。関税。", "関税", [0, 4], [("", "は"), ("は。", "")]),
        ("“no” (and) “no”", "no", [1, 12], [("", "” (and)"), ("(and) “", "")]),
        ("one\u00a0fine\n\nday, two  fine day", "day", [10, 25], [("one fine", ""), ("two fine", "")]),
    ],
)
def test_more_than_one_place(text, exact, starts, deciding):
    raw = RawText(text)
    outcome = find_quote(raw, exact)
    if deciding is None:
        assert isinstance(outcome, Found)
        return
    assert isinstance(outcome, Ambiguous)
    assert [place.start for place in outcome.places] == starts
    assert outcome.count == len(starts)
    assert [Selector(fold(p), fold(s)) for p, s in outcome.deciding] == [
        Selector(fold(p), fold(s)) for p, s in deciding
    ]
    assert [find_quote(raw, exact, *selector) for selector in outcome.deciding] == list(outcome.places)


def test_what_was_given_is_kept_where_more_is_needed():
    raw = RawText("red: a b c. blue: a b c. red: a b d")
    outcome = find_quote(raw, "b", "a", "c")
    assert isinstance(outcome, Ambiguous)
    assert outcome.deciding == (Selector("red: a", "c"), Selector("blue: a", "c"))
    assert [find_quote(raw, "b", *selector) for selector in outcome.deciding] == list(outcome.places)


def test_a_short_suffix_is_better_than_a_long_prefix():
    same = "these words stand twice in the text, which people do, and they go on for more than one line, then: "
    raw = RawText(f"First {same}tariffs rise. Second {same}tariffs fall.")
    outcome = find_quote(raw, "tariffs")
    assert isinstance(outcome, Ambiguous)
    assert outcome.deciding == (Selector("", "rise."), Selector("", "fall."))


def test_only_the_first_places_are_listed():
    outcome = find_quote(RawText("no " * 500), "no")
    assert isinstance(outcome, Ambiguous)
    assert outcome.count == 500
    assert len(outcome.places) == len(outcome.deciding) == LISTED


_ARTICLE = (
    "Since the two countries have a free trade agreement, there is little room to lower tariff rates in the goods "
    "sector.\n\nThe U.S. side “showed interest” in how to alleviate the deficit — he said. I can't comment on that."
)


@pytest.mark.parametrize(
    ("exact", "text", "differing", "instead"),
    [
        ("there is small room to lower", "there is little room to lower", ["small"], ["little"]),
        ("little room to lower the tariff rates", "little room to lower tariff rates", ["the"], []),
        ("room to tariff rates in the goods", "room to lower tariff rates in the goods", [" "], ["lower"]),
        ("showed an interest in  how", "showed interest” in how", ["an", " "], ["”"]),
        ("little space to lower tariff", "little room to lower tariff", ["space"], ["room"]),
        ("small room to lower tariff", "little room to lower tariff", ["small"], ["little"]),
        ("little room to lower tariffs", "little room to lower tariff", ["tariffs"], ["tariff"]),
        ("show interest", "showed interest", ["show"], ["showed"]),
        ("tarrif", "tariff", ["tarrif"], ["tariff"]),
        ("The US side", "The U.S. side", ["US"], ["U.S."]),
        ("in thegoods sector.", "in the goods sector.", ["thegoods"], ["the goods"]),
        ("The U. S. side", "The U.S. side", [". S"], [".S"]),
        ("how to alle\u00adviate this deficit", "how to alleviate the deficit", ["this"], ["the"]),
    ],
)
def test_the_nearest_passage(exact, text, differing, instead):
    near = _nearest(_ARTICLE, exact)
    assert near.text == text
    assert fold(_ARTICLE[near.start : near.end]) == fold(text)
    assert [exact[start:end] for start, end in near.differing] == differing
    assert [_ARTICLE[start:end] for start, end in near.instead] == instead
    assert near.part is Part.EXACT
    assert not near.case_only


def test_only_the_case_differs():
    near = _nearest(_ARTICLE, "the U.S. Side")
    assert near.case_only
    assert near.text == "The U.S. side"
    assert near.differing == ((0, 3), (9, 13))


def test_a_whole_word_is_nearer_than_a_piece_of_one():
    near = _nearest("we must ask us", "Us")
    assert (near.start, near.case_only) == (12, True)


@pytest.mark.parametrize("exact", ["completely unrelated words about elephants dancing", "zzz", "漢字"])
def test_nothing_is_near(exact):
    assert find_quote(RawText(_ARTICLE), exact) == NotFound(nearest=None)


@pytest.mark.parametrize("text", ["", " ", "x", "a short text"])
def test_a_quote_longer_than_the_text(text):
    assert isinstance(find_quote(RawText(text), "a short text, and then some more"), NotFound)


@pytest.mark.parametrize(
    ("text", "exact", "prefix", "suffix", "part", "stands", "differing"),
    [
        ("He said no. She said no.", "no", "they said", "", Part.PREFIX, "She said", ["they"]),
        ("He said no way.", "no", "He said", "chance", Part.SUFFIX, "way", ["chance"]),
        ("He said no way.", "no", "he said", "", Part.PREFIX, "He said", ["he"]),
        ("no way", "no", "He said", "", Part.PREFIX, "", ["He said"]),
        ("no", "no", "", "way", Part.SUFFIX, "", ["way"]),
        ("so he then said no", "no", "he then", "", Part.PREFIX, "then said", ["he", "then"]),
        # Both are there, but never together: the better of the two places is shown.
        ("one man said no to it. All agreed no at once.", "no", "one man said", "at", Part.SUFFIX, "to", ["at"]),
    ],
)
def test_the_quote_stands_in_other_company(text, exact, prefix, suffix, part, stands, differing):
    near = _nearest(text, exact, prefix, suffix)
    assert near.part is part
    assert text[near.start : near.end] == near.text == stands
    given = prefix if part is Part.PREFIX else suffix
    assert [given[start:end] for start, end in near.differing] == differing
    assert near.case_only == (stands != "" and stands.lower() == given.lower())


def test_near_but_cut_in_an_ellipsis():
    near = _nearest("He was done… then", "was done.")
    assert near.text == "was done…"
    assert near.differing == ((0, 9),)


@pytest.mark.parametrize(
    "exact", ["I cannot comment", " I  cannot\ncomment ", "I\u00a0can\u00adnot comment", "I cannot comment\u200b"]
)
def test_default_id(exact):
    assert default_id(exact) == "q-09f0c1b3"


def test_folding_is_folding_once():
    text = " “A” – b…\u00a0\u00ad e\u0301 "
    assert fold(text) == '"A" - b... é'
    assert fold(fold(text)) == fold(text)


def test_a_word_that_stands_everywhere():
    outcome = find_quote(RawText("".join(f"{number} no " for number in range(5000))), "no")
    assert isinstance(outcome, Ambiguous)
    assert outcome.count == 5000
    assert set(outcome.deciding) == {Selector("", "")}


def test_where_nothing_short_decides():
    outcome = find_quote(
        RawText("The same paragraph stands here again and again, with some words. " * 200), "some words"
    )
    assert isinstance(outcome, Ambiguous)
    assert outcome.count == 200
    assert outcome.deciding[9] == Selector("", "")
