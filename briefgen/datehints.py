"""What was probably meant by text that is no EDTF date: `June 9, 2025`, `2025/06/09`, `ca. 2025`, `2025-Q3` …

Only forms that can be told for sure are taken up; `06/09/2025` has two readings, and both are offered. The caller
says which suggestions are dates, so that no hint leads to a second fault.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Final

MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""The English names; those of `calendar` would follow the locale."""

_LONGEST: Final = 80
_GENERAL = "write 2025-06-09, 2025-06, 2025, or 2025-06-09/2025-06-15; a ~ after it means approximate, a ? uncertain"
_LEAVE_OUT = "leave the date out while there is none"

_DASHES = re.compile("[\u2010-\u2015\u2212\uff0d]")
_MONTH = f"({'|'.join([*MONTHS, 'sept', *(name[:3] for name in MONTHS)]).lower()})" + r"\.?"
_NTH = r"(\d{1,2})(?:st|nd|rd|th|\.)?"
_MONTH_NUMBER: Final = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
_SEASON_NUMBER: Final = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}

# Patterns stay text until the first fault: to compile them all takes longer than to read a thousand dates.
_Rules = tuple[tuple[str, Callable[[re.Match[str]], Iterable[str]]], ...]


def suggest(text: str, is_date: Callable[[str], bool]) -> str:
    """A hint for text that is no date. `is_date` tells whether a suggestion is one; it is asked at most a few times."""
    if len(text) > _LONGEST:
        return _GENERAL
    plain = _DASHES.sub("-", " ".join(text.split())).lower()
    if plain.strip(" .?-") in ("", "tbd", "tba", "tbc", "unknown", "none", "n/a", "na", "undated", "open", "pending"):
        return _LEAVE_OUT
    found = [candidate for candidate in dict.fromkeys(_readings(plain)) if is_date(candidate)][:2]
    if not found:
        return _GENERAL
    zone = (time := re.search(_TIME, plain, re.ASCII)) and time["zone"]
    return f"write {' or '.join(found)}" + (", and the zone in `timezone`" if zone else "")


def _readings(text: str) -> Iterator[str]:
    """Every form that fits; `text` is in lower case, with single blanks and plain hyphens."""
    for rules in (_RANGES, _VAGUE):
        for pattern, readings in rules:
            if found := re.fullmatch(pattern, text, re.ASCII):
                yield from readings(found)
    yield from _points(text)


def _points(text: str) -> Iterator[str]:
    yield text.upper()
    for pattern, readings in _DATES:
        if found := re.fullmatch(pattern, text, re.ASCII):
            yield from readings(found)
    if (time := re.search(_TIME, text, re.ASCII)) and (clock := _clock(time)):
        for day in _points(text[: time.start()].rstrip(" ,")):
            yield f"{day}T{clock}"


# Times of day

_TIME = (
    r"(?:,? (?:at )?|t)"
    r"(?:(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)? ?(?P<half>[ap]\.?m\.?)?"
    r"|(?P<hour12>\d{1,2}) ?(?P<half12>[ap]\.?m\.?)"
    r"|(?<=t)(?P<compact>\d\d(?:\d\d){0,2}))"
    r" ?(?P<offset>z|utc|gmt|(?:utc|gmt)?[+-]\d{1,2}(?::?\d\d)?)?(?:[ \[](?P<zone>[a-z]{1,5}|[a-z_]+/[a-z_/]+)\]?)?$"
)


def _clock(found: re.Match[str]) -> str:
    """The time as EDTF has it; nothing if it is none. The caller checks the numbers."""
    compact = found["compact"] or ""
    hour = int(found["hour"] or found["hour12"] or compact[:2])
    minute, second = found["minute"] or compact[2:4] or "00", found["second"] or compact[4:]
    if half := found["half"] or found["half12"]:
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    return f"{hour:02}:{minute}{':' if second else ''}{second}{_offset(found['offset'] or '')}"


def _offset(text: str) -> str:
    number = text.removeprefix("utc").removeprefix("gmt")
    if number in ("", "z"):
        return "Z" if text else ""
    digits = number[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "00")
    return f"{number[0]}{int(hours):02}:{minutes}"


