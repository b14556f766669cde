"""The table of states in tests/cases/states.json, which a script in a browser is held against too.

Its numbers follow from what is given; with BRIEFGEN_UPDATE=1 they are worked out anew and written. What is expected is
never written by a program.
"""

import json
import os
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from briefgen.chronology import Clock, Dated, State, assess_state, clock_on
from briefgen.edtf import Edtf, parse_edtf
from briefgen.timespan import TimeSpan, local_day, time_span
from briefgen.zones import parse_zone

TABLE = Path(__file__).parents[1] / "cases" / "states.json"


def dated_of(given):
    if not given["date"]:
        return None
    edtf, zone = parse_edtf(given["date"]), parse_zone(given["zone"])
    assert isinstance(edtf, Edtf)
    span = time_span(edtf, zone)
    assert isinstance(span, TimeSpan)
    return Dated(edtf, span, zone)


def clock_of(given):
    clock = clock_on(date.fromisoformat(given["day"]), given["soon_days"], parse_zone(given["briefing_zone"]))
    return replace(clock, moment=int(datetime.fromisoformat(given["at"]).timestamp())) if given["at"] else clock


def numbers_of(given):
    dated, clock = dated_of(given), clock_of(given)
    return {
        "first": dated.span.first if dated else None,
        "last": dated.span.last if dated else None,
        "long": dated is not None and dated.is_long,
        "moment": clock.moment,
        "day_first": clock.day_first,
        "day_last": clock.day_last,
        "soon_last": clock.soon_last,
    }


def rows():
    table = json.loads(TABLE.read_text(encoding="utf-8"))
    if os.environ.get("BRIEFGEN_UPDATE") == "1":
        for row in table["cases"]:
            row["numbers"] = numbers_of(row["given"])
        TABLE.write_text(json.dumps(table, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return table["cases"]


ROWS = rows()


@pytest.mark.parametrize("row", ROWS, ids=[row["what"] for row in ROWS])
def test_state(row):
    given = row["given"]
    assert row["numbers"] == numbers_of(given)
    assert assess_state(given["kind"], given["status"], dated_of(given), clock_of(given)) == row["expected"]


@pytest.mark.parametrize("row", ROWS, ids=[row["what"] for row in ROWS])
def test_the_instant_lies_on_the_day(row):
    given, numbers = row["given"], row["numbers"]
    assert numbers["day_first"] <= numbers["moment"] <= numbers["day_last"]
    assert local_day(numbers["moment"], parse_zone(given["briefing_zone"])) == date.fromisoformat(given["day"])


def test_every_state_and_every_row_is_there_once():
    assert {row["expected"] for row in ROWS} == set(State)
    assert len({json.dumps(row["given"], sort_keys=True) for row in ROWS}) == len(ROWS)
    assert len({row["what"] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize(
    ("day", "zone", "expected"),
    [  # worked out by hand
        ("1970-01-01", "UTC", Clock(moment=0, day_first=0, day_last=86399, soon_last=86399 + 14 * 86400)),
        (
            "2025-03-30",  # 23 hours
            "Europe/Berlin",
            Clock(moment=1743289200, day_first=1743289200, day_last=1743371999, soon_last=1744581599),
        ),
        (
            "2025-10-26",  # 25 hours
            "Europe/Berlin",
            Clock(moment=1761429600, day_first=1761429600, day_last=1761519599, soon_last=1762729199),
        ),
    ],
)
def test_clock(day, zone, expected):
    assert clock_on(date.fromisoformat(day), 14, parse_zone(zone)) == expected
