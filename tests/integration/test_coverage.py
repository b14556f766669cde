"""`briefgen coverage` as a user runs it. Only the loopback is ever asked."""

import json
import shutil
import socket
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from tools.projects import ROOT, Run

BASE = ROOT / "tests" / "cases" / "faults" / "base"
Command = Callable[..., Run]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(BASE, tmp_path / "content")
    (tmp_path / "content" / "articles" / "round-three.txt").write_text("Not yet.\n", "utf-8")
    return tmp_path


def leading_to(project: Path, port: int) -> None:
    """All addresses of the briefing lead to one port of this machine."""
    for path in (project / "content").rglob("*.yaml"):
        text = path.read_text("utf-8")
        path.write_text(text.replace("https://example.org/", f"http://127.0.0.1:{port}/"), "utf-8")


def test_as_text(project: Path, briefgen: Command) -> None:
    run = briefgen(project, "coverage")
    assert (run.code, run.err) == (0, "")
    assert "\nTexts without annotations\n  content/articles/round-three.txt\n" in run.out
    assert "\nTopics on which a side is not heard\n  Dues: The port, The shipping lines\n" in run.out
    assert "  Who pays for the dredging? (channel)  content/topics.yaml:9:" in run.out
    assert "round-two: " in run.out
    assert "link" not in run.out


def test_as_json(project: Path, briefgen: Command) -> None:
    found = json.loads(briefgen(project, "coverage", "--format", "json").out)
    assert [one["id"] for one in found["articles"]] == ["round-two", "round-one"]
    assert all(0 < one["share"] < 1 for one in found["articles"])
    assert [one["id"] for one in found["events"]] == ["hearing"]
    assert "links" not in found


def test_faults_are_shown(project: Path, briefgen: Command) -> None:
    (project / "content" / "briefing.yaml").write_text("titel: x\n", "utf-8")
    run = briefgen(project, "coverage")
    assert (run.code, run.out) == (1, "")
    assert "unknown-key" in run.err


def test_connections_are_opened_on_request_only(project: Path, briefgen: Command) -> None:
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        leading_to(project, server.getsockname()[1])
        done = threading.Event()

        def serve() -> None:
            while not done.is_set():
                connection, _ = server.accept()
                with connection:
                    asked.append(connection.recv(4096).split(b"\r\n")[0])
                    connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        for arguments in (("coverage",), ("build",), ("check",)):
            assert briefgen(project, *arguments).code == 0
        assert asked == []
        run = briefgen(project, "coverage", "--links", "--timeout", "5")
        found = json.loads(briefgen(project, "coverage", "--links", "--format", "json").out)
        done.set()
        socket.create_connection(server.getsockname()).close()
        thread.join(5)
    assert run.code == 0, run.err
    assert "\nLinks that lead nowhere\n" in run.out
    assert "0 of 3 links answer\n" in run.out
    assert {one["fate"] for one in found["links"]} == {"gone"}
    assert {one["status"] for one in found["links"]} == {404}
    assert {line.split()[0] for line in asked if line} == {b"HEAD", b"GET"}
