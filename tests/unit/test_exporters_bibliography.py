"""BibTeX and CSL-JSON: every article, every date, and no character that TeX would take for its own."""

import json
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools.sites import HARBOUR, site_of

from briefgen.edtf import Edtf, parse_edtf
from briefgen.exporters.bibliography import bibliography, bibtex_entry, csl_date, csl_item
from briefgen.model import Article
from briefgen.source import Span

ENTRY = re.compile(r"@misc\{([a-z0-9-]+),\n((?:  .*\n)*)\}\n")
FIELD = re.compile(r"  (\w+) = (?:\{(.*)\}|([a-z]{3})),")
UNDO = {
    r"{\textbackslash}": "\\",
    r"{\textbraceleft}": "{",
    r"{\textbraceright}": "}",
    r"{\textasciitilde}": "~",
    r"{\textasciicircum}": "^",
    **{f"\\{mark}": mark for mark in "#$%&_"},
}
TEX = re.compile("|".join(map(re.escape, UNDO)))


def article(published="2025-06-08", **fields):
    edtf = parse_edtf(published)
    assert isinstance(edtf, Edtf)
    return Article(id="a-1", span=Span("a", 0, 0), at={}, title=fields.pop("title", "T"), published=edtf, **fields)


def read(text):
    """A small reader of BibTeX: keys and fields of entries, braces counted as BibTeX does."""
    entries = {}
    rest = ENTRY.sub(lambda found: entries.update({found[1]: fields(found[2])}) or "", text)
    assert rest.strip() == "", rest
    return entries


def fields(lines):
    found = {}
    for line in lines.splitlines():
        match = FIELD.fullmatch(line)
        assert match, line
        depth = 0
        for mark in match[2] or "":
            depth += {"{": 1, "}": -1}.get(mark, 0)
            assert depth >= 0, line
        assert depth == 0, line
        found[match[1]] = match[2] if match[2] is not None else match[3]
    return found


def in_tex(text):
    """What TeX prints for a field."""
    return TEX.sub(lambda found: UNDO[found[0]], text)


def files(content=HARBOUR):
    site, _ = site_of(content)
    return {export.path: export.make().decode() for export in bibliography(site)}


def test_every_article_alone_and_all_together():
    made = files()
    assert set(made) == {
        *(f"articles/{key}.{ending}" for key in ("first", "second") for ending in ("bib", "csl.json")),
        "bibliography.bib",
        "bibliography.json",
    }
    assert made["bibliography.bib"] == made["articles/first.bib"] + "\n" + made["articles/second.bib"]
    alone = [json.loads(made[f"articles/{key}.csl.json"])[0] for key in ("first", "second")]
    assert json.loads(made["bibliography.json"]) == alone


def test_a_briefing_without_articles_has_empty_ones():
    made = files({"briefing.yaml": "title: X\n"})
    assert (made["bibliography.bib"], json.loads(made["bibliography.json"])) == ("", [])


def test_an_entry():
    entry = bibtex_entry(
        article(
            title="Dues & tolls: 100% up",
            author="Kim Min-ji and Lee",
            publisher="The_Gazette",
            url="https://news.example/a_b?x=1&y=%20#top",
            accessed=date(2025, 6, 9),
        )
    )
    assert entry == (
        "@misc{a-1,\n"
        "  title = {{Dues \\& tolls: 100\\% up}},\n"
        "  author = {{Kim Min-ji and Lee}},\n"
        "  howpublished = {The\\_Gazette},\n"
        "  year = {2025},\n"
        "  month = jun,\n"
        "  date = {2025-06-08},\n"
        "  url = {https://news.example/a_b?x=1&y=%20#top},\n"
        "  urldate = {2025-06-09},\n"
        "}\n"
    )


def test_an_item():
    given_article = article(
        "2025-06-08T09:30",
        title="Dues",
        author="Kim Min-ji",
        publisher="Gazette",
        url="https://news.example/1",
        archived="https://archive.example/1",
        accessed=date(2025, 6, 9),
        language="ko",
    )
    assert csl_item(given_article, "en") == {
        "id": "a-1",
        "type": "webpage",
        "title": "Dues",
        "author": [{"literal": "Kim Min-ji"}],
        "container-title": "Gazette",
        "issued": {"date-parts": [[2025, 6, 8]]},
        "URL": "https://news.example/1",
        "archive_location": "https://archive.example/1",
        "accessed": {"date-parts": [[2025, 6, 9]]},
        "language": "ko",
    }


def test_without_an_address_of_its_own():
    assert csl_item(article(), "en")["type"] == "document"
    archived = article(archived="https://archive.example/1")
    assert csl_item(archived, "en")["URL"] == "https://archive.example/1"
    assert "url = {https://archive.example/1}" in bibtex_entry(archived)


DATES = [
    ("2025-06-08", {"year": "2025", "month": "jun", "date": "2025-06-08"}, {"date-parts": [[2025, 6, 8]]}),
    ("2025-06-08T09:30", {"year": "2025", "month": "jun", "date": "2025-06-08"}, {"date-parts": [[2025, 6, 8]]}),
    ("2025-06-08T09:30-04:00", {"year": "2025", "month": "jun", "date": "2025-06-08"}, {"date-parts": [[2025, 6, 8]]}),
    ("2025-06~", {"year": "2025", "month": "jun", "date": "2025-06~"}, {"date-parts": [[2025, 6]], "circa": True}),
    ("2025?", {"year": "2025", "date": "2025?"}, {"date-parts": [[2025]], "circa": True}),
    ("2025-06-XX", {"year": "2025", "month": "jun", "date": "2025-06-XX"}, {"date-parts": [[2025, 6]]}),
    ("2025-XX", {"year": "2025", "date": "2025-XX"}, {"date-parts": [[2025]]}),
    ("2025-22", {"year": "2025", "date": "2025-22"}, {"date-parts": [[2025]], "season": 2}),
    ("2025-34", {"year": "2025", "date": "2025-04/2025-06"}, {"date-parts": [[2025, 4], [2025, 6]]}),
    ("202X", {"date": "202X"}, {"date-parts": [[2020], [2029]]}),
    ("20XX", {"date": "20XX"}, {"date-parts": [[2000], [2099]]}),
]


@pytest.mark.parametrize(("published", "bibtex", "csl"), DATES, ids=[row[0] for row in DATES])
def test_dates(published, bibtex, csl):
    found = read(bibtex_entry(article(published)))["a-1"]
    assert {name: found[name] for name in found if name in ("year", "month", "date")} == bibtex
    edtf = parse_edtf(published)
    assert isinstance(edtf, Edtf)
    assert csl_date(edtf) == csl


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1) | st.text("\\{}~^#$%&_ a", min_size=1))
def test_any_text_is_read_as_it_was_written(text):
    plain = " ".join(text.split())
    found = read(bibtex_entry(article(title=text, author=text, publisher=text)))["a-1"]
    assert in_tex(found["title"][1:-1]) == plain
    assert in_tex(found.get("howpublished", "")) == plain


@pytest.mark.parametrize("mark", "\\{}^ ")
def test_addresses_stay_verbatim_but_for_what_breaks_a_field(mark):
    found = read(bibtex_entry(article(url=f"https://e.example/a{mark}b")))["a-1"]["url"]
    assert found == f"https://e.example/a%{ord(mark):02X}b"
