"""feed.xml and feed.json, of the whole and of each topic."""

import json
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from tools.sites import DAY, HARBOUR, changed, site_of

from briefgen.exporters.feeds import ENTRIES, TOPIC_ENTRIES, feeds
from briefgen.resolve import AsOf
from briefgen.wording import load_words

WORDS = load_words("en")
ATOM = "{http://www.w3.org/2005/Atom}"
PATHS = {
    f"{stem}.{kind}"
    for stem in ("feed", *(f"topics/{t}.feed" for t in HARBOUR["topics.yaml"]))
    for kind in ("xml", "json")
}
NO_ADDRESS = {**HARBOUR, "briefing.yaml": {k: v for k, v in HARBOUR["briefing.yaml"].items() if k != "base_url"}}


def files(content=HARBOUR, as_of: AsOf = DAY) -> dict[str, bytes]:
    site, tracker = site_of(content, as_of)
    return {export.path: export.make() for export in feeds(site, tracker, WORDS)}


def atom(content=HARBOUR, path: str = "feed.xml") -> ET.Element:
    return ET.fromstring(files(content)[path])


def json_feed(content=HARBOUR, path: str = "feed.json"):
    return json.loads(files(content)[path])


def titles(feed: ET.Element) -> list[str]:
    return [entry.findtext(f"{ATOM}title") or "" for entry in feed.iter(f"{ATOM}entry")]


def ids(feed: ET.Element) -> list[str]:
    return [entry.findtext(f"{ATOM}id") or "" for entry in feed.iter(f"{ATOM}entry")]


