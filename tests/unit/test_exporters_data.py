"""deadlines.json and deadlines.csv."""

import csv
import io
import json
import re
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tools.sites import HARBOUR, changed, site_of

from briefgen.exporters.data import COLUMNS, deadline_records, deadline_tables, deadlines_csv, deadlines_schema
from briefgen.exporters.scalars import instant
from briefgen.resolve import Site
from briefgen.wording import load_words
from briefgen.zones import Zone, parse_zone

WORDS = load_words("en")
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", '=cmd|"/c calc"!A1')


def tables(files=HARBOUR) -> dict[str, bytes]:
    site, tracker = site_of(files)
    return {export.path: export.make() for export in deadline_tables(site, tracker, WORDS)}


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def retitled(site: Site, title: str) -> Site:
    """The site with another title of the vote, whatever the reader would say of it."""
    events = {**site.content.events, "vote": replace(site.content.events["vote"], title=title)}
    return replace(site, content=replace(site.content, events=events))


def test_json_is_what_the_format_says() -> None:
    found = json.loads(tables()["deadlines.json"])
    assert list(found) == ["as_of", "timezone", "events"]
    assert (found["as_of"], found["timezone"]) == ("2025-06-10", "Europe/Oslo")
    assert [event["id"] for event in found["events"]] == ["window", "done", "talks", "vote", "someday"]
    events = {event["id"]: event for event in found["events"]}
    assert all(list(event) == list(COLUMNS) for event in found["events"])
    assert events["vote"] == {
        "id": "vote",
        "title": "The vote",
        "kind": "deadline",
        "date": "2025-06-27T18:00",
        "first": "2025-06-27T18:00:00-04:00",
        "last": "2025-06-27T18:00:59-04:00",
        "all_day": False,
        "status": None,
        "state": "upcoming",
        "topics": ["pilots"],
        "url": "https://example.org/harbour/events/vote.html",
        "moves": [
            {
                "kind": "move",
                "from": "2025-06-20T18:00",
                "to": "2025-06-27T18:00",
                "reported": "2025-06-08T09:30",
                "article": "second",
                "annotation": "later",
            }
        ],
    }
    assert [events["someday"][name] for name in ("date", "first", "last", "all_day", "state")] == [None] * 4 + [
        "undated"
    ]
    assert (events["window"]["first"], events["window"]["last"]) == (
        "2025-01-01T00:00:00+01:00",
        "2025-12-31T23:59:59+01:00",
    )


def test_without_an_address_urls_are_relative() -> None:
    briefing = {name: value for name, value in HARBOUR["briefing.yaml"].items() if name != "base_url"}
    found = json.loads(tables({**HARBOUR, "briefing.yaml": briefing})["deadlines.json"])
    assert found["events"][0]["url"] == "events/window.html"


@pytest.mark.parametrize("files", [HARBOUR, {"briefing.yaml": "title: Nothing yet\n"}], ids=["harbour", "empty"])
def test_json_keeps_to_its_schema(files) -> None:
    schema = deadlines_schema()
    jsonschema.Draft7Validator.check_schema(schema)
    found = json.loads(tables(files)["deadlines.json"])
    jsonschema.validate(found, schema, cls=jsonschema.Draft7Validator)
    assert tuple(schema["properties"]["events"]["items"]["properties"]) == COLUMNS


@pytest.mark.parametrize("wrong", [{"state": "late"}, {"extra": 1}, {"moves": None}])
def test_the_schema_refuses_what_is_wrong(wrong) -> None:
    found = json.loads(tables()["deadlines.json"])
    found["events"][0] |= wrong
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(found, deadlines_schema(), cls=jsonschema.Draft7Validator)


def test_csv_has_the_same_columns() -> None:
    data = tables()["deadlines.csv"]
    assert data.startswith(b"id,title,kind,date,first,last,all_day,status,state,topics,url,moves\r\n")
    assert data.count(b"\r\n") == data.count(b"\n") == 6
    found = {row["id"]: row for row in rows(data)}
    assert found["done"]["topics"] == "dues; pilots"
    assert (found["vote"]["moves"], found["talks"]["moves"]) == ("1", "0")
    assert (found["talks"]["all_day"], found["done"]["all_day"], found["someday"]["all_day"]) == ("false", "true", "")
    assert (found["someday"]["first"], found["someday"]["status"], found["done"]["status"]) == ("", "", "done")


