"""`articles/ID.jsonld`: the annotations of an article by the W3C's Web Annotation Data Model.

Each leads to its words in `articles/ID.txt` by what they are and by where they stand. Of a text that may only be
quoted there is no such file: then it leads to the article's page, by the words alone.
"""

from collections.abc import Callable, Iterator
from functools import cache, partial

from briefgen.exporters.entries import Marks
from briefgen.exporters.export import Export
from briefgen.exporters.jsontext import Record, json_lines, present
from briefgen.exporters.rawtext import is_excerpt, text_path
from briefgen.model import Annotation, Briefing
from briefgen.pages.parts import Parts
from briefgen.passages import excerpts
from briefgen.resolve import Site, Tracker
from briefgen.routes import href
from briefgen.wording import Words

CONTEXT = "http://www.w3.org/ns/anno.jsonld"

MOTIVATIONS = {
    "statement": "highlighting",
    "demand": "classifying",
    "offer": "classifying",
    "response": "replying",
    "concern": "assessing",
    "position": "classifying",
    "commitment": "classifying",
    "assessment": "assessing",
    "event": "describing",
    "correction": "editing",
    "question": "questioning",
    "context": "describing",
}
"""Why an annotation of a kind was made, in the vocabulary's words; the kind itself stands in its first body."""

_AROUND = 32
_MOST_AROUND = 60
"""Characters around a quote that may be shown of a text that is shown in excerpts."""


def annotation_pages(site: Site, tracker: Tracker, words: Words) -> Iterator[Export]:
    """One page of annotations for each article, in file order, whether it has any or not."""
    parts = cache(lambda: Parts(site, tracker, words, site.content.briefing.base_url or "../"))
    for key in site.article_order:
        yield Export(annotations_path(key), partial(_file, parts, key))


def _file(parts: Callable[[], Parts], key: str) -> bytes:
    return json_lines(annotation_page(parts(), key))


def annotations_path(article: str) -> str:
    """The output path of an article's annotations."""
    return f"articles/{article}.jsonld"


def annotation_page(parts: Parts, key: str) -> Record:
    """The annotations of one article. With `base_url` all addresses are absolute, else relative to this file."""
    site = parts.site
    article, briefing = site.content.articles[key], site.content.briefing
    address = href(parts.root, annotations_path(key))
    collection = {
        "id": f"{address}#all",
        "type": "AnnotationCollection",
        "label": article.title,
        "total": len(article.annotations),
    }
    return {
        "@context": CONTEXT,
        "id": address,
        "type": "AnnotationPage",
        "partOf": collection,
        "generator": {"type": "Software", "name": "briefgen"},
        "startIndex": 0,
        "items": [_annotation(parts, annotation, address, _creator(briefing)) for annotation in article.annotations],
    }


def _creator(briefing: Briefing) -> Record:
    publisher = briefing.publisher
    if not publisher.name:
        return {}
    return present(type="Organization", name=publisher.name, homepage=publisher.url)


def _annotation(parts: Parts, annotation: Annotation, address: str, creator: Record) -> Record:
    rights = parts.site.content.briefing.license
    return present(
        id=f"{address}#{annotation.id}",
        type="Annotation",
        motivation=MOTIVATIONS[annotation.kind],
        creator=creator,
        rights=rights if rights.startswith(("http://", "https://")) else "",
        body=list(_bodies(parts, annotation)),
        target=_target(parts, annotation),
    )


def _bodies(parts: Parts, annotation: Annotation) -> Iterator[Record]:
    """The kind, what the curator wrote, and what the annotation is linked to."""
    language = parts.site.content.briefing.language
    yield _text(annotation.kind, "classifying")
    if annotation.note:
        note = str(parts.markdown(annotation.note, Marks()))
        yield _text(note, "commenting", format="text/html", language=language)
    if annotation.translation:
        yield _text(annotation.translation, "describing", format="text/plain", language=language)
    if annotation.correction:
        yield _text(annotation.correction, "editing", format="text/plain", language=language)
    for topic in dict.fromkeys(ref.id for ref in annotation.topics):
        yield _text(parts.title("topic", topic), "tagging", language=language)
    for actor in dict.fromkeys(ref.id for ref in annotation.actor):
        yield _link(parts.href("actor", actor), "identifying")
    if annotation.event:
        yield _link(parts.href("event", annotation.event.id), "linking")
    if annotation.answers:
        answered = href(parts.root, annotations_path(annotation.answers.id))
        yield _link(f"{answered}#{annotation.answers.annotation}", "replying")


def _text(value: str, purpose: str, **more: str) -> Record:
    return {"type": "TextualBody", "value": value, "purpose": purpose, **more}


def _link(source: str, purpose: str) -> Record:
    return {"type": "SpecificResource", "source": source, "purpose": purpose}


def _target(parts: Parts, annotation: Annotation) -> Record:
    article = parts.site.content.articles[annotation.article]
    start, end = annotation.start, annotation.end
    quotable = is_excerpt(parts.site, article)
    prefix, suffix = surroundings(article.text, start, end, most=_MOST_AROUND if quotable else None)
    quote = present(type="TextQuoteSelector", exact=article.text[start:end], prefix=prefix, suffix=suffix)
    page = parts.href("article", article.id)
    if quotable:
        return {"source": page, "selector": quote}
    position = {"type": "TextPositionSelector", "start": start, "end": end}
    return {
        "source": href(parts.root, text_path(article.id)),
        "scope": f"{page}#a-{annotation.id}",
        "selector": [quote, position],
    }


def surroundings(text: str, start: int, end: int, *, most: int | None = None) -> tuple[str, str]:
    """What stands before and after a stretch: whole words, as much as it takes to tell it from all others.

    With `most` it is never more than that many characters on either side, which need not be enough.
    """
    around = _AROUND
    while True:
        ((first, last),) = excerpts(text, ((start, end),), around)
        if around == most or _is_single(text, first, last):
            return text[first:start], text[end:last]
        if around > len(text):
            return text[:start], text[end:]
        around = around * 2 if most is None else most


def _is_single(text: str, first: int, last: int) -> bool:
    words = text[first:last]
    return text.find(words) == first and text.find(words, first + 1) < 0
