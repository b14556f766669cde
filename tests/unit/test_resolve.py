"""From records to a site: indexes both ways, sides, dates and zones."""

from datetime import date

import pytest
from tools.briefings import WORDS, article, resolved

from briefgen.chronology import State
from briefgen.resolve import topic_and_narrower


def files(**more):
    return {
        "briefing.yaml": {"title": "A briefing"},
        **{path.replace("__", "/") + ".yaml": value for path, value in more.items()},
    }


def with_articles(articles, **more):
    texts = {f"articles/{name}.txt": WORDS for name in articles}
    return {**files(**more), **{f"articles/{name}.yaml": value for name, value in articles.items()}, **texts}


def keys(annotations):
    return [f"{annotation.article}#{annotation.id}" for annotation in annotations]


TOPICS = {
    "trade": {"title": "T"},
    "dues": {"title": "D", "broader": "trade"},
    "coal": {"title": "C", "broader": "dues"},
    "tax": {"title": "X", "broader": "trade"},
}


def test_nothing_but_a_title():
    briefing = resolved(files())
    assert briefing.codes == []
    assert briefing.site.zone.name == "UTC"
    assert (briefing.site.annotations, briefing.site.article_order, briefing.tracker.states) == ({}, (), {})


def test_annotations_by_topic_are_in_order_and_stand_once():
    briefing = resolved(
        with_articles(
            {
                "b": article([{"id": "one", "topics": ["dues", "dues"]}], published="2025-05-01"),
                "a": article(
                    [{"id": "two", "topics": ["dues", "tax"]}, {"id": "three", "topics": "dues"}],
                    published="2025-05-02",
                ),
                "c": article([{"id": "four"}], published="2025-05-03", topics=["tax", "dues"]),
            },
            topics=TOPICS,
        )
    )
    assert briefing.site.article_order == ("b", "a", "c")
    assert keys(briefing.site.by_topic["dues"]) == ["b#one", "a#two", "a#three"]
    assert keys(briefing.site.by_topic["tax"]) == ["a#two"]
    assert briefing.site.articles_by_topic == {"dues": ("b", "a", "c"), "tax": ("a", "c")}


def test_narrower_topics():
    site = resolved(files(topics=TOPICS)).site
    assert site.narrower == {"trade": ("dues", "tax"), "dues": ("coal",)}
    assert topic_and_narrower(site, "trade") == ("trade", "dues", "tax", "coal")
    assert topic_and_narrower(site, "coal") == ("coal",)


def test_narrower_topics_in_a_circle_end():
    site = resolved(files(topics={"a": {"title": "A", "broader": "b"}, "b": {"title": "B", "broader": "a"}})).site
    assert topic_and_narrower(site, "a") == ("a", "b")


def test_an_actor_has_a_part_once_in_an_annotation():
    annotations = [{"id": "one", "actor": ["ida", "port"], "to": "ida", "reported_by": "port"}]
    site = resolved(
        with_articles({"a": article(annotations)}, actors={"ida": {"name": "I"}, "port": {"name": "P"}})
    ).site
    assert {key: keys(found) for key, found in site.by_actor.items()} == {"ida": ["a#one"], "port": ["a#one"]}


def test_events_by_topic_and_by_actor():
    events = {
        "vote": {
            "title": "V",
            "topics": ["tax", "tax"],
            "actors": ["ida"],
            "set_by": "ida",
            "follows": ["talks", "talks"],
        },
        "talks": {"title": "T", "topics": "tax"},
    }
    site = resolved(files(topics=TOPICS, actors={"ida": {"name": "I"}}, events=events)).site
    assert site.events_by_topic == {"tax": ("vote", "talks")}
    assert site.events_by_actor == {"ida": ("vote",)}
    assert site.followed_by == {"talks": ("vote",)}


