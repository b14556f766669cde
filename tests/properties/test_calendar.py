"""Whatever a title holds, calendars and feeds keep it: two readers that share no code with the writer agree."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, vText
from tools.sites import HARBOUR, changed, site_of
from tools.strictcal import moment, read_calendar, split_list, unescape

from briefgen.exporters.calendar import calendars
from briefgen.exporters.feeds import feeds
from briefgen.exporters.icalendarparts import Text
from briefgen.exporters.scalars import clean
from briefgen.resolve import Site
from briefgen.wording import load_words
from briefgen.zones import Zone, parse_zone

WORDS = load_words("en")
SITE, TRACKER = site_of(HARBOUR)

# What calendars and their folding stumble over, beside plain text of all scripts.
PIECES = (
    *"\\;,:\"'nN^ =%",
    "\\n",
    "\\N",
    "\\\\",
    "\r",
    "\n",
    "\r\n",
    "\u2028",
    "\x00",
    "\x85",
    "é",
    "관",
    "\U0001f642",
    "e\u0301",
)
texts = st.lists(st.sampled_from(PIECES), max_size=120).map("".join) | st.text(max_size=200)


def titled(title: str) -> Site:
    """The site with one text in every place that a calendar shows, as no reader of content would let it in."""
    content = SITE.content
    vote = replace(content.events["vote"], title=title, place_name=title)
    topics = {**content.topics, "pilots": replace(content.topics["pilots"], title=title)}
    briefing = replace(content.briefing, title=title, description=title)
    first = replace(content.articles["first"], title=title, publisher=title)
    return replace(
        SITE,
        content=replace(
            content,
            briefing=briefing,
            topics=topics,
            events={**content.events, "vote": vote},
            articles={**content.articles, "first": first},
        ),
    )


def ics(site: Site) -> Iterator[bytes]:
    return (export.make() for export in calendars(site, TRACKER, WORDS))


@settings(max_examples=150, deadline=None)
@given(texts)
def test_every_text_is_read_back(title: str) -> None:
    wanted = clean(title)
    data = next(ics(titled(title)))
    found = read_calendar(data)
    assert found["NAME"].text == found["X-WR-CALNAME"].text == wanted
    vote = next(e for e in found.inner("VEVENT") if e["UID"].text == "vote@example.org")
    assert vote["SUMMARY"].text == wanted
    assert vote["LOCATION"].text == wanted if title else not vote.all("LOCATION")
    assert split_list(vote["CATEGORIES"].raw) == ([wanted] if wanted else [])
    assert wanted in vote["DESCRIPTION"].text
    assert all(alarm["DESCRIPTION"].text == wanted for alarm in vote.inner("VALARM"))
    library = next(e for e in Calendar.from_ical(data).walk("VEVENT") if e["UID"] == "vote@example.org")
    assert str(library["SUMMARY"]) == wanted
    assert str(library["DESCRIPTION"]) == vote["DESCRIPTION"].text


@settings(max_examples=300, deadline=None)
@given(texts.map(clean))
def test_escaping_is_undone_by_unescaping(text: str) -> None:
    raw = Text(text).to_ical().decode()
    assert "\n" not in raw
    assert unescape(raw) == text


def test_the_library_escapes_wrongly_what_ours_keeps() -> None:
    """If this fails, the library has been mended and `Text` can go."""
    assert unescape(vText("C:\\New").to_ical().decode()) != "C:\\New"
    assert unescape(Text("C:\\New").to_ical().decode()) == "C:\\New"


@settings(max_examples=100, deadline=None)
@given(texts)
def test_feeds_are_well_formed_and_keep_every_title(title: str) -> None:
    found = {export.path: export.make() for export in feeds(titled(title), TRACKER, WORDS)}
    atom = "{http://www.w3.org/2005/Atom}"
    wanted = [f"{clean(title)}: date moved", clean(title)]
    feed = ET.fromstring(found["feed.xml"])
    assert [entry.findtext(f"{atom}title") for entry in feed.iter(f"{atom}entry")][1:] == wanted
    assert [item["title"] for item in json.loads(found["feed.json"])["items"]][1:] == wanted


ZONES = (
    "America/New_York",
    "Europe/London",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Asia/Gaza",
    "Asia/Seoul",
    "AoE",
    "UTC+9",
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.datetimes(datetime(1950, 1, 1), datetime(2060, 1, 1)).map(lambda time: time.replace(microsecond=0)),
            st.sampled_from(ZONES),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_the_file_alone_tells_every_moment(times: list[tuple[datetime, str]]) -> None:
    events, wanted = {}, {}
    for number, (time, name) in enumerate(times):
        zone = parse_zone(name)
        assert isinstance(zone, Zone)
        aware = time.replace(tzinfo=UTC).astimezone(zone.tz)
        offset = aware.utcoffset()
        assert offset is not None
        if aware.replace(fold=0).utcoffset() == aware.replace(fold=1).utcoffset() and offset % timedelta(
            minutes=1
        ) == timedelta(0):
            text = aware.replace(tzinfo=None).isoformat()
            events[f"e{number}"] = {"title": "X", "date": text, "timezone": name}
            wanted[f"e{number}@example.org"] = time.replace(tzinfo=UTC)
    content = {name: text for name, text in changed("briefing.yaml").items() if name == "briefing.yaml"}
    site, tracker = site_of({**content, "events.yaml": events})
    found = read_calendar(next(export.make() for export in calendars(site, tracker, WORDS)))
    assert {e["UID"].text: moment(found, e["DTSTART"]) for e in found.inner("VEVENT")} == wanted
