"""`briefgen brief`: one file for mail, for paper, as text: what it holds, where it leads, that it stays the same."""

import re
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from pypdf import PdfReader
from tools.projects import ROOT, Run, briefings, write_files

from briefgen.paper import with_whole_words

DEMO = ROOT / "content"
RICH = ROOT / "tests" / "cases" / "briefings" / "rich"
MOST_PAGES = 4
"""Of the brief of one article on two sides; the demo has thirteen."""

Make = Callable[..., bytes]


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory, briefgen: Callable[..., Run]) -> Make:
    """`brief(content, ".pdf", *arguments)` gives the file, made once."""
    made: dict[tuple[Any, ...], bytes] = {}

    def make(content: Path, ending: str, *arguments: str, **options: Any) -> bytes:
        key = (content, ending, *arguments)
        if key not in made or options:
            output = tmp_path_factory.mktemp("brief") / f"brief{ending}"
            run = briefgen(ROOT, "brief", "--content", str(content), "--output", str(output), *arguments, **options)
            assert (run.code, run.err) == (0, "")
            assert run.out == f"{output}\n"
            made[key] = output.read_bytes()
        return made[key]

    return make


# On paper


@pytest.fixture(scope="module", params=briefings(), ids=lambda content: content.parent.name)
def pdf(request: pytest.FixtureRequest, brief: Make) -> PdfReader:
    return PdfReader(BytesIO(brief(request.param, ".pdf")))


def links(reader: PdfReader) -> Iterator[tuple[str, Any]]:
    """Every link: `uri` with its address, or `note` with the destination's name."""
    for page in reader.pages:
        for reference in page.get("/Annots") or ():
            link = reference.get_object()
            if link["/Subtype"] == "/Link":
                action = link.get("/A")
                yield ("uri", str(action["/URI"])) if action else ("note", link["/Dest"])


def text_of(reader: PdfReader) -> str:
    return " ".join("\n".join(page.extract_text() for page in reader.pages).split())


def test_every_citation_is_a_working_link(pdf: PdfReader) -> None:
    found = list(links(pdf))
    notes = [str(to) for kind, to in found if kind == "note"]
    assert len(notes) > 5
    assert set(notes) <= set(pdf.named_destinations)
    addresses = [to for kind, to in found if kind == "uri"]
    assert [address for address in addresses if not address.startswith("https://")] == []
    cited = {f"note-{number}" for number in range(1, len(set(notes)) + 1)}
    assert cited == set(notes), "each note is cited, and none is missing"
    assert len({address for address in addresses if "/articles/" in address and "#a-" in address}) >= len(cited)


def test_the_addresses_are_pages_of_the_site(brief: Make, demo_site: Path) -> None:
    root = re.search(r"(?m)^base_url: (\S+)", (DEMO / "briefing.yaml").read_text("utf-8"))[1]
    reader = PdfReader(BytesIO(brief(DEMO, ".pdf")))
    within = {to.removeprefix(root) for kind, to in links(reader) if kind == "uri" and to.startswith(root)}
    for address in within - {""}:
        path, _, anchor = address.partition("#")
        page = (demo_site / path).read_text("utf-8")
        assert not anchor or f'id="{anchor}"' in page, address


def test_the_text_can_be_selected(pdf: PdfReader) -> None:
    text = text_of(pdf)
    for words in ("Bottom line", "Key judgments", "Deadlines", "Where the sides stand", "Sources cited"):
        assert words in text


def test_bookmarks_lead_through_it(pdf: PdfReader) -> None:
    title, inner = pdf.outline[0], pdf.outline[1]
    assert title.title == pdf.metadata.title
    assert [mark.title for mark in inner][:3] == ["Bottom line", "Key judgments", "Deadlines"]


def test_it_is_tagged_for_those_who_listen(pdf: PdfReader) -> None:
    root = pdf.root_object
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - pypdf's own kind of truth
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    kinds = set(tagged(root["/StructTreeRoot"]))
    assert {"/H1", "/H2", "/P", "/Table", "/TR", "/TH", "/TD", "/L", "/LI", "/Link"} <= kinds


def tagged(element: Any) -> Iterator[str]:
    children = element.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        child = child.get_object()
        if isinstance(child, dict) and "/S" in child:
            yield child["/S"]
            yield from tagged(child)


def test_a_small_briefing_takes_few_pages(brief: Make, pdf: PdfReader) -> None:
    if len(pdf.pages) > MOST_PAGES:
        assert len(PdfReader(BytesIO(brief(DEMO, ".pdf"))).pages) == len(pdf.pages), "only the demo may be longer"
    assert len(PdfReader(BytesIO(brief(RICH, ".pdf"))).pages) <= MOST_PAGES


