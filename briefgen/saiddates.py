"""Days as people write them in running text, English and Korean: `Friday 16 May`, `May 16, 2025`, `5월 16일(금)`.

Only what names a day of the calendar, or a month with its year, is found; what is merely relative (`next week`) is not.
A quote is compared with its date by what is found here.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from briefgen.datehints import MONTHS

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""The English names, in the order of `date.weekday()`."""

_KOREAN: Final = "월화수목금토일"
_MONTH_NUMBERS: Final = {name[:3]: number for number, name in enumerate(MONTHS, 1)}
_WEEKDAY_NUMBERS: Final = {name[:3]: number for number, name in enumerate(WEEKDAYS)}

_WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)}|(?:Mon|Tues?|Wed|Thu|Thurs?|Fri|Sat|Sun)\.)"
_MONTH = rf"(?:{'|'.join(MONTHS)}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?(?![\d%])"
_YEAR = r"[12]\d{3}(?!\d)"
_BEHIND = rf"(?:\s*\((?P<behind>{_WEEKDAY})\)|,\s+an?\s+(?P<behind_comma>{_WEEKDAY}))?"
_LED = rf"(?:(?P<before>{_WEEKDAY}),?\s+(?:the\s+)?)?"
_TO = r"\s*(?:\bto\b|\buntil\b|\btill\b|\bthrough\b|\band\b|\bor\b|[-–—])\s*"

_DAY_FIRST = re.compile(rf"\b{_LED}(?P<day>{_DAY})(?:\s+of)?\s+(?P<month>{_MONTH})(?:,?\s+(?P<year>{_YEAR}))?{_BEHIND}")
_MONTH_FIRST = re.compile(rf"\b{_LED}(?P<month>{_MONTH})\s+(?P<day>{_DAY})(?:,?\s+(?P<year>{_YEAR}))?{_BEHIND}")
_MONTH_LATER = re.compile(
    rf"\b(?P<before>{_WEEKDAY}),?\s+(?:the\s+)?(?P<day>{_DAY}){_TO}"
    rf"(?=(?:{_WEEKDAY},?\s+)?(?:the\s+)?{_DAY}\s+(?P<month>{_MONTH})(?:,?\s+(?P<year>{_YEAR}))?)"
)
_MONTH_ONLY = re.compile(rf"\b(?P<month>{_MONTH}),?\s+(?P<year>{_YEAR})")
_IN_KOREAN = re.compile(
    rf"(?:(?P<before>[{_KOREAN}])요일(?:인\s*|,?\s+|\())?"
    r"(?:(?P<year>[12]\d{3})년\s*)?(?:(?P<month>\d{1,2})월\s*)?(?<!\d)(?P<day>\d{1,2})일"
    rf"(?:\s*\((?P<behind>[{_KOREAN}])(?:요일)?\)|\s+(?P<behind_comma>[{_KOREAN}])요일)?"
)
_ANY_WEEKDAY = re.compile(rf"\b(?P<english>{'|'.join(WEEKDAYS)})s?\b|(?P<korean>[{_KOREAN}])요일")


class SaidDay(NamedTuple):
    """A day named in a text: `text[start:end]`. What is not said is `None`; `weekday` counts from Monday, 0."""

    start: int
    end: int
    weekday: int | None
    year: int | None
    month: int | None
    day: int | None


@lru_cache(maxsize=1 << 18)
def said_days(text: str) -> tuple[SaidDay, ...]:
    """Every day in the text, in order; each word belongs to one of them. A day that no month has is none.

    What was found is kept: several checks ask of the same words, and a preview asks at every change.
    """
    found: list[SaidDay] = []
    for said in sorted(_said(text), key=lambda said: (said.start, -said.end)):
        if not found or said.start >= found[-1].end:
            found.append(said)
    return tuple(found)


def _said(text: str) -> Iterator[SaidDay]:
    for pattern in (_MONTH_LATER, _DAY_FIRST, _MONTH_FIRST, _IN_KOREAN, _MONTH_ONLY):
        for match in pattern.finditer(text):
            said = _read(match)
            if said is not None:
                yield said


def _read(match: re.Match[str]) -> SaidDay | None:
    groups = match.groupdict()
    named = groups.get("before") or groups.get("behind") or groups.get("behind_comma")
    month, year, day = groups.get("month"), groups.get("year"), groups.get("day")
    said = SaidDay(
        start=match.start(),
        end=match.end(),
        weekday=weekday_number(named) if named else None,
        year=int(year) if year else None,
        month=(int(month) if month.isdecimal() else _MONTH_NUMBERS[month[:3]]) if month else None,
        day=int(re.sub(r"\D", "", day)) if day else None,
    )
    if said.month is None and (said.weekday is None or said.year is not None):
        return None  # `3일` is as often a length as a day
    return said if _is_possible(said) else None


def _is_possible(said: SaidDay) -> bool:
    leap = 2000
    return said.day is None or day_or_none(said.year or leap, said.month or 1, said.day) is not None


def day_or_none(year: int, month: int, day: int) -> date | None:
    """The day of the calendar, if there is one."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def weekday_number(name: str) -> int:
    """0 for Monday: of an English name, short or long, or of the Korean syllable."""
    return _KOREAN.index(name) if name in _KOREAN else _WEEKDAY_NUMBERS[name[:3]]


def weekdays_in(text: str) -> tuple[int, ...]:
    """The days of the week that a text names in full, in order."""
    return tuple(weekday_number(match["english"] or match["korean"]) for match in _ANY_WEEKDAY.finditer(text))
