"""The warnings: each where it is due, nowhere else, and with both places shown."""

from datetime import date

import pytest
from tools.briefings import WORDS, article, resolved

from briefgen.diagnostics import Severity

TALKS = {"title": "Talks"}


def warnings(events, annotations=(), as_of=date(2025, 7, 1), **fields):
    content = {
        "briefing.yaml": {"title": "x"},
        "events.yaml": events,
        "articles/a.yaml": article(list(annotations), **fields),
        "articles/a.txt": WORDS,
    }
    briefing = resolved(content, as_of=as_of)
    assert all(fault.severity is Severity.WARNING for fault in briefing.faults)
    return briefing.faults


def test_both_places_of_a_contradicted_date_are_shown():
    (fault,) = warnings({"talks": {**TALKS, "date": "2025-07-01"}}, [{"event": "talks", "date": "2025-07-08"}])
    assert fault.code == "own-date-contradicted"
    assert fault.primary.span.path == "events.yaml"
    assert [label.span.path for label in fault.secondary] == ["articles/a.yaml"]
    assert "2025-07-01" in fault.message and "2025-07-08" in fault.message


def test_both_places_of_a_contradicted_status_are_shown():
    (fault,) = warnings({"talks": {**TALKS, "status": "done"}}, [{"event": "talks", "status": "missed"}])
    assert fault.code == "own-status-contradicted"
    assert [label.span.path for label in fault.secondary] == ["articles/a.yaml"]


def test_a_report_that_cannot_be_shows_the_day_of_the_article():
    (fault,) = warnings({"talks": TALKS}, [{"event": "talks", "status": "done", "date": "2025-05-02"}])
    assert fault.code == "report-cannot-be"
    assert [label.text for label in fault.secondary] == ["published"]


@pytest.mark.parametrize(
    ("earlier", "later", "warned"),
    [
        ("2025-07-02", "2025-07-01", True),
        ("2025-07-01", "2025-07-01", False),
        ("2025-07", "2025-07-15", False),
        ("2025-07-15", "2025-07", False),
        ("2025-08", "2025-07", True),
        ("2025-07-01/..", "2025-06-30", True),
        ("../2025-07-01", "2025-06-30", False),
        ("2025-07-01", "2025-06/..", False),
        ("", "2025-07-01", False),
        ("2025-07-01", "", False),
    ],
)
def test_an_event_wholly_before_what_it_follows(earlier, later, warned):
    events = {
        "first": {**TALKS, **({"date": earlier} if earlier else {})},
        "second": {**TALKS, **({"date": later} if later else {}), "follows": "first"},
    }
    assert [fault.code for fault in warnings(events)] == (["out-of-sequence"] if warned else [])


def test_the_dates_compared_are_the_current_ones():
    events = {"first": TALKS, "second": {**TALKS, "follows": "first"}}
    told = [{"event": "first", "date": "2025-06-01"}, {"event": "second", "date": "2025-07-01"}]
    assert [fault.code for fault in warnings(events, told)] == []
    assert [fault.code for fault in warnings(events, [*told, {"event": "first", "date": "2025-08-01"}])] == [
        "out-of-sequence"
    ]


@pytest.mark.parametrize(("annotation", "field"), [({"date": "2025-07-08"}, "date"), ({"status": "done"}, "status")])
def test_a_date_or_status_of_no_event(annotation, field):
    (fault,) = warnings({}, [annotation])
    assert fault.code == "date-without-event" and fault.message.startswith(f"a {field}")


def test_an_event_alone_is_a_mention():
    assert warnings({"talks": TALKS}, [{"event": "talks"}]) == ()


@pytest.mark.parametrize(
    ("published", "zone", "warned"),
    [
        ("2025-07-01", "UTC", False),
        ("2025-07-02", "UTC", True),
        ("2025-07-02", "Asia/Seoul", False),  # 1 July, 15:00 UTC
        ("2025", "UTC", False),
        ("2026", "UTC", True),
        ("2025-07-XX", "UTC", False),
        ("2025-07-02T00:00Z", "Asia/Seoul", True),
    ],
)
def test_published_later(published, zone, warned):
    faults = warnings({}, [{}], published=published, timezone=zone)
    assert [fault.code for fault in faults] == (["published-later"] if warned else [])
