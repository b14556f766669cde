"""What is around the pages: titles, descriptions, the menu, the ways to the root."""

from datetime import date

import pytest
from tools.briefings import pages_of, resolved

from briefgen.chrome import make_chrome
from briefgen.wording import load_words

BASE = {"title": "Talks", "description": "What is asked.", "base_url": "https://example.org/talks/"}
EVENTS = {"vote": {"title": "Vote", "date": "2025-07-08"}}


def chromes(briefing=BASE, pinned=True, language="en", scripts=("assets/a.1.js",), **more):
    files = {
        "briefing.yaml": briefing,
        "events.yaml": EVENTS,
        "topics.yaml": {"dues": {"title": "Dues", "summary": "Who [pays](event:vote)."}},
    }
    found = resolved(files | more, pinned=pinned, as_of=date(2025, 7, 1))
    assert found.codes == []
    words = load_words(language)
    return {
        path: make_chrome(page, found.site, found.tracker, words, stylesheet="assets/s.1.css", scripts=scripts)
        for path, page in pages_of(found, language).items()
    }


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("index.html", "Talks"),
        ("topics/dues.html", "Dues – Talks"),
        ("events/vote.html", "Vote – Talks"),
        ("deadlines/index.html", "Deadlines – Talks"),
        ("404.html", "Page not found – Talks"),
    ],
)
def test_titles(path, title):
    assert chromes()[path].title == title


def test_descriptions():
    found = chromes()
    assert found["topics/dues.html"].description == "Who pays."
    assert found["events/vote.html"].description == "What is asked."
    assert chromes({"title": "Talks"})["events/vote.html"].description == ""


@pytest.mark.parametrize("summary", ["word, " * 100, "x" * 400, "가" * 400, "a " * 200])
def test_a_long_description_is_cut(summary):
    description = chromes(**{"topics.yaml": {"dues": {"title": "Dues", "summary": summary}}})[
        "topics/dues.html"
    ].description
    assert len(description) <= 300 and description.endswith(" …")
    assert not description.removesuffix(" …").endswith((",", " "))


def test_the_way_to_the_root():
    found = chromes()
    assert (found["index.html"].root, found["index.html"].home, found["index.html"].stylesheet) == (
        "",
        "index.html",
        "assets/s.1.css",
    )
    page = found["topics/dues.html"]
    assert (page.root, page.home, page.stylesheet, page.scripts) == (
        "../",
        "../index.html",
        "../assets/s.1.css",
        ("../assets/a.1.js",),
    )


def test_the_page_for_what_is_not_there_is_shown_under_any_address():
    assert chromes()["404.html"].stylesheet == "/talks/assets/s.1.css"
    assert chromes({**BASE, "base_url": "https://example.org"})["404.html"].stylesheet == "/assets/s.1.css"
    assert chromes({"title": "Talks"})["404.html"].stylesheet == "assets/s.1.css"


@pytest.mark.parametrize(
    ("path", "canonical"),
    [
        ("index.html", "https://example.org/talks/"),
        ("topics/index.html", "https://example.org/talks/topics/"),
        ("topics/dues.html", "https://example.org/talks/topics/dues.html"),
        ("404.html", ""),
    ],
)
def test_canonical_addresses(path, canonical):
    assert chromes()[path].canonical == canonical
    assert chromes({"title": "Talks"})[path].canonical == ""


def current(chrome):
    return [item.link.text for item in (*chrome.nav, *chrome.more) if item.current]


@pytest.mark.parametrize(
    ("path", "entry"),
    [
        ("index.html", ["Brief"]),
        ("deadlines/index.html", ["Deadlines"]),
        ("events/vote.html", ["Deadlines"]),
        ("events/index.html", ["Events"]),
        ("topics/dues.html", ["Topics"]),
        ("timeline/index.html", ["Timeline"]),
        ("pages/about.html", ["About"]),
        ("404.html", []),
    ],
)
def test_the_menu_shows_where_one_is(path, entry):
    assert current(chromes(**{"pages/about.md": "---\ntitle: About\n---\nText.\n"})[path]) == entry


def test_free_pages_by_order_then_title():
    pages = {"a": ("Zebra", 0), "b": ("Apple", 2), "c": ("Mango", 0), "d": ("First", -1)}
    files = {
        f"pages/{key}.md": f"---\ntitle: {title}\norder: {order}\n---\nText.\n" for key, (title, order) in pages.items()
    }
    more = [item.link.text for item in chromes(**files)["index.html"].more]
    assert more[-5:] == ["First", "Mango", "Zebra", "Apple", "How to read this briefing"]


