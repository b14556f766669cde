"""The catalogues have every message of the source, no other, and there is no word outside of them."""

import json
import re
import shlex
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po, write_po
from icalendar import Calendar
from tools.projects import ROOT, Run, write_files
from tools.untranslated import CLOSE, OPEN, in_greek, untranslated, untranslated_on

from briefgen.pofile import read_catalogue
from briefgen.source import SourceFile

LOCALE = ROOT / "templates" / "locale"
CATALOGUES = {
    path.stem: SourceFile(path=path.name, text=path.read_text("utf-8")) for path in sorted(LOCALE.glob("*.po"))
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
CHANGING_PARTICLE = re.compile(r"%\(\w+\)[sd](?:은|는|이|가|을|를|과|와|이나|나|으로|로|아|야)(?![가-힣])")
CSS_CONTENT = re.compile(r"content\s*:([^;}]*)")


@pytest.fixture(scope="module")
def messages(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """What the command of docs/languages.md extracts."""
    page = (ROOT / "docs" / "languages.md").read_text("utf-8")
    command = next(line for line in page.splitlines() if "pybabel extract" in line)
    words = shlex.split(command)
    arguments = words[words.index("extract") :]
    path = tmp_path_factory.mktemp("messages") / "messages.pot"
    arguments[arguments.index("-o") + 1] = str(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        CommandLineInterface().run(["pybabel", "-q", *arguments])
    return read_po(BytesIO(path.read_bytes()))


def ids_of(catalogue: Catalog) -> set[str]:
    return {_id(message.id) for message in catalogue if message.id}


def _id(key: Any) -> str:
    return key if isinstance(key, str) else key[0]


def test_there_is_korean() -> None:
    assert "ko" in CATALOGUES


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_catalogue_has_every_message_and_no_other(language: str, messages: Catalog) -> None:
    translated = set(read_catalogue(CATALOGUES[language]).value)
    written = ids_of(read_po(CATALOGUES[language].text.split("\n")))
    assert ids_of(messages) - translated == set(), "not translated: see docs/languages.md"
    assert written - ids_of(messages) == set(), "no longer in the source"


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_catalogue_is_without_faults(language: str) -> None:
    """So no placeholder is misspelt, and each plural has all its forms."""
    assert read_catalogue(CATALOGUES[language]).diagnostics == ()


@pytest.mark.parametrize("language", CATALOGUES)
def test_no_translation_drops_a_value(language: str) -> None:
    """Only a form for one may say it without the number."""
    texts = read_catalogue(CATALOGUES[language]).value
    dropped = [
        key for key, text in texts.items() if set(PLACEHOLDER.findall(key)) != set(PLACEHOLDER.findall(text.forms[-1]))
    ]
    assert dropped == []


def test_no_korean_particle_whose_form_depends_on_the_sound_follows_a_value() -> None:
    texts = read_catalogue(CATALOGUES["ko"]).value.values()
    assert [form for text in texts for form in text.forms if CHANGING_PARTICLE.search(form)] == []


# No word outside


@pytest.fixture(scope="module")
def bracketed(messages: Catalog, tmp_path_factory: pytest.TempPathFactory, briefgen: Callable[..., Run]) -> Path:
    """The site of the demo in Greek letters, with every message of the interface in brackets."""
    catalogue = Catalog(locale="ko")
    for message in messages:
        if message.id:
            text = f"{OPEN}{message.id if isinstance(message.id, str) else message.id[1]}{CLOSE}"
            catalogue.add(message.id, text if isinstance(message.id, str) else (text,))
    written = BytesIO()
    write_po(written, catalogue)
    content = ROOT / "content"
    files = {path.relative_to(content).as_posix(): path.read_bytes() for path in content.rglob("*") if path.is_file()}
    files = in_greek(files)
    files["briefing.yaml"] = re.sub(rb"(?m)^language: .*$", b"language: ko", files["briefing.yaml"])
    folder = tmp_path_factory.mktemp("bracketed")
    write_files(folder / "content", files)
    write_files(folder / "templates", {"locale/ko.po": written.getvalue()})
    run = briefgen(folder, "build")
    assert run.code == 0, run.err
    return run.site


def test_every_word_of_a_page_is_in_the_catalogues(bracketed: Path) -> None:
    pages = {path.relative_to(bracketed).as_posix(): path.read_text("utf-8") for path in bracketed.rglob("*.html")}
    assert all(OPEN in page for page in pages.values())
    found = {path: words for path, page in sorted(pages.items()) if (words := untranslated_on(page))}
    assert found == {}


@pytest.mark.parametrize("form", ["html", "md"])
def test_every_word_of_a_brief_is_in_the_catalogues(form: str, bracketed: Path, briefgen: Callable[..., Run]) -> None:
    run = briefgen(bracketed.parent, "brief", "--format", form)
    assert run.code == 0, run.err
    assert OPEN in run.out
    assert untranslated_on(run.out.replace("<br>", " ")) == []


def test_every_word_that_a_script_says_is_in_the_catalogues(bracketed: Path) -> None:
    page = (bracketed / "deadlines" / "index.html").read_text("utf-8")
    data = json.loads(re.search(r'<script type="application/json" id="live">(.*?)</script>', page)[1])
    said = [data["stamp"], data["here"], *data["states"].values()]
    said += [phrase for phrases in data["phrases"].values() for phrase in phrases.values()]
    assert [phrase for phrase in said if untranslated(phrase)] == []


def test_every_word_of_the_feeds_is_in_the_catalogues(bracketed: Path) -> None:
    feed = json.loads((bracketed / "feed.json").read_text("utf-8"))
    read = [
        feed["title"],
        *(item.get(key, "") for item in feed["items"] for key in ("title", "summary", "content_html")),
    ]
    assert [words for text in read if (words := untranslated_on(text))] == []


def test_every_word_of_the_calendar_is_in_the_catalogues(bracketed: Path) -> None:
    calendar = Calendar.from_ical((bracketed / "deadlines.ics").read_bytes())
    said = [str(each.get(key, "")) for each in calendar.walk() for key in ("X-WR-CALNAME", "SUMMARY", "DESCRIPTION")]
    dates = re.compile(r"\[[^\]]*\]")
    assert [words for text in said if (words := untranslated(dates.sub("", text)))] == []


def test_no_stylesheet_says_a_word() -> None:
    shown = {
        sheet.name: re.sub(r"[\"']([^\"']*)[\"']|.", r"\1 ", value)
        for sheet in sorted((*(ROOT / "templates").rglob("*.css"), *(ROOT / "templates").rglob("*.css.jinja")))
        for value in CSS_CONTENT.findall(sheet.read_text("utf-8"))
    }
    assert {name: text for name, text in shown.items() if untranslated(text)} == {}


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<p>⟦As of <time>10 June</time>⟧, αβγ</p>", []),
        ("<p>⟦one ⟦two⟧ three⟧ four</p>", ["four"]),
        ('<nav aria-label="Pages"><a title="⟦x⟧">2</a></nav>', ["Pages"]),
        ("<script>say('words')</script><style>b {color: red}</style>https://example.org/a UTC+9", []),
    ],
)
def test_what_counts_as_untranslated(page: str, words: list[str]) -> None:
    assert untranslated_on(page) == words
