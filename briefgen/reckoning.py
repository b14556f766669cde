"""From words to EDTF: days, weeks, months and years as a text counts them from the day of its publication.

Everything gives EDTF text, or nothing where the calendar has no such day.
"""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from enum import IntEnum
from typing import Final

from briefgen.edtf import MAX_YEAR, MIN_YEAR
from briefgen.saiddates import SaidDay, day_or_none

_SPRING: Final = 21
_HALF_A_SEASON: Final = 45
"""Days from the beginning of a season to its middle."""


class Way(IntEnum):
    """On which side of the publication a day lies; `NEAREST` where the words do not tell."""

    BEFORE = -1
    NEAREST = 0
    AFTER = 1


# Years and their parts


def year_text(year: int) -> str:
    return f"{year}" if MIN_YEAR <= year <= MAX_YEAR else ""


def season_text(year: int, season: int) -> str:
    """`2025-21` for spring, to 24 for winter, which is counted to the year that it begins in."""
    return f"{year}-{season}" if year_text(year) else ""


def quarter_text(year: int, quarter: int) -> str:
    """`2025-34`; quarters below 1 and above 4 are those of the years around."""
    year, quarter = year + (quarter - 1) // 4, (quarter - 1) % 4 + 1
    return f"{year}-{32 + quarter}" if year_text(year) else ""


def month_text(year: int, month: int) -> str:
    """`2025-06`; months below 1 and above 12 are those of the years around."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return f"{year}-{month:02}" if year_text(year) else ""


def months_of(year: str, first: int, last: int, sign: str = "") -> str:
    """Some months of a year, such as its first half."""
    return f"{year}-{first:02}{sign}/{year}-{last:02}{sign}"


def third(month: str, number: int, sign: str = "") -> str:
    """The first, second or last ten days, more or less, of a month as EDTF has it."""
    year, of_year = map(int, month.split("-"))
    last = monthrange(year, of_year)[1] if number == 3 else 10 * number
    return f"{month}-{10 * number - 9:02}{sign}/{month}-{last:02}{sign}"


def season_near(season: int, day: date, way: Way) -> str:
    """A season that is named without its year."""
    begins = [(year, one) for year in _years(day) if (one := day_or_none(year, 3 * (season - _SPRING + 1), 1))]
    if way is Way.BEFORE:
        begins = [(year, one) for year, one in begins if (day - one).days >= 2 * _HALF_A_SEASON]
        return season_text(begins[-1][0], season) if begins else ""
    if way is Way.AFTER:
        begins = [(year, one) for year, one in begins if one > day]
        return season_text(begins[0][0], season) if begins else ""
    year, _ = min(begins, key=lambda found: abs((day - found[1]).days - _HALF_A_SEASON))
    return season_text(year, season)


def quarter_near(quarter: int, day: date) -> str:
    """The quarter of that number which is nearest to that of the day, the past one of two."""
    ahead = (quarter - 1 - (day.month - 1) // 3) % 4
    return quarter_text(day.year, (day.month - 1) // 3 + 1 + (ahead if ahead < 2 else ahead - 4))


def month_near(month: int, day: date, way: Way) -> str:
    """A month that is named without its year: the nearest, the last before that of the day, or the next one."""
    ahead = (month - day.month) % 12
    if way is Way.BEFORE or (way is Way.NEAREST and ahead > 5):
        ahead -= 12
    elif way is Way.AFTER and not ahead:
        ahead = 12
    return month_text(day.year, day.month + ahead)


# Weeks and days


def day_text(day: date | None) -> str:
    return f"{day}" if day and year_text(day.year) else ""


def day_in(month: str, number: int) -> str:
    """A day of a month as EDTF has it."""
    year, of_year = map(int, month.split("-"))
    return day_text(day_or_none(year, of_year, number))


def moved(day: date, days: int) -> date | None:
    """So many days later."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def week_text(day: date, weeks: int = 0) -> str:
    """The week, Monday to Sunday, in which the day lies, or one so many weeks later."""
    monday = moved(day, 7 * weeks - day.weekday())
    return between(day_text(monday), day_text(moved(monday, 6))) if monday else ""


def weekend_text(day: date, weeks: int = 0) -> str:
    saturday = moved(day, 7 * weeks - day.weekday() + 5)
    return between(day_text(saturday), day_text(moved(saturday, 1))) if saturday else ""


def weekday_near(weekday: int, day: date, way: Way) -> str:
    """A day of the week: the last one, the day itself included but for `BEFORE`, or the next one."""
    back = (day.weekday() - weekday) % 7
    if way is Way.AFTER:
        return day_text(moved(day, 7 - back))
    return day_text(moved(day, -(back or 7) if way is Way.BEFORE else -back))


def day_near(number: int, day: date, way: Way, month: int | None = None) -> str:
    """A day that is named without its year, or by its number alone: the nearest one on that side."""
    if month is None:
        at = day.year * 12 + day.month - 1
        found = [day_or_none(one // 12, one % 12 + 1, number) for one in range(at - 2, at + 3)]
    else:
        found = [day_or_none(year, month, number) for year in _years(day)]
    fitting = [one for one in found if one and (way is Way.NEAREST or (one - day).days * way > 0)]
    return day_text(min(fitting, key=lambda one: abs(one - day), default=None))


def said_day_text(said: SaidDay, day: date | None, way: Way) -> str:
    """A day, or a month with its year; a year that is not said is the one by which the day lies nearest."""
    if said.month is not None and said.year is not None:
        if said.day is None:
            return month_text(said.year, said.month)
        return day_text(day_or_none(said.year, said.month, said.day))
    return day_near(said.day, day, way, said.month) if day and said.day else ""


def _years(day: date) -> Iterable[int]:
    """Enough of them for a leap day on either side."""
    return (year for year in range(day.year - 8, day.year + 9) if year_text(year))


# Intervals


def between(first: str, last: str) -> str:
    """An interval; nothing where it would end before it begins."""
    return f"{first}/{last}" if first and last and first <= last else ""


def approximate(edtf: str) -> str:
    """The same, with `~` at each point that has no sign yet."""
    return "/".join(point if point[-1:] in "~?%X." else f"{point}~" for point in edtf.split("/"))
