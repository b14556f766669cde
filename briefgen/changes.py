"""What `comparison` finds: the kinds of changes between two issues, and how a record is told in plain words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from briefgen.markup import plain_text
from briefgen.markup_links import Reference
from briefgen.model import Annotation, Markdown, Ref
from briefgen.resolve import Site
from briefgen.source import Span

KINDS = (
    "bottom-line",
    "judgment",
    "demand",
    "offer",
    "answer",
    "position",
    "commitment",
    "date",
    "status",
    "correction",
    "event",
    "question",
    "topic",
    "actor",
    "article",
)
"""What can change, in the order in which it is told."""

ACTS = ("new", "changed", "removed", "moved", "refined", "conflicting", "corrected", "withdrawn")
"""What happened to it; from `moved` on, to a date."""


class Difference(NamedTuple):
    """One field that differs; empty where there was nothing."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that changed. `topics` and `sides` are ids, `title` says what it is about.

    `annotation` is the passage that tells of it, if one does. It and `place` are of the new issue, or of the old one
    where `is_gone`.
    """

    kind: str
    act: str
    title: str
    place: Span
    topics: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    annotation: Annotation | None = None
    is_gone: bool = False


def role(annotation: Annotation) -> str:
    """What an annotation is to a reader who asks what is new, one of `KINDS`; empty if it is no news by itself."""
    if annotation.kind in ("demand", "offer", "correction"):
        return annotation.kind
    if annotation.answers is not None or annotation.kind == "response":
        return "answer"
    return annotation.kind if annotation.kind in ("position", "commitment", "question") else ""


def words_of(site: Site, annotation: Annotation) -> str:
    """The quoted words of the article, on one line."""
    text = site.content.articles[annotation.article].text[annotation.start : annotation.end]
    return " ".join((text or annotation.quote.exact).split())


def plain(site: Site, text: Markdown | None) -> str:
    """A Markdown field as words on one line."""

    def title(reference: Reference) -> str:
        content = site.content
        if reference.kind == "actor" and reference.target in content.actors:
            return content.actors[reference.target].name
        kinds: dict[str, Mapping[str, object]] = {
            "topic": content.topics,
            "event": content.events,
            "article": content.articles,
            "annotation": content.articles,
            "page": content.pages,
        }
        return str(getattr(kinds.get(reference.kind, {}).get(reference.target), "title", reference.target))

    return plain_text(text.markup, title) if text else ""


Listed = tuple[str, Span, tuple[str, ...], tuple[str, ...]]


def records_of(site: Site, kind: str) -> dict[str, Listed]:
    """Title, place, topics and sides of the records of a kind."""
    content = site.content
    if kind == "topic":
        return {key: (topic.title, topic.span, (key,), ()) for key, topic in content.topics.items()}
    if kind == "actor":
        sides = site.sides
        return {
            key: (actor.name, actor.span, (), (sides[key],) if key in sides else ())
            for key, actor in content.actors.items()
        }
    return {key: (a.title, a.span, ids_of(a.topics), ()) for key, a in content.articles.items()}


def ids_of(refs: Iterable[Ref]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ref.id for ref in refs))


def sides_of(site: Site, actors: Iterable[Ref]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(site.sides[ref.id] for ref in actors if ref.id in site.sides))


def differing(fields: Iterable[tuple[str, str, str]]) -> tuple[Difference, ...]:
    return tuple(Difference(*field) for field in fields if field[1] != field[2])
