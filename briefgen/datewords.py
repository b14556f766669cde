"""Dates in words: EDTF as a reader says it, with a `<time>` value for each piece that HTML has one for."""

from collections.abc import Callable, Mapping
from datetime import date, time
from typing import NamedTuple

from briefgen.chronology import Dated
from briefgen.edtf import Edtf, Point, Precision, is_exact, months, point_datetimes
from briefgen.timespan import local_day
from briefgen.viewparts import DatePart, DateView
from briefgen.wording import Words
from briefgen.zones import ANYWHERE_ON_EARTH, Zone

_DASH = " – "
_DASHES = " –~-～至\u2009"

Saying = Callable[[Point], list[DatePart]]


def date_view(dated: Dated, words: Words, home: Zone | None = None) -> DateView:
    """A date in words.

    What both ends share is said once, in `qualifier` and `zone`; what they do not, beside each. The zone is named with
    a time, and with a whole day where it is not `home`, the reader's.
    """
    edtf = dated.edtf
    ends = [point for point in (edtf.start, edtf.end) if point is not None]
    marks = list(dict.fromkeys(_qualifier(point.qualifier, words) for point in ends))
    zones = list(dict.fromkeys(_zone_name(point, dated.zone, home, words) for point in ends))

    def say(point: Point) -> list[DatePart]:
        zone = _zone_name(point, dated.zone, home, words) if len(zones) > 1 else ""
        mark = _qualifier(point.qualifier, words) if len(marks) > 1 else ""
        beside = (f" {zone}" if zone else "") + (f" ({mark})" if mark else "")
        return [*_point(point, words), *([DatePart(beside, "")] if beside else [])]

    alike = len(marks) == len(zones) == 1
    parts = _interval(edtf, words, say, alike=alike) if edtf.is_interval else _point(ends[0], words)
    qualifier = marks[0] if len(marks) == 1 else ""
    zone = zones[0] if len(zones) == 1 else ""
    text = "".join(part.text for part in parts) + (f" {zone}" if zone else "")
    return DateView(tuple(parts), qualifier, zone, f"{text}, {qualifier}" if qualifier else text, edtf.text)


def day_view(day: date, words: Words) -> DateView:
    """One calendar day in words."""
    text = words.day(day)
    return DateView((DatePart(text, day.isoformat()),), "", "", text, day.isoformat())


def is_fuzzy(edtf: Edtf) -> bool:
    """Whether the source's own words say more than the date in ours does."""
    return not is_exact(edtf)


def _zone_name(point: Point, zone: Zone, home: Zone | None, words: Words) -> str:
    """The zone to be named with a point: its own offset, else the place that the zone is named after."""
    if point.offset is not None:
        hours, minutes = divmod(abs(point.offset), 60)
        sign = "−" if point.offset < 0 else "+"
        return f"UTC{sign}{hours}{f':{minutes:02}' if minutes else ''}" if point.offset else "UTC"
    if not point.has_time and (home is None or zone == home or point.precision is not Precision.DAY):
        return ""
    if zone == ANYWHERE_ON_EARTH:
        return words.gettext("anywhere on earth")
    if "/" not in zone.name or zone.name.startswith("Etc/"):
        return zone.name.replace("-", "−")
    city = words.locale.time_zones.get(zone.name, {}).get("city")
    return words.gettext("%(city)s time") % {"city": city or zone.name.rpartition("/")[2].replace("_", " ")}


def _qualifier(mark: str, words: Words) -> str:
    _ = words.gettext
    return {"": "", "~": _("approximate"), "?": _("uncertain"), "%": _("uncertain and approximate")}[mark]


def _interval(edtf: Edtf, words: Words, say: Saying, *, alike: bool) -> list[DatePart]:
    start, end = edtf.start, edtf.end
    _ = words.gettext
    if start is not None and end is not None:
        if start == end:
            return say(start)
        short = _short_interval(start, end, words) if alike else None
        return short or [*say(start), DatePart(_DASH, ""), *say(end)]
    if start is not None:
        frame = _("from %(date)s") if edtf.open_end else _("from %(date)s, end unknown")
    else:
        frame = _("until %(date)s") if edtf.open_start else _("until %(date)s, start unknown")
    known = start or end
    before, _at, after = frame.partition("%(date)s")
    parts = (DatePart(before, ""), *(say(known) if known else ()), DatePart(after, ""))
    return [part for part in parts if part.text]


def _short_interval(start: Point, end: Point, words: Words) -> list[DatePart] | None:
    """Two days or two months of one year, or two times of one day, said as one."""
    if start.precision is end.precision and start.precision in (Precision.DAY, Precision.MONTH):
        days = start.precision is Precision.DAY
        pieces = words.range(_first_day(start), _first_day(end), days=days)
        if pieces is None:
            return None
        return _two(pieces, point_datetimes(start)[0], point_datetimes(end)[0])
    same_day = (start.year, start.month, start.day) == (end.year, end.month, end.day)
    if start.has_time and end.has_time and same_day and start.offset == end.offset:
        return [*_point(start, words), DatePart("–", ""), DatePart(words.clock(_clock(end)), point_datetimes(end)[0])]
    return None


