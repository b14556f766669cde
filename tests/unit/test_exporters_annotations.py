"""Web Annotations: what they say, that every term is one of the vocabulary, and what excerpts keep back."""

import json
from pathlib import Path
from urllib.parse import urljoin

import pytest
from tools.annotating import by_position, by_quote, selectors
from tools.sites import HARBOUR, changed, site_of

from briefgen.exporters.annotations import CONTEXT, MOTIVATIONS, annotation_pages, surroundings
from briefgen.exporters.rawtext import raw_texts
from briefgen.model import ANNOTATION_KINDS
from briefgen.wording import load_words

TERMS = json.loads((Path(__file__).parents[1] / "cases" / "annotations" / "terms.json").read_text(encoding="utf-8"))
"""Term → IRI, as the vocabulary's JSON-LD context has it."""
WORDS = load_words("en")
BASE = "https://example.org/harbour/"
NOTES = [
    {
        "id": "when",
        "quote": "The vote is set for 20 June",
        "kind": "demand",
        "actor": "port",
        "topics": ["dues", "pilots"],
        "note": "See [](topic:dues) & <b>more</b> [@second#later].",
        "translation": "Translated",
        "correction": "21 June",
        "event": "vote",
        "date": "2025-06-20T18:00",
        "answers": "second#later",
        "outcome": "deferred",
    }
]


def files(content=HARBOUR) -> dict[str, bytes]:
    site, tracker = site_of(content)
    made = (*annotation_pages(site, tracker, WORDS), *raw_texts(site))
    return {export.path: export.make() for export in made}


def page(content=HARBOUR, article="first"):
    return json.loads(files(content)[f"articles/{article}.jsonld"])


def noted(**briefing):
    return {**changed("briefing.yaml", **briefing), **changed_article(annotations=NOTES)}


def changed_article(**fields):
    return {"articles/first.yaml": {**HARBOUR["articles/first.yaml"], **fields}}


def test_a_page_of_annotations():
    found = page()
    address = f"{BASE}articles/first.jsonld"
    assert next(iter(found)) == "@context" and found["@context"] == CONTEXT
    assert (found["id"], found["type"], found["startIndex"]) == (address, "AnnotationPage", 0)
    assert found["partOf"] == {
        "id": f"{address}#all",
        "type": "AnnotationCollection",
        "label": "Vote set <for> June",
        "total": 1,
    }
    assert [item["id"] for item in found["items"]] == [f"{address}#when"]


def test_an_annotation():
    (item,) = page({**HARBOUR, **noted()})["items"]
    assert (item["type"], item["motivation"]) == ("Annotation", "classifying")
    assert item["creator"] == {"type": "Organization", "name": "Harbour Watch", "homepage": "https://example.org/"}
    assert "rights" not in item
    bodies = [(body["purpose"], body.get("value") or body["source"]) for body in item["body"]]
    assert bodies == [
        ("classifying", "demand"),
        (
            "commenting",
            f'<p>See <a href="{BASE}topics/dues.html">Dues, tolls; fees</a> &amp; &lt;b&gt;more&lt;/b&gt; <sup>'
            f'<a href="{BASE}articles/second.html#a-later">1</a></sup>.</p>',
        ),
        ("describing", "Translated"),
        ("editing", "21 June"),
        ("tagging", "Dues, tolls; fees"),
        ("tagging", "Pilots"),
        ("identifying", f"{BASE}actors/port.html"),
        ("linking", f"{BASE}events/vote.html"),
        ("replying", f"{BASE}articles/second.jsonld#later"),
    ]
    assert item["body"][1]["format"] == "text/html"
    assert item["target"] == {
        "source": f"{BASE}articles/first.txt",
        "scope": f"{BASE}articles/first.html#a-when",
        "selector": [
            {"type": "TextQuoteSelector", "exact": "The vote is set for 20 June", "suffix": ", the port said."},
            {"type": "TextPositionSelector", "start": 0, "end": 27},
        ],
    }


def test_a_licence_with_an_address_is_told():
    address = "https://creativecommons.org/licenses/by/4.0/"
    assert page(changed("briefing.yaml", license=address))["items"][0]["rights"] == address


def test_without_an_address_all_is_relative_to_the_file():
    found = page(noted(base_url=None, publisher=None))
    assert "creator" not in found["items"][0]
    here = "https://anywhere.example/deep/articles/first.jsonld"
    assert urljoin(here, found["id"]) == here
    target = found["items"][0]["target"]
    assert urljoin(here, target["source"]) == "https://anywhere.example/deep/articles/first.txt"
    assert urljoin(here, target["scope"]) == "https://anywhere.example/deep/articles/first.html#a-when"


