"""What changed between two issues: each thing once, in order, and nothing that is no news."""

import copy
import json

import pytest
from tools.briefings import article, resolved

from briefgen.changenotes import Issue, Notes, headline, render_json, render_markdown, render_text
from briefgen.changes import ACTS, KINDS
from briefgen.comparison import compare

TEXT = "The port wants a tenth more. The lines offer half. The vote is on 20 June. It is now in July. Why? A new word."


def quoted(words, **fields):
    return {"quote": words, **fields}


BASE = {
    "briefing.yaml": {
        "title": "Dues",
        "base_url": "https://example.org/dues/",
        "sides": {"port": {"title": "Port"}, "lines": {"title": "Lines"}},
        "bottom_line": "Nobody moves.",
        "judgments": [
            {"text": "The vote slips.", "likelihood": "likely", "topics": ["dues"], "cites": ["a#ask", "b"]},
            {"text": "The lines pay in the end.", "likelihood": "unlikely", "cites": ["a#ask", "b"]},
        ],
    },
    "topics.yaml": {"dues": {"title": "Dues", "questions": ["Who pays?"]}, "channel": {"title": "Channel"}},
    "actors.yaml": {"port": {"name": "The port", "side": "port"}, "lines": {"name": "The lines", "side": "lines"}},
    "events.yaml": {"vote": {"title": "The vote", "topics": ["dues"]}},
    "articles/a.txt": TEXT,
    "articles/a.yaml": article(
        [
            quoted("The port wants a tenth more", id="ask", kind="demand", actor="port", topics=["dues"]),
            quoted("The vote is on 20 June", id="when", event="vote", date="2025-06-20", status="confirmed"),
        ],
        publisher="Post",
    ),
    "articles/b.txt": TEXT,
    "articles/b.yaml": article([], published="2025-05-10"),
}


def site(files):
    briefing = resolved(files)
    assert all(fault.severity == "warning" for fault in briefing.faults), briefing.faults
    return briefing.site


def changed(change):
    files = copy.deepcopy(BASE)
    change(files)
    return files


def told(change, old=BASE):
    return [(c.kind, c.act) for c in compare(site(old), site(changed(change)))]


def add(*annotations, article="b"):
    return lambda files: files[f"articles/{article}.yaml"]["annotations"].extend(annotations)


def put(path, key, value):
    return lambda files: files[path].__setitem__(key, value)


def put_judgment(number, **fields):
    return lambda files: files["briefing.yaml"]["judgments"][number].update(fields)


MOVE = quoted("It is now in July", event="vote", date="2025-07", status="at-risk")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda files: None, []),
        (add(quoted("The lines offer half", kind="offer", actor="lines")), [("offer", "new")]),
        (add(quoted("A new word", kind="context")), []),
        (add(quoted("Why?", kind="question")), [("question", "new")]),
        (add(quoted("The lines offer half", answers="a#ask", outcome="partly")), [("answer", "new")]),
        (add(MOVE), [("date", "moved")]),
        (add(quoted("It is now in July", event="vote", status="at-risk")), [("status", "changed")]),
        (add(quoted("20 June", event="vote", date="2025-06-20T10:00")), [("date", "refined")]),
        (add(quoted("20 June", event="vote", date="2025-06-20", status="confirmed")), []),
        (add(quoted("20 June", kind="correction", correction="21 June")), [("correction", "new")]),
        (
            add(quoted("20 June", kind="correction", correction="21 June", event="vote", date="2025-06-21")),
            [("correction", "corrected")],
        ),
        (add({**MOVE, "kind": "commitment", "actor": "port"}), [("date", "moved")]),
        (add({**MOVE, "kind": "demand", "actor": "port"}), [("demand", "new"), ("date", "moved")]),
        (put_judgment(0, likelihood="very likely"), [("judgment", "changed")]),
        (put_judgment(0, confidence="low"), [("judgment", "changed")]),
        (put_judgment(0, text="The vote is put off once more."), [("judgment", "changed")]),
        (put_judgment(0, cites=["a#ask", "a#when", "b"]), [("judgment", "changed")]),
        (lambda files: files["briefing.yaml"]["judgments"].reverse(), []),
        (lambda files: files["briefing.yaml"]["judgments"].pop(), [("judgment", "removed")]),
        (
            lambda files: files["briefing.yaml"]["judgments"].append({"text": "Ships go elsewhere.", "cites": "b"}),
            [("judgment", "new")],
        ),
        (put("briefing.yaml", "bottom_line", "All move."), [("bottom-line", "changed")]),
        (put("topics.yaml", "fees", {"title": "Fees"}), [("topic", "new")]),
        (put("actors.yaml", "ida", {"name": "Ida"}), [("actor", "new")]),
        (put("events.yaml", "talks", {"title": "Talks", "date": "2025-09"}), [("event", "new")]),
        (lambda files: files["topics.yaml"].pop("channel"), [("topic", "removed")]),
        (
            put("topics.yaml", "dues", {"title": "Dues", "questions": ["Who pays?", "When?"]}),
            [("question", "new")],
        ),
    ],
)
def test_each_change_is_told_once(change, expected):
    assert told(change) == expected


