"""`briefgen deadlines` and `briefgen next-change`, in this process."""

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tools.projects import write_files

from briefgen.cli import exit_code
from briefgen.commands.deadlines import columns, cut, table

CONTENT = {
    "briefing.yaml": """\
title: Talks
timezone: Asia/Seoul
soon_days: 3
sides: {north: {title: The north}, south: {title: The south}}
""",
    "topics.yaml": "trade: {title: Trade}\ntariffs: {title: Tariffs, broader: trade}\nvisas: {title: Visas}\n",
    "actors.yaml": "ministry: {name: The ministry, side: north}\nunion: {name: The union, side: south}\n",
    "events.yaml": """\
suspension-ends: {title: 관세 유예 종료, date: "2025-07-09T00:01-04:00", topics: tariffs, set_by: ministry}
hearing: {title: Hearing, kind: meeting, date: 2025-07-08/2025-07-10, topics: visas, actors: union}
answer-due: {title: "=Answer due", date: 2025-07-12, topics: visas, status: at-risk}
all-year: {title: All of next year, kind: other, date: 2026, topics: trade}
no-day: {title: No day yet, kind: decision}
over: {title: Round, kind: meeting, date: 2025-05-01, status: done}
""",
}

TABLE = """\
State              Date                      Distance            Event
soon               8–10 July 2025            in 2 to 4 days      Hearing
soon               9 July 2025, 00:01 UTC−4  in 3 days           관세 유예 종료
upcoming, at risk  12 July 2025              in 6 days           =Answer due
upcoming           2026                      in 179 to 543 days  All of next year
undated            no date yet                                   No day yet
past, done         1 May 2025                                    Round
"""

Say = tuple[int, str, str]