class Links(HTMLParser):
    """The tags and link targets of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.targets: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.targets += [value or "" for name, value in attrs if name == "href"]


def test_which_files() -> None:
    assert set(files()) == PATHS


def test_entries_are_articles_and_moves_newest_first() -> None:
    assert titles(atom()) == ["Vote put off", "The vote: date moved", "Vote set <for> June"]
    assert ids(atom()) == [
        "tag:example.org,2025:/harbour/articles/second",
        "tag:example.org,2025:/harbour/events/vote/second/later",
        "tag:example.org,2025:/harbour/articles/first",
    ]


def test_the_atom_feed_has_what_the_standard_wants() -> None:
    feed = atom()
    assert feed.tag == f"{ATOM}feed"
    assert feed.findtext(f"{ATOM}id") == "tag:example.org,2025:/harbour/feed"
    assert feed.findtext(f"{ATOM}title") == "The harbour; dues, and more"
    assert feed.findtext(f"{ATOM}updated") == "2025-06-08T09:30:00+02:00"
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Harbour Watch"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {
        "self": "https://example.org/harbour/feed.xml",
        "alternate": "https://example.org/harbour/index.html",
    }
    for entry in feed.iter(f"{ATOM}entry"):
        assert all(len(entry.findall(f"{ATOM}{name}")) == 1 for name in ("id", "title", "updated", "content"))
        assert entry.findtext(f"{ATOM}updated") == entry.findtext(f"{ATOM}published")
    first = list(feed.iter(f"{ATOM}entry"))[-1]
    assert first.findtext(f"{ATOM}published") == "2025-06-01T00:00:00+02:00"
    found = {link.get("rel"): link.get("href") for link in first.findall(f"{ATOM}link")}
    assert found == {
        "alternate": "https://example.org/harbour/articles/first.html",
        "via": "https://news.example/1?a=1&b=2",
    }
    assert [(c.get("term"), c.get("label")) for c in first.findall(f"{ATOM}category")] == [
        ("dues", "Dues, tolls; fees")
    ]


def test_json_feed_says_the_same() -> None:
    feed, entries = json_feed(), list(atom().iter(f"{ATOM}entry"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "https://example.org/harbour/feed.json"
    assert feed["home_page_url"] == "https://example.org/harbour/index.html"
    assert feed["language"] == "en"
    assert feed["authors"] == [{"name": "Harbour Watch", "url": "https://example.org/"}]
    assert len(feed["items"]) == len(entries)
    for item, entry in zip(feed["items"], entries, strict=True):
        assert item["id"] == entry.findtext(f"{ATOM}id")
        assert item["title"] == entry.findtext(f"{ATOM}title")
        assert item["content_html"] == entry.findtext(f"{ATOM}content")
        assert item["date_published"] == entry.findtext(f"{ATOM}published")
    assert feed["items"][2]["external_url"] == "https://news.example/1?a=1&b=2"
    assert feed["items"][2]["tags"] == ["Dues, tolls; fees"]
    assert feed["items"][1]["summary"].startswith("20 June 2025")


def test_links_in_the_words_are_absolute() -> None:
    html = json_feed()["items"][2]["content_html"]
    links = Links(html)
    assert links.targets == [
        "https://example.org/harbour/articles/first.html#a-when",
        "https://example.org/harbour/topics/pilots.html",
        "https://example.org/harbour/articles/first.html#a-when",
    ]
    assert set(links.tags) == {"p", "em", "sup", "a", "blockquote"}
    assert "“The vote is set for 20 June”" in html


def test_without_an_address_links_are_relative_to_the_feed() -> None:
    links = [link.get("href") for link in atom(NO_ADDRESS, "topics/dues.feed.xml").findall(f"{ATOM}link")]
    assert links == ["../topics/dues.feed.xml", "../topics/dues.html"]
    feed = json_feed(NO_ADDRESS, "topics/dues.feed.json")
    assert "feed_url" not in feed
    assert feed["items"][0]["url"] == "../events/vote.html"
    assert json_feed(NO_ADDRESS)["items"][0]["url"] == "articles/second.html"
    assert ids(atom(NO_ADDRESS))[0] == "tag:briefgen.invalid,2025:/articles/second"


def test_a_topic_has_its_own_and_what_is_narrower() -> None:
    assert titles(atom(path="topics/dues.feed.xml")) == ["The vote: date moved", "Vote set <for> June"]
    assert titles(atom(path="topics/pilots.feed.xml")) == ["The vote: date moved"]
    quiet = atom(path="topics/quiet.feed.xml")
    assert titles(quiet) == []
    assert quiet.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00Z"
    assert set(ids(atom(path="topics/dues.feed.xml"))) < set(ids(atom()))


def test_an_edited_note_makes_no_entry_new() -> None:
    second = {**HARBOUR["articles/second.yaml"], "title": "Vote put off again?", "summary": "Edited."}
    second["annotations"] = [{**second["annotations"][0], "note": "Edited.", "topics": ["dues"]}]
    before, after = atom(), atom({**HARBOUR, "articles/second.yaml": second})
    assert ids(before) == ids(after)
    for name in ("updated", "published"):
        assert [e.text for e in before.iter(f"{ATOM}{name}")] == [e.text for e in after.iter(f"{ATOM}{name}")]


def test_equal_content_gives_equal_bytes_whatever_the_day() -> None:
    assert files() == files(as_of=AsOf(date(2026, 1, 1), False))


def test_a_feed_holds_the_newest() -> None:
    many = {}
    for number in range(ENTRIES + 5):
        many[f"articles/n{number:03}.txt"] = "Nothing was said.\n"
        published = date.fromordinal(date(2025, 1, 1).toordinal() + number).isoformat()
        many[f"articles/n{number:03}.yaml"] = {"title": f"N{number}", "published": published, "topics": ["pilots"]}
    content = {**{k: v for k, v in HARBOUR.items() if "articles" not in k}, **many}
    content["events.yaml"] = {}
    newest = [f"N{number}" for number in reversed(range(ENTRIES + 5))]
    assert titles(atom(content)) == newest[:ENTRIES]
    assert titles(atom(content, "topics/dues.feed.xml")) == newest[:TOPIC_ENTRIES]


@pytest.mark.parametrize(
    "title", ["]]><script>alert(1)</script>", "a & b < c > \"d\" 'e'", "&amp; &#0;", "<!-- x", "관세"]
)
def test_titles_keep_their_meaning(title: str) -> None:
    content = changed("articles/first.yaml", title=title)
    assert titles(atom(content))[2] == title
    assert json_feed(content)["items"][2]["title"] == title


def test_what_xml_cannot_hold_never_reaches_it() -> None:
    site, tracker = site_of(HARBOUR)
    article = replace(site.content.articles["first"], title="a\x00b\x0bc\r\ud800\ufffe", text="\x08" * 50)
    articles = {**site.content.articles, "first": article}
    site = replace(site, content=replace(site.content, articles=articles))
    for export in feeds(site, tracker, WORDS):
        if export.path.endswith(".xml"):
            ET.fromstring(export.make())
        else:
            json.loads(export.make())


def test_an_empty_briefing_has_feeds() -> None:
    found = files({"briefing.yaml": "title: B\n"})
    assert set(found) == {"feed.xml", "feed.json"}
    assert ET.fromstring(found["feed.xml"]).findtext(f"{ATOM}author/{ATOM}name") == "B"
    assert json.loads(found["feed.json"])["items"] == []
