"""briefing.json and its schema."""

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from tools.projects import ROOT
from tools.sites import DAY, HARBOUR, changed, site_of

from briefgen.exporters.briefing import briefing_record, whole_briefing
from briefgen.exporters.briefing_schema import briefing_schema
from briefgen.exporters.data import deadline_records
from briefgen.pages.parts import Parts
from briefgen.project import read_snapshot
from briefgen.resolve import AsOf
from briefgen.schemas import schema
from briefgen.wording import load_words

WORDS = load_words("en")
BASE = "https://example.org/harbour/"
EMPTY = {"briefing.yaml": "title: Nothing yet\n"}
FULL = {
    **HARBOUR,
    "briefing.yaml": {
        **HARBOUR["briefing.yaml"],
        "previous": "2025-06-05",
        "sides": {"port": {"title": "Port"}, "town": {"title": "Town"}},
        "bottom_line": "The port [waits](topic:dues) [@first#when; @second]. ![](assets/map.svg)",
        "judgments": [
            {"text": "It slips.", "likelihood": "likely", "confidence": "low", "cites": ["first#when", "second"]}
        ],
    },
    "assets/map.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "actors.yaml": {
        "port": {"name": "The port", "kind": "organisation", "side": "port", "aliases": ["Harbour"]},
        "master": {"name": "The harbour master", "kind": "person", "member_of": "port"},
    },
    "articles/first.yaml": {
        **HARBOUR["articles/first.yaml"],
        "source": {"reliability": "B", "credibility": 2},
        "annotations": [
            {
                "id": "when",
                "quote": "The vote is set for 20 June",
                "event": "vote",
                "date": "2025-06-20T18:00",
                "kind": "demand",
                "actor": "master",
                "attribution": "on-record",
            }
        ],
    },
    "articles/second.yaml": {
        **HARBOUR["articles/second.yaml"],
        "annotations": [
            {
                "id": "later",
                "quote": "put off to the 27th",
                "event": "vote",
                "date": "2025-06-27T18:00",
                "status": "at-risk",
                "answers": "first#when",
                "outcome": "deferred",
            }
        ],
    },
    "pages/about.md": "---\ntitle: About\n---\nSee [](article:first).\n",
}


def record(files=FULL, as_of=DAY):
    site, tracker = site_of(files, as_of)
    made = {export.path: export.make() for export in whole_briefing(site, tracker, WORDS)}
    assert json.loads(made["briefing.schema.json"]) == briefing_schema()
    return json.loads(made["briefing.json"])


def by_id(records):
    return {each["id"]: each for each in records}


def demo():
    files = read_snapshot(ROOT / "content").files
    return {path: data.decode() for path, data in files.items() if not path.startswith("assets/")}


def validator():
    jsonschema.Draft7Validator.check_schema(briefing_schema())
    return jsonschema.Draft7Validator(briefing_schema(), format_checker=jsonschema.FormatChecker())


@pytest.mark.parametrize("files", [EMPTY, HARBOUR, FULL], ids=["empty", "harbour", "full"])
def test_it_keeps_to_its_schema(files):
    validator().validate(record(files))


def test_the_schema_is_offered_on_the_command_line():
    assert schema("briefing-json") == briefing_schema()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda found: found.update(extra=1),
        lambda found: found["events"][0].update(state="late"),
        lambda found: found["articles"][0]["annotations"][0].update(note={"text": ""}),
        lambda found: found["articles"][0].pop("published"),
        lambda found: found["topics"][0].update(articles=["first", "first"]),
    ],
)
def test_the_schema_refuses_what_is_wrong(spoil):
    found = record()
    spoil(found)
    assert not validator().is_valid(found)


def test_the_head():
    found = record()
    assert {key: found[key] for key in ("version", "as_of", "timezone", "title", "language", "previous")} == {
        "version": 1,
        "as_of": "2025-06-10",
        "timezone": "Europe/Oslo",
        "title": "The harbour; dues, and more",
        "language": "en",
        "previous": "2025-06-05",
    }
    assert found["sides"] == [{"id": "port", "title": "Port"}, {"id": "town", "title": "Town"}]
    assert found["publisher"] == {"name": "Harbour Watch", "url": "https://example.org/", "email": "desk@example.org"}


def test_markdown_is_plain_html_and_references():
    text = record()["bottom_line"]
    assert text["text"] == "The port waits."
    assert f'<a href="{BASE}topics/dues.html">waits</a>' in text["html"]
    assert f'<a href="{BASE}articles/first.html#a-when">1</a>' in text["html"]
    assert text["references"] == [
        {"kind": "topic", "id": "dues", "page": f"{BASE}topics/dues.html"},
        {"kind": "annotation", "article": "first", "annotation": "when", "page": f"{BASE}articles/first.html#a-when"},
        {"kind": "article", "id": "second", "page": f"{BASE}articles/second.html"},
        {"kind": "asset", "id": "map.svg", "page": f"{BASE}assets/map.svg"},
    ]


def test_judgments_with_what_they_cite():
    (judgment,) = record()["judgments"]
    assert (judgment["text"]["text"], judgment["likelihood"], judgment["confidence"]) == ("It slips.", "likely", "low")
    assert [cite["page"] for cite in judgment["cites"]] == [
        f"{BASE}articles/first.html#a-when",
        f"{BASE}articles/second.html",
    ]


def test_sides_are_inherited():
    actors = by_id(record()["actors"])
    assert (actors["master"]["side"], actors["master"]["member_of"], actors["port"]["members"]) == (
        "port",
        "port",
        ["master"],
    )


