"""The pages on paper, as a browser prints them: running heads, page numbers, notes with addresses, nothing to click."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from unicodedata import normalize

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader
from tools.projects import ROOT

ADDRESS = re.search(r"(?m)^base_url: (\S+)", (ROOT / "content" / "briefing.yaml").read_text("utf-8"))[1]
TITLE = re.search(r"(?m)^title: (.+)$", (ROOT / "content" / "briefing.yaml").read_text("utf-8"))[1].strip("\"'")

Print = Callable[[str], list[str]]


@pytest.fixture(scope="module")
def printed(chromium: Browser, demo_site: Path) -> Print:
    """`printed("index.html")` gives the text of each sheet."""

    def sheets(path: str) -> list[str]:
        page = chromium.new_page()
        page.goto((demo_site / path).as_uri())
        made = page.pdf(prefer_css_page_size=True)
        assert page.locator(".paper").filter(visible=True).count() == 0, "after printing all is as it was"
        page.close()
        return [" ".join(sheet.extract_text().split()) for sheet in PdfReader(BytesIO(made)).pages]

    return sheets


def largest(folder: Path) -> str:
    found = max(folder.glob("*.html"), key=lambda path: path.stat().st_size)
    return found.relative_to(folder.parent).as_posix()


@pytest.mark.parametrize("kind", ["index.html", "deadlines/index.html", "articles", "topics"])
def test_every_sheet_says_what_it_is_of(kind: str, printed: Print, demo_site: Path) -> None:
    path = kind if kind.endswith(".html") else largest(demo_site / kind)
    sheets = printed(path)
    assert len(sheets) >= 2
    for number, sheet in enumerate(sheets, 1):
        assert TITLE in sheet, f"the running head of sheet {number}"
        assert f"{number} / {len(sheets)}" in sheet
    for not_for_paper in ("Skip to the content", "Feed of what is new", "BibTeX", "All dates ("):
        assert not any(not_for_paper in sheet for sheet in sheets), not_for_paper


def test_notes_have_addresses(printed: Print) -> None:
    sheets = printed("index.html")
    text = " ".join(sheets).replace(" ", "")
    notes = text.partition("Sourcescited")[2]
    addresses = re.findall(rf"{re.escape(ADDRESS)}articles/[a-z0-9-]+\.html#a-[a-z0-9-]+", notes)
    assert len(addresses) > 20, "those of the marks, then those of the other links to sources"
    assert len(set(addresses)) > 0.9 * len(addresses)


def test_no_paragraph_of_an_article_is_cut(printed: Print, demo_site: Path) -> None:
    path = largest(demo_site / "articles")
    text = (demo_site / path.replace(".html", ".txt")).read_text("utf-8")
    sheets = [letters(sheet) for sheet in printed(path)]
    paragraphs = [letters(paragraph) for paragraph in text.split("\n\n") if paragraph.strip()]
    assert [paragraph for paragraph in paragraphs if not any(paragraph in sheet for sheet in sheets)] == []


def letters(text: str) -> str:
    """Without the numbers of notes between the words, and without the typesetter's ligatures."""
    return "".join(filter(str.isalpha, normalize("NFKC", text)))