def test_its_times_are_those_of_the_briefing(brief: Make) -> None:
    metadata = PdfReader(BytesIO(brief(DEMO, ".pdf"))).metadata
    assert metadata.creation_date.date().isoformat() == metadata.modification_date.date().isoformat() == "2025-07-10"


@pytest.mark.parametrize("ending", [".pdf", ".html", ".md"])
def test_the_same_bytes_twice(ending: str, brief: Make) -> None:
    other = brief(DEMO, ending, environment={"PYTHONHASHSEED": "7", "TZ": "Asia/Seoul", "LC_ALL": "C"})
    assert brief(DEMO, ending) == other


@pytest.mark.parametrize(("language", "size"), [("en", (595, 842)), ("en-US", (612, 792)), ("ko", (595, 842))])
def test_the_paper_is_that_of_the_country(
    language: str, size: tuple[int, int], project: Callable[..., Path], brief: Make
) -> None:
    folder = project({"content/briefing.yaml": f"title: Fares\nlanguage: {language}\n"})
    box = PdfReader(BytesIO(brief(folder / "content", ".pdf"))).pages[0].mediabox
    assert (round(box.width), round(box.height)) == size


def test_many_sides_lie_across(project: Callable[..., Path], brief: Make) -> None:
    sides = {f"s{n}": {"title": f"Side {n}"} for n in range(5)}
    files: Mapping[str, Any] = {
        "content/briefing.yaml": f"title: Fares\nsides: {sides}\n",
        "content/topics.yaml": "fares: {title: Fares}\n",
        "content/actors.yaml": "line: {name: The line, side: s4}\n",
        "content/articles/a.txt": "Fares must rise.\n",
        "content/articles/a.yaml": "title: A\npublished: 2025-01-01\nannotations:\n"
        "  - {quote: Fares must rise, kind: demand, actor: line, topics: fares}\n",
    }
    reader = PdfReader(BytesIO(brief(project(files) / "content", ".pdf")))
    assert any(page.mediabox.width > page.mediabox.height for page in reader.pages)


def test_words_in_hangul_stay_whole() -> None:
    html = '<title>관세</title><body><p title="관세">차질 우려&amp;c, <b>25%로</b> rise</p>'
    shown = with_whole_words(html)
    assert re.findall(r'<span class="whole">(.*?)</span>', shown) == ["차질", "우려&amp;c,", "25%로"]
    assert re.sub(r'</?span(?: class="whole")?>', "", shown) == html


# By mail


class Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def elements(html: bytes) -> list[tuple[str, dict[str, str | None]]]:
    parser = Elements()
    parser.feed(html.decode())
    return parser.found


def test_a_mail_has_all_that_it_needs_within_it(brief: Make) -> None:
    found = elements(brief(RICH, ".html"))
    assert {tag for tag, _ in found} & {"script", "link", "iframe", "object", "form", "base"} == set()
    assert [values["src"][:5] for tag, values in found if tag == "img" and values["src"]] == []
    targets = [values.get("href") or "" for tag, values in found if tag == "a"]
    assert targets and [target for target in targets if not target.startswith(("https://", "mailto:"))] == []


def test_a_mail_says_the_same_without_its_style(brief: Make) -> None:
    """No class, no hidden text carries meaning: headings, lists, and tables with frames and headers of their own."""
    html = brief(RICH, ".html")
    found = elements(html)
    assert {name for _, values in found for name in values if name in ("style", "hidden", "aria-hidden")} == set()
    tables = [values for tag, values in found if tag == "table"]
    assert tables and all(values.get("border") == "1" and values.get("cellpadding") for values in tables)
    assert all(values.get("scope") for tag, values in found if tag == "th")
    assert "display: none" not in html.decode()
    assert next(tag for tag, _ in found if tag in ("h1", "h2")) == "h1"


def test_the_marks_of_a_mail_lead_to_the_passages(brief: Make) -> None:
    marks = re.findall(rb'<sup class="cite"><a href="([^"]*)">\[\d+\]</a></sup>', brief(RICH, ".html"))
    assert marks and all(mark.startswith(b"https://example.org/harbour/articles/") for mark in marks)


