"""`briefgen publish` as it is called, and `briefgen init --ci`."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tools.projects import Run, write_files
from tools.publishing import tree

BRIEFING = """\
title: Dues
as_of: 2025-06-02
base_url: https://example.org/dues/
publish:
  disk:
    folder: {path: ../www}
  token:
    git: {remote: origin}
"""
Command = Callable[..., Run]


@pytest.fixture
def folder(tmp_path: Path, briefgen: Command) -> Path:
    write_files(tmp_path / "www", {"CNAME": "example.org"})
    folder = write_files(
        tmp_path / "project", {"content/briefing.yaml": BRIEFING, "content/topics.yaml": "dues: {title: Dues}\n"}
    )
    assert briefgen(folder, "build").code == 0
    return folder


def test_dry_run_then_publish_then_again(folder: Path, briefgen: Command) -> None:
    www = folder.parent / "www"
    dry = briefgen(folder, "publish", "--dry-run")
    assert (dry.code, tree(www)) == (0, {"CNAME": b"example.org"})
    assert "would publish to disk (folder: ../www): " in dry.out and "nothing was sent" in dry.out
    done = briefgen(folder, "publish")
    assert done.code == 0 and done.out.startswith("published to disk")
    assert tree(www) == {**tree(folder / "site"), "CNAME": b"example.org"}
    again = briefgen(folder, "publish")
    assert "is up to date" in again.out


def test_an_id_renamed(folder: Path, briefgen: Command) -> None:
    assert briefgen(folder, "publish").code == 0
    redirects = 'redirects: {"topic:dues": "topic:harbour-dues"}\n'
    write_files(
        folder / "content", {"briefing.yaml": BRIEFING + redirects, "topics.yaml": "harbour-dues: {title: Dues}\n"}
    )
    assert briefgen(folder, "build").code == 0
    done = briefgen(folder, "publish", "--verbose")
    assert "  added    topics/harbour-dues.html\n" in done.out and "  changed  topics/dues.html\n" in done.out
    assert b'url=../topics/harbour-dues.html"' in (folder.parent / "www/topics/dues.html").read_bytes()


def test_an_old_build_is_refused(folder: Path, briefgen: Command) -> None:
    write_files(folder / "content", {"topics.yaml": "dues: {title: Fees}\n"})
    run = briefgen(folder, "publish")
    assert run.code == 2
    assert "is not what the content yields now" in run.err and "topics/dues.html" in run.err
    assert tree(folder.parent / "www") == {"CNAME": b"example.org"}
    assert briefgen(folder, "publish", "--as-of", "2025-06-03").code == 2


def test_faults_are_not_published(folder: Path, briefgen: Command) -> None:
    write_files(folder / "content", {"topics.yaml": "dues: {titel: Fees}\n"})
    run = briefgen(folder, "publish")
    assert run.code == 1 and "nothing was published" in run.err
    write_files(folder / "content", {"topics.yaml": "dues: {title: Dues}\n", "stray.xyz": "x"})
    assert briefgen(folder, "publish", "--strict").code == 1
    warned = briefgen(folder, "publish")
    assert warned.code == 0 and "warning[" in warned.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere"], "names no target `nowhere`"),
        (["token"], "no git repository"),
        (["--site", "out"], "no site folder"),
    ],
)
def test_what_is_missing_is_said(folder: Path, briefgen: Command, arguments: list[str], said: str) -> None:
    run = briefgen(folder, "publish", *arguments, environment={"GIT_CEILING_DIRECTORIES": str(folder.parent)})
    assert run.code == 2 and said in run.err


def test_a_mass_deletion_is_announced(folder: Path, briefgen: Command) -> None:
    text = "".join(f"t{number}: {{title: T}}\n" for number in range(60))
    write_files(folder / "content", {"topics.yaml": text})
    assert briefgen(folder, "build").code == 0
    assert briefgen(folder, "publish").code == 0
    write_files(folder / "content", {"topics.yaml": "t0: {title: T}\n"})
    assert briefgen(folder, "build").code == 0
    dry = briefgen(folder, "publish", "--dry-run")
    assert dry.code == 0 and "it would be refused" in dry.err
    assert briefgen(folder, "publish").code == 2
    assert briefgen(folder, "publish", "--yes").code == 0
    assert not (folder.parent / "www/topics/t9.html").exists()


def test_a_killed_build_is_finished_first(folder: Path, briefgen: Command) -> None:
    """The journal says that a page is still to be put in place."""
    page = (folder / "site/index.html").read_bytes()
    (folder / "site/index.html").unlink()
    record = (folder / "site/.briefgen/record.json").read_text("utf-8")
    write_files(
        folder / "site/.briefgen",
        {
            "staged/0": page,
            "staged/record.json": record,
            "journal.json": '{"clear": [], "moves": [[0, "index.html"]], "delete": []}',
        },
    )
    assert briefgen(folder, "publish").code == 0
    assert (folder.parent / "www/index.html").read_bytes() == page


@pytest.mark.parametrize(("host", "path"), [("github", ".github/workflows/briefing.yml"), ("gitlab", ".gitlab-ci.yml")])
def test_init_with_a_workflow(tmp_path: Path, briefgen: Command, host: str, path: str) -> None:
    assert briefgen(tmp_path, "init", "new", "--ci", host).code == 0
    assert (tmp_path / "new" / path).is_file() and (tmp_path / "new/content/briefing.yaml").is_file()
    again = briefgen(tmp_path, "init", "new", "--ci", host)
    assert again.code == 2 and "exists" in again.err
    (tmp_path / "new" / path).unlink()
    assert briefgen(tmp_path / "new", "init", ".", "--ci", host).code == 0
    assert (tmp_path / "new" / path).is_file()
