"""Time zones: which names are allowed, and what was probably meant by one that is not.

A zone is an IANA name of the form Area/Location, `UTC`, an offset from it (`UTC+9`, `UTC-3:30`), or `AoE`, anywhere on
earth, which is twelve hours behind UTC. Abbreviations are refused because they are not unique: `CST` is a zone in
America and one in China.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta, timezone, tzinfo
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo, available_timezones, reset_tzpath

MAX_OFFSET: Final = 14 * 60
"""Minutes; no place has been further from UTC since time zones exist."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A time zone; two of the same name are equal. `tz` always knows its offset."""

    name: str
    tz: tzinfo = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ZoneFault:
    """A name that is no zone: what is wrong with it, and up to four zones that may be meant, likeliest first."""

    message: str
    candidates: tuple[str, ...] = ()


UTC: Final = Zone("UTC", timezone.utc)  # noqa: UP017 (datetime.UTC would hide behind the same name)
ANYWHERE_ON_EARTH: Final = Zone("AoE", timezone(timedelta(hours=-12), "AoE"))

_OFFSET = re.compile(r"UTC([+-])([0-9]{1,2})(?::([0-9]{2}))?")
_LIKE_AN_OFFSET = re.compile(r"(?:UTC|GMT|Z)? ?([-+\u2010-\u2015\u2212]) ?([0-9]{1,2})(?::?([0-9]{2}))?", re.IGNORECASE)
_IDLE_WORDS = re.compile(r"_(?:standard_|daylight_|summer_)?time$")