def test_scripts_are_only_where_they_have_something_to_do():
    scripts = {"a": "assets/a.1.js", "live": "assets/live.1.js", "copy": "assets/copy.1.js"}
    found = chromes(scripts=tuple(scripts.values()))
    assert found["404.html"].scripts == (f"/talks/{scripts['a']}",)
    assert found["topics/dues.html"].scripts == tuple(f"../{scripts[name]}" for name in ("a", "live"))


def test_only_the_search_may_run_a_module_and_load():
    found = chromes()
    policies = {path: chrome.policy for path, chrome in found.items()}
    assert "search/index.html" in found, "as far as the briefing says"
    allowing = {path for path, policy in policies.items() if "wasm-unsafe-eval" in policy or "connect-src" in policy}
    assert allowing == {"search/index.html"}
    assert "unsafe-inline" not in "".join(policies.values()) and "'unsafe-eval'" not in "".join(policies.values())


def test_without_a_search_there_is_no_link_to_it():
    found = chromes({**BASE, "search": False})
    assert "search/index.html" not in found
    assert not [item for chrome in found.values() for item in chrome.nav if "search" in item.link.href]


def test_the_stamp_tells_whether_the_page_is_fixed():
    assert (chromes()["index.html"].stamp.date.text, chromes()["index.html"].stamp.pinned) == ("1 July 2025", True)
    assert not chromes(pinned=False)["index.html"].stamp.pinned


def test_publisher_language_and_direction():
    assert chromes()["index.html"].publisher is None
    page = chromes({**BASE, "publisher": {"name": "Desk"}, "language": "ar", "license": "CC0"}, language="ar")[
        "index.html"
    ]
    assert (page.publisher.text, page.publisher.href, page.license) == ("Desk", "", "CC0")
    assert (page.language, page.direction) == ("ar", "rtl")


def test_feeds_stand_on_every_page_and_those_of_a_topic_on_its_own():
    found = chromes()
    whole = [("feed.xml", "Talks", "application/atom+xml"), ("feed.json", "Talks", "application/feed+json")]
    assert found["index.html"].feeds == tuple(whole)
    assert [feed.href for feed in found["deadlines/index.html"].feeds] == ["../feed.xml", "../feed.json"]
    assert [(feed.href, feed.text) for feed in found["topics/dues.html"].feeds[2:]] == [
        ("../topics/dues.feed.xml", "Dues"),
        ("../topics/dues.feed.json", "Dues"),
    ]


def test_files_of_the_tracker_and_of_topics():
    found = chromes()
    assert [(file.href, file.type) for file in found["deadlines/index.html"].files] == [
        ("webcal://example.org/talks/deadlines.ics", "text/calendar"),
        ("../deadlines.ics", "text/calendar"),
        ("../deadlines.csv", "text/csv"),
        ("../deadlines.json", "application/json"),
    ]
    assert [file.href for file in found["topics/dues.html"].files] == [
        "webcal://example.org/talks/topics/dues.ics",
        "../topics/dues.ics",
        "../topics/dues.feed.xml",
        "../topics/dues.feed.json",
    ]
    assert {path for path, chrome in found.items() if chrome.files} == {
        "index.html",
        "articles/index.html",
        "deadlines/index.html",
        "topics/dues.html",
    }


ARTICLE = {"title": "Dues asked", "published": "2025-06-01", "annotations": [{"id": "asked", "quote": "Lower dues"}]}


@pytest.mark.parametrize(("rights", "text"), [("full", ["../articles/ask.txt"]), ("excerpts", [])])
def test_files_of_articles_and_of_the_whole(rights, text):
    files = {"articles/ask.txt": "Lower dues were asked for.\n", "articles/ask.yaml": {**ARTICLE, "raw_text": rights}}
    found = chromes(**files)
    assert [file.href for file in found["index.html"].files] == ["briefing.json"]
    assert [file.href for file in found["articles/index.html"].files] == ["../bibliography.bib", "../bibliography.json"]
    assert [file.href for file in found["articles/ask.html"].files] == [
        *text,
        "../articles/ask.jsonld",
        "../articles/ask.bib",
        "../articles/ask.csl.json",
    ]


@pytest.mark.parametrize(("language", "locale"), [("en", "en_GB"), ("en-US", "en_US"), ("ko", "ko_KR"), ("eo", "")])
def test_the_language_with_a_region(language, locale):
    assert chromes({**BASE, "language": language}, language=language)["index.html"].locale == locale


def test_linked_data_is_passed_on():
    assert {chrome.linked_data for chrome in chromes().values()} == {""}


def test_without_an_address_there_is_nothing_to_subscribe_to():
    found = chromes({"title": "Talks"})
    assert not [file for chrome in found.values() for file in chrome.files if file.href.startswith("webcal")]


def test_icon():
    assert chromes()["topics/dues.html"].icon == ""
