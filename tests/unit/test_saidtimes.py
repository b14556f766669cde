"""Times told in running text, counted from a Monday, 26 May 2025, and what is left alone."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.edtf import Edtf, parse_edtf
from briefgen.saidtimes import said_times

PUBLISHED = date(2025, 5, 26)
CASES = Path(__file__).parents[1] / "cases" / "times"
MARKED = re.compile(r"\[([^\]|]*)\|([^\]]*)\]")

TOLD = [line for line in (CASES / "told.txt").read_text("utf-8").splitlines() if line and not line.startswith("#")]

LEFT_ALONE = [
    "It may rise. May we march? Theresa May said so, and June Carter sang.",
    "on the 20th anniversary, the 3rd fleet, each Thursday, every Monday",
    "1,996 people, in 2000 people, $2010, 12:30, 3.1415, in two days, for three weeks",
    "3일간 열리고 3일 동안 이어진 회의, 3일 만에, 21일 연속",
    "in February 30, 31 June; 2025-13-45",
]


@pytest.mark.parametrize("marked", TOLD)
def test_told(marked: str) -> None:
    text = MARKED.sub(r"\1", marked)
    found = [(text[said.start : said.end], said.edtf) for said in said_times(text, PUBLISHED)]
    assert found == MARKED.findall(marked)


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_left_alone(text: str) -> None:
    assert [text[said.start : said.end] for said in said_times(text, PUBLISHED)] == []


def test_without_a_day_of_publication_only_what_names_its_year_is_found() -> None:
    text = "on June 3, yesterday, on June 4, 2025, in 2024, 지난달, 2025년 6월 9일"
    assert [said.edtf for said in said_times(text, None)] == ["2025-06-04", "2024", "2025-06-09"]


def test_from_a_month_alone_no_weekday_is_counted() -> None:
    text = "on Monday and yesterday, on June 3"
    assert [said.edtf for said in said_times(text, PUBLISHED, is_day=False)] == ["2025-06-03"]


@given(st.text("ye今0123456789-. 년월일 JuneMay Mondaythof가지난last week", max_size=60), st.dates())
def test_whatever_the_text_what_is_found_is_a_date_and_stands_there(text: str, published: date) -> None:
    at = 0
    for said in said_times(text, published):
        assert at <= said.start < said.end <= len(text)
        assert isinstance(parse_edtf(said.edtf), Edtf)
        at = said.end