def test_topics_know_what_is_on_them():
    topics = by_id(record()["topics"])
    assert topics["dues"]["narrower"] == ["pilots"] and topics["pilots"]["broader"] == "dues"
    assert topics["dues"]["articles"] == ["first"]
    assert topics["quiet"] == {
        "id": "quiet",
        "title": "Nothing happens here",
        "page": f"{BASE}topics/quiet.html",
    }


def test_an_event_has_its_history_and_state():
    vote = by_id(record()["events"])["vote"]
    moved = {
        "edtf": "2025-06-27T18:00",
        "timezone": "America/New_York",
        "first": "2025-06-27T18:00:00-04:00",
        "last": "2025-06-27T18:00:59-04:00",
    }
    assert (vote["state"], vote["status"], vote["date"]) == ("upcoming", "at-risk", moved)
    assert vote["date_by"] == vote["status_by"] == {"article": "second", "annotation": "later"}
    assert [(step["annotation"], step["effect"], step.get("before")) for step in vote["history"]] == [
        ("when", "first", None),
        ("later", "move", "2025-06-20T18:00"),
    ]
    assert vote["history"][1]["date"] == moved
    window = by_id(record()["events"])["window"]
    assert "date_by" not in window and window["url"] == "https://example.com/window"


def test_states_are_those_of_the_day_and_of_the_tables():
    for day in (date(2025, 6, 10), date(2025, 6, 27), date(2026, 1, 1)):
        site, tracker = site_of(FULL, AsOf(day, True))
        found = briefing_record(Parts(site, tracker, WORDS, BASE))
        table = {row["id"]: row["state"] for row in deadline_records(site, tracker, WORDS)}
        assert {event["id"]: event["state"] for event in found["events"]} == table
    assert by_id(record(as_of=AsOf(date(2026, 1, 1), True))["events"])["vote"]["state"] == "overdue"


def test_an_annotation_with_its_place_and_answers():
    articles = by_id(record()["articles"])
    assert list(articles) == ["first", "second"], "oldest first"
    (when,), (later,) = (articles[key]["annotations"] for key in ("first", "second"))
    text = FULL["articles/first.txt"]
    assert text[when["start"] : when["end"]] == when["quote"] == "The vote is set for 20 June"
    assert (when["sides"], when["page"]) == (["port"], f"{BASE}articles/first.html#a-when")
    assert when["answered_by"] == [{"article": "second", "annotation": "later", "outcome": "deferred"}]
    assert later["answers"] == {"article": "first", "annotation": "when"}
    assert (when["effect"], later["effect"]) == ("first", "move")


def test_an_article_leads_to_its_files():
    first = by_id(record()["articles"])["first"]
    assert (first["text"], first["web_annotations"]) == (f"{BASE}articles/first.txt", f"{BASE}articles/first.jsonld")
    assert first["source"] == {"reliability": "B", "credibility": "2"}
    assert first["url"] == "https://news.example/1?a=1&b=2"
    excerpts = by_id(record(changed("briefing.yaml", raw_text="excerpts"))["articles"])["first"]
    assert excerpts["raw_text"] == "excerpts" and "text" not in excerpts


def test_without_an_address_pages_are_relative_to_the_root():
    briefing = {key: value for key, value in FULL["briefing.yaml"].items() if key != "base_url"}
    found = record({**FULL, "briefing.yaml": briefing})
    assert found["topics"][0]["page"] == "topics/dues.html"
    assert found["pages"][0] == {
        "id": "about",
        "title": "About",
        "order": 0,
        "page": "pages/about.html",
        "body": {
            "text": "See Vote set <for> June.",
            "html": '<p>See <a href="articles/first.html">Vote set &lt;for&gt; June</a>.</p>',
            "references": [{"kind": "article", "id": "first", "page": "articles/first.html"}],
        },
    }


def test_every_id_and_reference_of_the_demo_leads_somewhere():
    found = record({**demo(), **dict.fromkeys(assets(), "x")})
    validator().validate(found)
    known = {kind: set(by_id(found[kind])) for kind in ("topics", "actors", "events", "articles", "sides")}
    notes = {(a["id"], n["id"]) for a in found["articles"] for n in a["annotations"]}
    for article in found["articles"]:
        for note in article["annotations"]:
            assert {*note.get("actor", ()), *note.get("reported_by", ()), *note.get("to", ())} <= known["actors"]
            assert set(note.get("topics", ())) <= known["topics"] and set(note.get("sides", ())) <= known["sides"]
            assert {note["event"]} <= known["events"] if "event" in note else True
            answers = note.get("answers")
            assert answers is None or (answers["article"], answers["annotation"]) in notes
    for event in found["events"]:
        assert all((step["article"], step["annotation"]) in notes for step in event["history"])


def assets():
    return [path for path in read_snapshot(ROOT / "content").files if path.startswith("assets/")]


def test_one_line_for_each_record():
    site, tracker = site_of(FULL)
    lines = next(iter(whole_briefing(site, tracker, WORDS))).make().decode().splitlines()
    for key in ("first", "second", "vote", "dues"):
        assert sum(line.startswith(f'{{"id": "{key}"') for line in lines) == 1


def test_the_schema_says_what_every_key_is():
    """In the documents it is enough to say what is common to all of them."""
    text = (Path(ROOT) / "docs" / "data.md").read_text(encoding="utf-8")
    assert "briefing.schema.json" in text and "briefing-json" in text
    assert len(briefing_schema()["properties"]) > 15