# Days, months, and what is longer


def _joined(*numbers: str) -> str:
    return "-".join(f"{int(number):02}" for number in numbers)


def _two_ways(found: re.Match[str]) -> Iterable[str]:
    """`06/09/2025`: the month first, then the day first."""
    return _joined(found[3], found[1], found[2]), _joined(found[3], found[2], found[1])


def _named(year: str, month: str, day: str = "") -> str:
    return _joined(year, str(_MONTH_NUMBER[month[:3]]), *([day] if day else []))


def _season(name: str, year: str) -> Iterable[str]:
    """A winter has two years; EDTF counts it to the first."""
    number = _SEASON_NUMBER[name]
    return (f"{year}-{number}", f"{int(year) - 1}-24") if number == 24 else (f"{year}-{number}",)


def _week(found: re.Match[str]) -> Iterable[str]:
    year, week = int(found[1]), int(found[2])
    if not (1 <= week <= 52 and 1000 <= year <= 9998):
        return ()
    monday = date.fromisocalendar(year, week, 1)
    return (f"{monday}/{monday + timedelta(days=6)}",)


def _day_of_year(found: re.Match[str]) -> Iterable[str]:
    year, number = int(found[1]), int(found[2])
    return (str(date(year, 1, 1) + timedelta(days=number - 1)),) if 1 <= number <= 366 and 1000 <= year <= 9998 else ()


def _with_x(found: re.Match[str]) -> Iterable[str]:
    """Other signs for an unspecified digit (`199u`, `2025-06-??`), and those that only level 2 knows (`2025-06-1X`)."""
    year = re.sub(r"\D", "X", found[1])
    parts = [part if part.isdecimal() else "XX" for part in found[0].split("-")[1:]]
    return ("-".join([year, *parts]),)


def _requalified(found: re.Match[str]) -> Iterable[str]:
    """`~2025`, `2025-~06`, `2025-06~?`: a qualifier stands once, at the end."""
    signs = set(re.sub(r"[\d-]", "", found[0]))
    if not signs:
        return ()
    return (re.sub("[~?%]", "", found[0]) + (signs.pop() if len(signs) == 1 else "%"),)


_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? )?"
_DATES: Final[_Rules] = (
    (r"(\d{4}) ?[-./년年] ?(\d{1,2}) ?[월月]?", lambda m: [_joined(m[1], m[2])]),
    (r"(\d{4}) ?[-./년年] ?(\d{1,2}) ?[-./월月] ?(\d{1,2}) ?[.일日]?", lambda m: [_joined(m[1], m[2], m[3])]),
    (r"(\d{4})[년年]", lambda m: [m[1]]),
    (r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})", lambda m: [_joined(m[3], m[2], m[1])]),
    (r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})", _two_ways),
    (r"(\d{1,2})[-/](\d{4})", lambda m: [_joined(m[2], m[1])]),
    (r"(\d{4})(\d\d)", lambda m: [_joined(m[1], m[2])]),
    (r"(\d{4})(\d\d)(\d\d)", lambda m: [_joined(m[1], m[2], m[3])]),
    (rf"{_WEEKDAY}{_MONTH} {_NTH},? (\d{{4}})", lambda m: [_named(m[3], m[1], m[2])]),
    (rf"{_WEEKDAY}(?:the )?{_NTH}(?: of |[ -]){_MONTH},?[ -](\d{{4}})", lambda m: [_named(m[3], m[2], m[1])]),
    (rf"{_MONTH},?[ -](\d{{4}})", lambda m: [_named(m[2], m[1])]),
    (rf"(\d{{4}})[ -]{_MONTH}", lambda m: [_named(m[1], m[2])]),
    (rf"(\d{{4}})[ -]{_MONTH}[ -](\d{{1,2}})", lambda m: [_named(m[1], m[2], m[3])]),
    (r"(\d{4})[ -]?q([1-4])", lambda m: [f"{m[1]}-{32 + int(m[2])}"]),
    (r"(?:q([1-4])|([1-4])q)[ -/]?(\d{4})", lambda m: [f"{m[3]}-{32 + int(m[1] or m[2])}"]),
    (r"(spring|summer|autumn|fall|winter)(?: of)?[ -](\d{4})", lambda m: _season(m[1], m[2])),
    (r"(\d{4})[ -](spring|summer|autumn|fall|winter)", lambda m: _season(m[2], m[1])),
    (r"(?:the )?(\d{3})0'?s", lambda m: [f"{m[1]}X"]),
    (r"(?:the )?(1[1-9]|[2-9]\d)(?:st|nd|rd|th) century", lambda m: [f"{int(m[1]) - 1}XX"]),
    (r"(\d{4})-?w(\d\d)", _week),
    (r"(\d{4})-?(\d{3})", _day_of_year),
    (r"(\d\d[\dxu?]{2})(?:-[\dxu?]{1,2}){0,2}", _with_x),
    (r"[~?%]*\d{4}[~?%]*(?:-[~?%]*\d\d[~?%]*){0,2}", _requalified),
)


