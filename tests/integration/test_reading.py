"""The pages as they are read: in the light and the dark, on a telephone, by keyboard, on paper, by a screen reader."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from tools.browser import axe_violations

READERS: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1440, "height": 900}},
    "dark": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},
    "telephone": {"viewport": {"width": 360, "height": 740}},
}
NARROWEST = 320
"""Pixels: a screen of 1280 at 400 per cent (WCAG 1.4.10)."""


def one_of_each(site: Path) -> Iterator[Path]:
    """A page of every kind: those that stand alone, and of each folder the list and the largest."""
    for folder in (site, *sorted(path for path in site.iterdir() if path.is_dir())):
        pages = sorted(path for path in folder.glob("*.html") if path.name != "404.html")
        yield from [path for path in pages if path.name == "index.html"]
        yield from sorted(pages, key=lambda path: path.stat().st_size)[-1:]


@pytest.fixture
def home(chromium: Browser, demo_site: Path) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto((demo_site / "index.html").as_uri())
    yield page
    context.close()


@pytest.mark.slow
@pytest.mark.parametrize("reader", READERS)
def test_nothing_stands_in_a_readers_way(reader: str, chromium: Browser, axe: Path, any_site: Path) -> None:
    context = chromium.new_context(**READERS[reader])
    page = context.new_page()
    found = []
    for path in dict.fromkeys(one_of_each(any_site)):
        page.goto(path.as_uri())
        found += [f"{path.relative_to(any_site)}: {violation}" for violation in axe_violations(page, axe)]
    context.close()
    assert found == []


def test_no_page_is_wider_than_the_narrowest_screen(chromium: Browser, any_site: Path) -> None:
    context = chromium.new_context(viewport={"width": NARROWEST, "height": 740})
    page = context.new_page()
    found = []
    for path in dict.fromkeys(one_of_each(any_site)):
        page.goto(path.as_uri())
        if page.evaluate("document.documentElement.scrollWidth") > NARROWEST:
            found.append(path.relative_to(any_site))
    context.close()
    assert found == []


def test_escape_puts_the_words_of_a_citation_away(home: Page) -> None:
    mark = home.locator(".cite").first
    words = mark.locator("> span")
    assert not words.is_visible()
    for come, leave in (
        (mark.locator("> a").focus, home.locator("main").focus),
        (mark.locator("> a").hover, home.locator("h1").hover),
    ):
        come()
        assert words.is_visible()
        home.keyboard.press("Escape")
        assert not words.is_visible()
        leave()
        come()
        assert words.is_visible()
        leave()


def test_a_mark_stands_right_behind_what_it_proves(home: Page) -> None:
    before = home.locator(".cite").evaluate_all("marks => marks.map(mark => mark.previousSibling?.nodeValue ?? '')")
    assert [text for text in before if text != text.rstrip()] == []


@pytest.mark.parametrize("mode", [{"forced_colors": "active"}, {"media": "print"}], ids=["forced colours", "print"])
def test_states_can_be_told_where_no_ground_is_painted(home: Page, mode: dict[str, Any]) -> None:
    home.emulate_media(**mode)
    colour, ground, frame = home.locator(".tag.state-overdue").first.evaluate(
        "tag => { const s = getComputedStyle(tag); return [s.color, s.backgroundColor, s.borderTopWidth]; }"
    )
    assert (colour, frame) == ("rgb(0, 0, 0)", "2px")
    assert ground.endswith(", 0)")


def test_letters_of_twice_the_size_fit(chromium: Browser, any_site: Path) -> None:
    """WCAG 1.4.4: also where the reader enlarges the letters alone."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    found = []
    for path in dict.fromkeys(one_of_each(any_site)):
        page.goto(path.as_uri())
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        if page.evaluate("document.documentElement.scrollWidth") > 1280:
            found.append(path.relative_to(any_site))
    context.close()
    assert found == []


def test_nothing_moves(chromium: Browser, any_site: Path) -> None:
    """There is no motion that a reader would have to switch off; for one who did, nothing else is different."""
    context = chromium.new_context(reduced_motion="reduce")
    page = context.new_page()
    for path in dict.fromkeys(one_of_each(any_site)):
        page.goto(path.as_uri())
        moving = page.evaluate(
            """() => document.getAnimations().filter((one) => one.effect.getKeyframes().some((frame) =>
              Object.keys(frame).some((key) => !['offset', 'computedOffset', 'easing', 'composite', 'visibility']
                .includes(key)))).length
              + Number(getComputedStyle(document.documentElement).scrollBehavior !== 'auto')"""
        )
        assert moving == 0, path
    context.close()


WALK = """() => {
  const it = document.activeElement;
  if (it === document.body) return null;
  const box = it.getBoundingClientRect();
  const style = getComputedStyle(it);
  return {
    name: it.getAttribute('aria-label') || it.textContent.trim() || it.labels?.[0]?.textContent || it.id,
    href: it.getAttribute('href'),
    seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
    ringed: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 || it.matches('svg *'),
  };
}"""


@pytest.mark.parametrize("path", ["articles", "deadlines/index.html", "positions/index.html"])
def test_a_walk_by_keyboard(path: str, chromium: Browser, demo_site: Path) -> None:
    """Tab comes to every control once, each is seen, ringed and named, and Shift+Tab goes the same way back."""
    place = demo_site / path
    if place.is_dir():
        place = max((page for page in place.glob("2*.html")), key=lambda page: page.stat().st_size)
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(place.as_uri())
    page.wait_for_timeout(100)
    steps = []
    for _ in range(1_000):
        page.keyboard.press("Tab")
        step = page.evaluate(WALK)
        if step is None:
            break
        steps.append(step)
    assert len(steps) > 20
    assert [step for step in steps if not (step["seen"] and step["ringed"] and step["name"])] == []
    controls = page.evaluate(
        """() => [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')]
          .filter((one) => one.checkVisibility({visibilityProperty: true})).length"""
    )
    assert len(steps) == controls
    back = []
    for _ in steps:
        page.keyboard.press("Shift+Tab")
        back.append(page.evaluate(WALK))
    assert [step["name"] for step in reversed(back)] == [step["name"] for step in steps]
    context.close()