def test_the_other_way_round_it_is_removed():
    both = (put("topics.yaml", "fees", {"title": "Fees"}), add(quoted("The lines offer half", kind="offer")))

    def change(files):
        for one in both:
            one(files)

    found = compare(site(changed(change)), site(BASE))
    assert {(c.kind, c.act, c.is_gone) for c in found} == {("topic", "removed", True), ("offer", "removed", True)}


def test_an_article_is_told_where_it_carries_no_news():
    def with_article(*annotations):
        def change(files):
            files["articles/c.txt"] = TEXT
            files["articles/c.yaml"] = article(list(annotations), published="2025-05-20")

        return change

    assert told(with_article(quoted("A new word"))) == [("article", "new")]
    assert told(with_article(quoted("A new word"), MOVE)) == [("date", "moved")]


def test_two_moves_are_told_as_one_from_start_to_end():
    later = quoted("20 June", event="vote", date="2025-09-01")
    (change,) = compare(site(BASE), site(changed(add(MOVE, later))))
    assert [tuple(d) for d in change.differences] == [
        ("date", "2025-06-20", "2025-09-01"),
        ("status", "confirmed", "at-risk"),
    ]
    assert (change.title, change.topics) == ("The vote", ("dues",))


def test_a_record_under_a_new_id_is_the_same():
    def change(files):
        files["briefing.yaml"]["redirects"] = {"topic:channel": "topic:fairway", "event:vote": "event:ballot"}
        files["topics.yaml"]["fairway"] = files["topics.yaml"].pop("channel")
        files["events.yaml"]["ballot"] = files["events.yaml"].pop("vote")
        files["articles/a.yaml"]["annotations"][1]["event"] = "ballot"

    assert told(change) == []


def test_a_quote_drawn_wider_is_the_same_annotation():
    old = changed(add(quoted("The lines offer", kind="offer", actor="lines")))
    wider = changed(add(quoted("The lines offer half", kind="offer", actor="lines")))
    (change,) = compare(site(old), site(wider))
    assert (change.kind, change.act) == ("offer", "changed")
    assert change.differences[0] == ("quote", "The lines offer", "The lines offer half")


def test_by_topic_then_side_then_kind():
    def change(files):
        add(
            quoted("A new word", kind="demand", topics=["channel"], actor="port"),
            quoted("Why?", kind="offer", topics=["dues"], actor="lines"),
            quoted("The lines offer half", kind="offer", topics=["dues"], actor="port"),
            quoted("It is now", kind="demand", topics=["dues"], actor="port"),
        )(files)
        put_judgment(0, confidence="low")(files)
        put("briefing.yaml", "bottom_line", "All move.")(files)

    found = compare(site(BASE), site(changed(change)))
    assert [(c.kind, c.topics[:1], c.sides) for c in found] == [
        ("bottom-line", (), ()),
        ("judgment", ("dues",), ()),
        ("demand", ("dues",), ("port",)),
        ("offer", ("dues",), ("port",)),
        ("offer", ("dues",), ("lines",)),
        ("demand", ("channel",), ("port",)),
    ]
    assert all(c.kind in KINDS and c.act in ACTS for c in found)


def notes(change):
    issues = []
    for label, files in (("v1", BASE), ("content", changed(change))):
        briefing = resolved(files)
        issues.append(Issue(site=briefing.site, tracker=briefing.tracker, label=label, folder="content", sources={}))
    old, new = issues
    return Notes(old=old, new=new, changes=compare(old.site, new.site))


def test_in_words():
    def change(files):
        add(MOVE, quoted("The lines offer half", kind="offer", actor="lines", topics="dues"))(files)
        put_judgment(0, likelihood="very likely")(files)

    found = notes(change)
    assert [headline(found, one) for one in found.changes] == [
        "changed judgment: The vote slips.",
        "new offer by The lines (Lines)",
        "date moved: The vote, date from 2025-06-20 to 2025-07; status from confirmed to at-risk",
    ]
    text = render_text(found)
    assert "v1 (2025-07-01) to content (2025-07-01): 3 changes" in text
    assert "    likelihood: likely → very likely\n" in text
    assert "    “The lines offer half”\n    An article, 2025-05-10\n    content/articles/b.yaml:" in text
    mail = render_markdown(found)
    assert "[An article, 2025-05-10](<https://example.org/dues/articles/b.html#a-q-" in mail
    assert "  > The lines offer half\n" in mail
    data = json.loads(render_json(found))
    assert [one["kind"] for one in data["changes"]] == ["judgment", "offer", "date"]
    assert data["changes"][2]["differences"]["date"] == {"old": "2025-06-20", "new": "2025-07"}
    assert data["changes"][1]["quote"] == "The lines offer half"


def test_what_comes_from_outside_is_escaped():
    found = notes(put("topics.yaml", "x", {"title": "*x* [y](z) <b>\u200f"}))
    assert r"\*x\* \[y\](z) \<b\>\u200f" in render_markdown(found)
    assert "\u200f" not in render_text(found)
