"""Histories: the tables in tests/cases/histories, each read as the content of a whole briefing."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml
from tools.briefings import WORDS, article, resolved

from briefgen.chronology import Dated, Effect, Report, build_history, contains, is_impossible
from briefgen.edtf import Edtf, parse_edtf
from briefgen.timespan import TimeSpan, time_span
from briefgen.zones import Zone, parse_zone

HISTORIES = Path(__file__).parents[1] / "cases" / "histories"


CASES = {
    f"{path.stem}: {name}": case
    for path in sorted(HISTORIES.glob("*.yaml"))
    for name, case in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader).items()
}


def briefing_of(case):
    files = {
        "briefing.yaml": {"title": "A briefing", "timezone": case.get("zone", "UTC")},
        "events.yaml": {"talks": {"title": "Talks", **case.get("event", {})}},
    }
    told = {}
    for report in case.get("reports", ()):
        told.setdefault(report["article"], []).append(report)
    for name, reports in told.items():
        head = {"published": reports[0]["published"], "timezone": reports[0].get("zone", "")}
        annotations = [
            {"event": "talks", **{key: r[key] for key in ("kind", "date", "status", "timezone") if key in r}}
            for r in reports
        ]
        files[f"articles/{name}.yaml"] = article(annotations, **{key: value for key, value in head.items() if value})
        files[f"articles/{name}.txt"] = WORDS
    return resolved(files, as_of=date.fromisoformat(case.get("as_of", "2025-07-01")))


def told_step(step):
    before = f" after {step.before.dated.edtf.text}" if step.before else ""
    return f"{step.report.article} {step.effect}{before}"


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_history(case):
    briefing = briefing_of(case)
    history = briefing.site.histories["talks"]
    assert [told_step(step) for step in history.steps] == case["steps"]
    assert (history.dated.edtf.text if history.dated else "") == case.get("date", "")
    assert (history.dated_by.article if history.dated_by else "") == case.get("date_by", "")
    assert history.status == case.get("status", "")
    assert (history.status_by.article if history.status_by else "") == case.get("status_by", "")
    assert briefing.tracker.states["talks"] == case["state"]
    assert briefing.codes == case.get("warnings", [])
    if "first" in case:
        first = datetime.fromtimestamp(history.dated.span.first, UTC)
        assert first == datetime.fromisoformat(case["first"])


def test_changes_are_moves_and_refinements():
    case = CASES["reports: a correction is no move and counts from then on"]
    assert [step.effect for step in briefing_of(case).site.histories["talks"].changes] == [Effect.MOVE]


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        ((0, 9), (0, 9), True),
        ((0, 9), (1, 8), True),
        ((0, 9), (0, 10), False),
        ((0, 9), (-1, 5), False),
        ((None, 9), (0, 5), True),
        ((None, 9), (None, 9), True),
        ((0, 9), (None, 5), False),
        ((0, None), (5, None), True),
        ((0, 9), (5, None), False),
        ((None, None), (None, None), True),
    ],
)
def test_contains(outer, inner, expected):
    assert contains(TimeSpan(*outer), TimeSpan(*inner)) is expected


def dated(text, zone="UTC"):
    edtf, place = parse_edtf(text), parse_zone(zone)
    assert isinstance(edtf, Edtf) and isinstance(place, Zone)
    return Dated(edtf, time_span(edtf, place), place)


@pytest.mark.parametrize(
    ("text", "zone", "expected"),
    [
        ("2025-07", "UTC", False),
        ("2025-07-01/2025-07-31", "UTC", False),
        ("2025-07-01/2025-08-01", "UTC", True),
        ("2025-10", "Europe/Berlin", False),  # 31 days and an hour
        ("2025-03", "Europe/Berlin", False),  # 31 days less an hour
        ("2025-02-28/2025-03-30", "UTC", False),
        ("2025-07/..", "UTC", True),
        ("../2025-07", "UTC", True),
        ("2025-07-01/", "UTC", True),
        ("2025", "UTC", True),
        ("2025-21", "UTC", True),
        ("2025-07-01T00:00+09:00/2025-07-31T23:59+09:00", "UTC", False),  # 32 days of UTC, 31 of its own calendar
        ("2025-07-01T12:00/2025-08-01T00:00", "UTC", True),
        ("1000-01", "UTC", False),
        ("9998-12", "UTC", False),
    ],
)
def test_long_is_more_than_31_days_of_its_own_calendar(text, zone, expected):
    assert dated(text, zone).is_long is expected


def report(published, date_text="", status=""):
    return Report("a", "x", TimeSpan(*published), dated(date_text) if date_text else None, status, False)


@pytest.mark.parametrize(
    "odd",
    [
        report((None, None), "2025-07-08", "done"),
        report((0, 1), "../2025-07-08", "done"),
        report((0, 1), "", "done"),
        report((0, 1), "2025-07-08", "missed"),
    ],
)
def test_what_is_not_known_is_not_impossible(odd):
    assert not is_impossible(odd)


def test_an_article_without_a_date_of_publication_tells_of_nothing_past():
    history = build_history([report((None, None), "2025-05-01"), report((None, None), "2025-05-02")], None, "")
    assert [step.effect for step in history.steps] == [Effect.FIRST, Effect.MOVE]