def test_sides_are_inherited_and_an_own_one_wins():
    actors = {
        "ida": {"name": "Ida", "member_of": "office"},
        "office": {"name": "Office", "member_of": "state"},
        "state": {"name": "State", "side": "north"},
        "envoy": {"name": "Envoy", "member_of": "office", "side": "south"},
        "aide": {"name": "Aide", "member_of": "envoy"},
        "press": {"name": "Press"},
        "paper": {"name": "Paper", "member_of": "press"},
    }
    content = files(actors=actors)
    content["briefing.yaml"] = {"title": "x", "sides": {"north": {"title": "N"}, "south": {"title": "S"}}}
    briefing = resolved(content)
    assert briefing.codes == []
    assert briefing.site.sides == {
        "ida": "north",
        "office": "north",
        "state": "north",
        "envoy": "south",
        "aide": "south",
    }
    assert briefing.site.members["office"] == ("ida", "envoy")


def test_members_in_a_circle_have_no_side_but_what_they_have_themselves():
    actors = {
        "a": {"name": "A", "member_of": "b"},
        "b": {"name": "B", "member_of": "c"},
        "c": {"name": "C", "member_of": "a"},
        "d": {"name": "D", "member_of": "a"},
    }
    assert resolved(files(actors=actors)).site.sides == {}


def test_answers_and_citations():
    site = resolved(
        with_articles(
            {
                "a": article([{"id": "ask"}, {"id": "own", "answers": "ask"}]),
                "b": article(
                    [{"id": "no", "answers": "a#ask", "outcome": "rejected", "note": "[@a]"}], published="2025-05-02"
                ),
            },
        )
    ).site
    assert keys(site.answers["a", "ask"]) == ["a#own", "b#no"]
    assert [(place.kind, place.id, place.annotation, ref.kind) for place, ref in site.cited["a"]] == [
        ("annotation", "a", "own", "annotation"),
        ("annotation", "b", "no", "annotation"),
        ("annotation", "b", "no", "article"),
    ]


def test_a_date_without_an_event_is_kept_and_checked():
    wrong = article([{"date": "2025-03-30T02:30"}, {"date": "2025-07-08", "timezone": "AoE"}], timezone="Europe/Berlin")
    briefing = resolved(with_articles({"a": wrong}))
    assert briefing.codes == ["date-without-event", "impossible-time", "date-without-event"]
    (dated,) = briefing.site.dates.values()
    assert (dated.edtf.text, dated.zone.name) == ("2025-07-08", "AoE")


def test_a_time_that_is_none_is_reported_where_it_stands_and_left_out():
    content = with_articles(
        {"a": article([{"event": "vote", "date": "2025-10-26T02:30"}], published="2025-03-30T02:30")},
        events={"vote": {"title": "V", "date": "2025-03-30T02:30"}},
    )
    content["briefing.yaml"] = {"title": "x", "timezone": "Europe/Berlin"}
    briefing = resolved(content)
    assert briefing.codes == ["impossible-time"] * 3
    assert [fault.primary.span.path for fault in briefing.faults] == [
        "articles/a.yaml",
        "articles/a.yaml",
        "events.yaml",
    ]
    assert all("2025" in fault.hint for fault in briefing.faults)
    assert briefing.tracker.states == {"vote": State.UNDATED}


@pytest.mark.parametrize(("days", "state"), [(14, State.UPCOMING), (30, State.SOON), (0, State.UPCOMING)])
def test_soon_days(days, state):
    content = files(events={"vote": {"title": "V", "date": "2025-07-31"}})
    content["briefing.yaml"] = {"title": "x", "soon_days": days}
    assert resolved(content, as_of=date(2025, 7, 1)).tracker.states == {"vote": state}


def test_the_day_of_the_briefing_lies_in_its_zone():
    content = files(events={"vote": {"title": "V", "date": "2025-06-30T20:00Z"}})
    for zone, state in (("UTC", State.OVERDUE), ("America/Los_Angeles", State.OVERDUE), ("Asia/Seoul", State.NOW)):
        content["briefing.yaml"] = {"title": "x", "timezone": zone}
        assert resolved(content, as_of=date(2025, 7, 1)).tracker.states == {"vote": state}, zone
