"""Every reference of a briefing: who makes it, and whether it leads anywhere."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from briefgen.diagnostics import Diagnostic, error
from briefgen.model import Annotation, Article, Content, Event, Markdown, Ref
from briefgen.spelling import nearest


class Place(NamedTuple):
    """Where a reference is made: `kind` is home, topic, actor, event, article, annotation or page.

    `id` is the record's (the article's for an annotation) and `annotation` the annotation's; `part` tells the bottom
    line from the judgments.
    """

    kind: str
    id: str
    annotation: str = ""
    part: str = ""


Use = tuple[Place, Ref]


def uses(content: Content) -> Iterator[Use]:
    """Every reference with the place that makes it, in reading order."""
    briefing = content.briefing
    yield from _of(Place("home", "", part="bottom-line"), briefing.bottom_line)
    for judgment in briefing.judgments:
        yield from _of(Place("home", "", part=judgment.id), judgment.text, judgment.topics, judgment.cites)
    for topic in content.topics.values():
        yield from _of(Place("topic", topic.id), topic.summary, _maybe(topic.broader), *topic.questions)
    for actor in content.actors.values():
        yield from _of(Place("actor", actor.id), _maybe(actor.side), _maybe(actor.member_of), actor.summary)
    for event in content.events.values():
        yield from _event_uses(event)
    for article in content.articles.values():
        yield from _of(Place("article", article.id), article.summary, article.topics)
        for annotation in article.annotations:
            yield from _annotation_uses(annotation)
    for page in content.pages.values():
        yield from _of(Place("page", page.id), page.body)


def _event_uses(event: Event) -> Iterator[Use]:
    place = Place("event", event.id)
    refs = (event.topics, event.actors, _maybe(event.set_by), event.follows)
    yield from _of(place, *refs, event.summary, event.if_missed)


def _annotation_uses(annotation: Annotation) -> Iterator[Use]:
    place = Place("annotation", annotation.article, annotation.id)
    who = (annotation.actor, annotation.reported_by, annotation.to, annotation.topics)
    yield from _of(place, *who, _maybe(annotation.answers), _maybe(annotation.event), annotation.note)


def _maybe(ref: Ref | None) -> tuple[Ref, ...]:
    return () if ref is None else (ref,)


def _of(place: Place, *fields: Markdown | tuple[Ref, ...] | None) -> Iterator[Use]:
    for field in fields:
        refs = () if field is None else field.refs if isinstance(field, Markdown) else field
        for ref in refs:
            yield place, ref


def is_known(content: Content, ref: Ref) -> bool:
    """Whether a reference leads to a record."""
    match ref.kind:
        case "annotation":
            article = content.articles.get(ref.id)
            return article is not None and any(a.id == ref.annotation for a in article.annotations)
        case "asset":
            return f"assets/{ref.id}" in content.assets
        case "side":
            return any(side.id == ref.id for side in content.briefing.sides)
    return ref.id in _ids(content, ref.kind)


def _ids(content: Content, kind: str) -> Iterable[str]:
    return {
        "topic": content.topics,
        "actor": content.actors,
        "event": content.events,
        "article": content.articles,
        "page": content.pages,
        "side": tuple(side.id for side in content.briefing.sides),
        "asset": tuple(path.removeprefix("assets/") for path in content.assets),
    }[kind]


def check_references(content: Content) -> tuple[Diagnostic, ...]:
    """An error for each reference that leads nowhere, with the nearest id; follow-ups of other faults are left out."""
    known = {(article.id, annotation.id) for article in content.articles.values() for annotation in article.annotations}
    faults = []
    for _, ref in uses(content):
        if (ref.id, ref.annotation) in known if ref.kind == "annotation" else is_known(content, ref):
            continue
        fault = _unknown(content, ref)
        if fault:
            faults.append(fault)
    return tuple(faults)


def _unknown(content: Content, ref: Ref) -> Diagnostic | None:
    if ref.kind in content.incomplete:
        return None
    if ref.kind == "annotation":
        article = content.articles.get(ref.id)
        if article is not None:
            return None if f"article:{ref.id}" in content.incomplete else _unknown_annotation(article, ref)
        if "article" in content.incomplete:
            return None
    kind = "article" if ref.kind == "annotation" else ref.kind
    if kind == "article" and ref.id in content.drafts:
        return error(
            "cites-draft",
            ref.span,
            f"the article `{ref.id}` is a draft, so the site has no page for it",
            hint="remove `draft: true` from it, or leave the reference out until it is ready",
        )
    known = sorted(_ids(content, kind))
    noun = f"no {kind} has the id `{ref.id}`" if kind != "asset" else f"the content folder has no file `assets/{ref.id}`"
    return error("unknown-reference", ref.span, noun, label="unknown", hint=_hint(ref.id, known, kind))


def _unknown_annotation(article: Article, ref: Ref) -> Diagnostic:
    known = sorted(annotation.id for annotation in article.annotations)
    return error(
        "unknown-reference",
        ref.span,
        f"the article `{article.id}` has no annotation `{ref.annotation}`",
        label="unknown",
        hint=_hint(ref.annotation, known, "annotation"),
    )


def _hint(wrong: str, known: list[str], kind: str) -> str:
    found = nearest(wrong, known)
    if found:
        return f"did you mean `{found}`?"
    return (
        f"there is no {kind} yet" if not known else f"known: {', '.join(known[:12])}{' …' if len(known) > 12 else ''}"
    )