# What people write for a zone, in lower case with blanks as underscores. Every zone named here must exist.
_NEW_YORK = ("America/New_York", "America/Toronto")
_CHICAGO = ("America/Chicago", "America/Winnipeg")
_DENVER = ("America/Denver", "America/Edmonton")
_LOS_ANGELES = ("America/Los_Angeles", "America/Vancouver")
_CENTRAL_EUROPE = ("Europe/Berlin", "Europe/Paris", "Europe/Rome")
_EASTERN_EUROPE = ("Europe/Athens", "Europe/Kyiv", "Europe/Helsinki")
_SYDNEY = ("Australia/Sydney", "Australia/Melbourne")
_ABBREVIATIONS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "et": _NEW_YORK,
        "est": ("America/New_York", "UTC-5"),
        "edt": ("America/New_York", "UTC-4"),
        "est5edt": _NEW_YORK,
        "ct": _CHICAGO,
        "cst": ("America/Chicago", "UTC-6", "Asia/Shanghai"),
        "cdt": ("America/Chicago", "UTC-5"),
        "cst6cdt": _CHICAGO,
        "mt": _DENVER,
        "mst": ("America/Denver", "America/Phoenix", "UTC-7"),
        "mdt": ("America/Denver", "UTC-6"),
        "mst7mdt": _DENVER,
        "pt": _LOS_ANGELES,
        "pst": ("America/Los_Angeles", "UTC-8", "Asia/Manila"),
        "pdt": ("America/Los_Angeles", "UTC-7"),
        "pst8pdt": _LOS_ANGELES,
        "akst": ("America/Anchorage", "UTC-9"),
        "akdt": ("America/Anchorage", "UTC-8"),
        "hst": ("Pacific/Honolulu", "UTC-10"),
        "ast": ("America/Halifax", "UTC-4", "Asia/Riyadh"),
        "adt": ("America/Halifax", "UTC-3"),
        "nst": ("America/St_Johns", "UTC-3:30"),
        "brt": ("America/Sao_Paulo", "UTC-3"),
        "art": ("America/Argentina/Buenos_Aires", "UTC-3"),
        "gmt": ("UTC", "Europe/London"),
        "z": ("UTC",),
        "uct": ("UTC",),
        "zulu": ("UTC",),
        "universal": ("UTC",),
        "bst": ("Europe/London", "UTC+1", "Asia/Dhaka"),
        "wet": ("Europe/Lisbon", "UTC"),
        "cet": (*_CENTRAL_EUROPE, "UTC+1"),
        "met": (*_CENTRAL_EUROPE, "UTC+1"),
        "cest": (*_CENTRAL_EUROPE, "UTC+2"),
        "eet": (*_EASTERN_EUROPE, "UTC+2"),
        "eest": (*_EASTERN_EUROPE, "UTC+3"),
        "msk": ("Europe/Moscow", "UTC+3"),
        "trt": ("Europe/Istanbul", "UTC+3"),
        "gst": ("Asia/Dubai", "UTC+4"),
        "pkt": ("Asia/Karachi", "UTC+5"),
        "ist": ("Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"),
        "ict": ("Asia/Bangkok", "Asia/Ho_Chi_Minh", "UTC+7"),
        "wib": ("Asia/Jakarta", "UTC+7"),
        "hkt": ("Asia/Hong_Kong", "UTC+8"),
        "sgt": ("Asia/Singapore", "UTC+8"),
        "pht": ("Asia/Manila", "UTC+8"),
        "kst": ("Asia/Seoul", "UTC+9"),
        "jst": ("Asia/Tokyo", "UTC+9"),
        "awst": ("Australia/Perth", "UTC+8"),
        "acst": ("Australia/Darwin", "Australia/Adelaide", "UTC+9:30"),
        "aest": ("Australia/Brisbane", *_SYDNEY, "UTC+10"),
        "aedt": (*_SYDNEY, "UTC+11"),
        "nzst": ("Pacific/Auckland", "UTC+12"),
        "nzdt": ("Pacific/Auckland", "UTC+13"),
    }
)
_PLACES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "anywhere_on_earth": ("AoE",),
        "beijing": ("Asia/Shanghai",),
        "boston": ("America/New_York",),
        "brasilia": ("America/Sao_Paulo",),
        "britain": ("Europe/London",),
        "central": _CHICAGO,
        "central_european": _CENTRAL_EUROPE,
        "canberra": ("Australia/Sydney",),
        "china": ("Asia/Shanghai",),
        "cuba": ("America/Havana",),
        "delhi": ("Asia/Kolkata",),
        "eastern": _NEW_YORK,
        "egypt": ("Africa/Cairo",),
        "eire": ("Europe/Dublin",),
        "france": ("Europe/Paris",),
        "frankfurt": ("Europe/Berlin",),
        "gb": ("Europe/London",),
        "gb-eire": ("Europe/London",),
        "geneva": ("Europe/Zurich",),
        "germany": ("Europe/Berlin",),
        "greenwich": ("UTC", "Europe/London"),
        "hanoi": ("Asia/Ho_Chi_Minh", "Asia/Bangkok"),
        "hongkong": ("Asia/Hong_Kong",),
        "iceland": ("Atlantic/Reykjavik",),
        "india": ("Asia/Kolkata",),
        "iran": ("Asia/Tehran",),
        "ireland": ("Europe/Dublin",),
        "israel": ("Asia/Jerusalem",),
        "italy": ("Europe/Rome",),
        "japan": ("Asia/Tokyo",),
        "korean": ("Asia/Seoul",),
        "korea": ("Asia/Seoul", "Asia/Pyongyang"),
        "kwajalein": ("Pacific/Kwajalein",),
        "libya": ("Africa/Tripoli",),
        "mountain": _DENVER,
        "mumbai": ("Asia/Kolkata",),
        "navajo": ("America/Denver",),
        "new_delhi": ("Asia/Kolkata",),
        "new_zealand": ("Pacific/Auckland",),
        "north_korea": ("Asia/Pyongyang",),
        "nz": ("Pacific/Auckland",),
        "nz-chat": ("Pacific/Chatham",),
        "ottawa": ("America/Toronto",),
        "pacific": _LOS_ANGELES,
        "poland": ("Europe/Warsaw",),
        "portugal": ("Europe/Lisbon",),
        "prc": ("Asia/Shanghai",),
        "roc": ("Asia/Taipei",),
        "rok": ("Asia/Seoul",),
        "san_francisco": ("America/Los_Angeles",),
        "seattle": ("America/Los_Angeles",),
        "south_korea": ("Asia/Seoul",),
        "spain": ("Europe/Madrid",),
        "switzerland": ("Europe/Zurich",),
        "taiwan": ("Asia/Taipei",),
        "the_hague": ("Europe/Amsterdam",),
        "turkey": ("Europe/Istanbul",),
        "uk": ("Europe/London",),
        "ukraine": ("Europe/Kyiv",),
        "united_kingdom": ("Europe/London",),
        "vietnam": ("Asia/Ho_Chi_Minh",),
        "w-su": ("Europe/Moscow",),
        "washington": ("America/New_York",),
        "washington_dc": ("America/New_York",),
    }
)


