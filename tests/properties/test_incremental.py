"""Whatever is changed between two builds, the second comes to the very files that a build of its own would.

The changes are random edits of a small project: words of any file, files that come, go or are renamed, templates, the
day, the address; a build that is killed; a cache that is damaged.
"""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tools.projects import ROOT

from briefgen.cli import exit_code

BASE = ROOT / "tests" / "cases" / "faults" / "base"
Edit = Callable[[Path, random.Random], None]


def tree(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def texts(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "content").rglob("*") if path.suffix in (".yaml", ".txt", ".md"))


def change_words(folder: Path, chance: random.Random) -> None:
    """Some word of some file becomes another; most such edits leave a briefing that builds."""
    path = chance.choice(texts(folder))
    lines = path.read_text("utf-8").split("\n")
    candidates = [
        n for n, line in enumerate(lines) if line.lstrip().startswith(("title:", "summary:", "note:", "name:"))
    ]
    if candidates:
        lines[chance.choice(candidates)] += chance.choice([" more", " other", ""])
    path.write_text("\n".join(lines), "utf-8")


def break_something(folder: Path, chance: random.Random) -> None:
    path = chance.choice(texts(folder))
    text = path.read_text("utf-8")
    at = chance.randrange(len(text) + 1)
    path.write_text(text[:at] + chance.choice(["x", "\n", ": ", "\t"]) + text[at:], "utf-8")


def mend_all(folder: Path, chance: random.Random) -> None:
    shutil.rmtree(folder / "content")
    shutil.copytree(BASE, folder / "content")


def add_a_page(folder: Path, chance: random.Random) -> None:
    page = folder / "content" / "pages" / f"page-{chance.randrange(3)}.md"
    page.parent.mkdir(exist_ok=True)
    page.write_text(f"---\ntitle: Page {chance.randrange(9)}\n---\n\nWords.\n", "utf-8")


def remove_something(folder: Path, chance: random.Random) -> None:
    pages = sorted((folder / "content" / "pages").glob("page-*.md"))
    if pages:
        chance.choice(pages).unlink()


def rename_a_page(folder: Path, chance: random.Random) -> None:
    pages = sorted((folder / "content" / "pages").glob("page-*.md"))
    if pages:
        chance.choice(pages).replace(folder / "content" / "pages" / f"renamed-{chance.randrange(3)}.md")


def add_an_asset(folder: Path, chance: random.Random) -> None:
    (folder / "content" / "assets").mkdir(exist_ok=True)
    (folder / "content" / "assets" / "data.csv").write_bytes(chance.randbytes(8))


def change_a_template(folder: Path, chance: random.Random) -> None:
    path = folder / "templates" / "partials" / "footer.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"<footer>{chance.randrange(9)}</footer>\n", "utf-8")


def change_the_settings(folder: Path, chance: random.Random) -> None:
    path = folder / "content" / "briefing.yaml"
    lines = [line for line in path.read_text("utf-8").split("\n") if not line.startswith("soon_days:")]
    path.write_text("\n".join([f"soon_days: {chance.randrange(1, 30)}", *lines]), "utf-8")


def damage_the_cache(folder: Path, chance: random.Random) -> None:
    for path in sorted((folder / ".briefgen-cache").glob("*.cache")):
        if chance.random() < 0.3:
            data = bytearray(path.read_bytes())
            data[chance.randrange(len(data))] ^= 0xFF
            path.write_bytes(bytes(data[: chance.randrange(len(data))] if chance.random() < 0.5 else data))


def damage_the_site(folder: Path, chance: random.Random) -> None:
    pages = sorted((folder / "site").rglob("*.html"))
    if pages:
        path = chance.choice(pages)
        path.unlink() if chance.random() < 0.5 else path.write_text("Mine.", "utf-8")


EDITS: tuple[Edit, ...] = (
    change_words,
    change_words,
    break_something,
    mend_all,
    add_a_page,
    remove_something,
    rename_a_page,
    add_an_asset,
    change_a_template,
    change_the_settings,
    damage_the_cache,
    damage_the_site,
)
OPTIONS = ([], [], ["--as-of", "2025-06-01"], ["--base-url", "https://example.org/"], ["--drafts"])


@pytest.mark.parametrize("seed", range(4))
def test_a_build_with_the_cache_equals_one_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], seed: int
) -> None:
    chance = random.Random(seed)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    shutil.copytree(BASE, tmp_path / "content")
    (tmp_path / "templates").mkdir()
    built = 0
    for _ in range(12):
        for edit in chance.choices(EDITS, k=chance.randrange(3)):
            edit(tmp_path, chance)
        options = chance.choice(OPTIONS)
        code = exit_code(["build", "--quiet", *options])
        said = capsys.readouterr().err
        clean = exit_code(["build", "--quiet", "--no-cache", "--output", "clean", *options])
        assert (code, said) == (clean, capsys.readouterr().err)
        if code == 0:
            built += 1
            assert tree(tmp_path / "site") == tree(tmp_path / "clean")
        else:
            mend_all(tmp_path, chance)
    assert built > 5
