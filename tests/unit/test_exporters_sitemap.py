"""sitemap.xml: which pages, under which addresses, and when they were last new."""

from xml.etree import ElementTree as ET

import pytest
from tools.briefings import pages_of, resolved
from tools.sites import HARBOUR, changed, site_of

from briefgen.chrome import make_chrome
from briefgen.exporters.sitemap import sitemap
from briefgen.wording import load_words

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
BASE = "https://example.org/harbour/"


def made(pages, files=HARBOUR, **options):
    site, _ = site_of(files)
    return {export.path: ET.fromstring(export.make()) for export in sitemap(site, pages, **options)}


def entries(root):
    """Address → day, or None where none is told."""
    return {entry.findtext(f"{SPACE}loc"): entry.findtext(f"{SPACE}lastmod") for entry in root}


def test_every_page_by_its_canonical_address():
    briefing = resolved(HARBOUR)
    words = load_words("en")
    planned = pages_of(briefing)
    canonical = {
        make_chrome(page, briefing.site, briefing.tracker, words, stylesheet="s.css", scripts=()).canonical
        for page in planned.values()
    }
    found = entries(made(planned)["sitemap.xml"])
    assert set(found) == canonical - {""}
    assert BASE in found and f"{BASE}topics/dues.html" in found and f"{BASE}404.html" not in found


def test_without_an_address_there_is_none():
    briefing = {key: value for key, value in HARBOUR["briefing.yaml"].items() if key != "base_url"}
    assert made(["index.html"], {**HARBOUR, "briefing.yaml": briefing}) == {}


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("index.html", "2025-06-08"),
        ("articles/first.html", "2025-06-01"),
        ("articles/second.html", "2025-06-08"),
        ("events/vote.html", "2025-06-08"),
        ("events/talks.html", None),
        ("topics/dues.html", "2025-06-01"),
        ("topics/quiet.html", None),
        ("pages/about.html", None),
        ("articles/page/2.html", None),
    ],
)
def test_a_page_is_as_new_as_the_newest_article_it_tells_of(path, day):
    (found,) = entries(made([path])["sitemap.xml"]).values()
    assert found == day


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2025-07-01", "2025-07-01"),
        ("2025-07-01T23:30-10:00", "2025-07-01"),
        ("2025-07", None),
        ("2025-07-01~", None),
        ("2025-21", "2025-06-08"),
    ],
)
def test_a_day_that_is_not_known_is_not_told(published, day):
    first = {**HARBOUR["articles/first.yaml"], "published": published}
    found = entries(made(["index.html"], {**HARBOUR, "articles/first.yaml": first})["sitemap.xml"])
    assert found == {BASE: day}


def test_a_broader_topic_is_as_new_as_a_narrower_one():
    second = {**HARBOUR["articles/second.yaml"], "topics": ["pilots"]}
    found = entries(made(["topics/dues.html"], {**HARBOUR, "articles/second.yaml": second})["sitemap.xml"])
    assert found == {f"{BASE}topics/dues.html": "2025-06-08"}


def test_a_large_one_is_in_several_files():
    pages = [f"topics/t{n}.html" for n in range(5)]
    found = made(pages, most=2)
    assert sorted(found) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml"]
    assert list(entries(found["sitemap.xml"])) == [f"{BASE}sitemap-{n}.xml" for n in (1, 2, 3)]
    listed = [place for n in (1, 2, 3) for place in entries(found[f"sitemap-{n}.xml"])]
    assert listed == [f"{BASE}{page}" for page in pages]
    assert found["sitemap.xml"].tag == f"{SPACE}sitemapindex"


def test_an_address_with_characters_of_xml():
    found = made(["index.html"], changed("briefing.yaml", base_url="https://example.org/a&b/"))
    assert entries(found["sitemap.xml"]) == {"https://example.org/a&b/": "2025-06-08"}
