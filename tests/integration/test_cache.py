"""The cache of a project: a build with it comes to what one without it does, whatever happened in between."""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tools.projects import ROOT, Run

from briefgen.cachefolder import CacheFolder

SMALL = ROOT / "tests" / "cases" / "faults" / "base"
Command = Callable[..., Run]
DAY = 86_400


@pytest.fixture
def built(tmp_path: Path, briefgen: Command) -> Path:
    """A project that was built, some while ago as far as its files can tell."""
    folder = tmp_path / "project"
    shutil.copytree(SMALL, folder / "content")
    (folder / "templates").mkdir()
    assert briefgen(folder, "build").code == 0
    return folder


def tree(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def same_as_clean(folder: Path, briefgen: Command, *arguments: str, **options: object) -> Run:
    """Builds with the cache, which must come to what a build without it comes to."""
    run = briefgen(folder, "build", *arguments, **options)
    clean = briefgen(folder, "build", "--no-cache", "--output", "clean", *arguments, **options)
    assert (run.code, run.err) == (clean.code, clean.err)
    assert tree(folder / "site") == tree(folder / "clean")
    return run


def test_nothing_changed(built: Path, briefgen: Command) -> None:
    files = len(tree(built / "site")) - 1
    run = same_as_clean(built, briefgen)
    assert f"0 written, {files} unchanged, 0 removed, {files} reused" in run.out


def edit_keeping_size_and_time(folder: Path) -> None:
    path = folder / "content" / "topics.yaml"
    before = path.stat()
    text = path.read_text("utf-8")
    at = text.index("title: ") + len("title: ")
    path.write_text(text[:at] + "Z" + text[at + 1 :], "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def edit_at_once(folder: Path) -> None:
    path = next((folder / "content" / "articles").rglob("*.yaml"))
    path.write_text(path.read_text("utf-8").replace("title: ", "title: Not ", 1), "utf-8")


def add_page(folder: Path) -> None:
    page = folder / "content" / "pages" / "more.md"
    page.parent.mkdir(exist_ok=True)
    page.write_text("---\ntitle: More\n---\n\nWords.\n", "utf-8")


def replace_template(folder: Path) -> None:
    (folder / "templates" / "pages").mkdir()
    (folder / "templates" / "pages" / "404.html").write_text("{{ chrome.title }}", "utf-8")


def remove_output(folder: Path) -> None:
    (folder / "site" / "index.html").unlink()


def spoil_output(folder: Path) -> None:
    (folder / "site" / "index.html").write_text("Mine.\n", "utf-8")


def lose_record(folder: Path) -> None:
    shutil.rmtree(folder / "site")


CHANGES = (
    edit_keeping_size_and_time,
    edit_at_once,
    add_page,
    replace_template,
    remove_output,
    spoil_output,
    lose_record,
)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_change_shows(built: Path, briefgen: Command, change: Callable[[Path], None]) -> None:
    change(built)
    run = same_as_clean(built, briefgen)
    assert " 0 written" not in run.out
    assert " 0 written" in same_as_clean(built, briefgen).out


def test_the_options_count(built: Path, briefgen: Command) -> None:
    for options in (["--as-of", "2025-05-01"], ["--base-url", "https://example.org/"], ["--drafts"], []):
        same_as_clean(built, briefgen, *options)


def test_a_day_passes(built: Path, briefgen: Command) -> None:
    path = built / "content" / "briefing.yaml"
    kept = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("as_of")]
    path.write_text("\n".join(kept) + "\n", "utf-8")
    for now in (20_240 * DAY, 20_240 * DAY + 5, 20_241 * DAY + DAY // 2, 20_240 * DAY):
        same_as_clean(built, briefgen, environment={"SOURCE_DATE_EPOCH": str(now)})


def test_warnings_are_told_again(built: Path, briefgen: Command) -> None:
    (built / "content" / "stray.md").write_text("Nothing.\n", "utf-8")
    first, second = same_as_clean(built, briefgen), same_as_clean(built, briefgen)
    assert "stray-file" in first.err
    assert (second.err, second.out.partition("reused")[1]) == (first.err, "reused")
    assert briefgen(built, "build", "--strict").code == 1
    assert "stray-file" in briefgen(built, "build", "--format", "json").err


def damages(data: bytes, chance: random.Random) -> list[bytes]:
    at = chance.randrange(len(data))
    flipped = bytearray(data)
    flipped[at] ^= 1 << chance.randrange(8)
    return [b"", data[:at], bytes(flipped), data + b"x", bytes(chance.randbytes(len(data)))]


def test_a_damaged_cache_counts_as_absent(built: Path, briefgen: Command) -> None:
    chance = random.Random(1)
    cache = built / ".briefgen-cache"
    for path in sorted(cache.glob("*.cache")):
        whole = path.read_bytes()
        for data in damages(whole, chance):
            path.write_bytes(data)
            run = same_as_clean(built, briefgen)
            assert (run.code, run.err) == (0, "")
            path.write_bytes(whole)


def test_somebody_elses_folder_is_no_cache(tmp_path: Path) -> None:
    folder = tmp_path / ".briefgen-cache"
    folder.mkdir()
    (folder / "build-1.cache").write_bytes(b"Mine.")
    cache = CacheFolder(folder)
    cache.write("build-1", b"data")
    assert cache.read("build-1") is None
    assert not cache.remove()
    assert [path.read_bytes() for path in folder.iterdir()] == [b"Mine."]


def test_clean(built: Path, briefgen: Command) -> None:
    (built / "site" / "CNAME").write_text("example.org\n", "utf-8")
    (built / "site" / "index.html").write_text("Mine.\n", "utf-8")
    (built / ".briefgen-cache" / "notes.txt").write_text("Mine.\n", "utf-8")
    run = briefgen(built, "clean")
    assert (run.code, run.err) == (0, "")
    assert "site/index.html stays: it was changed by hand" in run.out
    assert sorted(tree(built / "site")) == ["CNAME", "index.html"]
    assert not [*(built / ".briefgen-cache").glob("*.cache")]
    assert (built / ".briefgen-cache" / "notes.txt").read_text("utf-8") == "Mine.\n"
    assert briefgen(built, "clean").out == "removed 0 files of site/ and the cache\n"


def test_clean_leaves_a_folder_alone_that_is_no_site(tmp_path: Path, briefgen: Command) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("Mine.\n", "utf-8")
    assert briefgen(tmp_path, "clean").out == "removed 0 files of site/\n"
    assert sorted(tree(tmp_path / "site")) == ["index.html"]
