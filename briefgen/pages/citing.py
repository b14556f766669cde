"""The way back from a passage: to every sentence that cites it."""

from collections.abc import Iterator

from briefgen.markup import Citation
from briefgen.model import Markdown, Ref
from briefgen.pages.citations import mark_id
from briefgen.pages.home import questions_asked
from briefgen.pages.parts import Parts
from briefgen.pages.rows import place_name
from briefgen.references import Place
from briefgen.textviews import CitedIn
from briefgen.viewparts import Link

Target = tuple[str, str]
"""What is cited: an article and an annotation of it, or `""` for the article as a whole."""

_ASKED = Place("home", "", part="questions")
"""The open questions of topics, as far as they stand on the first page too."""


def cited_in(parts: Parts, article: str) -> tuple[CitedIn, ...]:
    """Every place of the site that refers to an article or to a passage of it, each once, in reading order."""
    found: dict[tuple[Place, Target], CitedIn] = {}
    told = [(place, _target(ref)) for place, ref in parts.site.cited.get(article, ())]
    asked = [(_ASKED, target) for target in _marks_of_questions(parts) if target[0] == article] if told else []
    # What the first page cites comes first; `told` begins with its other places.
    for place, target in sorted((*told, *asked), key=lambda use: use[0].kind != "home"):
        if (place.kind in ("article", "annotation") and place.id == article) or (place, target) in found:
            continue
        annotation = parts.site.annotations.get(target)
        passage = parts.passage_link(annotation) if annotation else None
        page, where = _way(parts, place, target), place_name(parts, place)
        found[place, target] = CitedIn(page, where, passage, where if place.kind == "home" else page.text)
    return tuple(found.values())


def _way(parts: Parts, place: Place, target: Target) -> Link:
    """The page of a place, down to the first of its marks for what it cites."""
    if place.kind == "annotation":
        link = parts.link("article", place.id)
        return Link(f"{link.href}#n-{place.annotation}", link.text)
    link = (
        Link(f"{parts.root}index.html", parts.site.content.briefing.title)
        if place.kind == "home"
        else parts.link(place.kind, place.id)
    )
    before = 0
    for other, marks in _texts(parts, place):
        here = marks.count(target)
        if other == place and here:
            cited = parts.href("article", target[0], f"a-{target[1]}" if target[1] else "")
            return Link(f"{link.href}#{mark_id(cited, before + 1)}", link.text)
        before += here
    return link


def _texts(parts: Parts, place: Place) -> Iterator[tuple[Place, list[Target]]]:
    """The places of a page in the order in which it shows them, up to this one, with what each cites by marks."""
    content = parts.site.content
    match place.kind:
        case "home":
            briefing = content.briefing
            yield Place("home", "", part="bottom-line"), [*_marks(briefing.bottom_line)]
            for judgment in briefing.judgments:
                yield Place("home", "", part=judgment.id), [*_marks(judgment.text), *map(_target, judgment.cites)]
            yield _ASKED, [*_marks_of_questions(parts)]
        case "topic":
            topic = content.topics[place.id]
            yield place, [target for text in (topic.summary, *topic.questions) for target in _marks(text)]
        case "actor":
            yield place, [*_marks(content.actors[place.id].summary)]
        case "event":
            event = content.events[place.id]
            yield place, [*_marks(event.summary), *_marks(event.if_missed)]
        case "article":
            yield place, [*_marks(content.articles[place.id].summary)]
        case "page":
            yield place, [*_marks(content.pages[place.id].body)]


def _marks_of_questions(parts: Parts) -> Iterator[Target]:
    for _, question in questions_asked(parts):
        yield from _marks(question)


def _marks(text: Markdown | None) -> Iterator[Target]:
    for part in text.markup.parts if text else ():
        if isinstance(part, Citation):
            yield from ((reference.target, reference.annotation) for reference in part.references)


def _target(ref: Ref) -> Target:
    return ref.id, ref.annotation
