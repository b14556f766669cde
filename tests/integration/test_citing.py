"""From a sentence to the words in its source and back, in one step each: with the keyboard alone, and without a script;
the words of a citation under a finger; citations to copy."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tools.hosting import hosted

WITHOUT_A_SCRIPT = [True, False]


@pytest.fixture(scope="module")
def address(demo_site: Path) -> Iterator[str]:
    with hosted(demo_site) as address:
        yield address


@pytest.fixture
def home(chromium: Browser, demo_site: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The first page, from disk; the parameter tells whether scripts run."""
    context = chromium.new_context(java_script_enabled=getattr(request, "param", True))
    page = context.new_page()
    page.goto((demo_site / "index.html").as_uri())
    yield page
    context.close()


def marks(page: Page) -> list[str]:
    """The ids of all citation marks, and where each leads."""
    return [mark.get_attribute("id") or "" for mark in page.locator("main .cite").all()]


@pytest.mark.parametrize("home", WITHOUT_A_SCRIPT, indirect=True, ids=["scripts", "no script"])
def test_from_every_cited_sentence_to_the_words_and_back(home: Page) -> None:
    """By the keyboard: Enter on the mark, then Enter on a link beside the words that leads back to the sentence."""
    found = marks(home)
    assert len(found) > 10
    for mark in found:
        link = home.locator(f"#{mark} > a")
        words = home.locator(f"#{mark} > span").text_content() or ""
        href = link.get_attribute("href") or ""
        link.focus()
        home.keyboard.press("Enter")
        home.wait_for_url(f"**/{href}")
        shown = highlighted(home, href.partition("#")[2])
        quoted = re.match(r"“(.*)” ", words)
        assert quoted is None or shown == quoted[1]
        back = home.locator(f"#n-{href.partition('#a-')[2]} a[href^='../index.html#']").first
        target = back.get_attribute("href") or ""
        back.focus()
        home.keyboard.press("Enter")
        home.wait_for_url(f"**/{target.removeprefix('../')}")
        sentence = home.locator(":target")
        assert sentence.locator("> a").get_attribute("href") == href
        home.go_back()
        home.go_back()
        home.wait_for_url("**/index.html")


def highlighted(page: Page, anchor: str) -> str:
    """The words that stand highlighted at an anchor, on one line."""
    key = anchor.removeprefix("a-")
    pieces = page.locator(f"mark[data-annotation~='{key}']").all_text_contents()
    return " ".join("".join(pieces).split())


def test_every_way_back_ends_at_a_mark_for_these_words(chromium: Browser, any_site: Path) -> None:
    page = chromium.new_page()
    links: set[tuple[str, str]] = set()
    for path in sorted((any_site / "articles").glob("*.html")):
        page.goto(path.as_uri())
        for link in page.locator(".cited-in li").all():
            hrefs = [a.get_attribute("href") or "" for a in link.locator("a").all()]
            if "#" in hrefs[0] and "#n-" not in hrefs[0]:
                links.add((hrefs[0], hrefs[-1] if len(hrefs) > 1 else f"../articles/{path.name}"))
    assert links
    for href, source in sorted(links):
        page.goto((any_site / "articles" / href.partition("#")[0]).resolve().as_uri())
        mark = page.locator(f"#{href.partition('#')[2]} > a")
        target = mark.get_attribute("href") or ""
        assert target.rpartition("/")[2] == source.rpartition("/")[2], href
    page.close()


def test_a_finger_sees_the_words_first_and_then_goes_to_them(chromium: Browser, demo_site: Path) -> None:
    context = chromium.new_context(has_touch=True, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto((demo_site / "index.html").as_uri())
    first, second = (page.locator("main .cite").nth(number) for number in (0, 1))
    first.locator("> a").tap()
    assert first.locator("> span").is_visible()
    assert page.url.endswith("index.html")
    page.locator("h1").tap()
    assert not first.locator("> span").is_visible()
    second.locator("> a").tap()
    assert second.locator("> span").is_visible()
    assert page.url.endswith("index.html")
    page.locator("h1").tap()
    second.locator("> a").tap()
    assert page.url.endswith("index.html"), "what was seen long ago is seen again"
    second.locator("> a").tap()
    page.wait_for_url("**/articles/**")
    context.close()


# Citations to copy


@pytest.fixture
def reader(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 1200, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context
    context.close()


ARTICLE = "articles/2025-05-26-seoul-readout.html"
TITLE, SOURCE = "3차 협의는 대선 이후, 7월 8일 시한은 빠듯하다", "Demonstration note, 26 May 2025."
PUBLIC = f"https://example.org/korea-us-tariffs/{ARTICLE}"
"""Its address by the `base_url` of the demo."""


def copied(page: Page) -> str:
    expect(page.locator("#copying [role=status]")).to_have_text("Copied.")
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def test_a_passage_is_copied_as_text_and_as_markdown(reader: BrowserContext, address: str) -> None:
    page = reader.new_page()
    page.goto(f"{address}{ARTICLE}")
    note = page.locator(".para .note").first
    key = (note.get_attribute("id") or "").removeprefix("n-")
    words = highlighted(page, f"a-{key}")
    note.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(note.locator("#copying")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    way = f"{PUBLIC}#a-{key}"
    assert copied(page) == f"“{words}” {TITLE}, {SOURCE} ({way})"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert copied(page) == f"> {words}\n>\n> — {TITLE}, {SOURCE} ([highlighted words]({way}))"


def test_an_article_is_copied_with_its_address(reader: BrowserContext, address: str) -> None:
    page = reader.new_page()
    page.goto(f"{address}{ARTICLE}")
    page.evaluate(
        """() => {
          const source = document.createElement('span');
          source.className = 'address';
          source.textContent = 'https://example.org/a_(b)';
          document.querySelector('.citation[open] p').append(' ', source);
          document.querySelector('.citation[open] cite').textContent = 'A *bold* [title]';
        }"""
    )
    page.locator("#copying [data-as=markdown]").click()
    title = r"[A \*bold\* \[title\]](https://example.org/a_%28b%29)"
    assert copied(page) == f"{title}, {SOURCE} ([highlighted words]({PUBLIC}))"


def test_what_is_opened_from_disk_has_no_address_to_copy(reader: BrowserContext, demo_site: Path) -> None:
    page = reader.new_page()
    page.goto((demo_site / ARTICLE).as_uri())
    page.evaluate("document.querySelector('link[rel=canonical]').remove()")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.evaluate("document.execCommand = () => { window.taken = document.activeElement.value; return true; }")
    page.locator("#copying [data-as=text]").click()
    expect(page.locator("#copying [role=status]")).to_have_text("Copied.")
    assert page.evaluate("taken").endswith(SOURCE)
    assert page.evaluate("document.activeElement.dataset.as") == "text"


def test_without_a_script_the_citation_can_be_read_and_no_button_is_dead(chromium: Browser, demo_site: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((demo_site / ARTICLE).as_uri())
    assert not page.locator("button").first.is_visible()
    note = page.locator(".para .note").first
    note.locator("summary").focus()
    page.keyboard.press("Enter")
    assert SOURCE in note.locator(".citation p").inner_text()
    context.close()
