"""References: what makes one, where it leads, and what is said of one that leads nowhere or round in a circle."""

import pytest
from tools.briefings import WORDS, article, resolved

from briefgen.references import MOST_ON_THE_WAY, Place, uses

BASE = {
    "briefing.yaml": {
        "title": "A briefing",
        "sides": {"north": {"title": "North"}},
        "bottom_line": "See [@first#ask] and [](topic:dues).",
        "judgments": [{"text": "So it is [@first].", "topics": ["dues"], "cites": ["first#ask", "second"]}],
    },
    "topics.yaml": {
        "dues": {"title": "Dues", "broader": "trade", "questions": ["Who pays [](actor:port)?"]},
        "trade": {"title": "Trade"},
    },
    "actors.yaml": {"port": {"name": "Port", "side": "north"}, "ida": {"name": "Ida", "member_of": "port"}},
    "events.yaml": {
        "vote": {
            "title": "Vote",
            "topics": "dues",
            "actors": ["ida"],
            "set_by": "port",
            "follows": "talks",
            "if_missed": "[@first]",
        },
        "talks": {"title": "Talks", "summary": "![map](assets/map.png)"},
    },
    "articles/first.yaml": article(
        [{"id": "ask", "actor": "ida", "to": "port", "reported_by": "port", "topics": "dues"}, {}], topics="trade"
    ),
    "articles/first.txt": WORDS,
    "articles/second.yaml": article(
        [
            {"id": "answer", "answers": "first#ask", "event": "vote", "note": "[about](page:about), [@first#ask]"},
            {"answers": "answer"},
        ]
    ),
    "articles/second.txt": WORDS,
    "pages/about.md": "---\ntitle: About\n---\nBy [Ida](actor:ida).\n",
    "assets/map.png": "not looked at",
}


def changed(**files):
    return {**BASE, **{path.replace("__", "/") + ".yaml": value for path, value in files.items()}}


def test_every_reference_is_found_with_its_place():
    briefing = resolved(BASE)
    assert briefing.codes == []
    found = [
        (place, f"{ref.kind}:{ref.id}" + (f"#{ref.annotation}" if ref.annotation else ""))
        for place, ref in uses(briefing.site.content)
    ]
    made = [annotation.id for annotation in briefing.site.content.articles["second"].annotations]
    assert found == [
        (Place("home", "", part="bottom-line"), "annotation:first#ask"),
        (Place("home", "", part="bottom-line"), "topic:dues"),
        (Place("home", "", part="judgment-1"), "article:first"),
        (Place("home", "", part="judgment-1"), "topic:dues"),
        (Place("home", "", part="judgment-1"), "annotation:first#ask"),
        (Place("home", "", part="judgment-1"), "article:second"),
        (Place("topic", "dues"), "topic:trade"),
        (Place("topic", "dues"), "actor:port"),
        (Place("actor", "port"), "side:north"),
        (Place("actor", "ida"), "actor:port"),
        (Place("event", "vote"), "topic:dues"),
        (Place("event", "vote"), "actor:ida"),
        (Place("event", "vote"), "actor:port"),
        (Place("event", "vote"), "event:talks"),
        (Place("event", "vote"), "article:first"),
        (Place("event", "talks"), "asset:map.png"),
        (Place("article", "first"), "topic:trade"),
        (Place("annotation", "first", "ask"), "actor:ida"),
        (Place("annotation", "first", "ask"), "actor:port"),
        (Place("annotation", "first", "ask"), "actor:port"),
        (Place("annotation", "first", "ask"), "topic:dues"),
        (Place("annotation", "second", "answer"), "annotation:first#ask"),
        (Place("annotation", "second", "answer"), "event:vote"),
        (Place("annotation", "second", "answer"), "page:about"),
        (Place("annotation", "second", "answer"), "annotation:first#ask"),
        (Place("annotation", "second", made[1]), "annotation:second#answer"),
        (Place("page", "about"), "actor:ida"),
    ]


def said(files):
    return [(fault.code, fault.primary.span.path, fault.message, fault.hint) for fault in resolved(files).faults]


def test_the_nearest_id_is_the_hint():
    assert said(changed(topics={"dues": {"title": "Dues", "broader": "traed"}, "trade": {"title": "Trade"}}))[0] == (
        "unknown-reference",
        "topics.yaml",
        "no topic has the id `traed`",
        "did you mean `trade`?",
    )


