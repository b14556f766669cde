"""Dates that do not fit their words, and judgments that rest on little: where it is due, and nowhere else."""

from datetime import date

import pytest
from tools.briefings import article, resolved

from briefgen.saiddates import said_days


def doubts(quote, **annotation):
    """The codes for one annotation of an article of 26 May 2025, without those of other checks."""
    published = annotation.pop("published", "2025-05-26")
    files = {
        "briefing.yaml": {"title": "x"},
        "events.yaml": {"talks": {"title": "Talks"}, "dated": {"title": "Dated", "date": "2025-05-16"}},
        "articles/a.txt": f"And {quote} too.",
        "articles/a.yaml": article([{"quote": quote, **annotation}], published=published),
    }
    return [
        code for code in resolved(files, as_of=date(2026, 1, 1)).codes if code in ("weekday-differs", "year-differs")
    ]


WEEKDAY = ["weekday-differs"]
YEAR = ["year-differs"]


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("met on Friday 16 May", []),
        ("met on Friday 17 May", WEEKDAY),
        ("met on Friday, May 16", []),
        ("met on Saturday, May 16", WEEKDAY),
        ("met on Fri. 16 May", []),
        ("met on Thurs. 16 May", WEEKDAY),
        ("met on Friday the 16th of May", []),
        ("met on Monday the 16th of May", WEEKDAY),
        ("met on May 16 (Friday)", []),
        ("met on May 16 (Sunday)", WEEKDAY),
        ("met on 16 May, a Sunday", WEEKDAY),
        ("from Tuesday 20 to Thursday 22 May", []),
        ("from Monday 20 to Thursday 22 May", WEEKDAY),
        ("from Tuesday 20 to Friday 22 May", WEEKDAY),
        ("on Thursday 16 May 2024", []),
        ("on Friday 16 May 2024", WEEKDAY),
        ("5월 16일(금)", []),
        ("5월 16일(목)", WEEKDAY),
        ("5월 16일 금요일", []),
        ("5월 16일 목요일", WEEKDAY),
        ("금요일인 5월 16일", []),
        ("목요일인 5월 16일", WEEKDAY),
        ("2024년 5월 16일(목)", []),
        ("16일(금)", []),
        ("16일(수)", []),  # 16 April was a Wednesday, and no month is said
        ("16일(목)", WEEKDAY),
        ("Friday 20 people met", []),
        ("Monday 10 a.m. on 16 May", []),
        ("on Monday", []),
        ("16 May", []),
    ],
)
def test_a_weekday_beside_its_day(quote, expected):
    assert doubts(quote) == expected


def test_of_the_years_that_are_possible_one_must_fit():
    assert doubts("on Thursday 16 May", published="2024-05-26") == []
    assert doubts("on Friday 16 May", published="2024-05-26") == WEEKDAY
    assert doubts("on Friday 16 May", published="2024-05-26", event="talks", date="2025-05-16") == []
    assert doubts("on Friday 2 January", published="2025-12-30") == []
    assert doubts("on Friday 16 May", published="2024") == []


@pytest.mark.parametrize(
    ("quote", "day", "expected"),
    [
        ("the council votes on Friday", "2025-05-30", []),
        ("the council votes on Friday", "2025-05-29", WEEKDAY),
        ("금요일에 표결한다", "2025-05-29", WEEKDAY),
        ("금요일에 표결한다", "2025-05-30", []),
        ("금요일까지 답한다", "2025-05-29", []),
        ("목요일 오후에 표결한다", "2025-05-30", WEEKDAY),
        ("the council votes before Friday", "2025-05-29", []),
        ("it said on Monday that it would vote", "2025-05-29", []),
        ("on Monday and on Friday", "2025-05-29", []),
        ("the Monday after 3 May", "2025-05-29", []),
        ("the council votes on Friday", "2025-05-29?", []),
        ("the council votes on Friday", "2025-05", []),
        ("the council votes on Friday", "2025-05-29T10:00", []),
        ("the council votes on Friday", "2025-05-26/2025-05-29", []),
    ],
)
def test_a_weekday_alone(quote, day, expected):
    assert doubts(quote, event="talks", date=day) == expected


@pytest.mark.parametrize(
    ("quote", "fields", "expected"),
    [
        ("on 16 May 2024", {"event": "talks", "date": "2025-05-16"}, YEAR),
        ("on 16 May 2025", {"event": "talks", "date": "2025-05-16"}, []),
        ("on May 16, 2024", {"event": "dated"}, YEAR),
        ("2024년 5월 16일", {"event": "dated"}, YEAR),
        ("in May 2024", {"event": "talks", "date": "2025-05"}, YEAR),
        ("in May 2024", {"event": "talks", "date": "2025-05-16"}, []),
        ("the deal of 16 May 2024 ends", {"event": "talks", "date": "2025-06-30"}, []),
        ("from 16 May 2024 to 16 May 2025", {"event": "talks", "date": "2025-05-16"}, []),
        ("on 16 May 2024", {"event": "talks", "date": "2024-12-30/2025-05-16"}, []),
        ("on 16 May 2024", {"event": "talks"}, YEAR),
        ("on 16 May 2023", {"event": "talks"}, []),
        ("on 16 October 2024", {"event": "talks"}, []),
        ("on 16 May 2024", {}, []),
        ("under the law of 2024", {"event": "dated"}, []),
        ("on 16 May 2024", {"kind": "correction", "correction": "2025", "event": "dated"}, []),
    ],
)
def test_a_year(quote, fields, expected):
    assert doubts(quote, **fields) == expected


