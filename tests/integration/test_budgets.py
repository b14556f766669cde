"""How much a page of the demo may weigh, uncompressed."""

import re
from pathlib import Path

import pytest
from tools.projects import html_files

HOME = 60_000
"""Bytes of HTML and CSS of the first page together."""
SCRIPT = 20_000
PAGE = 500_000


@pytest.fixture(scope="module")
def pages(demo_site: Path) -> dict[Path, str]:
    return {path: path.read_text(encoding="utf-8") for path in html_files(demo_site)}


def loaded(page: Path, text: str, pattern: str) -> list[Path]:
    """The files that a page loads; what it names by its place on the host is beside `404.html`."""
    return [page.parent / re.sub(r"^/.*/(?=assets/)", "", found) for found in re.findall(pattern, text)]


def test_the_first_page_is_small(demo_site: Path, pages: dict[Path, str]) -> None:
    home = demo_site / "index.html"
    sheets = loaded(home, pages[home], r'<link rel="stylesheet" href="([^"]+)"')
    assert len(sheets) == 1
    assert home.stat().st_size + sheets[0].stat().st_size < HOME


def test_no_page_has_much_script(pages: dict[Path, str]) -> None:
    sizes = {}
    for page, text in pages.items():
        scripts = loaded(page, text, r'<script src="([^"]+)"')
        sizes[page] = sum(path.stat().st_size for path in scripts)
    assert max(sizes.values()) < SCRIPT, max(sizes, key=lambda page: sizes[page])


def test_no_page_is_large(pages: dict[Path, str]) -> None:
    assert [page for page in pages if page.stat().st_size > PAGE] == []
