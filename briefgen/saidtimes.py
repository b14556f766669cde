"""Every time that a text tells, English or Korean, as EDTF, counted from its publication: for suggestions.

`saiddates` finds what the calendar names; what is told relative to the day of publication is added here, and so are
words around a time that widen it (`around the week of June 9`, `late June`) or part of it. It is meant to be looked at
by a person: `May 3` without a year is the nearest one.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from briefgen.edtf import Edtf, parse_edtf
from briefgen.reckoning import Way, approximate, between, months_of, said_day_text, third, week_text
from briefgen.saiddates import TO, said_days
from briefgen.saidenglish import ABSOLUTE, CALENDAR, RELATIVE, Telling
from briefgen.saidkorean import ABOUT, WEEK_OF, patterns

_ABOUT: Final = re.compile(r"\b(?:around|about|approximately|roughly|circa|ca\.)\s+(?:the\s+)?\Z", re.IGNORECASE)
_WEEK: Final = re.compile(r"\b(?:the\s+)?week\s+(?:of|beginning|starting|commencing)\s+(?:the\s+)?\Z", re.IGNORECASE)
_PART: Final = re.compile(
    r"\b(?:(?P<early>early(?:\s+in)?|(?:the\s+)?(?:beginning|start)\s+of)|(?P<middle>mid|(?:the\s+)?middle\s+of)"
    r"|late(?:\s+in)?|(?:the\s+)?end\s+of)[\s-]+\Z",
    re.IGNORECASE,
)
_SINCE: Final = re.compile(r"\b(?:since|ended|began|started)\s+(?:on\s+)?\Z", re.IGNORECASE)
_TO: Final = re.compile(TO)
_TO_AT_END: Final = re.compile(rf"{TO}\Z")
_BEFORE: Final = 40
_LATIN: Final = re.compile("[A-Za-z]")
_HANGUL: Final = re.compile("[일월년주달제늘레날께]")


class SaidTime(NamedTuple):
    """Words that tell of a time, `text[start:end]`, and that time as EDTF."""

    start: int
    end: int
    edtf: str


def said_times(text: str, published: date | None, *, is_day: bool = True) -> tuple[SaidTime, ...]:
    """Every time in the text, in order; of times that overlap the first and longest.

    With `is_day` false the day of publication is a guess within its month or year: then nothing is counted from it but
    years and months that are not said. Without a day only what says its year is found.
    """
    found: list[SaidTime] = []
    for said in sorted(_all(text, published, is_day), key=lambda said: (said.start, -said.end)):
        if said.edtf and (not found or said.start >= found[-1].end):
            found.append(said)
    return tuple(wide for said in _joined(text, found) if _is_date((wide := _widened(text, said)).edtf))


def _all(text: str, published: date | None, is_day: bool) -> Iterator[SaidTime]:
    for said in said_days(text):
        way = Way.BEFORE if _SINCE.search(text, max(0, said.start - _BEFORE), said.start) else Way.NEAREST
        if edtf := said_day_text(said, published, way):
            yield SaidTime(said.start, said.end, edtf)
    if _LATIN.search(text):
        for plain, absolute in ABSOLUTE:
            yield from (_time(match, absolute(match)) for match in plain.finditer(text))
        if published is not None:
            telling = Telling(text, published)
            for pattern, meaning in (*CALENDAR, *(RELATIVE if is_day else ())):
                yield from (_time(match, meaning(match, telling)) for match in pattern.finditer(text))
    if published is not None and is_day and _HANGUL.search(text):
        for pattern, korean in patterns():
            yield from (_time(match, korean(match, published)) for match in pattern.finditer(text))


def _time(match: re.Match[str], edtf: str) -> SaidTime:
    """A pattern that needs words around those that tell the time calls these `said`."""
    return SaidTime(*match.span("said" if "said" in match.re.groupindex else 0), edtf)


def _joined(text: str, found: list[SaidTime]) -> Iterator[SaidTime]:
    """`June 28 to July 2` is one time; `June 9 and July 2` are two, unless `between` leads."""
    at = 0
    while at < len(found):
        said, after = found[at], found[at + 1] if at + 1 < len(found) else None
        to = _to(text, said, after) if after else ""
        if after and to and _is_plain(said) and _is_plain(after):
            is_led = text[max(0, said.start - 8) : said.start].lower() == "between "
            joined = between(said.edtf, after.edtf)
            if joined and (is_led or to not in ("and", "or")):
                said = SaidTime(said.start, after.end, joined)
                at += 1
        yield said
        at += 1


def _to(text: str, said: SaidTime, after: SaidTime) -> str:
    """The word or dash between two times; a day whose month follows later (`Tuesday 20 to`) has it in its own words."""
    found = _TO.fullmatch(text, said.end, after.start) or (
        _TO_AT_END.search(text, said.start, said.end) if said.end == after.start else None
    )
    return found[0].strip() if found else ""


def _is_plain(said: SaidTime) -> bool:
    return re.fullmatch(r"\d{4}-(?:0[1-9]|1[0-2])(?:-\d\d)?", said.edtf) is not None


def _widened(text: str, said: SaidTime) -> SaidTime:
    """A time with the words around it that make it a week, a part of a month or year, or approximate."""
    for widen in (_week, _part, _about):
        said = widen(text, said)
    return said


def _lead(pattern: re.Pattern[str], text: str, said: SaidTime) -> re.Match[str] | None:
    """Words of that kind right before a time."""
    return pattern.search(text, max(0, said.start - _BEFORE), said.start)


def _week(text: str, said: SaidTime) -> SaidTime:
    lead, behind = _lead(_WEEK, text, said), WEEK_OF.match(text, said.end)
    if not (lead or behind) or len(said.edtf) != len("2025-06-09"):
        return said
    week = week_text(date.fromisoformat(said.edtf))
    return SaidTime(lead.start() if lead else said.start, behind.end() if behind else said.end, week)


def _part(text: str, said: SaidTime) -> SaidTime:
    lead = _lead(_PART, text, said)
    if lead is None:
        return said
    number = 1 if lead["early"] else 2 if lead["middle"] else 3
    if re.fullmatch(r"\d{4}-(?:0[1-9]|1[0-2])", said.edtf):
        return SaidTime(lead.start(), said.end, third(said.edtf, number, "~"))
    if re.fullmatch(r"\d{4}", said.edtf):
        is_end = lead[0].lower().rstrip(" -").endswith("of")
        if is_end and number != 2:
            return SaidTime(lead.start(), said.end, f"{said.edtf}-{'01' if number == 1 else '12'}~")
        return SaidTime(lead.start(), said.end, months_of(said.edtf, 4 * number - 3, 4 * number, "~"))
    return said


def _about(text: str, said: SaidTime) -> SaidTime:
    lead, behind = _lead(_ABOUT, text, said), ABOUT.match(text, said.end)
    if lead is None and behind is None:
        return said
    edtf = approximate(said.edtf)
    return SaidTime(lead.start() if lead else said.start, behind.end() if behind else said.end, edtf)


def _is_date(edtf: str) -> bool:
    return isinstance(parse_edtf(edtf), Edtf)
