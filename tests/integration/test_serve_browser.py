"""The preview in a real browser: what reloads and what stays, faults on the page, tools for the writer."""

import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tools.preview import SMALL, Serving, serving
from tools.projects import write_files

FIRST = "articles/first.html"
SECOND = "articles/second.html"
LONG = "\n\n".join(f"Paragraph {number} of a long text." for number in range(200))


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def served(tmp_path: Path, cache: Path) -> Iterator[Serving]:
    with serving(write_files(tmp_path, SMALL), "--editor", "code", cache=cache) as running:
        yield running


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    made = chromium.new_context()
    yield made
    made.close()


@pytest.fixture
def visit(context: BrowserContext, served: Serving) -> Iterator[Callable[[str], Page]]:
    """A tab at a path of the preview, marked so that a reload shows; errors of its scripts fail the test."""
    broken: list[str] = []

    def open_tab(path: str) -> Page:
        page = context.new_page()
        page.on("pageerror", lambda problem: broken.append(str(problem)))
        page.goto(served.address + path)
        page.evaluate("window.unbroken = true")
        page.wait_for_function("() => window.briefgenPreview && briefgenPreview.state()")
        return page

    yield open_tab
    assert broken == []


def is_the_same(page: Page) -> bool:
    return bool(page.evaluate("window.unbroken === true"))


def test_only_the_tabs_that_a_change_touches_reload(served: Serving, visit: Callable[[str], Page]) -> None:
    first, second, topic, other = (visit(p) for p in (FIRST, SECOND, "topics/tariffs.html", "topics/quotas.html"))
    served.edit("articles/first.yaml", "in the margin", "beside the text")
    for page in (first, topic):
        page.bring_to_front()
        expect(page.get_by_text("A note beside the text.").first).to_be_visible()
        page.wait_for_function("() => !window.unbroken")
        expect(page.get_by_text("A note beside the text.").first).to_be_visible()
    for page in (second, other):
        page.bring_to_front()
        page.wait_for_timeout(1000)
        assert is_the_same(page)


def test_a_change_shows_before_the_page_is_loaded_anew(served: Serving, visit: Callable[[str], Page]) -> None:
    page = visit(FIRST)
    page.wait_for_function("() => briefgenPreview.patch")
    for number in range(3):
        old = f"edit {number - 1}" if number else "in the margin"
        served.edit("articles/first.yaml", f"A note {old}", f"A note edit {number}")
        expect(page.get_by_text(f"A note edit {number}.").first).to_be_visible()
        assert is_the_same(page) or number
    page.wait_for_function("() => !window.unbroken")
    assert page.get_by_text("A note edit 2.").count() > 0


def test_ten_tabs_are_kept_up_to_date(served: Serving, visit: Callable[[str], Page]) -> None:
    """More than the connections that a browser opens to one server."""
    tabs = [visit(FIRST) for _ in range(10)]
    served.edit("articles/first.yaml", "in the margin", "for ten tabs")
    for page in tabs:
        page.bring_to_front()
        expect(page.get_by_text("A note for ten tabs.").first).to_be_visible()


def test_two_browsers(served: Serving, visit: Callable[[str], Page], chromium: Browser) -> None:
    here = visit(FIRST)
    there = chromium.new_context().new_page()
    there.goto(served.address.replace("127.0.0.1", "localhost") + FIRST)
    served.edit("articles/first.yaml", "in the margin", "for both")
    for page in (here, there):
        expect(page.get_by_text("A note for both.").first).to_be_visible()
    there.context.close()


def test_scroll_and_address_survive(served: Serving, visit: Callable[[str], Page]) -> None:
    served.file("articles/first.txt").write_text("The ministry met the envoy on Monday.\n\n" + LONG + "\n")
    served.wait_for(lambda: "Paragraph 199" in served.get(f"/{FIRST}"))
    page = visit(FIRST + "?kind=deadline&text=a%20b#text")
    page.evaluate("window.scrollTo({top: 2400, behavior: 'instant'})")
    served.edit("articles/first.txt", "Paragraph 150 of", "Paragraph one hundred and fifty of")
    expect(page.get_by_text("Paragraph one hundred and fifty of a long text.")).to_be_attached()
    assert abs(page.evaluate("window.scrollY") - 2400) < 10
    page.wait_for_function("() => !window.unbroken && document.readyState === 'complete'")
    assert abs(page.evaluate("window.scrollY") - 2400) < 10
    assert page.url.endswith("?kind=deadline&text=a%20b#text")


