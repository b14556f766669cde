"""Every exported annotation of any article leads a reader who knows nothing of the program to the same words."""

import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from tools.annotating import by_position, by_quote, selectors
from tools.sites import site_of

from briefgen.exporters.annotations import annotation_pages
from briefgen.exporters.rawtext import raw_texts
from briefgen.model import Annotation
from briefgen.wording import load_words

WORDS = load_words("en")
# Few letters, so that the same words stand in many places; a letter of four bytes, a combining mark, an invisible one.
LETTERS = st.sampled_from("aab \n.é세\U0001f600\u0301\u00ad\u200b\t“")
PIECES = st.sampled_from(["the vote ", "on 9 June. ", "\n\n", "세종에서 ", "투표 ", "a", " "])
TEXTS = st.text(LETTERS, min_size=1, max_size=80) | st.lists(PIECES, min_size=1, max_size=60).map("".join)


@st.composite
def articles(draw):
    """A text and ranges in it; a quote neither begins nor ends with white space or what is passed over."""
    text = draw(TEXTS.filter(lambda text: any(mark.isalnum() for mark in text)))
    places = [at for at, mark in enumerate(text) if mark.isalnum()]
    ends = st.tuples(st.sampled_from(places), st.sampled_from(places)).map(lambda pair: (min(pair), max(pair) + 1))
    return text, draw(st.lists(ends, min_size=1, max_size=8))


def exported(text, ranges, raw_text):
    """The files of a site with this one article."""
    site, tracker = site_of(
        {
            "briefing.yaml": {"title": "X", "raw_text": raw_text},
            "articles/a.txt": "word",
            "articles/a.yaml": {"title": "A", "published": "2025-05-01", "annotations": [{"id": "n", "quote": "word"}]},
        }
    )
    article = site.content.articles["a"]
    first: Annotation = article.annotations[0]
    annotations = tuple(replace(first, id=f"n{n}", start=start, end=end) for n, (start, end) in enumerate(ranges))
    articles = {"a": replace(article, text=text, annotations=annotations)}
    site = replace(
        site,
        content=replace(site.content, articles=articles),
        annotations={("a", annotation.id): annotation for annotation in annotations},
    )
    return {export.path: export.make() for export in (*annotation_pages(site, tracker, WORDS), *raw_texts(site))}


@settings(max_examples=300, deadline=None)
@given(articles())
def test_both_selectors_lead_to_the_words(article):
    text, ranges = article
    files = exported(text, ranges, "full")
    read = files["articles/a.txt"].decode("utf-8")
    items = json.loads(files["articles/a.jsonld"])["items"]
    assert len(items) == len(ranges)
    for item, place in zip(items, ranges, strict=True):
        found = selectors(item)
        assert by_quote(read, found["TextQuoteSelector"]) == [place]
        assert by_position(found["TextPositionSelector"]) == place
        assert read[slice(*place)] == found["TextQuoteSelector"]["exact"] == text[slice(*place)]


@settings(max_examples=200, deadline=None)
@given(articles())
def test_excerpts_lead_there_and_show_no_more_than_they_may(article):
    text, ranges = article
    files = exported(text, ranges, "excerpts")
    assert "articles/a.txt" not in files
    for item, place in zip(json.loads(files["articles/a.jsonld"])["items"], ranges, strict=True):
        quote = selectors(item)["TextQuoteSelector"]
        assert place in by_quote(text, quote)
        assert max(len(quote.get("prefix", "")), len(quote.get("suffix", ""))) <= 60
