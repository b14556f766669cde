"""deadlines.ics and the calendars of topics, read by a strict reader that shares no code with the writer."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from tools.sites import DAY, HARBOUR, changed, site_of
from tools.strictcal import CalendarError, Component, moment, onsets, read_calendar, split_list

from briefgen.exporters.calendar import calendars
from briefgen.exporters.vtimezone import timezone_component
from briefgen.resolve import AsOf
from briefgen.values import Fault, duration
from briefgen.wording import load_words
from briefgen.zones import Zone, parse_zone

WORDS = load_words("en")
CASES = Path(__file__).parents[1] / "cases" / "calendar" / "entries.txt"
ENTRIES = [
    tuple(field.strip() for field in line.split("|"))
    for line in CASES.read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def files(content=HARBOUR, as_of: AsOf = DAY) -> dict[str, bytes]:
    site, tracker = site_of(content, as_of)
    return {export.path: export.make() for export in calendars(site, tracker, WORDS)}


def calendar(content=HARBOUR, path: str = "deadlines.ics") -> Component:
    return read_calendar(files(content)[path])


def entries(found: Component) -> dict[str, Component]:
    return {event["UID"].text.partition("@")[0]: event for event in found.inner("VEVENT")}


def told(component: Component, name: str) -> str:
    """A property without its name, as it stands in the file."""
    found = component.all(name)
    return "".join(f";{key}={value}" for key, value in found[0].params.items()) + f":{found[0].raw}" if found else "-"


@pytest.mark.parametrize(("kind", "zone", "status", "when", "start", "end", "firmness"), ENTRIES)
def test_entries(kind: str, zone: str, status: str, when: str, start: str, end: str, firmness: str) -> None:
    event = {"title": "X", "kind": kind, "timezone": zone, "date": when, **({"status": status} if status else {})}
    content = {"briefing.yaml": "title: B\n", "events.yaml": {"x": event}}
    found = calendar(content)
    entry = entries(found)["x"]
    assert (told(entry, "DTSTART"), told(entry, "DTEND"), entry["STATUS"].raw) == (start, end, firmness)
    site, _ = site_of(content)
    dated = site.histories["x"].dated
    assert dated is not None
    begins = moment(found, entry["DTSTART"])
    if isinstance(begins, datetime):
        assert begins.timestamp() == dated.span.first
    assert (entry["SUMMARY"].text != "X") == dated.is_long


def test_a_long_span_is_told_in_the_summary() -> None:
    assert entries(calendar())["window"]["SUMMARY"].text == "Window (2025)"


def test_what_an_entry_says() -> None:
    found = calendar()
    vote = entries(found)["vote"]
    assert vote["UID"].text == "vote@example.org"
    assert vote["SEQUENCE"].raw == "1"
    assert vote["DTSTAMP"].raw == vote["LAST-MODIFIED"].raw == "20250608T073000Z"
    assert told(vote, "DTSTART") == ";TZID=America/New_York:20250627T180000"
    assert moment(found, vote["DTSTART"]) == datetime(2025, 6, 27, 22, tzinfo=UTC)
    assert vote["LOCATION"].text == "Town hall; upstairs"
    assert vote["URL"].raw == "https://example.org/harbour/events/vote.html"
    assert split_list(vote["CATEGORIES"].raw) == ["Pilots"]
    assert split_list(entries(found)["talks"]["CATEGORIES"].raw) == ["Dues, tolls; fees"]
    text = vote["DESCRIPTION"].text
    for part in (
        "If missed: The old dues stay Dues, tolls; fees.",
        "Set by: The port",
        "date moved: 20 June 2025",
        "“put off to the 27th”\nGazette, 8 June 2025",
        "https://example.org/harbour/articles/second.html#a-later",
    ):
        assert part in text
    assert text.index("27th") < text.index("is set for 20 June")


def test_who_has_no_source_has_a_fixed_stamp() -> None:
    talks = entries(calendar())["talks"]
    assert talks["DTSTAMP"].raw == "19700101T000000Z"
    assert not talks.all("LAST-MODIFIED")


def test_undated_events_are_no_entries_and_all_others_are() -> None:
    assert set(entries(calendar())) == {"vote", "talks", "window", "done"}


def test_a_topic_has_its_own_and_the_narrower_ones_with_the_same_uids() -> None:
    found = files()
    assert set(found) == {"deadlines.ics", "topics/dues.ics", "topics/pilots.ics", "topics/quiet.ics"}
    dues, pilots = (read_calendar(found[f"topics/{name}.ics"]) for name in ("dues", "pilots"))
    assert set(entries(dues)) == {"vote", "talks", "window", "done"}
    assert set(entries(pilots)) == {"vote", "done"}
    assert entries(pilots)["vote"] == entries(calendar())["vote"]
    assert [zone["TZID"].raw for zone in pilots.inner("VTIMEZONE")] == ["America/New_York"]


def test_a_calendar_without_entries_is_one_all_the_same() -> None:
    quiet = calendar(path="topics/quiet.ics")
    assert not quiet.inner("VEVENT")
    assert quiet["NAME"].text == "Nothing happens here – The harbour; dues, and more"
    assert calendar({"briefing.yaml": "title: B\n"})["NAME"].text == "B"


def test_the_head() -> None:
    head = calendar(path="topics/dues.ics")
    assert head["NAME"] == head["X-WR-CALNAME"]._replace(name="NAME")
    assert head["DESCRIPTION"].text == "Who pays for the deeper channel"
    assert head["REFRESH-INTERVAL"] == ("REFRESH-INTERVAL", {"VALUE": "DURATION"}, "PT12H")
    assert head["X-PUBLISHED-TTL"].raw == "PT12H"
    assert head["SOURCE"] == ("SOURCE", {"VALUE": "URI"}, "https://example.org/harbour/topics/dues.ics")
    assert head["URL"].raw == "https://example.org/harbour/topics/dues.html"
    assert not head.all("METHOD")


def test_without_an_address() -> None:
    briefing = {name: value for name, value in HARBOUR["briefing.yaml"].items() if name != "base_url"}
    found = calendar({**HARBOUR, "briefing.yaml": briefing})
    assert not found.all("SOURCE")
    assert not found.all("URL")
    listed = entries(found)
    assert listed["vote"]["UID"].text == "vote@briefgen.invalid"
    assert not listed["vote"].all("URL")
    assert listed["window"]["URL"].raw == "https://example.com/window"
    assert ".html" not in listed["vote"]["DESCRIPTION"].text


def test_alarms_as_configured_and_none_for_what_is_over() -> None:
    listed = entries(calendar())
    alarms = listed["vote"].inner("VALARM")
    assert [alarm["TRIGGER"].raw for alarm in alarms] == ["-P7D", "-PT2H30M"]
    assert all((a["ACTION"].raw, a["DESCRIPTION"].text) == ("DISPLAY", "The vote") for a in alarms)
    assert not listed["done"].inner("VALARM")


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("P7D", timedelta(days=7)),
        ("P2W", timedelta(weeks=2)),
        ("PT90M", timedelta(minutes=90)),
        ("P1DT12H", timedelta(days=1.5)),
        ("PT0M", timedelta(0)),
        *(
            (text, None)
            for text in ("", "7", "P", "PT", "P1DT", "P1M", "P1Y", "-P1D", "P1W1D", "PT1S", "p1d", "P1,5D", "P٣D")
        ),
    ],
)
def test_durations(text: str, length: timedelta | None) -> None:
    found = duration(text)
    assert (None if isinstance(found, Fault) else found) == length


def test_equal_content_gives_equal_bytes_whatever_the_day() -> None:
    assert files() == files(as_of=AsOf(date(2026, 1, 1), False))


def test_a_moved_date_keeps_its_uid_and_raises_the_sequence() -> None:
    before = {name: text for name, text in HARBOUR.items() if not name.startswith("articles/second")}
    old, new = entries(calendar(before))["vote"], entries(calendar())["vote"]
    assert old["UID"] == new["UID"]
    assert (old["SEQUENCE"].raw, new["SEQUENCE"].raw) == ("0", "1")
    assert old["DTSTART"].raw < new["DTSTART"].raw
    assert old["DTSTAMP"].raw < new["DTSTAMP"].raw


def test_the_library_reads_it_back_too() -> None:
    found = Calendar.from_ical(files()["deadlines.ics"])
    assert {str(event["UID"]) for event in found.walk("VEVENT")} == {
        f"{name}@example.org" for name in ("vote", "talks", "window", "done")
    }


@pytest.mark.parametrize("data", [b"BEGIN:VCALENDAR\r\nEND:VCALENDAR", b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", b"X\r\n"])
def test_the_strict_reader_is_strict(data: bytes) -> None:
    with pytest.raises(CalendarError):
        read_calendar(data)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"SUMMARY:The vote", b"SUMMARY:The\rvote"),
        (b"SUMMARY:The vote", b"SUMMARY:The; vote"),
        (b"SUMMARY:The vote", b"SUMMARY:" + b"x" * 70),
        (b"SUMMARY:The vote", b"SUMMARY:The\x0bvote"),
        (b"UID:talks@", b"UID:vote@"),
        (b";VALUE=DURATION", b""),
        (b"TZID=America/New_York", b"TZID=America/Chicago"),
        (b"DTSTAMP:20250608T073000Z\r\n", b""),
    ],
)
def test_the_strict_reader_sees_each_fault(old: bytes, new: bytes) -> None:
    data = files()["deadlines.ics"]
    assert data.count(old) >= 1
    with pytest.raises(CalendarError):
        read_calendar(data.replace(old, new))


@pytest.mark.parametrize(
    "name",
    [
        "America/New_York",
        "Europe/London",
        "Australia/Lord_Howe",
        "Africa/Casablanca",
        "Asia/Gaza",
        "Pacific/Apia",
        "Africa/Monrovia",
        "Europe/Dublin",
        "Asia/Seoul",
    ],
)
def test_a_zone_tells_every_offset_of_its_years(name: str) -> None:
    zone = parse_zone(name)
    assert isinstance(zone, Zone)
    data = b"\r\n".join(
        (
            b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nREFRESH-INTERVAL;VALUE=DURATION:P1D",
            timezone_component(zone, 1970, 2037).to_ical() + b"END:VCALENDAR\r\n",
        )
    )
    rules = sorted(onsets(read_calendar(data).inner("VTIMEZONE")[0]))
    position = 0
    at = rules[0][0]
    while at.year < 2038:
        while position + 1 < len(rules) and rules[position + 1][0] <= at:
            position += 1
        assert at.replace(tzinfo=UTC).astimezone(zone.tz).utcoffset() == rules[position][1], at
        at += timedelta(hours=11)


def test_titles_of_many_scripts_are_folded_between_characters() -> None:
    events = {"x": {"title": "관세 유예 조치의 종료 — " * 12, "date": "2025-06-09"}}
    found = calendar(changed("events.yaml", **events))
    assert entries(found)["x"]["SUMMARY"].text == events["x"]["title"].strip()