def png() -> bytes:
    """A picture of one grey point."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + name + data + zlib.crc32(name + data).to_bytes(4)

    head = (1).to_bytes(4) + (1).to_bytes(4) + bytes((8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\x80")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("ending", [".html", ".pdf", ".md"])
def test_without_an_address_nothing_leads_astray(ending: str, project: Callable[..., Path], brief: Make) -> None:
    files: Mapping[str, Any] = {
        "content/briefing.yaml": "title: Fares\nbottom_line: |\n  See [](topic:fares), ![a map](assets/map.png) and "
        "[this](https://x.example/) [@a#rise].\n",
        "content/assets/map.png": png(),
        "content/topics.yaml": "fares: {title: All fares}\n",
        "content/articles/a.txt": "Fares must rise.\n",
        "content/articles/a.yaml": "title: A\npublished: 2025-01-01\nurl: https://news.example/a\nannotations:\n"
        "  - {id: rise, quote: Fares must rise}\n",
    }
    data = brief(project(files) / "content", ending)
    if ending == ".pdf":
        reader = PdfReader(BytesIO(data))
        assert len(reader.pages[0].images) == 1
        found = list(links(reader))
        assert {kind for kind, _ in found} == {"uri", "note"}
        assert {to for kind, to in found if kind == "uri"} == {"https://x.example/", "https://news.example/a"}
    elif ending == ".html":
        targets = [values.get("href") for tag, values in elements(data) if tag == "a"]
        assert set(targets) == {"https://x.example/", "https://news.example/a"}
        assert b'<img src="data:image/png;base64,iVBOR' in data
        assert b"See All fares," in data
    else:
        assert "See All fares, ![a map](assets/map.png) and [this](https://x.example/)[^1]." in data.decode()


# As text


def test_markdown(brief: Make) -> None:
    text = brief(RICH, ".md").decode()
    assert text.startswith("# The harbour talks\n\nWhat the port and the town ask of each other.\n\nAs of 10 June 2025")
    marks, notes = set(re.findall(r"\[\^(\d+)\](?!:)", text)), re.findall(r"(?m)^\[\^(\d+)\]: ", text)
    assert marks == set(notes) and notes == [str(number) for number in range(1, len(notes) + 1)]
    assert "\n\n\n" not in text
    html = MarkdownIt("commonmark").enable("table").render(text)
    assert html.count("<table>") == 2
    assert html.count("<h2>") >= 5
    assert "&lt;span" not in html and "&amp;#" not in html
    rows = re.findall(r"(?m)^\|.*\|$", text)
    assert len({row.replace("\\|", "").count("|") for row in rows}) == 2, "as many cells in each row of a table"


# Use


def test_to_standard_output(briefgen: Callable[..., Run]) -> None:
    run = briefgen(ROOT, "brief", "--content", str(RICH), "--format", "md")
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith("# The harbour talks\n")


@pytest.mark.parametrize(
    ("output", "words"),
    [("content/brief.html", "lies in the content"), ("content", "is a folder"), ("gone/brief.html", "no folder gone")],
)
def test_wrong_use(output: str, words: str, project: Callable[..., Path], briefgen: Callable[..., Run]) -> None:
    folder = project({"content/briefing.yaml": "title: Fares\n"})
    run = briefgen(folder, "brief", "--output", output)
    assert run.code == 2
    assert words in run.err
    assert not (folder / "content/brief.html").exists()


def test_faults_are_told_and_nothing_is_written(project: Callable[..., Path], briefgen: Callable[..., Run]) -> None:
    folder = project({"content/briefing.yaml": "titel: Fares\n", "brief.md": "mine"})
    run = briefgen(folder, "brief", "--output", "brief.md")
    assert run.code == 1
    assert "titel" in run.err
    assert (folder / "brief.md").read_text() == "mine"


def test_own_templates(project: Callable[..., Path], briefgen: Callable[..., Run]) -> None:
    folder = project(
        {
            "content/briefing.yaml": "title: A & B\n",
            "templates/brief/text.md.jinja": "{{ page.home.title }}, {{ chrome.stamp.date.edtf }}\n",
            "templates/brief/mail.html": "{{ page.nothing }}",
        }
    )
    run = briefgen(folder, "brief", "--format", "md", "--as-of", "2025-01-02")
    assert run.out == "A & B, 2025-01-02\n"
    run = briefgen(folder, "brief")
    assert run.code == 1
    assert "templates/brief/mail.html:1:" in run.err


def test_without_the_extra(project: Callable[..., Path]) -> None:
    folder = write_files(
        project({"content/briefing.yaml": "title: Fares\n"}),
        {"hide.py": "import sys\nsys.modules['weasyprint'] = None\nfrom briefgen.cli import run\nrun()\n"},
    )
    command = [sys.executable, "hide.py", "brief", "--output", "brief.pdf"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert "pip install 'briefgen[pdf]'" in done.stderr
    assert not (folder / "brief.pdf").exists()