def test_a_year_around_the_turn_of_the_year():
    assert doubts("on 20 December 2024", published="2025-01-03", event="talks") == []
    assert doubts("on 3 January 2026", published="2025-12-20", event="talks") == []


def test_a_correction_may_quote_what_is_wrong():
    assert doubts("Friday 17 May", kind="correction", correction="Friday 16 May") == []


def test_both_places_of_a_year_are_shown():
    files = {
        "briefing.yaml": {"title": "x"},
        "events.yaml": {"talks": {"title": "Talks", "date": "2025-05-16"}},
        "articles/a.txt": "Met on 16 May 2024.",
        "articles/a.yaml": article([{"quote": "on 16 May 2024", "event": "talks"}]),
    }
    (fault,) = resolved(files).faults
    assert (fault.primary.span.path, fault.secondary[0].span.path) == ("articles/a.yaml", "events.yaml")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("May 5 to 9", [(5, 5, None)]),
        ("22 May and 3 June 2025", [(5, 22, None), (6, 3, 2025)]),
        ("the 31st of February", []),
        ("29 February", [(2, 29, None)]),
        ("on 9 July 2025, at 12:01", [(7, 9, 2025)]),
        ("in April 2025", [(4, None, 2025)]),
        ("Order 14257 of 25 per cent", []),
        ("2025년 7월 9일 0시 1분", [(7, 9, 2025)]),
        ("3일 동안", []),
        ("6월 9일이 있는 주", [(6, 9, None)]),
        ("she may 5", []),
    ],
)
def test_days_in_running_text(text, expected):
    assert [(said.month, said.day, said.year) for said in said_days(text)] == expected


# Judgments


def judged(**judgment):
    files = {
        "briefing.yaml": {"title": "x", "judgments": [{"text": "It slips.", "cites": ["a#one", "b"], **judgment}]},
        "articles/a.txt": "One two.",
        "articles/a.yaml": article(
            [{"quote": "One", "id": "one", "attribution": "unnamed-official"}, {"quote": "two"}]
        ),
        "articles/b.txt": "One two.",
        "articles/b.yaml": article(
            [{"quote": "One", "id": "one", "attribution": "unnamed-official"}, {"quote": "two", "id": "two"}]
        ),
    }
    return [code.removeprefix("judgment-") for code in resolved(files).codes]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, []),
        ({"cites": []}, ["cites-nothing"]),
        ({"cites": "b"}, ["single-source"]),
        ({"cites": ["b", "b#two"]}, ["single-source"]),
        ({"cites": [], "text": "It slips [@b; @a]."}, []),
        ({"cites": "b", "text": "It slips [@a]."}, []),
        ({"cites": ["a#one", "b#one"]}, ["unnamed-only"]),
        ({"cites": ["a#one", "b#two"]}, []),
        ({"cites": "a#one"}, ["single-source", "unnamed-only"]),
        ({"text": "It is likely to slip.", "likelihood": "likely"}, []),
        ({"text": "It will probably slip.", "likelihood": "likely"}, []),
        ({"text": "It is likely to slip.", "likelihood": "very likely"}, ["likelihood-differs"]),
        ({"text": "It is very likely to slip.", "likelihood": "likely"}, ["likelihood-differs"]),
        ({"text": "It is unlikely to slip.", "likelihood": "likely"}, ["likelihood-differs"]),
        ({"text": "It is not likely to slip.", "likelihood": "unlikely"}, []),
        ({"text": "It is not unlikely to slip.", "likelihood": "likely"}, []),
        ({"text": "It is more likely to slip than to fail.", "likelihood": "unlikely"}, []),
        ({"text": "There is a remote chance of it.", "likelihood": "almost no chance"}, []),
        ({"text": "Remote ports pay less.", "likelihood": "likely"}, []),
        ({"text": "Even odds that it slips.", "likelihood": "roughly even chance"}, []),
        ({"text": "It almost certainly slips, and the lines are unlikely to pay.", "likelihood": "unlikely"}, []),
        ({"text": "It is likely to slip."}, []),
        ({"text": "We have high confidence that it is likely to slip."}, ["mixes-confidence"]),
        ({"text": "It is likely to slip. We have high confidence in this."}, []),
        ({"text": "Confidence-building measures are likely to fail."}, []),
        ({"text": "High-confidence signs make it **likely** that it slips."}, ["mixes-confidence"]),
        ({"text": "연기될 가능성이 높으며 신뢰도는 낮다."}, ["mixes-confidence"]),
    ],
)
def test_a_judgment(fields, expected):
    assert judged(**fields) == expected


def test_a_judgment_with_an_error_is_told_of_that_alone():
    assert judged(cites="c") == ["unknown-reference"]