def _first_day(point: Point) -> date:
    return date(point.year, point.month or 1, point.day or 1)


def _clock(point: Point) -> time:
    return time(point.hour or 0, point.minute or 0, point.second or 0)


def _two(pieces: tuple[str, str], first: str, last: str) -> list[DatePart]:
    """A range in two pieces, as CLDR has it; the dash belongs to neither date."""
    left = pieces[0].rstrip(_DASHES)
    return [DatePart(left, first), DatePart(pieces[0][len(left) :], ""), DatePart(pieces[1], last)]


def _point(point: Point, words: Words) -> list[DatePart]:
    values = point_datetimes(point)
    first = _first_day(point)
    _ = words.gettext
    match point.precision:
        case Precision.CENTURY:
            return [DatePart(f"{point.year}–{point.year + 99}", "")]
        case Precision.DECADE:
            return [DatePart(f"{point.year}–{point.year + 9}", "")]
    if point.season is not None:
        return _season(point, values, words)
    if point.month is None or point.day is None:
        coarse = words.pattern("y", first) if point.month is None else words.month(first)
        missing = _("month not given") if point.precision is Precision.SOME_MONTH else _("day not given")
        unsaid = [DatePart(f" ({missing})", "")] if point.has_unspecified else []
        return [DatePart(coarse, values[0]), *unsaid]
    text = words.day(first)
    if point.has_time:
        text = words.day_and_time(text, _clock(point))
    return [DatePart(text, values[0])]


def _season(point: Point, values: tuple[str, ...], words: Words) -> list[DatePart]:
    _ = words.gettext
    (first_year, first_month), (last_year, last_month) = months(point)
    first, last = date(first_year, first_month, 1), date(last_year, last_month, 1)
    season = point.season or 0
    if season >= 33:
        name = words.pattern("yQQQQ", first)
    else:
        name = {21: _("spring"), 22: _("summer"), 23: _("autumn"), 24: _("winter")}[season]
        name = _("%(season)s %(year)s") % {"season": name, "year": point.year}
    pieces = words.range(first, last, days=False) or (f"{words.month(first)}{_DASH}", words.month(last))
    return [DatePart(f"{name} (", ""), *_two(pieces, values[0], values[1]), DatePart(")", "")]


class Distance(NamedTuple):
    """How far a date is, still without words: a phrase of `distance_phrases`, and the days that stand in it."""

    phrase: str
    least: int = 0
    num: int = 0


def countdown(dated: Dated | None, today: date, zone: Zone, words: Words) -> str:
    """How long until a date, or since: a window of days where the date is a window, never a false second."""
    if dated is None:
        return ""
    span = dated.span
    first = None if span.first is None else (local_day(span.first, zone) - today).days
    last = None if span.last is None else (local_day(span.last, zone) - today).days
    found = distance(first, last)
    return distance_phrases(words, found.num)[found.phrase] % {"least": words.number(found.least), "num": found.num}


def distance(first: int | None, last: int | None) -> Distance:
    """The distance of a date whose first and last days are that many days from today; `None` where it is open."""
    if first is not None and first > 0:
        if last is None:
            return Distance("later", num=first)
        return Distance("in", num=first) if first == last else Distance("within", first, last)
    if last is not None and last < 0:
        if first is None:
            return Distance("long-ago", num=-last)
        return Distance("ago", num=-last) if first == last else Distance("ago-within", -last, -first)
    if last is None:
        return Distance("now")
    if last == 0:
        return Distance("today" if first == 0 else "last-day")
    return Distance("left", num=last)


def distance_phrases(words: Words, count: int) -> Mapping[str, str]:
    """The phrases for distances, each in the form for a number of days. A script says the same with them."""
    _, n = words.gettext, words.ngettext
    return {
        "later": n("in %(num)s day or later", "in %(num)s days or later", count),
        "in": n("in %(num)s day", "in %(num)s days", count),
        "within": n("in %(least)s to %(num)s day", "in %(least)s to %(num)s days", count),
        "long-ago": n("at least %(num)s day ago", "at least %(num)s days ago", count),
        "ago": n("%(num)s day ago", "%(num)s days ago", count),
        "ago-within": n("%(least)s to %(num)s day ago", "%(least)s to %(num)s days ago", count),
        "now": _("now"),
        "today": _("today"),
        "last-day": _("now, last day"),
        "left": n("now, up to %(num)s day left", "now, up to %(num)s days left", count),
    }
