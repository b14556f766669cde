"""Times as Korean texts tell them, counted from their publication: `지난달`, `오는 20일`, `6월 중순`, `다음 주 화요일`.

Each pattern comes with what it means. A bare `3일` is as often a length as a day, so what stands behind it decides.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Final

from briefgen.reckoning import (
    Way,
    between,
    day_in,
    day_near,
    day_text,
    month_near,
    month_text,
    months_of,
    moved,
    quarter_text,
    season_text,
    third,
    week_text,
    weekday_near,
    weekend_text,
    year_text,
)
from briefgen.saiddates import KOREAN, weekday_number

Meaning = Callable[[re.Match[str], date], str]

_YEARS: Final = {"재작년": -2, "지난해": -1, "작년": -1, "올해": 0, "금년": 0, "내년": 1, "내후년": 2}
_MONTHS: Final = {"지난달": -1, "이달": 0, "이번달": 0, "다음달": 1, "내달": 1}
_WEEKS: Final = {"지난주": -1, "이번주": 0, "금주": 0, "다음주": 1, "내주": 1}
_DAYS: Final = {"그저께": -2, "그제": -2, "어제": -1, "전날": -1, "오늘": 0, "내일": 1, "모레": 2}
_SEASONS: Final = {"봄": 21, "여름": 22, "가을": 23, "겨울": 24}
_COUNTS: Final = {"한": 1, "두": 2, "세": 3, "네": 4}
_WAYS: Final = {"지난": Way.BEFORE, "오는": Way.AFTER}

_EDGE = "(?<![가-힣0-9])"
_YEAR = rf"(?:(?P<year>[12]\d{{3}})년|(?P<said_year>{'|'.join(_YEARS)}))"
_MONTH = r"(?:(?P<month>\d{1,2})월|(?P<said_month>지난\s?달|이번\s?달|이달|다음\s?달|내달))"
_WAY = r"(?:(?P<way>지난|오는)\s*)"
_TO = r"\s*(?:[~∼〜～–-]|부터|에서)\s*"
_LAST = r"(?:(?P<last_month>\d{1,2})월\s*)?(?P<last>\d{1,2})일(?:까지)?"
_WEEKDAY = rf"(?:\s*\([{KOREAN}](?:요일)?\))?"
_WEEK = r"(?P<week>지난\s?주|이번\s?주|금주|다음\s?주|내주)"
_LENGTH = r"(?!\s?(?:간|동안|째|치|분|만에|이상|이내|이하|연속|넘|가량|정도|뒤|후|전|남|[가-힣]*\s?\d+시간))"
_PART = r"\s*(?P<part>초순|상순|중순|하순|초|말)(?![가-힣]*[월년])"


def _year(match: re.Match[str], day: date) -> int:
    """The year that is said, else that of publication."""
    groups = match.groupdict()
    return int(groups["year"]) if groups.get("year") else day.year + _YEARS.get(groups.get("said_year") or "", 0)


def _month(match: re.Match[str], day: date) -> str:
    """The month that is said, by its number or from that of publication, as EDTF."""
    groups = match.groupdict()
    if groups.get("said_month"):
        return month_text(day.year, day.month + _MONTHS[re.sub(r"\s", "", groups["said_month"])])
    number = int(groups["month"])
    if not 1 <= number <= 12:
        return ""
    if groups.get("year") or groups.get("said_year"):
        return month_text(_year(match, day), number)
    return month_near(number, day, _way(match))


def _way(match: re.Match[str]) -> Way:
    return _WAYS.get(match.groupdict().get("way") or "", Way.NEAREST)


def _day(match: re.Match[str], day: date) -> str:
    """A day, or an interval of two; a year or month that is not said is the one by which the day lies nearest."""
    groups, number = match.groupdict(), int(match["day"])
    if groups.get("year") or groups.get("said_year") or groups.get("said_month"):
        month = _month(match, day)
        begin = day_in(month, number) if month else ""
    else:
        begin = day_near(number, day, _way(match), int(groups["month"]) if groups.get("month") else None)
    if not groups.get("last") or not begin:
        return begin
    last_month = int(groups["last_month"]) if groups["last_month"] else None
    return between(begin, day_near(int(groups["last"]), date.fromisoformat(begin), Way.AFTER, last_month))


def _part_of_month(match: re.Match[str], day: date) -> str:
    """`초` and `말` are vaguer than `초순` and `하순`, which are ten days."""
    month, part = _month(match, day), match["part"]
    number = {"초": 1, "상": 1, "중": 2}.get(part[0], 3)
    return third(month, number, "~" if len(part) == 1 else "") if month else ""


def _part_of_year(match: re.Match[str], day: date) -> str:
    year, part = year_text(_year(match, day)), match["part"]
    if not year:
        return ""
    if part == "상반기":
        return months_of(year, 1, 6)
    if part == "하반기":
        return months_of(year, 7, 12)
    if part.endswith("분기"):
        return quarter_text(int(year), int(part[0]))
    if part in _SEASONS:
        return season_text(int(year), _SEASONS[part])
    return f"{year}-{'12' if part in ('말', '연말') else '01'}~"


def _week(match: re.Match[str], day: date) -> str:
    weeks = _WEEKS[re.sub(r"\s", "", match["week"])]
    if match["weekday"]:
        return day_text(moved(day, 7 * weeks + weekday_number(match["weekday"]) - day.weekday()))
    return weekend_text(day, weeks) if match["end"] else week_text(day, weeks)


def _away(match: re.Match[str], day: date) -> str:
    """`3일 전`, `두 달 뒤`."""
    count = int(match["count"]) if match["count"].isdecimal() else _COUNTS[match["count"]]
    count = -count if match["side"] == "전" else count
    match match["unit"]:
        case "년":
            return year_text(day.year + count)
        case "개월" | "달":
            return month_text(day.year, day.month + count)
        case unit:
            found = day_text(moved(day, count * (7 if unit.startswith("주") else 1)))
            return f"{found}~" if found and unit.startswith("주") else found


_PATTERNS: Final[tuple[tuple[str, Meaning], ...]] = (
    (rf"{_EDGE}(?:{_YEAR}\s*|{_WAY})?{_MONTH}\s*(?P<day>\d{{1,2}})(?:일{_WEEKDAY})?{_TO}{_LAST}", _day),
    (rf"{_EDGE}(?:{_YEAR}\s*|{_WAY})?{_MONTH}\s*(?P<day>\d{{1,2}})일{_WEEKDAY}", _day),
    (rf"{_EDGE}{_WAY}?(?P<day>\d{{1,2}})(?:일{_WEEKDAY})?{_TO}{_LAST}{_LENGTH}", _day),
    (rf"{_EDGE}{_WAY}(?P<day>\d{{1,2}})일{_WEEKDAY}", _day),
    (
        rf"{_EDGE}(?P<day>\d{{1,2}})일(?:{_LENGTH}(?=[\s(]|에|부터|까지|자|께|쯤)|(?=\s*\([{KOREAN}]))",
        _day,
    ),
    (rf"{_EDGE}(?:{_YEAR}\s*|{_WAY})?{_MONTH}{_PART}", _part_of_month),
    (rf"{_EDGE}(?:{_YEAR}\s*|{_WAY})?{_MONTH}(?!\s*\d{{1,2}}일)", _month),
    (
        rf"{_EDGE}{_YEAR}\s*(?P<part>상반기|하반기|[1-4]분기|{'|'.join(_SEASONS)}|연?[초말](?![가-힣]*년))",
        _part_of_year,
    ),
    (
        rf"{_EDGE}{_YEAR}(?!\s*\d{{1,2}}월)(?!\s?(?:간|동안|만에|째))",
        lambda match, day: year_text(_year(match, day)),
    ),
    (rf"{_EDGE}{_WEEK}(?:\s*(?P<weekday>[{KOREAN}])요일|\s*(?P<end>주?말))?", _week),
    (
        rf"{_EDGE}(?:{_WAY}|이번\s*)?(?P<weekday>[{KOREAN}])요일",
        lambda match, day: weekday_near(weekday_number(match["weekday"]), day, _way(match)),
    ),
    (
        rf"{_EDGE}(?P<said>{'|'.join(_DAYS)})(?![가-힣]*[들]|날)",
        lambda match, day: day_text(moved(day, _DAYS[match["said"]])),
    ),
    (
        rf"{_EDGE}(?P<count>\d{{1,3}}|{'|'.join(_COUNTS)})\s?(?P<unit>일|주일?|개월|달|년)\s?(?P<side>전|뒤|후)"
        r"(?=[\s,.에부까보의인]|$)",
        _away,
    ),
)
"""Longer patterns win over those within them."""


@cache
def patterns() -> tuple[tuple[re.Pattern[str], Meaning], ...]:
    """They are compiled for the first Korean text: that takes longer than to read one."""
    return tuple((re.compile(pattern), meaning) for pattern, meaning in _PATTERNS)


ABOUT: Final = re.compile(r"\s?(?:경|께|쯤|무렵|[을를]?\s?전후)")
"""What makes the time before it approximate."""

WEEK_OF: Final = re.compile(r"(?:이\s?(?:있는|포함된)|로\s?시작하는|\s)\s?주(?=[\s,.에로의를은는가와]|$|께|쯤)")
"""What makes the day before it a week."""
