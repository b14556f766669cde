"""`briefgen diff` as a user runs it: folders, git revisions, faults; and the demo with three changes."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tools.projects import ROOT, Run, write_files

DEMO = ROOT / "content"
Command = Callable[..., Run]
MOVED_TEXT = """\
Note written for this demonstration. It is not a news report.

The suspension now runs to 12:01 a.m. on 15 August 2025. Washington wants an answer on digital trade.
"""
MOVED = {
    "title": "Two more weeks",
    "published": "2025-07-10",
    "annotations": [
        {
            "id": "two-more-weeks",
            "kind": "event",
            "quote": "The suspension now runs to 12:01 a.m. on 15 August 2025.",
            "event": "tariff-suspension-ends",
            "date": "2025-08-15T00:01",
            "topics": ["tariff-suspension"],
        },
        {
            "id": "digital-trade",
            "kind": "demand",
            "actor": "usa",
            "to": "korea",
            "quote": "Washington wants an answer on digital trade.",
            "topics": ["digital-trade"],
        },
    ],
}


def with_three_changes(content: Path) -> None:
    """One move, one new demand, one changed judgment."""
    write_files(
        content / "articles", {"2025-07-10-two-more-weeks.txt": MOVED_TEXT, "2025-07-10-two-more-weeks.yaml": yaml()}
    )
    briefing = content / "briefing.yaml"
    text = briefing.read_text("utf-8")
    assert text.count("likelihood: very likely\n    confidence: high") == 1
    briefing.write_text(text.replace("likelihood: very likely\n    confidence: high", SURE, 1), "utf-8")


SURE = "likelihood: very likely\n    confidence: moderate"


def yaml() -> str:
    return json.dumps(MOVED, indent=1)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(DEMO, tmp_path / "content")
    return tmp_path


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")
    command = ["git", *identity, *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def repository(project: Path) -> Path:
    git(project, "init", "--quiet", "--initial-branch=main")
    git(project, "add", ".")
    git(project, "commit", "--quiet", "--message", "First issue")
    git(project, "tag", "v1")
    with_three_changes(project / "content")
    return project


def changes(run: Run) -> list[tuple[str, str]]:
    assert run.code == 0, run.err
    return [(change["kind"], change["act"]) for change in json.loads(run.out)["changes"]]


THREE = [("judgment", "changed"), ("date", "moved"), ("demand", "new")]


def test_the_demo_with_three_changes(project: Path, briefgen: Command) -> None:
    shutil.copytree(project / "content", project / "old")
    with_three_changes(project / "content")
    run = briefgen(project, "diff", "old", "content", "--format", "json")
    assert changes(run) == THREE
    judgment, move, demand = json.loads(run.out)["changes"]
    assert judgment["differences"] == {"confidence": {"old": "high", "new": "moderate"}}
    assert move["differences"] == {"date": {"old": "2025-08-01T00:01", "new": "2025-08-15T00:01"}}
    assert move["quote"] == MOVED["annotations"][0]["quote"]
    assert demand["sides"] == ["usa"]
    assert demand["quote"] == MOVED["annotations"][1]["quote"]
    place = demand["place"]
    line = (project / place["file"]).read_text("utf-8").splitlines()[place["line"] - 1]
    assert line[place["column"] - 1 :].startswith('"Washington wants')
    text = briefgen(project, "diff", "old", "content")
    assert ": 3 changes\n" in text.out
    assert changes(briefgen(project, "diff", "old", "old", "--format", "json")) == []
    assert changes(briefgen(project, "diff", "old", "--format", "json")) == THREE


def test_revisions_of_the_content_folder(repository: Path, briefgen: Command) -> None:
    before = git(repository, "status", "--porcelain")
    assert changes(briefgen(repository, "diff", "v1", "--format", "json")) == THREE
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "--message", "Second issue")
    (repository / "content" / "briefing.yaml").write_text("title: [", "utf-8")
    run = briefgen(repository, "diff", "HEAD~1", "HEAD", "--format", "json")
    assert changes(run) == THREE
    assert json.loads(run.out)["changes"][0]["place"]["file"] == "HEAD:content/briefing.yaml"
    assert git(repository, "status", "--porcelain") == " M content/briefing.yaml\n" != before


def test_a_folder_below_the_top_of_the_repository(repository: Path, briefgen: Command) -> None:
    shutil.copytree(repository / "content", repository / "b" / "text")
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "--message", "Another folder")
    run = briefgen(repository / "b", "diff", "HEAD", "--content", "text", "--format", "json")
    assert changes(run) == []


def test_faults_of_either_side_are_shown(repository: Path, briefgen: Command) -> None:
    (repository / "content" / "briefing.yaml").write_text("titel: x\n", "utf-8")
    run = briefgen(repository, "diff", "v1")
    assert (run.code, run.out) == (1, "")
    assert "content/briefing.yaml:1:1" in run.err
    git(repository, "commit", "--quiet", "--all", "--message", "A slip")
    run = briefgen(repository, "diff", "HEAD", "v1")
    assert run.code == 1
    assert "HEAD:content/briefing.yaml:1:1" in run.err


def test_links_in_a_revision_are_refused(repository: Path, briefgen: Command) -> None:
    (repository / "content" / "articles" / "x.txt").symlink_to("/etc/hostname")
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "--message", "A link")
    run = briefgen(repository, "diff", "HEAD", "v1")
    assert run.code == 1
    assert "not-a-file" in run.err


@pytest.mark.parametrize("name", ["v1^0", ":/First", "main"])
def test_every_way_of_naming_a_revision(repository: Path, briefgen: Command, name: str) -> None:
    assert changes(briefgen(repository, "diff", name, "--format", "json")) == THREE


@pytest.mark.parametrize("name", ["v9", "HEAD:content", "--output=x", "HEAD^{tree}", "a..b"])
def test_what_is_no_revision(repository: Path, briefgen: Command, name: str) -> None:
    run = briefgen(repository, "diff", "--", name)
    assert run.code == 2, run.err
    assert not (repository / "x").exists()


def test_without_a_repository(project: Path, briefgen: Command) -> None:
    run = briefgen(project, "diff", "HEAD", environment={"GIT_CEILING_DIRECTORIES": str(project.parent)})
    assert run.code == 2
    assert "git finds no repository" in run.err