def test_without_a_near_one_the_known_ones_are_listed():
    events = {f"event-{number:02}": {"title": "x"} for number in range(20)} | {
        "vote": {"title": "x", "follows": "zzz"},
        "talks": {"title": "y"},
    }
    (fault,) = said(changed(events=events))
    assert fault[3].startswith("known: event-00, event-01") and fault[3].endswith("event-11 …")
    (fault,) = said({"briefing.yaml": {"title": "x"}, "actors.yaml": {"a": {"name": "A", "side": "north"}}})
    assert fault[3] == "there is no side yet"


def test_an_id_made_from_the_quote_cannot_be_referred_to():
    made = resolved(BASE).site.content.articles["first"].annotations[1].id
    assert made.startswith("q-")
    faults = said(changed(topics={**BASE["topics.yaml"], "more": {"title": "More", "summary": f"[@first#{made}]"}}))
    assert [fault[0] for fault in faults] == ["unknown-reference"]
    assert "no id of its own" in faults[0][2] and "give it an `id`" in faults[0][3]


def test_every_bad_reference_is_reported_where_it_stands():
    text = "dues: {title: Dues, broader: nowhere}\ntrade: {title: Trade, broader: nowhere}\n"
    faults = resolved({**BASE, "topics.yaml": text}).faults
    assert [fault.primary.span.start for fault in faults] == [text.index("nowhere"), text.rindex("nowhere")]


@pytest.mark.parametrize(
    "broken",
    [
        {"topics.yaml": "dues: {title: [}"},
        {"actors.yaml": "port: name: Port"},
        {"articles/first.yaml": "title: ["},
        {"briefing.yaml": "title: ["},
        {"events.yaml": "- vote"},
    ],
)
def test_what_could_not_be_read_has_no_follow_ups(broken):
    codes = resolved({**BASE, **broken}).codes
    assert codes and "unknown-reference" not in codes


def test_a_reference_to_a_draft_says_so():
    draft = {**BASE["articles/second.yaml"], "draft": True}
    assert set(resolved(changed(articles__second=draft)).codes) == {"cites-draft"}
    assert resolved(changed(articles__second=draft), drafts=True).codes == []


def follows(**edges):
    return {
        "briefing.yaml": {"title": "x"},
        "events.yaml": {name: {"title": name, "follows": list(others)} for name, others in edges.items()},
    }


def circles(files):
    return [fault.message.partition(": ")[2] for fault in resolved(files).faults if fault.code == "circle"]


@pytest.mark.parametrize(
    ("edges", "found"),
    [
        ({"a": ""}, []),
        ({"a": "b", "b": "c", "c": ""}, []),
        ({"a": "bc", "b": "d", "c": "d", "d": ""}, []),  # two ways to the same
        ({"a": "a"}, ["a → a"]),
        ({"a": "b", "b": "a"}, ["a → b → a"]),
        ({"c": "a", "b": "c", "a": "b"}, ["a → b → c → a"]),
        ({"a": "b", "b": "c", "c": "b"}, ["b → c → b"]),  # a way into a circle is no part of it
        ({"a": "b", "b": "a", "c": "d", "d": "c"}, ["a → b → a", "c → d → c"]),
        ({"a": "bc", "b": "a", "c": "a"}, ["a → b → a", "a → c → a"]),
        ({"a": "ab", "b": "z"}, ["a → a"]),
    ],
)
def test_circles(edges, found):
    assert sorted(circles(follows(**edges))) == found


def test_a_long_circle_is_told_in_short():
    names = [f"e{number:04}" for number in range(3000)]
    (way,) = circles(follows(**{name: [names[(at + 1) % 3000]] for at, name in enumerate(names)}))
    assert way.count("→") == MOST_ON_THE_WAY + 1
    assert way.startswith("e0000 → e0001") and way.endswith("… → e2999 → e0000")


def test_a_circle_shows_the_references_on_the_way():
    (fault,) = [f for f in resolved(follows(a="b", b="c", c="a")).faults if f.code == "circle"]
    assert [label.text for label in fault.secondary] == ["on the way", "on the way"]
    assert len({fault.primary.span, *(label.span for label in fault.secondary)}) == 3
