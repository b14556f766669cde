"""`deadlines.ics` and `topics/ID.ics`: every dated event as a calendar entry (RFC 5545, RFC 7986).

Entries depend on the content alone, never on the day of the build: equal content gives equal bytes.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache, partial
from importlib import import_module
from typing import Any, NamedTuple

from briefgen.chronology import Dated
from briefgen.exporters.contentlines import content_lines, escape
from briefgen.exporters.descriptions import describe, summary
from briefgen.exporters.export import Export
from briefgen.exporters.occasions import Occasion, is_vague, occasion_of
from briefgen.exporters.scalars import clean, host_of, moment, scopes
from briefgen.model import Topic
from briefgen.pages.parts import Parts
from briefgen.pages.rows import event_order
from briefgen.resolve import Site, Tracker
from briefgen.wording import Words
from briefgen.zones import UTC, Zone

UNREPORTED = 0
"""The moment (1970-01-01) that an entry is stamped with if no source tells of it."""

_END = b"END:VCALENDAR\r\n"
_OVER = frozenset(("done", "missed", "cancelled"))


class Entry(NamedTuple):
    """A VEVENT as bytes, and the zone that its times are told in."""

    content: bytes
    zone: Zone | None


class Shelf(NamedTuple):
    """What the calendars of a site are put together from: entries by event, in order; each zone; events by topic."""

    entries: Mapping[str, Entry]
    zones: Mapping[str, bytes]
    by_topic: Mapping[str, Sequence[str]]


def _library() -> Any:
    """What is made by way of the library, which takes longer to import than a small calendar to write."""
    return import_module("briefgen.exporters.icalendarparts")


def calendars(site: Site, tracker: Tracker, words: Words) -> Iterator[Export]:
    """The calendar of all events, and that of each topic with the topics below it."""
    shelf = cache(lambda: make_shelf(Parts(site, tracker, words, site.content.briefing.base_url)))
    yield Export("deadlines.ics", lambda: _whole(site, shelf()))
    for topic in site.content.topics.values():
        yield Export(f"topics/{topic.id}.ics", partial(_of_topic, site, topic, shelf))


def make_shelf(parts: Parts) -> Shelf:
    """Every dated event as an entry, once, and where it belongs."""
    site = parts.site
    dated = {key: history.dated for key, history in site.histories.items() if history.dated}
    entries, occasions = {}, []
    above, by_topic = scopes(site), defaultdict[str, list[str]](list)
    for key in sorted(dated, key=partial(event_order, parts)):
        event = site.content.events[key]
        occasion = occasion_of(event.kind, dated[key])
        occasions.append(occasion)
        entries[key] = Entry(content_lines(entry_lines(parts, key, dated[key], occasion)), occasion.zone)
        for topic in dict.fromkeys(broader for ref in event.topics for broader in above.get(ref.id, ())):
            by_topic[topic].append(key)
    return Shelf(entries, _zones(occasions), by_topic)


def _whole(site: Site, shelf: Shelf) -> bytes:
    return _file(site, site.content.briefing.title, "deadlines.ics", shelf.entries.values(), shelf.zones)


def _of_topic(site: Site, topic: Topic, shelf: Callable[[], Shelf]) -> bytes:
    entries, zones, by_topic = shelf()
    title = f"{topic.title} – {site.content.briefing.title}"
    return _file(site, title, f"topics/{topic.id}.ics", [entries[key] for key in by_topic.get(topic.id, ())], zones)


def entry_lines(parts: Parts, key: str, dated: Dated, occasion: Occasion) -> Iterator[str]:
    """One event as a VEVENT, in the order in which the library writes its properties."""
    site = parts.site
    event, history, briefing = site.content.events[key], site.histories[key], site.content.briefing
    title = escape(clean(summary(parts, key)))
    published = _told(site, key)
    yield "BEGIN:VEVENT"
    yield f"SUMMARY:{title}"
    yield _time("DTSTART", occasion.start, occasion.zone)
    if occasion.end is not None:
        yield _time("DTEND", occasion.end, occasion.zone)
    yield _time("DTSTAMP", moment(UNREPORTED if published is None else published))
    yield f"UID:{escape(f'{key}@{host_of(briefing.base_url)}')}"
    yield f"SEQUENCE:{len(history.changes)}"
    if event.topics:
        names = dict.fromkeys(clean(site.content.topics[ref.id].title) for ref in event.topics)
        yield f"CATEGORIES:{','.join(map(escape, names))}"
    yield f"DESCRIPTION:{escape(clean(describe(parts, key)))}"
    if published is not None:
        yield _time("LAST-MODIFIED", moment(published))
    if event.place_name:
        yield f"LOCATION:{escape(clean(event.place_name))}"
    yield f"STATUS:{entry_status(history.status, dated)}"
    yield "TRANSP:TRANSPARENT"  # what is watched takes none of the reader's own time
    url = parts.href("event", key) if briefing.base_url else event.url
    if url:
        yield f"URL:{url}"
    if history.status not in _OVER:
        for before in dict.fromkeys(briefing.alarms):
            trigger = _library().duration(-before)
            yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{title}", f"TRIGGER:{trigger}", "END:VALARM")
    yield "END:VEVENT"


def entry_status(status: str, dated: Dated) -> str:
    """RFC 5545's word for how firm an entry is."""
    if status == "cancelled":
        return "CANCELLED"
    if status in ("tentative", "at-risk") or (status != "done" and is_vague(dated.edtf)):
        return "TENTATIVE"
    return "CONFIRMED"


def _told(site: Site, key: str) -> int | None:
    """When the entry last changed: the publication of the newest report, else of the newest passage on the event."""
    reports = [step.report.article for step in site.histories[key].steps]
    told = reports or [annotation.article for annotation in site.by_event.get(key, ())]
    return site.published[told[-1]].first if told else None


def _time(name: str, time: date, zone: Zone | None = None) -> str:
    """A day, a time on the clock of a zone, or one in UTC. The names of zones hold nothing that would need quotes."""
    day = f"{time.year:04}{time.month:02}{time.day:02}"
    if not isinstance(time, datetime):
        return f"{name};VALUE=DATE:{day}"
    clock = f"T{time.hour:02}{time.minute:02}{time.second:02}"
    return f"{name};TZID={zone.name}:{day}{clock}" if zone else f"{name}:{day}{clock}Z"


def _zones(occasions: Iterable[Occasion]) -> Mapping[str, bytes]:
    """The VTIMEZONE of each zone by name, for the years of its times."""
    years: defaultdict[Zone, set[int]] = defaultdict(set)
    for start, end, zone in occasions:
        if zone is not None:
            years[zone] |= {time.year for time in (start, end) if isinstance(time, datetime)}
    found = {zone.name: _library().zone_lines(zone, min(years[zone]), max(years[zone])) for zone in years}
    return {name: found[name] for name in sorted(found)}


def _file(site: Site, title: str, path: str, entries: Iterable[Entry], zones: Mapping[str, bytes]) -> bytes:
    """A calendar file: the head, the zones that its entries name, the entries.

    The standard wants one component at least: a calendar without entries holds the zone UTC.
    """
    listed = tuple(entries)
    used = {entry.zone.name for entry in listed if entry.zone}
    named = [content for name, content in zones.items() if name in used]
    if not listed:
        named = [_library().zone_lines(UTC, 1970, 1970)]
    head: bytes = _library().head_lines(site, title, path)
    return b"".join((head.removesuffix(_END), *named, *(entry.content for entry in listed), _END))
