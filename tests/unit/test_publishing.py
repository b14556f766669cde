"""What may be published, and what is said about it."""

from pathlib import Path

import pytest
from tools.publishing import FIRST, NEXT, build

from briefgen.artifacts import Artifact
from briefgen.model import FolderTarget, GitTarget, Target
from briefgen.problems import Problem
from briefgen.publishers.git import pages_addresses
from briefgen.publishers.remote import Changes, changes_between, in_order, is_fingerprinted, redacted, said
from briefgen.publishing import (
    check_address,
    check_changes,
    choose_target,
    current_edition,
    finish_build,
    in_bytes,
    lines_of,
    summary_of,
)
from briefgen.source import Span


def target(name: str = "pages", **more: object) -> Target:
    return Target(**{"id": name, "span": Span("x", 0, 0), "at": {}, "to": GitTarget("origin"), **more})


def artifacts(files: dict[str, bytes]) -> list[Artifact]:
    return [Artifact(path, data) for path, data in files.items()]


# Which target


def test_the_first_target_or_the_one_that_is_named() -> None:
    targets = (target("pages"), target("archive"))
    assert choose_target(targets, None).id == "pages"
    assert choose_target(targets, "archive").id == "archive"
    with pytest.raises(Problem, match="no target `achive`") as told:
        choose_target(targets, "achive")
    assert "archive" in told.value.hint
    with pytest.raises(Problem, match="names no target"):
        choose_target((), None)


# The build must be current


def test_a_current_build(tmp_path: Path) -> None:
    edition = build(tmp_path / "site", FIRST)
    assert current_edition(tmp_path / "site", artifacts(FIRST)).files == edition.files


@pytest.mark.parametrize("spoil", ["content", "edited", "deleted", "record", "extra"])
def test_anything_else_is_refused(tmp_path: Path, spoil: str) -> None:
    site = tmp_path / "site"
    build(site, FIRST)
    wanted = dict(FIRST)
    match spoil:
        case "content":
            wanted = dict(NEXT)
        case "edited":
            (site / "index.html").write_bytes(b"by hand")
        case "deleted":
            (site / "index.html").unlink()
        case "record":
            (site / ".briefgen/record.json").unlink()
        case "extra":
            wanted["topics/more.html"] = b"not built yet"
    with pytest.raises(Problem) as told:
        current_edition(site, artifacts(wanted))
    assert "briefgen build" in told.value.hint


def test_what_lies_about_is_no_part_of_it(tmp_path: Path) -> None:
    build(tmp_path / "site", FIRST)
    (tmp_path / "site/secret.txt").write_text("not built")
    assert "secret.txt" not in current_edition(tmp_path / "site", artifacts(FIRST)).files


def test_no_site(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="no site folder"):
        finish_build(tmp_path / "site")


# Addresses


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("https://github.com/Desk/talks.git", "https://desk.github.io/talks/"),
        ("git@github.com:desk/talks.git", "https://desk.github.io/talks/"),
        ("ssh://git@github.com/desk/talks", "https://desk.github.io/talks/"),
        ("https://github.com/desk/desk.github.io", "https://desk.github.io/"),
        ("https://codeberg.org/desk/pages.git", "https://desk.codeberg.page/"),
        ("git@codeberg.org:desk/talks.git", "https://desk.codeberg.page/talks/"),
        ("https://git.example.org/desk/talks.git", None),
        ("../talks.git", None),
    ],
)
def test_where_pages_are_served(remote: str, address: str | None) -> None:
    assert pages_addresses(remote) == ((address,) if address else ())


def test_base_url_is_checked() -> None:
    served = ("https://desk.github.io/talks/",)
    assert list(check_address("https://desk.github.io/talks/", target(), served)) == []
    assert "seems to be read at" in next(check_address("https://example.org/", target(), served))
    assert "no `base_url`" in next(check_address("", target(), ()))
    assert list(check_address("", target(to=FolderTarget("x")), ())) == []
    own = target(url="https://example.org/talks")
    assert list(check_address("https://example.org/talks/", own, served)) == []
    with pytest.raises(Problem, match="is read at"):
        list(check_address("https://example.org/", own, ()))


# Changes


def test_changes_and_what_stands_in_the_way(tmp_path: Path) -> None:
    edition = build(tmp_path / "site", {"a/b.html": b"1", "c.html": b"22", "d.html": b"333"})
    ours = {"c.html": edition.files["c.html"], "d.html": "other", "gone.html": "x"}
    changes = changes_between(edition, edition.files, ours, ["a"])
    assert changes == Changes(("a/b.html",), ("d.html",), ("gone.html",), 1, 4, ("a/b.html",))
    with pytest.raises(Problem, match=r"stand in the way at `pages`: a/b\.html"):
        check_changes(changes, target(), allowed=True)
    assert list(lines_of(changes, 5)) == ["  added    a/b.html", "  changed  d.html", "  removed  gone.html"]
    assert summary_of(changes) == "1 added, 1 changed, 1 removed, 1 unchanged; 4 bytes"


@pytest.mark.parametrize(
    ("removed", "unchanged", "limit", "refused"),
    [(5, 5, 50, False), (6, 5, 50, True), (1, 99, 0, True), (9, 0, 100, False), (0, 0, 0, False)],
)
def test_mass_deletions(removed: int, unchanged: int, limit: int, refused: bool) -> None:
    changes = Changes((), (), tuple(f"{number}.html" for number in range(removed)), unchanged, 0)
    check_changes(changes, target(delete_limit=limit), allowed=True)
    if refused:
        with pytest.raises(Problem, match="would be deleted"):
            check_changes(changes, target(delete_limit=limit), allowed=False)
    else:
        check_changes(changes, target(delete_limit=limit), allowed=False)


def test_files_that_pages_need_travel_first() -> None:
    paths = ["index.html", "topics/x.html", "feed.xml", "assets/style.0123456789.css", "a.html"]
    wanted = ("assets/style.0123456789.css", "feed.xml", "a.html", "topics/x.html", "index.html")
    assert in_order(paths) == wanted


def test_which_names_change_with_their_content() -> None:
    assert is_fingerprinted("assets/style.0123456789.css")
    assert not is_fingerprinted("assets/map.png")
    assert not is_fingerprinted("assets/sub/style.0123456789.css")


def test_sizes() -> None:
    assert [in_bytes(size) for size in (0, 999, 1000, 2_500_000)] == ["0 bytes", "999 bytes", "1.0 kB", "2.5 MB"]


def test_complaints_are_told_without_passwords() -> None:
    output = (
        b"hint: x\nfatal: unable to access 'https://me:secret@example.org/x.git/': \x1b[31m403\nerror: failed to push\n"
    )
    assert said(output) == "fatal: unable to access 'https://***@example.org/x.git/':  [31m403"
    assert redacted("https://token@example.org") == "https://***@example.org"
    assert said(b"") == "it said nothing"