@cache
def parse_zone(name: str) -> Zone | ZoneFault:
    """The zone of that name, in exactly the case in which the IANA database writes it.

    The name of an offset is brought to its shortest form (`UTC+05:30` is named `UTC+5:30`), so that equal offsets are
    equal zones.
    """
    if name == "UTC":
        return UTC
    if name == "AoE":
        return ANYWHERE_ON_EARTH
    if found := _OFFSET.fullmatch(name):
        return _offset_zone(found)
    # The list is asked first: a file system that ignores case would open `asia/seoul` too, and others would not.
    if "/" in name and name in _available():
        return Zone(name, ZoneInfo(name))
    return _fault(name)


@cache
def _available() -> frozenset[str]:
    """The names that the database in use knows; asked for at the first name that is not an offset."""
    return frozenset(available_timezones())


def _minutes(found: re.Match[str]) -> int | None:
    """Minutes east of UTC of a matched offset; None if no zone lies there."""
    sign, hours, minutes = found.groups(default="0")
    size = int(hours) * 60 + int(minutes)
    if int(minutes) > 59 or size > MAX_OFFSET:
        return None
    return size if sign == "+" else -size


def _offset_name(minutes: int) -> str:
    if minutes == 0:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '-'}{hours}" + (f":{rest:02}" if rest else "")


def _offset_zone(found: re.Match[str]) -> Zone | ZoneFault:
    minutes = _minutes(found)
    if minutes is None:
        return ZoneFault(f"{found[0]} is no time zone: an offset has at most 14 hours, and less than 60 minutes")
    if minutes == 0:
        return UTC
    name = _offset_name(minutes)
    return Zone(name, timezone(timedelta(minutes=minutes), name))


def _fault(name: str) -> ZoneFault:
    shown = f'"{name if len(name) <= 40 else name[:39] + "…"}"'
    key = _IDLE_WORDS.sub("", re.sub(r"[\s_]+", "_", name.strip().replace(".", "").replace(",", "")).casefold())
    if key in _ABBREVIATIONS:
        return ZoneFault(f"{shown} is an abbreviation, which does not name one time zone", _ABBREVIATIONS[key])
    if like := _LIKE_AN_OFFSET.fullmatch(name.strip()):
        minutes = _minutes(like)
        candidates = () if minutes is None else (_offset_name(minutes),)
        return ZoneFault(f"{shown} is no time zone; an offset is written as UTC+9 or UTC-3:30", candidates)
    if exact := _names_by_key().get(key):
        if exact[0].casefold() == key:
            return ZoneFault(f"{shown} is not written in the case of the time zone database", exact)
        return ZoneFault(f"{shown} is not the name of a time zone: that is Area/Location", exact)
    if key in _PLACES:
        return ZoneFault(f"{shown} is not the name of a time zone", _PLACES[key])
    return ZoneFault(f"{shown} is not the name of a time zone", _near(key))


@cache
def _names_by_key() -> Mapping[str, tuple[str, ...]]:
    """Names in lower case, and without their area (`seoul`, `buenos_aires`), with the zones that they may mean.

    What stands alone (`Japan`) is left out: it is not of the form Area/Location. Kept links of another age
    (`US/Eastern`, `Etc/GMT+5`) are known by their full name only.
    """
    names: dict[str, tuple[str, ...]] = {"utc": ("UTC",), "aoe": ("AoE",)}
    for name in sorted(_available()):
        if "/" not in name:
            continue
        key = name.casefold()
        names[key] = (name,)
        if not key.startswith(("us/", "etc/", "canada/", "brazil/", "chile/", "mexico/")):
            city = key.rpartition("/")[2]
            names[city] = (*names.get(city, ()), name)
    return MappingProxyType(names)


def _near(key: str) -> tuple[str, ...]:
    """The zones that resemble the name, or whose city does: `Europe/Soul`, `Asia/Soul` and `Soul`."""
    names = _names_by_key()
    city = key[:60].rpartition("/")[2]
    if city in names and city != key:
        return names[city]
    if city in _PLACES:
        return _PLACES[city]
    near = [name for match in get_close_matches(key[:60], names, n=3, cutoff=0.8) for name in names[match]]
    return tuple(dict.fromkeys(near))[:4]


def use_packaged_zones() -> None:
    """Takes the time zones from the `tzdata` package alone, so that every machine reads a zone alike.

    Called once at the rim, before the first zone is parsed.
    """
    reset_tzpath(to=())