@pytest.fixture
def say(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Say]:
    """Runs a command at a moment; gives its exit code, output and errors."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, at: str = "2025-07-06T12:00+09:00", events: str = "") -> Say:
        content = {**CONTENT, **({"events.yaml": events} if events else {})}
        write_files(tmp_path / "content", content)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime.fromisoformat(at).timestamp())))
        code = exit_code(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


def ids(say: Callable[..., Say], *arguments: str, **options: str) -> list[str]:
    code, out, _ = say("deadlines", "--format", "json", *arguments, **options)
    assert code == 0
    return [event["id"] for event in json.loads(out)["events"]]


def test_the_table_has_aligned_columns(say: Callable[..., Say]) -> None:
    code, out, err = say("deadlines")
    assert code == 0
    assert out == TABLE
    assert "6 dates as of 2025-07-06" in err


def test_wide_characters_take_two_columns() -> None:
    assert columns("관세 a") == 6
    assert columns("é") == 1
    assert cut("관세 유예", 9) == "관세 유예"
    assert cut("관세 유예", 6) == "관세…"
    lines = table((("A", "B", "x"), ("관세", "b", "y"), ("c", "유예", "z")), None).splitlines()
    assert [columns(line[: line.index(last)]) for line, last in zip(lines, "xyz", strict=True)] == [12, 12, 12]


def test_the_last_column_is_cut_to_the_terminal() -> None:
    assert table((("A", "x" * 90),), 40) == "A  " + "x" * 36 + "…"


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (("--topic", "trade"), ["suspension-ends", "all-year"]),
        (("--topic", "tariffs"), ["suspension-ends"]),
        (("--topic", "tariffs", "--topic", "visas"), ["hearing", "suspension-ends", "answer-due"]),
        (("--side", "north"), ["suspension-ends"]),
        (("--side", "south", "--topic", "visas"), ["hearing"]),
        (("--days", "0"), []),
        (("--days", "3"), ["hearing", "suspension-ends"]),
        (("--days", "6"), ["hearing", "suspension-ends", "answer-due"]),
        (("--days", "542"), ["hearing", "suspension-ends", "answer-due"]),
        (("--days", "543"), ["hearing", "suspension-ends", "answer-due", "all-year"]),
        (("--as-of", "2025-07-13", "--days", "0"), ["suspension-ends", "answer-due"]),
    ],
)
def test_dates_are_chosen(say: Callable[..., Say], arguments: tuple[str, ...], found: list[str]) -> None:
    assert ids(say, *arguments) == found


def test_csv_is_the_sites_own(say: Callable[..., Say]) -> None:
    _, out, _ = say("deadlines", "--format", "csv", "--topic", "visas")
    listed = list(csv.DictReader(io.StringIO(out)))
    assert [row["id"] for row in listed] == ["hearing", "answer-due"]
    assert listed[1]["title"] == "'=Answer due"
    assert listed[1]["state"] == "upcoming"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--topic", "tarifs"), "did you mean `tariffs`?"),
        (("--side", "nord"), "did you mean `north`?"),
        (("--as-of", "2025-02-30"), "--as-of"),
        (("--days", "-1"), "--days"),
    ],
)
def test_what_is_not_there_is_a_usage_error(say: Callable[..., Say], arguments: tuple[str, ...], says: str) -> None:
    code, out, err = say("deadlines", *arguments)
    assert (code, out) == (2, "")
    assert says in err


@pytest.mark.parametrize("command", ["deadlines", "next-change"])
def test_faults_in_the_content_are_shown(say: Callable[..., Say], command: str) -> None:
    code, out, err = say(command, events="talks: {title: Talks, date: 2025-02-30}\n")
    assert (code, out) == (1, "")
    assert "content/events.yaml:1:" in err


# The next change


@pytest.mark.parametrize(
    ("at", "moment", "changes"),
    [
        ("2025-07-06T12:00+09:00", "2025-07-08T00:00:00+09:00", {"hearing": "soon → now"}),
        ("2025-07-08T00:00+09:00", "2025-07-09T00:00:00+09:00", {"suspension-ends": "soon → now"}),
        ("2025-07-09T00:00+09:00", "2025-07-09T13:02:00+09:00", {"suspension-ends": "now → overdue"}),
        ("2025-07-09T13:01:59+09:00", "2025-07-09T13:02:00+09:00", {"suspension-ends": "now → overdue"}),
        ("2025-07-09T13:02+09:00", "2025-07-11T00:00:00+09:00", {"hearing": "now → past"}),
        ("2025-07-11T00:00+09:00", "2025-07-12T00:00:00+09:00", {"answer-due": "soon → now"}),
        ("2025-07-13T00:00+09:00", "2026-12-28T00:00:00+09:00", {"all-year": "upcoming → soon"}),
        ("2026-12-31T00:00+09:00", "2027-01-01T00:00:00+09:00", {"all-year": "soon → past"}),
    ],
)
def test_the_next_change_is_told_with_its_reason(
    say: Callable[..., Say], at: str, moment: str, changes: dict[str, str]
) -> None:
    code, out, _ = say("next-change", "--format", "json", at=at)
    assert code == 0
    data = json.loads(out)
    assert data["moment"] == moment
    found = {event["id"]: f"{event['from']} → {event['to']}" for event in data["events"]}
    assert changes.items() <= found.items()
    assert all(event["why"] for event in data["events"])
    _, text, _ = say("next-change", at=at)
    assert text.splitlines()[0] == moment


def test_a_rebuild_at_that_moment_tells_another_state(say: Callable[..., Say]) -> None:
    """From change to change: a build at `rebuild` differs from one of the second before, and nothing comes earlier."""
    at = datetime.fromisoformat("2025-07-06T12:00+09:00")
    seen = []
    while True:
        _, out, _ = say("next-change", "--format", "json", at=at.isoformat())
        rebuild = json.loads(out)["rebuild"]
        if rebuild is None:
            break
        then = datetime.fromisoformat(rebuild)
        assert then > at
        states = [
            say("deadlines", "--format", "csv", at=datetime.fromtimestamp(then.timestamp() - back, UTC).isoformat())[1]
            for back in (0, 1)
        ]
        assert states[0] != states[1]
        seen.append(rebuild[:10])
        at = then
    july = [f"2025-07-{day:02}" for day in range(8, 14)]
    assert seen == [*july, "2026-12-28", "2027-01-01"]


def test_built_pages_follow_a_change_within_a_day_at_midnight(say: Callable[..., Say]) -> None:
    _, out, _ = say("next-change", at="2025-07-09T00:00+09:00")
    assert out == (
        "2025-07-09T13:02:00+09:00\n"
        "  관세 유예 종료: now → overdue (its last possible moment is over)\n"
        "  built pages show a change from 2025-07-10T00:00:00+09:00 on\n"
    )


def test_nothing_is_printed_where_nothing_will_change(say: Callable[..., Say]) -> None:
    code, out, err = say("next-change", at="2030-01-01T00:00+00:00")
    assert (code, out) == (0, "")
    assert "no state will change" in err


def test_a_day_can_be_asked_for(say: Callable[..., Say]) -> None:
    _, out, _ = say("next-change", "--as-of", "2025-07-11", at="2030-01-01T00:00+00:00")
    assert out.splitlines()[0] == "2025-07-12T00:00:00+09:00"
