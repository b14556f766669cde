"""A reader of iCalendar files that lets nothing pass: RFC 5545, without the mercy of the libraries.

`read_calendar(data)` raises `CalendarError` at the first thing that the standard forbids. It shares no code with the
writer, and works out moments from the VTIMEZONE in the file alone.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

_LINE = re.compile(r'([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):(.*)', re.DOTALL)
_PARAM = re.compile(r';([A-Z0-9-]+)=("[^"]*"|[^";:,]*)')
_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f]")
_ESCAPE = re.compile(r"\\(.?)", re.DOTALL)
_DURATION = re.compile(r"-?P(?:\d+W|(?=\d|T)(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)")
_TEXTS = frozenset(
    ["SUMMARY", "DESCRIPTION", "LOCATION", "UID", "NAME", "X-WR-CALNAME", "X-WR-CALDESC", "PRODID", "TZID", "TZNAME"]
)
_ONCE = {
    "VCALENDAR": ("PRODID", "VERSION"),
    "VEVENT": ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE", "STATUS", "TRANSP"),
    "VALARM": ("ACTION", "TRIGGER", "DESCRIPTION"),
    "VTIMEZONE": ("TZID",),
    "STANDARD": ("DTSTART", "TZOFFSETFROM", "TZOFFSETTO"),
    "DAYLIGHT": ("DTSTART", "TZOFFSETFROM", "TZOFFSETTO"),
}
_PARENTS = {
    "VEVENT": "VCALENDAR",
    "VTIMEZONE": "VCALENDAR",
    "VALARM": "VEVENT",
    "STANDARD": "VTIMEZONE",
    "DAYLIGHT": "VTIMEZONE",
}
_STATUSES = ("TENTATIVE", "CONFIRMED", "CANCELLED")


class CalendarError(AssertionError):
    """What the standard forbids."""


class Property(NamedTuple):
    name: str
    params: dict[str, str]
    raw: str

    @property
    def text(self) -> str:
        return unescape(self.raw)


class Component(NamedTuple):
    name: str
    properties: list[Property]
    children: list["Component"]

    def all(self, name: str) -> list[Property]:
        return [found for found in self.properties if found.name == name]

    def __getitem__(self, name: str) -> Property:
        found = self.all(name)
        expect(len(found) == 1, f"{self.name} has {len(found)} {name}")
        return found[0]

    def inner(self, *names: str) -> list["Component"]:
        return [child for child in self.children if child.name in names]


def expect(holds: bool, why: str) -> None:
    if not holds:
        raise CalendarError(why)


def unescape(raw: str) -> str:
    """A TEXT value; a separator or a line break that is not escaped is a fault."""
    expect(not re.search(r"(?<!\\)(?:\\\\)*[,;]", raw), f"a comma or semicolon without a backslash: {raw!r}")

    def meant(found: re.Match[str]) -> str:
        expect(found[1] in ("\\", ";", ",", "n", "N"), f"unknown escape in {raw!r}")
        return "\n" if found[1] in "nN" else found[1]

    return _ESCAPE.sub(meant, raw)


def split_list(raw: str) -> list[str]:
    """The members of a list of TEXT values, none of them empty."""
    return [unescape(part) for part in re.findall(r"(?:\\.|[^\\,])+", raw)]


def unfolded(data: bytes) -> list[str]:
    """The content lines; each physical line is at most 75 octets, ends in CRLF and is UTF-8 by itself when unfolded."""
    expect(data.endswith(b"\r\n"), "the file does not end with CRLF")
    lines: list[bytes] = []
    for line in data[:-2].split(b"\r\n"):
        expect(b"\r" not in line and b"\n" not in line, f"a bare CR or LF in {line!r}")
        expect(len(line) <= 75, f"{len(line)} octets: {line!r}")
        expect(line != b"", "an empty line")
        line.decode()  # no character is torn by folding
        if line.startswith((b" ", b"\t")):
            expect(bool(lines), "a fold before the first line")
            lines[-1] += line[1:]
        else:
            lines.append(line)
    return [line.decode() for line in lines]


def read_property(line: str) -> Property:
    expect(not _CONTROL.search(line), f"a control character in {line!r}")
    found = _LINE.fullmatch(line)
    expect(found is not None, f"no content line: {line!r}")
    assert found
    params = {name: value.strip('"') for name, value in _PARAM.findall(found[2])}
    prop = Property(found[1], params, found[3])
    if prop.name in _TEXTS:
        unescape(prop.raw)
    return prop


def read_calendar(data: bytes) -> Component:
    top = Component("", [], [])
    stack = [top]
    for line in unfolded(data):
        prop = read_property(line)
        if prop.name == "BEGIN":
            expect(_PARENTS.get(prop.raw, "") == stack[-1].name, f"{prop.raw} in {stack[-1].name}")
            stack.append(Component(prop.raw, [], []))
            stack[-2].children.append(stack[-1])
        elif prop.name == "END":
            expect(stack[-1].name == prop.raw and len(stack) > 1, f"END:{prop.raw} ends {stack[-1].name}")
            check_component(stack.pop())
        else:
            expect(len(stack) > 1, f"{prop.name} outside")
            stack[-1].properties.append(prop)
    expect(len(stack) == 1 and len(top.children) == 1, "one VCALENDAR a file")
    calendar = top.children[0]
    check_calendar(calendar)
    return calendar


def check_component(component: Component) -> None:
    for name in _ONCE.get(component.name, ()):
        component[name]
    for name in {prop.name for prop in component.properties} - {"RDATE", "CATEGORIES"}:
        component[name]
    if component.name == "VEVENT":
        expect(component["STATUS"].raw in _STATUSES, "an unknown STATUS")
        expect(re.fullmatch(r"\d{8}T\d{6}Z", component["DTSTAMP"].raw) is not None, "DTSTAMP is in UTC")
        expect(component["SEQUENCE"].raw.isdecimal(), "SEQUENCE is a number")
    if component.name == "VALARM":
        expect(_DURATION.fullmatch(component["TRIGGER"].raw) is not None, "TRIGGER is a duration")
    if component.name == "VTIMEZONE":
        expect(bool(component.inner("STANDARD", "DAYLIGHT")), "a zone has rules")


def check_calendar(calendar: Component) -> None:
    expect(calendar["VERSION"].raw == "2.0", "VERSION")
    expect(bool(calendar.children), "a calendar has one component at least")
    interval = calendar["REFRESH-INTERVAL"]
    expect(interval.params.get("VALUE") == "DURATION", "REFRESH-INTERVAL needs VALUE=DURATION (RFC 7986, 5.7)")
    expect(_DURATION.fullmatch(interval.raw) is not None, "REFRESH-INTERVAL")
    for source in calendar.all("SOURCE"):
        expect(source.params.get("VALUE") == "URI", "SOURCE needs VALUE=URI (RFC 7986, 5.8)")
    zones = [zone["TZID"].text for zone in calendar.inner("VTIMEZONE")]
    expect(len(set(zones)) == len(zones), "a zone is told twice")
    uids = [event["UID"].text for event in calendar.inner("VEVENT")]
    expect(len(set(uids)) == len(uids), "a UID stands twice")
    used = set()
    for event in calendar.inner("VEVENT"):
        start, end = event["DTSTART"], event.all("DTEND")
        for prop in (start, *end):
            used.add(prop.params.get("TZID", ""))
            expect(
                prop.params.get("VALUE", "DATE-TIME") == start.params.get("VALUE", "DATE-TIME"), "DTEND of another type"
            )
            expect(prop.params.get("TZID", "") in ("", *zones), f"no VTIMEZONE for {prop.params}")
        if end:
            expect(moment(calendar, end[0]) > moment(calendar, start), "ends before it begins")
    used.discard("")
    expect(used == set(zones) or not calendar.inner("VEVENT"), "a zone that no entry names")


# Moments


def moment(calendar: Component, prop: Property) -> date | datetime:
    """A day, or a moment in UTC worked out from the file's own VTIMEZONE."""
    if prop.params.get("VALUE") == "DATE":
        return datetime.strptime(prop.raw, "%Y%m%d").date()
    zone = prop.params.get("TZID", "")
    if not zone:
        expect(prop.raw.endswith("Z"), f"a floating time: {prop.raw}")
        return local(prop.raw[:-1]).replace(tzinfo=UTC)
    found = next(z for z in calendar.inner("VTIMEZONE") if z["TZID"].text == zone)
    rules = sorted(onsets(found))
    wall = local(prop.raw)
    for number, (onset, offset) in enumerate(rules):
        utc = wall - offset
        if onset <= utc and (number + 1 == len(rules) or utc < rules[number + 1][0]):
            return utc.replace(tzinfo=UTC)
    raise CalendarError(f"{zone} has no rule for {prop.raw}")


def local(raw: str) -> datetime:
    expect(re.fullmatch(r"\d{8}T\d{6}", raw) is not None, f"no time: {raw}")
    day, time = raw.split("T")
    return datetime(int(day[:4]), int(day[4:6]), int(day[6:]), int(time[:2]), int(time[2:4]), int(time[4:]))


def onsets(zone: Component) -> Iterator[tuple[datetime, timedelta]]:
    """When each offset begins to hold, in UTC: the onset is told on the clock of the offset before it."""
    for rule in zone.inner("STANDARD", "DAYLIGHT"):
        before, after = utc_offset(rule["TZOFFSETFROM"].raw), utc_offset(rule["TZOFFSETTO"].raw)
        times = [rule["DTSTART"].raw, *(time for dates in rule.all("RDATE") for time in dates.raw.split(","))]
        yield from ((local(time) - before, after) for time in times)


def utc_offset(raw: str) -> timedelta:
    expect(re.fullmatch(r"[+-]\d{4}(\d\d)?", raw) is not None and raw not in ("-0000", "-000000"), f"no offset: {raw}")
    size = timedelta(hours=int(raw[1:3]), minutes=int(raw[3:5]), seconds=int(raw[5:] or 0))
    return -size if raw[0] == "-" else size