def test_open_details_survive(served: Serving, visit: Callable[[str], Page]) -> None:
    footer = (
        "<footer><details id='a'><summary>A</summary>one</details><details><summary>B</summary>two</details></footer>\n"
    )
    write_files(served.folder, {"templates/partials/footer.html": footer})
    served.wait_for(lambda: "<summary>B" in served.get(f"/{FIRST}"))
    page = visit(FIRST)
    page.evaluate("document.querySelectorAll('details')[1].open = true")
    served.edit("articles/first.yaml", "in the margin", "with details")
    expect(page.get_by_text("A note with details.").first).to_be_visible()
    page.wait_for_function(
        "() => document.querySelectorAll('details')[1].open && !document.querySelectorAll('details')[0].open"
    )


def test_a_stylesheet_is_swapped_without_a_reload(served: Serving, visit: Callable[[str], Page]) -> None:
    page = visit(FIRST)
    for colour, seen in (("teal", "rgb(0, 128, 128)"), ("navy", "rgb(0, 0, 128)")):
        write_files(served.folder, {"templates/assets/css/zz-own.css": f"main {{ color: {colour} }}\n"})
        expect(page.locator("main")).to_have_css("color", seen)
    assert is_the_same(page)
    page.wait_for_function("() => document.querySelectorAll('link[rel=stylesheet]').length === 1")
    assert is_the_same(page)


def test_a_new_article_appears_and_goes(served: Serving, visit: Callable[[str], Page]) -> None:
    index, missing = visit("articles/index.html"), visit("articles/third.html")
    files = {
        "articles/third.txt": "Third words.\n",
        "articles/third.yaml": "title: Third report\npublished: 2025-05-25\n",
    }
    for name, text in files.items():
        served.file(name).write_text(text)
    for page in (index, missing):
        page.bring_to_front()
        expect(page.get_by_text("Third report").first).to_be_visible()
    for name in files:
        served.file(name).unlink()
    missing.bring_to_front()
    expect(missing).to_have_title(re.compile("Page not found"))
    index.bring_to_front()
    expect(index.get_by_text("Third report")).to_have_count(0)


def test_a_tab_that_slept_catches_up(served: Serving, visit: Callable[[str], Page]) -> None:
    page = visit(FIRST)
    page.evaluate("Object.defineProperty(document, 'hidden', {value: true, configurable: true})")
    served.edit("articles/first.yaml", "in the margin", "while it slept")
    page.wait_for_timeout(500)
    assert is_the_same(page)
    page.evaluate("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_text("A note while it slept.").first).to_be_visible()


def test_a_tab_that_lost_the_server_catches_up(tmp_path: Path, cache: Path, context: BrowserContext) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = write_files(tmp_path, SMALL)
    touched, untouched = context.new_page(), context.new_page()
    with serving(folder, cache=cache, port=port) as running:
        touched.goto(running.address + FIRST)
        untouched.goto(running.address + SECOND)
        for page in (touched, untouched):
            page.wait_for_function("() => window.briefgenPreview && briefgenPreview.state()")
            page.evaluate("window.unbroken = true")
    expect(untouched.get_by_text("The preview does not answer")).to_be_visible()
    running.edit("articles/first.yaml", "in the margin", "while it was away")
    with serving(folder, cache=cache, port=port) as again:
        assert again.port == port
        expect(untouched.get_by_text("The preview does not answer")).to_have_count(0)
        assert is_the_same(untouched)
        touched.bring_to_front()
        expect(touched.get_by_text("A note while it was away.").first).to_be_visible(timeout=10_000)


def test_faults_are_on_the_page_until_they_are_mended(served: Serving, visit: Callable[[str], Page]) -> None:
    page = visit(SECOND)
    served.edit("articles/first.yaml", "kind: statement", "kind: statment")
    panel = page.get_by_role("dialog", name="1 error")
    expect(panel).to_be_visible()
    expect(panel).to_contain_text("content/articles/first.yaml:8:11")
    expect(panel).to_contain_text("did you mean `statement`?")
    expect(panel).to_contain_text("The last good site stays")
    assert panel.locator("pre").inner_text().strip() in "".join(served.said)
    href = panel.get_by_role("link", name="Edit").get_attribute("href")
    assert href == f"vscode://file{served.folder}/content/articles/first.yaml:8:11"
    panel.get_by_role("button", name="Dismiss").click()
    expect(panel).to_have_count(0)
    page.get_by_role("button", name="1 error").click()
    expect(panel).to_be_visible()
    served.edit("articles/first.yaml", "kind: statment", "kind: statement")
    expect(panel).to_have_count(0)
    assert is_the_same(page)


def test_content_that_never_was_good(tmp_path: Path, cache: Path, context: BrowserContext) -> None:
    files = {**SMALL, "content/briefing.yaml": "titel: Wrong\n"}
    with serving(write_files(tmp_path, files), cache=cache) as running:
        page = context.new_page()
        page.goto(running.address)
        expect(page.get_by_role("dialog")).to_contain_text("There is no site until this is mended")
        running.edit("briefing.yaml", "titel", "title")
        expect(page.get_by_role("heading", name="Wrong")).to_be_visible()


def test_markup_in_a_fault_stays_text(served: Serving, visit: Callable[[str], Page]) -> None:
    page = visit(SECOND)
    served.edit("articles/first.yaml", "kind: statement", "kind: <img/src=x/onerror=alert(1)>")
    expect(page.get_by_role("dialog").locator("pre")).to_contain_text("<img/src=x")
    assert page.locator("img").count() == 0


def test_a_note_leads_to_its_source(served: Serving, visit: Callable[[str], Page]) -> None:
    page = visit(FIRST)
    page.locator("mark[data-annotation=met]").hover()
    link = page.get_by_role("link", name="Edit met")
    expect(link).to_be_visible()
    assert link.get_attribute("href") == f"vscode://file{served.folder}/content/articles/first.yaml:6:9"
    page.keyboard.press("Escape")
    page.locator("li#n-met").hover()
    expect(page.get_by_role("link", name="Edit met")).to_be_visible()
    assert "first.yaml:1:1" in (page.get_by_role("link", name="Edit", exact=True).get_attribute("href") or "")


def test_selected_words_become_an_annotation(served: Serving, visit: Callable[[str], Page]) -> None:
    page = visit(FIRST)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=served.address)
    select(page, "Nothing was signed.", 1)
    page.get_by_role("button", name="Copy the annotation").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "- id: nothing-signed\n" in copied
    assert "prefix:" in copied
    served.edit(
        "articles/first.yaml", "    note: A note in the margin.\n", "    note: A note in the margin.\n" + copied
    )
    expect(page.locator("mark[data-annotation=nothing-signed]")).to_have_text("Nothing was signed.")
    assert served.state()["faults"] == ""