def test_every_kind_has_a_motivation():
    assert tuple(MOTIVATIONS) == ANNOTATION_KINDS
    assert set(MOTIVATIONS.values()) <= set(TERMS)


def terms(value, key=""):
    """Every word of a page that the vocabulary must know: keys, types, motivations, purposes."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name != "@context":
                yield name
                yield from terms(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from terms(inner, key)
    elif key in ("type", "motivation", "purpose"):
        yield value


@pytest.mark.parametrize("content", [HARBOUR, noted(), noted(raw_text="excerpts")], ids=["plain", "rich", "excerpts"])
def test_every_term_is_of_the_vocabulary(content):
    found = set(terms(page(content)))
    assert found <= set(TERMS)
    assert {"items", "target", "exact", "classifying", "TextQuoteSelector"} <= found


def test_the_terms_lead_to_the_namespaces_of_the_vocabulary():
    assert {iri.rpartition("#")[0] or iri.rpartition("/")[0] for iri in TERMS.values() if iri[0] != "@"} == {
        "http://www.w3.org/ns/oa",
        "http://www.w3.org/ns/activitystreams",
        "http://www.w3.org/2000/01/rdf-schema",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns",
        "http://purl.org/dc/terms",
        "http://purl.org/dc/elements/1.1",
        "http://xmlns.com/foaf/0.1",
    }


def test_the_values_of_address_terms_are_addresses():
    """Those whose values are IRIs by the context: a text there would be taken for a relative address."""
    (item,) = page(noted(license="https://example.org/licence"))["items"]
    addresses = [item["id"], item["rights"], item["creator"]["homepage"], item["target"]["source"]]
    assert all(address.startswith("https://") for address in addresses)


# Raw texts


@pytest.mark.parametrize("written", ["One.\r\nTwo \U0001f600 세종.\r\n", "\ufeffOne.\nTwo \U0001f600 세종.\n"])
def test_raw_texts_are_verbatim_with_plain_newlines(written):
    content = {"briefing.yaml": "title: X\n", "articles/a.txt": written}
    content["articles/a.yaml"] = {"title": "A", "published": "2025-05-01", "annotations": [{"quote": "세종"}]}
    made = files(content)
    assert made["articles/a.txt"].decode() == "One.\nTwo \U0001f600 세종.\n"
    found = selectors(json.loads(made["articles/a.jsonld"])["items"][0])
    assert by_position(found["TextPositionSelector"]) == (11, 13), "code points, not UTF-16"


@pytest.mark.parametrize(
    ("whole", "own", "shown"),
    [("full", None, True), ("excerpts", None, False), ("full", "excerpts", False), ("excerpts", "full", True)],
)
def test_what_may_only_be_quoted_has_no_file(whole, own, shown):
    content = {**changed("briefing.yaml", raw_text=whole), **changed_article(**({"raw_text": own} if own else {}))}
    made = files(content)
    assert ("articles/first.txt" in made) is shown
    (item,) = json.loads(made["articles/first.jsonld"])["items"]
    kinds = ["TextQuoteSelector", "TextPositionSelector"] if shown else ["TextQuoteSelector"]
    assert list(selectors(item)) == kinds
    assert item["target"]["source"] == BASE + ("articles/first.txt" if shown else "articles/first.html")


# What stands around a quote

ROUND = "one two three four five six seven eight nine ten eleven twelve thirteen"


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("a b c", (2, 3), ("a ", " c")),
        (ROUND, (24, 27), ("one two three four five ", " seven eight nine ten eleven")),
        ("  a", (2, 3), ("", "")),
        ("same here. " * 20, (110, 114), None),
        ("x" * 500, (100, 101), None),
        ("가나다" * 200, (300, 303), None),
    ],
)
def test_surroundings_tell_the_place_from_all_others(text, at, expected):
    prefix, suffix = surroundings(text, *at)
    quote = {"prefix": prefix, "exact": text[slice(*at)], "suffix": suffix}
    assert by_quote(text, quote) == [at]
    assert expected in (None, (prefix, suffix))


@pytest.mark.parametrize("text", ["same here. " * 30, "x" * 330, ROUND * 5])
def test_no_more_is_shown_than_may_be(text):
    prefix, suffix = surroundings(text, 150, 154, most=60)
    assert len(prefix) <= 60 and len(suffix) <= 60
    assert text[150 - len(prefix) : 154 + len(suffix)] == prefix + text[150:154] + suffix
