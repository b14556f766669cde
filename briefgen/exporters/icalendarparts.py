"""Parts of calendars that the icalendar library makes: the head, the zones, lengths of time."""

from datetime import timedelta

from icalendar import Calendar, vDuration, vText, vUri

from briefgen.exporters.contentlines import escape
from briefgen.exporters.scalars import clean
from briefgen.exporters.vtimezone import timezone_component
from briefgen.resolve import Site
from briefgen.zones import Zone

REFRESH = timedelta(hours=12)
"""How often a subscriber's program should look for changes."""


class Text(vText):
    """Text as a value, escaped by us: the library takes a backslash before an N for a line break."""

    def to_ical(self) -> bytes:
        return escape(self).encode()


def head_lines(site: Site, title: str, path: str) -> bytes:
    """A calendar without entries."""
    briefing = site.content.briefing
    calendar = Calendar()
    calendar.add("PRODID", "-//briefgen//briefgen//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    # Each twice: as RFC 7986 has it, and as programs had it before.
    calendar.add("NAME", Text(clean(title)))
    calendar.add("X-WR-CALNAME", Text(clean(title)))
    if briefing.description:
        calendar.add("DESCRIPTION", Text(clean(briefing.description)))
        calendar.add("X-WR-CALDESC", Text(clean(briefing.description)))
    calendar.add("REFRESH-INTERVAL", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(REFRESH))
    if briefing.base_url:
        page = "deadlines/index.html" if path == "deadlines.ics" else path.replace(".ics", ".html")
        calendar.add("URL", vUri(briefing.base_url + page))
        calendar.add("SOURCE", vUri(briefing.base_url + path), parameters={"VALUE": "URI"})
    return bytes(calendar.to_ical())


def zone_lines(zone: Zone, first_year: int, last_year: int) -> bytes:
    """The VTIMEZONE of a zone for all times of these years."""
    return bytes(timezone_component(zone, first_year, last_year).to_ical())


def duration(length: timedelta) -> str:
    """A length of time as a value, such as `-P1D`."""
    return str(vDuration(length).to_ical().decode())  # type: ignore[no-untyped-call]