def select(page: Page, words: str, occurrence: int) -> None:
    """Selects words of the raw text, and lets go of the mouse."""
    page.evaluate(
        """([words, occurrence]) => {
            const walker = document.createTreeWalker(document.querySelector('.raw'), NodeFilter.SHOW_TEXT);
            let seen = 0;
            while (walker.nextNode()) {
                const text = walker.currentNode.data;
                for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
                    if (seen++ === occurrence) {
                        const range = document.createRange();
                        range.setStart(walker.currentNode, at);
                        range.setEnd(walker.currentNode, at + words.length);
                        getSelection().removeAllRanges();
                        getSelection().addRange(range);
                        document.dispatchEvent(new PointerEvent('pointerup', {bubbles: true}));
                        return;
                    }
                }
            }
            throw new Error('not there');
        }""",
        [words, occurrence],
    )


def test_another_site_reads_nothing(served: Serving, chromium: Browser, tmp_path: Path) -> None:
    """A page from elsewhere tries by fetch, script, image and frame."""
    page = chromium.new_context().new_page()
    page.route("http://evil.example/", lambda route: route.fulfill(body="<p>evil</p>", content_type="text/html"))
    page.goto("http://evil.example/")
    tries = """async address => {
        const load = (tag, source) => new Promise(done => {
            const made = document.createElement(tag);
            made.onload = () => done('loaded');
            made.onerror = () => done('refused');
            made.src = source;
            document.body.append(made);
        });
        const reads = [];
        for (const mode of ['cors', 'no-cors']) {
            reads.push(await fetch(address, {mode}).then(a => a.text()).then(t => t || 'refused', () => 'refused'));
        }
        reads.push(await load('script', address + '__briefgen__/preview.js'));
        const source = new EventSource(address + '__briefgen__/events');
        reads.push(await new Promise(done => {
            source.onmessage = event => done(event.data);
            source.onerror = () => done('refused');
        }));
        source.close();
        return reads;
    }"""
    assert page.evaluate(tries, served.address) == ["refused"] * 4
    page.evaluate(
        "a => { const f = document.createElement('iframe'); f.src = a; document.body.append(f); }", served.address
    )
    page.wait_for_timeout(500)
    assert all("A small briefing" not in frame.content() for frame in page.frames)
    page.context.close()
