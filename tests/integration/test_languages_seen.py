"""Pages in other languages as they are seen: nothing cut, nothing on the wrong side, a language of one's own."""

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from tools.projects import ROOT, Run, write_files

DESKTOP, TELEPHONE = 1280, 360
CUT = """
() => [...document.querySelectorAll('main *, header *, footer *')].filter((element) => {
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  if (!box.width || style.visibility === 'hidden' || element.closest('.vh, svg, .cite > span, .wide')) return false;
  const clipped = style.overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
  return clipped || box.right > innerWidth + 1 || box.left < -1;
}).map((element) => element.outerHTML.slice(0, 80))
"""
"""What a reader cannot see whole."""


@pytest.fixture(scope="module")
def korean(tmp_path_factory: pytest.TempPathFactory, briefgen: Callable[..., Run]) -> Path:
    """The site of the demo with its interface in Korean."""
    folder = tmp_path_factory.mktemp("korean")
    shutil.copytree(ROOT / "content", folder / "content")
    path = folder / "content" / "briefing.yaml"
    path.write_text(re.sub(r"(?m)^language: .*$", "language: ko", path.read_text("utf-8")), "utf-8")
    run = briefgen(folder, "build")
    assert run.code == 0, run.err
    return run.site


def largest_of_each(site: Path) -> Iterator[Path]:
    for folder in (site, *sorted(path for path in site.iterdir() if path.is_dir())):
        pages = sorted(path for path in folder.glob("*.html") if path.name != "404.html")
        yield from sorted(pages, key=lambda path: path.stat().st_size)[-1:]


@pytest.mark.parametrize("width", [DESKTOP, TELEPHONE])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_nothing_is_cut(language: str, width: int, korean: Path, demo_site: Path, chromium: Browser) -> None:
    site = korean if language == "ko" else demo_site
    page = chromium.new_page(viewport={"width": width, "height": 900})
    found = {}
    for path in largest_of_each(site):
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.lang") == language
        if cut := page.evaluate(CUT):
            found[path.relative_to(site).as_posix()] = cut
    page.close()
    assert found == {}


def test_korean_words_are_not_broken(korean: Path, chromium: Browser) -> None:
    page = chromium.new_page(viewport={"width": TELEPHONE, "height": 900})
    page.goto((korean / "deadlines" / "index.html").as_uri())
    style = page.evaluate("(({wordBreak, lineBreak}) => [wordBreak, lineBreak])(getComputedStyle(document.body))")
    assert style == ["keep-all", "strict"]
    page.close()


# A language of one's own

HARBOUR: Mapping[str, Any] = {
    "content/topics.yaml": "dues: {title: Dues}\n",
    "content/actors.yaml": "port: {name: هيئة الميناء}\n",
    "content/articles/offer.txt": "ستخفض الهيئة الرسوم بنسبة 25% اعتبارًا من 1 يوليو 2025، وذلك للسفن الصغيرة.\n",
    "content/articles/offer.yaml": "title: هيئة الميناء تعرض خفض الرسوم\npublished: 2025-06-02\nlanguage: ar\n"
    "annotations:\n  - {id: cut, quote: 'بنسبة 25% اعتبارًا من 1 يوليو 2025', actor: port, topics: dues}\n",
}
ARABIC = """
msgid ""
msgstr ""
"Plural-Forms: nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);\\n"

msgid "Bottom line"
msgstr "الخلاصة"

msgid "%(num)d article"
msgid_plural "%(num)d articles"
msgstr[0] "لا مقالات"
msgstr[1] "مقالة واحدة"
msgstr[2] "مقالتان"
msgstr[3] "%(num)d مقالات"
msgstr[4] "%(num)d مقالة"
msgstr[5] "%(num)d مقالة"
"""


@pytest.fixture(scope="module")
def built_in_arabic(tmp_path_factory: pytest.TempPathFactory, briefgen: Callable[..., Run]) -> Path:
    """A project that brings a language of its own, a part of it; the package is as it is."""
    head = "title: الميناء\nlanguage: ar\nas_of: 2025-06-10\nbottom_line: الرسوم أقل [@offer#cut].\n"
    folder = write_files(
        tmp_path_factory.mktemp("arabic"),
        {**HARBOUR, "content/briefing.yaml": head, "templates/locale/ar.po": ARABIC},
    )
    run = briefgen(folder, "build")
    assert run.code == 0, run.err
    return run.site


def test_a_project_can_bring_a_language(built_in_arabic: Path) -> None:
    page = (built_in_arabic / "index.html").read_text("utf-8")
    assert '<html lang="ar" dir="rtl">' in page
    assert "الخلاصة" in page
    assert "مقالة واحدة" in page, "the form for one"
    assert "2 يونيو 2025" in page, "dates by CLDR"
    assert "Deadlines" in page, "what is not translated stays English"


@pytest.mark.parametrize("width", [DESKTOP, TELEPHONE])
def test_nothing_is_cut_from_right_to_left(width: int, built_in_arabic: Path, chromium: Browser) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 900})
    for path in largest_of_each(built_in_arabic):
        page.goto(path.as_uri())
        assert page.evaluate(CUT) == []
    page.close()


# Right to left within left to right


@pytest.fixture(scope="module")
def article(
    tmp_path_factory: pytest.TempPathFactory, briefgen: Callable[..., Run], chromium: Browser
) -> Iterator[Page]:
    """The page of an article in Arabic in a briefing in English."""
    folder = write_files(tmp_path_factory.mktemp("mixed"), {**HARBOUR, "content/briefing.yaml": "title: Harbour\n"})
    run = briefgen(folder, "build")
    assert run.code == 0, run.err
    page = chromium.new_page(viewport={"width": DESKTOP, "height": 900})
    page.goto((run.site / "articles" / "offer.html").as_uri())
    yield page
    page.close()


def test_raw_text_reads_from_its_own_side(article: Page) -> None:
    text = article.locator(".text").first
    assert text.evaluate("element => getComputedStyle(element).direction") == "rtl"
    assert article.evaluate("getComputedStyle(document.body).direction") == "ltr"


def test_the_number_of_a_note_stands_behind_its_words(article: Page) -> None:
    """Behind is on the left there; a digit before it must not draw it to its right."""
    mark, number = (article.locator(f".text {tag}").first.bounding_box() for tag in ("mark", ".ref"))
    assert mark and number
    assert number["x"] + number["width"] <= mark["x"] + 2


def test_a_day_stays_whole_behind_a_name_from_right_to_left(article: Page) -> None:
    """`NAME, 2 June 2025`: the 2 belongs to June."""
    article.goto(article.url.replace("articles/offer.html", "index.html"))
    lines = article.locator("time").evaluate_all("times => times.map(time => time.getClientRects().length)")
    assert lines and set(lines) == {1}