# Approximate dates, and intervals


def _qualified(text: str, qualifier: str) -> Iterable[str]:
    return (reading + qualifier for reading in _points(text))


def _between(start: str, end: str) -> Iterable[str]:
    return (f"{first}/{last}" for first in _points(start) for last in _points(end))


def _from(text: str) -> Iterable[str]:
    return (f"{reading}/.." for reading in _points(text))


def _until(text: str) -> Iterable[str]:
    return (f"../{reading}" for reading in _points(text))


_OLD_ENDS: Final = {"open": "..", "unknown": ""}
_VAGUE: Final[_Rules] = (
    (r"(?:circa|c\.?a?\.?|about|around|approx\.?|approximately|roughly) ?(.+)", lambda m: _qualified(m[1], "~")),
    (r"(?:maybe|perhaps|possibly|probably) (.+)", lambda m: _qualified(m[1], "?")),
    (r"(.+?) ?\(?([~?%])\)?", lambda m: _qualified(m[1], m[2])),
)
_RANGES: Final[_Rules] = (
    (r"between (.+?) and (.+)", lambda m: _between(m[1], m[2])),
    (r"(?:from )?(.+?) ?(?: to | until | till | through | - |/|\.\.\.?) ?(.+)",
     lambda m: _between(m[1], m[2])),
    (r"(\d{4}-\d\d(?:-\d\d)?)-(\d{4}-\d\d(?:-\d\d)?)", lambda m: _between(m[1], m[2])),
    (r"(\d{4}-\d\d-)(\d\d) ?(?:-|/|to) ?(\d\d)", lambda m: [f"{m[1]}{m[2]}/{m[1]}{m[3]}"]),
    (r"(\d{4})(-\d\d-\d\d) ?[-/] ?(\d\d-\d\d)", lambda m: [f"{m[1]}{m[2]}/{m[1]}-{m[3]}"]),
    (rf"{_MONTH} {_NTH} ?- ?{_NTH},? (\d{{4}})",
     lambda m: [f"{_named(m[4], m[1], m[2])}/{_named(m[4], m[1], m[3])}"]),
    (rf"{_NTH} ?- ?{_NTH} {_MONTH},? (\d{{4}})",
     lambda m: [f"{_named(m[4], m[3], m[1])}/{_named(m[4], m[3], m[2])}"]),
    (rf"({_MONTH} \d{{1,2}}) ?- ?({_MONTH} \d{{1,2}}),? (\d{{4}})",
     lambda m: _between(f"{m[1]}, {m[5]}", f"{m[3]}, {m[5]}")),
    (r"(\d{4}-\d\d-\d\dt\d\d:\d\d) ?[-/] ?t?(\d\d:\d\d)", lambda m: [f"{m[1].upper()}/{m[2]}"]),
    (r"(?:since|from|after|starting|as of) (.+)|(.+?)(?: ?-| onwards?)", lambda m: _from(m[1] or m[2])),
    (r"(?:until|till|by|before|up to|no later than) (.+)", lambda m: _until(m[1])),
    (r"(.+)/(open|unknown)", lambda m: _between(m[1], _OLD_ENDS[m[2]])),
    (r"(open|unknown)/(.+)", lambda m: _between(_OLD_ENDS[m[1]], m[2])),
)  # fmt: skip
