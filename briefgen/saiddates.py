"""Days as people write them in running text, English and Korean: `Friday 16 May`, `May 16, 2025`, `5월 16일(금)`.

Only what names a day of the calendar, or a month with its year, is found; what is merely relative (`next week`) is not.
A quote is compared with its date by what is found here; `saidtimes` goes further and reckons from a publication.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from briefgen.datehints import MONTHS

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""The English names, in the order of `date.weekday()`."""

KOREAN: Final = "월화수목금토일"
"""The days of the week in Korean, in the same order."""

MONTH_NUMBERS: Final = {name[:3]: number for number, name in enumerate(MONTHS, 1)}
_WEEKDAY_NUMBERS: Final = {name[:3]: number for number, name in enumerate(WEEKDAYS)}

WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)}|(?:Mon|Tues?|Wed|Thu|Thurs?|Fri|Sat|Sun)\.)"
MONTH = rf"(?:{'|'.join(MONTHS)}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
DAY = r"\d{1,2}(?:st|nd|rd|th)?(?![\d%])"
YEAR = r"[12]\d{3}(?!\d)"
_BEHIND = rf"(?:\s*\((?P<behind>{WEEKDAY})\)|,\s+an?\s+(?P<behind_comma>{WEEKDAY}))?"
_LED = rf"(?:(?P<before>{WEEKDAY}),?\s+(?:the\s+)?)?"
TO = r"\s*(?:\bto\b|\buntil\b|\btill\b|\bthrough\b|\band\b|\bor\b|[-–—])\s*"

_DAY_FIRST = re.compile(rf"\b{_LED}(?P<day>{DAY})(?:\s+of)?\s+(?P<month>{MONTH})(?:,?\s+(?P<year>{YEAR}))?{_BEHIND}")
_MONTH_FIRST = re.compile(rf"\b{_LED}(?P<month>{MONTH})\s+(?P<day>{DAY})(?:,?\s+(?P<year>{YEAR}))?{_BEHIND}")
_MONTH_LATER = re.compile(
    rf"\b(?P<before>{WEEKDAY}),?\s+(?:the\s+)?(?P<day>{DAY}){TO}"
    rf"(?=(?:{WEEKDAY},?\s+)?(?:the\s+)?{DAY}\s+(?P<month>{MONTH})(?:,?\s+(?P<year>{YEAR}))?)"
)
_MONTH_ONLY = re.compile(rf"\b(?P<month>{MONTH}),?\s+(?P<year>{YEAR})")
_IN_KOREAN = re.compile(
    rf"(?:(?P<before>[{KOREAN}])요일(?:인\s*|,?\s+|\())?"
    r"(?:(?P<year>[12]\d{3})년\s*)?(?:(?P<month>\d{1,2})월\s*)?(?<!\d)(?P<day>\d{1,2})일"
    rf"(?:\s*\((?P<behind>[{KOREAN}])(?:요일)?\)|\s+(?P<behind_comma>[{KOREAN}])요일)?"
)
_DIGIT = re.compile(r"\d")
_ANY_MONTH = re.compile(MONTH)
_ANY_WEEKDAY = re.compile(rf"\b(?P<english>{'|'.join(WEEKDAYS)})s?\b|(?P<korean>[{KOREAN}])요일")


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
    # Each of them needs a digit, and a month or the Korean word for a day: most texts have not even that.
    if not _DIGIT.search(text):
        return
    english = (_MONTH_LATER, _DAY_FIRST, _MONTH_FIRST, _MONTH_ONLY) if _ANY_MONTH.search(text) else ()
    for pattern in (*english, *((_IN_KOREAN,) if "일" in text else ())):
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
        month=(int(month) if month.isdecimal() else MONTH_NUMBERS[month[:3]]) if month else None,
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
    return KOREAN.index(name) if name in KOREAN else _WEEKDAY_NUMBERS[name[:3]]


def weekdays_in(text: str) -> tuple[int, ...]:
    """The days of the week that a text names in full, in order."""
    if "day" not in text and "요일" not in text:
        return ()
    return tuple(weekday_number(match["english"] or match["korean"]) for match in _ANY_WEEKDAY.finditer(text))
