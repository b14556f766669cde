"""A briefing of 500 articles, in which every list is too long for a page: nothing is large, nothing is out of reach."""

import posixpath
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import unquote

import pytest
from tools.large import SENTENCES, Size, briefing, records
from tools.projects import Run, html_files
from tools.sitecheck import check_site

SIZE = Size()
PAGE = 500_000
HOME = 60_000
FEW = 3
"""Clicks from home to any record. A long list costs one more than a short one."""

LINK = re.compile(r'<a\b[^>]* href="([^"#?:]*)(?:#([^"]*))?"')


@pytest.fixture(scope="module")
def site(build_site: Callable[..., Run]) -> Path:
    return build_site(briefing(SIZE)).site


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, str]:
    return {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in html_files(site)}


@pytest.fixture(scope="module")
def links(pages: Mapping[str, str]) -> dict[str, set[str]]:
    """Page → the pages that it links to."""
    return {path: {target(path, found) for found, _ in LINK.findall(text) if found} for path, text in pages.items()}


def target(page: str, link: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(link)))


def clicks(links: Mapping[str, set[str]], start: str) -> dict[str, int]:
    """How many links it takes from a page to each other one."""
    found, border = {start: 0}, [start]
    while border:
        after = sorted({other for page in border for other in links.get(page, ())} - set(found))
        found.update(dict.fromkeys(after, found[border[0]] + 1))
        border = after
    return found


def test_no_page_is_large(pages: Mapping[str, str]) -> None:
    sizes = {path: len(text.encode()) for path, text in pages.items()}
    assert {path: size for path, size in sizes.items() if size > PAGE} == {}
    assert sizes["index.html"] < HOME


def test_every_list_was_too_long(pages: Mapping[str, str]) -> None:
    """Else the other tests show nothing."""
    assert "discrepancies/page/2.html" in pages and "changes/page/1.html" in pages and "articles/page/1.html" in pages
    assert "timeline/page/2.html" in pages and "events/page/2.html" in pages and "actors/page/2.html" in pages
    assert "topics/t0.notes-1.html" in pages and "actors/p0.notes-1.html" in pages and "events/e0.notes-1.html" in pages
    assert "deadlines/undated.html" in pages and len([path for path in pages if path.startswith("deadlines/")]) > 3


def test_every_record_is_within_a_few_clicks_of_home(links: Mapping[str, set[str]]) -> None:
    found = clicks(links, "index.html")
    far = {path: found.get(path) for path in records(SIZE) if found.get(path, FEW + 1) > FEW}
    assert far == {}


def test_every_page_is_within_reach(pages: Mapping[str, str], links: Mapping[str, set[str]]) -> None:
    assert set(pages) - set(clicks(links, "index.html")) == {"404.html"}


def test_every_note_is_a_page_or_two_from_its_topic_its_actor_and_its_event(
    pages: Mapping[str, str], site: Path
) -> None:
    notes = {f"articles/a{n:04}.html#a-n{place}" for n in range(SIZE.articles) for place in range(SENTENCES - 1)}
    for path, text in pages.items():
        if path.startswith("articles/a"):
            assert len(re.findall(r' id="a-n\d"', text)) == SENTENCES - 1
    for record, places in {"topics/t0": (0, 1, 2), "actors/p0": (1, 3, 5), "events/e0": (1,)}.items():
        told: set[str] = set()
        for path in [f"{record}.html", *(path for path in pages if path.startswith(f"{record}.notes-"))]:
            assert path == f"{record}.html" or f'"../{path}"' in pages[f"{record}.html"]
            told |= {f"{target(path, page)}#{mark}" for page, mark in LINK.findall(pages[path])}
        assert {note for note in notes if int(note[-1]) in places} <= told, record


def test_every_event_stands_on_the_pages_of_the_years(pages: Mapping[str, str]) -> None:
    rows: set[str] = set()
    for path, text in pages.items():
        if path.startswith("deadlines/") and path != "deadlines/index.html":
            here = set(re.findall(r'id="event-([^"]+)"', text))
            assert not rows & here
            rows |= here
            assert f'"../{path}"' in pages["deadlines/index.html"]
    assert rows == {f"e{n}" for n in range(SIZE.events)}


def test_every_link_leads_somewhere(site: Path) -> None:
    assert list(map(str, check_site(site))) == []
