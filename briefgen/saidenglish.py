"""Times as English texts tell them, counted from their publication: `on Monday`, `last month`, `the 20th`, `in 1996`.

Each pattern comes with what it means. What has another meaning as often (`may`, `the 20th anniversary`, `in two days`)
is left alone.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Final, NamedTuple

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
    quarter_near,
    quarter_text,
    season_near,
    season_text,
    week_text,
    weekday_near,
    weekend_text,
    year_text,
)
from briefgen.saiddates import DAY, MONTH, MONTH_NUMBERS, TO, WEEKDAY, WEEKDAYS, YEAR, day_or_none, weekday_number

_AHEAD: Final = re.compile(
    r"\b(?:will|shall|would|won't|is to|are to|to be|due|scheduled|expected|plans?|planned|set to|until|till|by|before"
    r"|deadline|ahead of|upcoming|next|coming|later|tomorrow)\b|[’']ll\b",
    re.IGNORECASE,
)
_STOP: Final = re.compile(r"[.!?]\s|\n")
_SENTENCE: Final = 300


class Telling(NamedTuple):
    """A text and the day on which it was published."""

    text: str
    day: date

    def way(self, at: int) -> Way:
        """Whether the sentence around a place looks ahead or back."""
        before = self.text[max(0, at - _SENTENCE) : at]
        begins = [stop.end() for stop in _STOP.finditer(before)]
        behind = self.text[at : at + _SENTENCE]
        stop = _STOP.search(behind)
        sentence = before[begins[-1] if begins else 0 :] + behind[: stop.start() if stop else len(behind)]
        return Way.AFTER if _AHEAD.search(sentence) else Way.NEAREST


Meaning = Callable[[re.Match[str], Telling], str]

_NUMBERS: Final = {
    **{"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6},
    **{"seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12},
}
_COUNT = rf"(?P<count>{'|'.join(_NUMBERS)}|\d{{1,3}})"
_SEASONS: Final = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_SEASON = "spring|summer|autumn|fall|winter"
_ORDER: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_WAYS: Final = {"last": Way.BEFORE, "past": Way.BEFORE, "previous": Way.BEFORE, "this": Way.NEAREST}
_LONG_DAY = "|".join(WEEKDAYS)
_PART_OF_DAY = r"(?:\s+(?:early\s+|late\s+)?(?:morning|afternoon|evening|night))?\b"
_NTH = r"\d{1,2}(?:st|nd|rd|th)"
_NAMED_LIKE_OTHERS = "March|April|May|June|August"
_PLAIN_MONTH = r"(?:January|February|July|September|October|November|December|(?:Jan|Feb|Sept?|Oct|Nov|Dec)\.)"
_LED_MONTH = rf"(?:{_NAMED_LIKE_OTHERS}|(?:Mar|Apr|Jun|Jul|Aug)\.)"
_LEADS = (
    "in|of|since|by|until|till|through|during|for|from|to|before|after|around|about|between|and|early|mid|late|this"
)
_NO_DAY = r"(?!\s*\d|\w)"
_CENTURY_YEAR = r"(?:1[5-9]|20)\d\d"
_NO_COUNT = (
    r"(?![\d%]|[.,:]\d|-\d|[-–]\w"
    r"|\s(?:percent|per cent|million|billion|thousand|hundred|people|points?|tons?|miles|yards)\b)"
)


def _step(word: str) -> Way:
    """`last` and `this`; every other word for it means the one to come."""
    return _WAYS.get(word.lower(), Way.AFTER)


def _month_alone(match: re.Match[str], telling: Telling) -> str:
    lead = match.groupdict().get("lead", "").lower()
    way = {"last": Way.BEFORE, "since": Way.BEFORE, "next": Way.AFTER, "by": Way.AFTER, "until": Way.AFTER}.get(
        lead, Way.NEAREST
    )
    number = MONTH_NUMBERS[match["month"][:3]]
    if number == telling.day.month and lead in ("since", "by", "until"):
        way = Way.NEAREST
    return month_near(number, telling.day, way)


def _days_of_month(match: re.Match[str], telling: Telling) -> str:
    """`June 9 to 13`, `9–13 June`; `June 9 and 13` are two days, unless `between` leads."""
    if match["to"].strip() in ("and", "or") and not match["between"]:
        return ""
    first, last = (int(re.sub(r"\D", "", match[name])) for name in ("day", "last"))
    month = MONTH_NUMBERS[match["month"][:3]]
    if match["year"]:
        year = int(match["year"])
    else:
        begin = day_near(first, telling.day, Way.NEAREST, month)
        year = int(begin[:4]) if begin else 0
    return between(*(day_text(day_or_none(year, month, day) if year else None) for day in (first, last)))


def _nth(match: re.Match[str], telling: Telling) -> str:
    """`on the 26th`, `from the 20th to the 22nd`, `the 3rd of next month`."""
    first = int(match["day"][:-2])
    month = _month_of_words(match["of"] or "", telling.day)
    begin = day_in(month, first) if month else day_near(first, telling.day, Way.NEAREST)
    if not match["last"]:
        return begin
    if match["to"].strip() in ("and", "or") and match["lead"].lower() != "between":
        return ""
    if not begin:
        return ""
    end = day_near(int(match["last"][:-2]), date.fromisoformat(begin), Way.AFTER)
    return between(begin, end)


def _month_of_words(words: str, day: date) -> str:
    word = words.split()[-2].lower() if words else ""
    return month_text(day.year, day.month + _step(word)) if word else ""


def _weekday(match: re.Match[str], telling: Telling) -> str:
    weekday = weekday_number(match["weekday"])
    lead = (match["lead"] or "").lower()
    if lead in ("last", "past"):
        return weekday_near(weekday, telling.day, Way.BEFORE)
    if lead:
        return weekday_near(weekday, telling.day, Way.AFTER)
    way = telling.way(match.start())
    if way is Way.AFTER and weekday == telling.day.weekday():
        way = Way.NEAREST
    return weekday_near(weekday, telling.day, way)


def _weekday_of_week(match: re.Match[str], telling: Telling) -> str:
    shift = 7 * _step(match["step"]) + weekday_number(match["weekday"]) - telling.day.weekday()
    return day_text(moved(telling.day, shift))


def _unit(match: re.Match[str], telling: Telling) -> str:
    day, step, unit = telling.day, _step(match["step"]), match["unit"].lower()
    if unit in _SEASONS:
        return season_near(_SEASONS[unit], day, step)
    return {
        "week": lambda: week_text(day, step),
        "weekend": lambda: weekend_text(day, step),
        "month": lambda: month_text(day.year, day.month + step),
        "quarter": lambda: quarter_text(day.year, (day.month - 1) // 3 + 1 + step),
        "year": lambda: year_text(day.year + step),
    }[unit]()


def _away(match: re.Match[str], telling: Telling) -> str:
    """`two weeks ago`, `ten days from now`."""
    day, word = telling.day, match["count"].lower()
    count = (_NUMBERS.get(word) or int(word)) * (-1 if match["which"].lower() in ("ago", "earlier") else 1)
    unit = match["unit"].lower()
    if unit == "year":
        return year_text(day.year + count)
    if unit == "month":
        return month_text(day.year, day.month + count)
    if unit == "decade":
        return f"{(day.year + 10 * count) // 10}X" if year_text(day.year + 10 * count) else ""
    found = day_text(moved(day, count * (7 if unit == "week" else 1)))
    return f"{found}~" if found and unit == "week" else found


def _quarter(match: re.Match[str], telling: Telling) -> str:
    number = _ORDER[(match["nth"] or match["short"]).lower()] if match["nth"] else int(match["short"])
    return quarter_text(int(match["year"]), number) if match["year"] else quarter_near(number, telling.day)


def _half(match: re.Match[str], telling: Telling) -> str:
    year = match["year"]
    if not year:
        word = (match["words"] or "this year").split()[-2].lower()
        year = year_text(telling.day.year + (_step(word) if word != "the" else 0))
    return months_of(year, *((1, 6) if _ORDER[match["nth"].lower()] == 1 else (7, 12))) if year else ""


def _end_of(match: re.Match[str], telling: Telling) -> str:
    """`the end of the year`: what follows it is told by the pattern of years and months."""
    day = telling.day
    if match["unit"].lower() == "month":
        return month_text(day.year, day.month)
    return week_text(day) if match["unit"].lower() == "week" else year_text(day.year)


def _end_of_year(_: re.Match[str], telling: Telling) -> str:
    return f"{telling.day.year}-12~"


def _turns(days: int) -> Meaning:
    return lambda _, telling: day_text(moved(telling.day, days))


def _spelt(pattern: str) -> re.Pattern[str]:
    """A pattern of which only what is in `(?-i:…)` minds capitals."""
    return re.compile(pattern, re.IGNORECASE)


_FOLLOWS_A_DAY = (
    r"(?=\s*(?:[.,;:!?)\"”’]|$|\n)|\s+(?:and|at|in|as|for|to|of|but|when|with|after|before|by|local|that|the|a|said)\b)"
)
RELATIVE: Final[tuple[tuple[re.Pattern[str], Meaning], ...]] = (
    (_spelt(r"\bthe day before yesterday\b"), _turns(-2)),
    (_spelt(r"\bthe day after tomorrow\b"), _turns(2)),
    (_spelt(r"\b(?:yesterday(?:\s+(?:morning|afternoon|evening))?|last night)\b"), _turns(-1)),
    (_spelt(r"\btomorrow(?:\s+(?:morning|afternoon|evening|night))?\b"), _turns(1)),
    (
        _spelt(
            r"(?<!USA )\b(?:today|tonight|this (?:morning|afternoon|evening)|earlier in the day|later in the day)\b"
        ),
        _turns(0),
    ),
    (
        _spelt(
            rf"\b(?P<lead>on|from|by|until|till|before|after|since|between|through)\s+(?P<said>the\s+(?P<day>{_NTH})"
            rf"(?:(?P<to>{TO})the\s+(?P<last>{_NTH}))?"
            rf"(?P<of>\s+of\s+(?:this|last|next|the (?:coming|following))\s+month)?){_FOLLOWS_A_DAY}"
        ),
        _nth,
    ),
    (
        _spelt(rf"\b(?P<weekday>(?-i:{_LONG_DAY}))\s+(?:of\s+)?(?P<step>last|this|next)\s+week\b"),
        _weekday_of_week,
    ),
    (
        _spelt(
            r"(?<!\beach )(?<!\bevery )\b(?:(?P<lead>last|past|next|this coming|this|coming)\s+)?"
            rf"(?P<weekday>(?-i:{_LONG_DAY}|{WEEKDAY}))(?!s\b){_PART_OF_DAY}"
        ),
        _weekday,
    ),
    (
        _spelt(
            r"\b(?P<step>last|this|next|the coming|the previous)\s+"
            rf"(?P<unit>week(?:end)?|month|quarter|year|{_SEASON})\b"
        ),
        _unit,
    ),
    (_spelt(rf"\b{_COUNT}\s+(?P<unit>day|week|month|year|decade)s?\s+(?P<which>ago|from now)\b"), _away),
    (_spelt(r"\b(?P<count>a)\s+(?P<unit>year|month)\s+(?P<which>earlier)\b"), _away),
    (_spelt(r"\b(?:the\s+)?year[\s-]end\b"), _end_of_year),
    (_spelt(r"(?<=\bend of )the\s+(?P<unit>year|month|week)\b"), _end_of),
    (
        _spelt(
            r"\b(?:(?:the\s+)?(?P<nth>first|second|third|fourth|[1-4](?:st|nd|rd|th))[\s-]+quarter|Q(?P<short>[1-4]))\b"
            rf"(?:\s+(?:of\s+)?(?P<year>{_CENTURY_YEAR})\b)?"
        ),
        _quarter,
    ),
    (
        _spelt(
            r"\b(?:the\s+)?(?P<nth>first|second)\s+half\s+of\s+(?:(?P<words>(?:the|this|last|next)\s+year)|"
            rf"(?P<year>{_CENTURY_YEAR}))\b"
        ),
        _half,
    ),
)
"""What means something only from a known day on."""

CALENDAR: Final[tuple[tuple[re.Pattern[str], Meaning], ...]] = (
    (
        re.compile(
            rf"\b(?:(?P<between>[Bb]etween)\s+)?(?P<month>{MONTH})\s+(?P<day>{DAY})(?P<to>{TO})(?P<last>{DAY})"
            rf"(?!\s+(?:{MONTH}))(?:,?\s+(?P<year>{YEAR}))?"
        ),
        _days_of_month,
    ),
    (
        re.compile(
            rf"\b(?:(?P<between>[Bb]etween)\s+)?(?:the\s+)?(?P<day>{DAY})(?P<to>{TO})(?:the\s+)?(?P<last>{DAY})(?:\s+of)?"
            rf"\s+(?P<month>{MONTH})(?:,?\s+(?P<year>{YEAR}))?"
        ),
        _days_of_month,
    ),
    (
        re.compile(rf"\b(?:(?P<lead>[Ll]ast|[Nn]ext|[Ss]ince|[Bb]y|[Uu]ntil)\s+)(?P<said>(?P<month>{MONTH})){_NO_DAY}"),
        _month_alone,
    ),
    (re.compile(rf"\b(?P<said>(?P<month>{_PLAIN_MONTH})){_NO_DAY}"), _month_alone),
    (
        re.compile(rf"\b(?i:{_LEADS})[\s-]+(?P<said>(?P<month>{_LED_MONTH})){_NO_DAY}(?!\s+[A-Z]|\s+\w+ed\b)"),
        _month_alone,
    ),
)
"""What names a month or a day of the calendar, and is of the year that lies nearest."""

ABSOLUTE: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]] = (
    (_spelt(rf"\b(?P<season>{_SEASON})(?:\s+(?:of\s+)?)(?P<year>{_CENTURY_YEAR})\b"),
     lambda match: season_text(int(match["year"]), _SEASONS[match["season"].lower()])),
    (re.compile(r"\b(?P<year>[12]\d{3})[-./] ?(?P<month>\d{1,2})[-./] ?(?P<day>\d{1,2})(?![\d-])"),
     lambda match: day_text(day_or_none(int(match["year"]), int(match["month"]), int(match["day"])))),
    (_spelt(rf"\b(?:between|from)\s+(?P<first>{_CENTURY_YEAR})\s+(?:and|to|through|until)\s+(?P<last>{_CENTURY_YEAR})\b"),
     lambda match: between(match["first"], match["last"])),
    (re.compile(rf"(?<![\d$€£-])\b(?P<first>{_CENTURY_YEAR})[-–/](?P<last>{_CENTURY_YEAR})\b(?![-/])"),
     lambda match: between(match["first"], match["last"])),
    (_spelt(r"\bthe\s+(?P<decade>1[5-9]\d|20\d)0[’']?s\b"), lambda match: f"{match['decade']}X"),
    (_spelt(r"\bthe\s+(?P<century>1[1-9]|2\d)(?:st|nd|rd|th)\s+century\b"),
     lambda match: f"{int(match['century']) - 1}XX"),
    (_spelt(rf"(?<=\bin )(?P<year>{_CENTURY_YEAR})\b{_NO_COUNT}"), lambda match: match["year"]),
    (_spelt(rf"\b(?:since|of|by|until|till|from|during|before|after|fiscal|year|a|an|the|its|their|late|early|mid|for|than|to|through|and)"
            rf"[\s-](?P<said>{_CENTURY_YEAR})\b{_NO_COUNT}"), lambda match: match["said"]),
    (re.compile(rf"(?<=\()(?P<year>{_CENTURY_YEAR})(?=\))"), lambda match: match["year"]),
)  # fmt: skip
"""What needs no day to be counted from."""
