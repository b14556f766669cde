"""How single values are written for programs: moments, clean text, the name that ids are given under."""

import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from urllib.parse import urlsplit

from briefgen.edtf import Point
from briefgen.resolve import Site, topic_and_narrower
from briefgen.zones import Zone

NO_HOST = "briefgen.invalid"
"""Stands in ids for the host of a site whose address is not known (RFC 2606 keeps the name free)."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# What neither XML 1.0 nor iCalendar (RFC 5545, CONTROL) can hold; reading refuses it, here it only must do no harm.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile("\r\n?|[\u2028\u2029]")


def moment(epoch: int) -> datetime:
    """A moment on the clock of UTC. Not `fromtimestamp`: on some systems that refuses moments before 1970."""
    return _EPOCH + timedelta(seconds=epoch)


@lru_cache(maxsize=4096)
def instant(epoch: int, clock: tzinfo) -> str:
    """A moment by RFC 3339 on a clock; in UTC where that one's offset is no whole minute (local mean times)."""
    utc = moment(epoch)
    local = utc.astimezone(clock)
    offset = local.utcoffset() or timedelta(0)
    text = (local if offset.seconds % 60 == 0 else utc).isoformat(timespec="seconds")
    return f"{text[:-6]}Z" if text.endswith("+00:00") else text


def clock_of(point: Point | None, zone: Zone) -> tzinfo:
    """The clock that a date was written on: its own offset's, else its zone's."""
    if point is None or point.offset is None:
        return zone.tz
    return timezone(timedelta(minutes=point.offset))


def clean(text: str) -> str:
    """The text with line breaks as `\\n` and without what the formats cannot hold."""
    return _CONTROL.sub("\ufffd", _LINE_END.sub("\n", text))


def host_of(base_url: str) -> str:
    """The host that ids are given under."""
    return (urlsplit(base_url).hostname if base_url else None) or NO_HOST


def scopes(site: Site) -> Mapping[str, tuple[str, ...]]:
    """Topic → the topics whose calendar and feeds hold what bears it: itself and all broader ones."""
    above: defaultdict[str, list[str]] = defaultdict(list)
    for topic in site.content.topics:
        for narrower in topic_and_narrower(site, topic):
            above[narrower].append(topic)
    return {topic: tuple(found) for topic, found in above.items()}
