"""What pages say of themselves to search engines, and that it stays data."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools.briefings import pages_of, resolved
from tools.sites import HARBOUR, changed

from briefgen.exporters.jsontext import json_island
from briefgen.exporters.linkeddata import QUOTES, linked_data

BASE = "https://example.org/harbour/"
SPOKEN = {
    "articles/first.txt": "“The vote is set for 20 June,” the port said. The master left.\n",
    "actors.yaml": {"port": {"name": "The port"}, "master": {"name": "Ola", "kind": "person"}},
}


def data(path, files=HARBOUR):
    briefing = resolved(files)
    text = str(linked_data(pages_of(briefing)[path], briefing.site))
    return json.loads(text) if text else None


def entity(path, files=HARBOUR):
    return data(path, files)["mainEntity"]


def first(*annotations, **fields):
    """The harbour with other annotations of its first article."""
    return {
        **HARBOUR,
        **SPOKEN,
        "articles/first.yaml": {**HARBOUR["articles/first.yaml"], "annotations": [*annotations], **fields},
    }


def event(**fields):
    return changed("events.yaml", talks={**HARBOUR["events.yaml"]["talks"], **fields})


def test_the_first_page_is_a_site():
    assert data("index.html") == {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "@id": BASE,
        "url": BASE,
        "name": "The harbour; dues, and more",
        "description": "Who pays for the deeper channel",
        "inLanguage": "en",
        "publisher": {"@type": "Organization", "name": "Harbour Watch", "url": "https://example.org/"},
        "license": "CC BY 4.0",
    }


def test_an_article_page_is_about_the_article():
    page = data("articles/first.html")
    assert (page["@type"], page["url"], page["isPartOf"]["@id"]) == ("WebPage", f"{BASE}articles/first.html", BASE)
    article = page["mainEntity"]
    assert {key: article[key] for key in ("@type", "headline", "url", "datePublished", "publisher")} == {
        "@type": "NewsArticle",
        "headline": "Vote set <for> June",
        "url": "https://news.example/1?a=1&b=2",
        "datePublished": "2025-06-01",
        "publisher": {"@type": "Organization", "name": "Gazette"},
    }
    assert [term["name"] for term in article["about"]] == ["Dues, tolls; fees"]
    (quote,) = article["hasPart"]
    assert quote == {
        "@type": "Quotation",
        "@id": f"{BASE}articles/first.html#a-when",
        "text": "The vote is set for 20 June",
    }
    assert entity("articles/second.html")["datePublished"] == "2025-06-08T09:30:00+02:00"


@pytest.mark.parametrize(
    ("quote", "attribution", "spoken"),
    [
        ("The vote is set for 20 June", "on-record", True),
        ("“The vote is set for 20 June", "on-record", True),
        ("The vote is set for 20 June", "reported", False),
        ("The master left", "on-record", False),
    ],
)
def test_only_words_in_quotation_marks_on_the_record_are_spoken(quote, attribution, spoken):
    files = first({"id": "when", "quote": quote, "actor": "master", "attribution": attribution})
    (found,) = entity("articles/first.html", files)["hasPart"]
    person = [{"@type": "Person", "name": "Ola", "url": f"{BASE}actors/master.html"}]
    assert found.get("spokenByCharacter") == (person if spoken else None)
    assert found.get("mentions") == (None if spoken else person)


def test_a_long_article_tells_of_its_first_quotes():
    words = [f"word{number}" for number in range(QUOTES + 5)]
    files = first(*({"quote": f"{word}."} for word in words)) | {"articles/first.txt": ". ".join(words) + ".\n"}
    found = entity("articles/first.html", files | {"events.yaml": {}, "articles/second.yaml": second()})
    assert [quote["text"] for quote in found["hasPart"]] == [f"{word}." for word in words[:QUOTES]]


def second():
    return {"title": "Vote put off", "published": "2025-06-08"}


def test_a_topic_is_a_term():
    found = entity("topics/pilots.html")
    assert (found["@type"], found["@id"], found["name"]) == ("DefinedTerm", f"{BASE}topics/pilots.html#term", "Pilots")
    assert found["inDefinedTermSet"]["@type"] == "DefinedTermSet"


def test_an_event():
    found = entity("events/vote.html")
    assert found["@type"] == "Event"
    assert found["location"] == {"@type": "Place", "name": "Town hall; upstairs"}
    assert found["organizer"] == [{"@type": "Organization", "name": "The port", "url": f"{BASE}actors/port.html"}]
    assert found["startDate"] == "2025-06-27T18:00:00-04:00" and "endDate" not in found
    assert found["eventStatus"] == "https://schema.org/EventRescheduled"
    assert found["previousStartDate"] == ["2025-06-20T18:00:00-04:00"]


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2025-06-12", "2025-06-12", None),
        ("2025-06-12/2025-06-14", "2025-06-12", "2025-06-14"),
        ("2025-06-12T10:00/12:00", "2025-06-12T10:00:00+02:00", "2025-06-12T12:00:00+02:00"),
        ("2025-06-12T10:00:30", "2025-06-12T10:00:30+02:00", None),
        ("2025-06", "2025-06", None),
        ("2025", "2025", None),
        ("2025-21", "2025-03", "2025-05"),
        ("2025-06~", "2025-06", None),
        ("2025-06/..", "2025-06", None),
        ("../2025-06", "2025-06", None),
        ("202X", None, None),
    ],
)
def test_dates_of_events(written, start, end):
    found = entity("events/talks.html", event(date=written))
    assert (found.get("startDate"), found.get("endDate")) == (start, end)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("cancelled", "https://schema.org/EventCancelled"),
        ("confirmed", "https://schema.org/EventScheduled"),
        ("tentative", None),
        ("missed", None),
    ],
)
def test_statuses_of_events(status, expected):
    assert entity("events/talks.html", event(status=status)).get("eventStatus") == expected


@pytest.mark.parametrize("path", ["404.html", "deadlines/index.html", "actors/port.html", "topics/index.html"])
def test_other_pages_say_nothing(path):
    assert data(path) is None


def test_without_an_address_links_are_relative_to_the_page():
    briefing = {key: value for key, value in HARBOUR["briefing.yaml"].items() if key != "base_url"}
    files = {**HARBOUR, "briefing.yaml": briefing}
    assert data("index.html", files)["@id"] == "index.html"
    page = data("topics/dues.html", files)
    assert (page["@id"], page["isPartOf"]["@id"]) == ("../topics/dues.html", "../index.html")


@given(
    st.text(st.characters(exclude_categories=["Cs"]))
    | st.sampled_from(["</script>", "<!--", "<script>", "]]>", "&lt;"])
)
def test_nothing_in_it_can_end_the_element(text):
    island = str(json_island({"name": text, text: [text]}))
    assert not set(island) & set("<>&")
    assert json.loads(island) == {"name": text, text: [text]}


def test_titles_cannot_end_the_element():
    briefing = resolved(HARBOUR)
    page = pages_of(briefing)["topics/dues.html"]
    found = str(linked_data(page._replace(description="</script><script>alert(1)</script>"), briefing.site))
    assert "<" not in found