@pytest.mark.parametrize("title", FORMULAS)
def test_csv_defuses_formulas(title: str) -> None:
    site, tracker = site_of(HARBOUR)
    data = deadlines_csv(deadline_records(retitled(site, title), tracker, WORDS))
    assert {row["id"]: row["title"] for row in rows(data)}["vote"] == f"'{title}"


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1) | st.sampled_from(FORMULAS))
def test_csv_reads_back_as_written_but_for_the_defusing(title: str) -> None:
    record = {**dict.fromkeys(COLUMNS, ""), "title": title, "topics": ["a", "b"], "moves": []}
    data = deadlines_csv([record, record]).decode()
    assert "\0" in title or list(csv.reader(io.StringIO(data, newline=""), strict=True))[1:] == 2 * [
        ["", f"'{title}" if title[0] in "=+-@\t\r\n＝＋－＠" else title, *[""] * 7, "a; b", "", "0"]
    ]


@pytest.mark.parametrize(
    ("epoch", "zone", "text"),
    [
        (0, "UTC", "1970-01-01T00:00:00Z"),
        (0, "AoE", "1969-12-31T12:00:00-12:00"),
        (0, "UTC-3:30", "1969-12-31T20:30:00-03:30"),
        (1735689600, "Europe/London", "2025-01-01T00:00:00Z"),
        (1751328000, "Europe/London", "2025-07-01T01:00:00+01:00"),
        (-30610224000, "America/New_York", "1000-01-01T00:00:00Z"),  # local mean time: an offset with seconds
        (253370764800 - 43200, "UTC+14", "9999-01-01T02:00:00+14:00"),
    ],
)
def test_instants(epoch: int, zone: str, text: str) -> None:
    found = parse_zone(zone)
    assert isinstance(found, Zone)
    assert instant(epoch, found.tz) == text
    assert datetime.fromisoformat(text).astimezone(UTC).timestamp() == epoch


def test_a_written_offset_wins_over_the_zone() -> None:
    events = {"vote": {"title": "Vote", "date": "2025-07-09T00:01-04:00", "timezone": "Asia/Seoul"}}
    found = json.loads(tables({"briefing.yaml": "title: X\n", "events.yaml": events})["deadlines.json"])
    assert found["events"][0]["first"] == "2025-07-09T00:01:00-04:00"


@pytest.mark.slow
def test_a_spreadsheet_runs_nothing(tmp_path: Path, spreadsheet: str) -> None:
    titles = [*FORMULAS, "Ordinary, with a comma", "대한민국", 'She said "no"']
    events = {f"e{n}": {"title": title.strip()} for n, title in enumerate(titles)}
    (tmp_path / "deadlines.csv").write_bytes(tables(changed("events.yaml", **events))["deadlines.csv"])
    (tmp_path / "raw.csv").write_text("id,title\nx,=1+1\n", "utf-8")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    # 44 is the comma, 34 the quotation mark, 76 UTF-8; the last word is for formulas: run them.
    filters = "--infilter=CSV:44,34,76,1,,0,false,true,false,false,false,-1,true"
    options = ["--headless", "--convert-to", "fods", filters, "--outdir", str(tmp_path)]
    inputs = [str(tmp_path / name) for name in ("deadlines.csv", "raw.csv")]
    subprocess.run([spreadsheet, profile, *options, *inputs], check=True, capture_output=True, timeout=120)
    text = (tmp_path / "deadlines.fods").read_text(encoding="utf-8")
    assert "table:formula" in (tmp_path / "raw.fods").read_text(encoding="utf-8"), "the program runs no formulas"
    assert "table:formula" not in text
    assert "대한민국" in text
    assert "Ordinary, with a comma" in text


def test_every_column_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "data.md").read_text(encoding="utf-8")
    table = page.partition("## deadlines.json")[2].partition("\n## ")[0]
    assert tuple(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == COLUMNS
