"""The search in a browser: over HTTP, from disk, in the preview; by keyboard; with nothing from elsewhere."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from tools.browser import axe_violations
from tools.hosting import hosted
from tools.preview import serving
from tools.projects import ROOT, Run, write_files

Command = Callable[..., Run]


@pytest.fixture(scope="module")
def address(demo_site: Path) -> Iterator[str]:
    with hosted(demo_site) as address:
        yield address


@pytest.fixture
def context(chromium: Browser, address: str) -> Iterator[BrowserContext]:
    """Refuses and notes every request that leaves the site."""
    context = chromium.new_context(viewport={"width": 1100, "height": 800})
    foreign: list[str] = []

    def watch(route: Route) -> None:
        if route.request.url.startswith(address):
            route.continue_()
        else:
            foreign.append(route.request.url)
            route.abort()

    context.route("**/*", watch)
    yield context
    context.close()
    assert foreign == []


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    yield page
    assert faults == []


def found(page: Page) -> list[tuple[str, str]]:
    """Titles and targets of the results, once the search has said how many there are."""
    expect(page.locator("#search [role=status]")).not_to_be_empty()
    links = page.locator("#found li a")
    return [(link.inner_text(), link.get_attribute("href") or "") for link in links.all()]


def ask(page: Page, address: str, query: str) -> list[tuple[str, str]]:
    page.goto(f"{address}search/index.html?{query}")
    return found(page)


def test_words_lead_to_pages_passages_and_notes(page: Page, address: str) -> None:
    for kind, mark in (
        ("passage", "#a-"),
        ("note", "#n-"),
        ("topic", "topics/"),
        ("actor", "actors/"),
        ("event", "ev"),
    ):
        results = ask(page, address, f"q={'trade' if kind == 'actor' else 'the'}&type={kind}")
        assert results, kind
        assert all(mark in href for _, href in results), kind
    page.goto(f"{address}search/index.html?q=suspension&type=passage")
    title, href = found(page)[0]
    page.locator("#found li a").first.click()
    page.wait_for_url(f"**{href.removeprefix('..')}")
    assert page.locator("h1").inner_text() == title
    assert page.locator("mark:target, mark:has(:target)").count() == 1


@pytest.mark.parametrize(
    ("query", "least"),
    [("관세", 2), ("협의", 3), ("협의를", 1), ("시한이", 1), ("기술협의", 2), ("한미", 1)],
)
def test_korean_is_found(page: Page, address: str, query: str, least: int) -> None:
    assert len(ask(page, address, f"q={query}")) >= least


def test_filters(page: Page, address: str) -> None:
    everything = ask(page, address, "type=passage&kind=demand")
    assert len(everything) >= 2
    by_side = ask(page, address, "type=passage&kind=demand&side=usa")
    assert 0 < len(by_side) < len(everything)
    by_actor = ask(page, address, "type=event&actor=jamieson-greer")
    assert {href for _, href in by_actor} == {"../events/two-plus-two.html", "../events/jeju-meeting.html"}
    by_month = ask(page, address, "type=article&from=2025-05&to=2025-05")
    assert by_month and all("/2025-05-" in href for _, href in by_month)
    newest = ask(page, address, "type=article&sort=desc")
    assert [href for _, href in newest] == sorted((href for _, href in newest), reverse=True)


def test_a_topic_stands_for_those_below_it(page: Page, address: str) -> None:
    page.goto(f"{address}search/index.html")
    option = page.locator("#filter-topic option[data-covers]").first
    broad, covers = option.get_attribute("value"), (option.get_attribute("data-covers") or "").split()
    several = ask(page, address, f"type=topic&topic={broad}")
    assert {href.removeprefix("../topics/").removesuffix(".html") for _, href in several} == set(covers)


def test_by_keyboard_alone(page: Page, address: str) -> None:
    page.goto(f"{address}search/index.html")
    page.locator("#main").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("rate")
    page.keyboard.press("Enter")
    results = found(page)
    assert "q=rate" in page.url and "Found: " in page.locator("#search [role=status]").inner_text()
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('#found') !== null"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{results[0][1].removeprefix('..')}")
    page.go_back()
    assert found(page) == results, "the address has what was asked"


def test_more_results_come_on_request(page: Page, address: str) -> None:
    results = ask(page, address, "type=passage")
    assert len(results) == 10
    more = page.locator("#found button")
    more.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#found li")).not_to_have_count(10)
    assert page.evaluate("document.activeElement === document.querySelectorAll('#found li a')[10]")


def test_nothing_found_is_said_and_a_reset_starts_anew(page: Page, address: str) -> None:
    assert ask(page, address, "q=zzzz") == []
    assert page.locator("#search [role=status]").inner_text() == "Nothing found."
    page.locator("#search button[type=reset]").click()
    expect(page.locator("#search [role=status]")).to_be_empty()
    assert page.locator("#filter-q").input_value() == "" and page.url.endswith("index.html")


def test_what_is_found_cannot_bring_markup(
    build_site: Command, chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = "The tariff <img src=x onerror=alert(1)> & <b>bold</b> &lt;i&gt; stays.\n"
    content = {
        "briefing.yaml": "title: x\n",
        "articles/a.txt": text,
        "articles/a.yaml": json.dumps({"title": "<b>T</b>", "published": "2025-05-01", "annotations": []}),
    }
    with hosted(build_site(content).site) as address:
        page = chromium.new_page()
        page.goto(f"{address}search/index.html?q=tariff")
        assert found(page) == [("<b>T</b>", "../articles/a.html")]
        assert page.locator("#found img, #found b").count() == 0
        assert "<img src=x onerror=alert(1)> & <b>bold</b>" in page.locator("#found li").inner_text()
        page.close()


def test_axe_finds_nothing(page: Page, address: str, axe: Path) -> None:
    ask(page, address, "q=tariff")
    assert axe_violations(page, axe) == ()


def test_from_disk_the_page_says_so_and_leads_on(chromium: Browser, demo_site: Path) -> None:
    page = chromium.new_page()
    page.goto((demo_site / "search" / "index.html").as_uri())
    assert page.locator("#search").count() == 0
    assert "briefgen serve" in page.locator("#no-search").inner_text()
    page.locator("#no-search a", has_text="Articles").click()
    assert page.locator("h1").inner_text() == "Articles"
    page.close()


def test_without_a_script_the_page_leads_on(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}search/index.html")
    assert not page.locator("#search").is_visible()
    assert page.locator("#no-search a").first.is_visible()
    context.close()


def test_the_index_belongs_to_the_site(briefgen: Command, tmp_path: Path) -> None:
    """It is written, recorded and removed like any other file."""
    content = {"briefing.yaml": "title: x\n", "topics.yaml": "a: {title: Alpha}\nb: {title: Beta}\n"}
    write_files(tmp_path / "content", content)

    def build() -> dict[str, str]:
        run = briefgen(tmp_path, "build")
        assert run.code == 0, run.err
        record: dict[str, str] = json.loads((run.site / ".briefgen" / "record.json").read_text("utf-8"))["files"]
        assert all((run.site / path).is_file() for path in record)
        return {path: digest for path, digest in record.items() if path.startswith("search/")}

    first = build()
    assert len([path for path in first if path.endswith(".pf_fragment")]) == 3
    write_files(tmp_path / "content", {"topics.yaml": "a: {title: Alpha}\n"})
    second = build()
    gone = [path for path in first.keys() - second.keys() if path.endswith(".pf_fragment")]
    assert len(gone) == 1 and not (tmp_path / "site" / gone[0]).exists()
    write_files(tmp_path / "content", {"briefing.yaml": "title: x\nsearch: false\n"})
    assert build() == {}
    assert not (tmp_path / "site" / "search").exists()


def test_the_same_content_gives_the_same_index(build_site: Command) -> None:
    sites = [build_site(ROOT / "tests" / "cases" / "briefings" / "small", "--no-cache").site for _ in range(2)]
    one, other = ({p.relative_to(site): p.read_bytes() for p in (site / "search").rglob("*.*")} for site in sites)
    assert one == other and len(one) > 10


def test_the_preview_searches_too(chromium: Browser, tmp_path: Path) -> None:
    write_files(tmp_path / "content", {"briefing.yaml": "title: x\n", "topics.yaml": "a: {title: Alpha}\n"})
    with serving(tmp_path, cache=tmp_path / "cache") as served:
        page = chromium.new_page()
        page.goto(f"{served.address}search/index.html?q=alpha")
        assert found(page) == [("Alpha", "../topics/a.html")]
        page.close()
