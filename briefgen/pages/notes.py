"""What was said on a topic, by an actor, about an event: the newest on its page, older notes on further ones."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from briefgen.model import Annotation
from briefgen.pages.parts import Parts, month_anchor, month_of
from briefgen.pages.rows import article_line
from briefgen.pages.stretches import cut_off, distinct, period
from briefgen.pages.weights import PAGE, article_weight, note_weight
from briefgen.resolve import Key
from briefgen.routes import FOLDERS, href
from briefgen.viewparts import Link, NavItem, Note, NotesMonth
from briefgen.views import NotesPage

ASKING = ("demand", "offer", "concern", "question")
"""Kinds that stand as asked even before there is an answer to them."""
MOST_ANSWERS = 8
"""How many answers stand beside what was asked, the newest; all are told of in its article."""


class Said(NamedTuple):
    """An annotation, or an article that is on something as a whole; `opens` tells the first of each article."""

    article: str
    annotation: Annotation | None
    opens: bool


@dataclass(frozen=True, slots=True)
class Older:
    """A page of older notes: its output path, its time in words, what it has, oldest first."""

    path: str
    label: str
    said: Sequence[Said]


@dataclass(frozen=True, slots=True)
class Told:
    """What was said of a record: on its own page its newest `annotations` and (of a topic) the articles on it, both
    oldest first; the rest on the `older` pages, the newest of these first."""

    annotations: tuple[Annotation, ...]
    on_it: tuple[str, ...]
    older: tuple[Older, ...]

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles of all that stands on the record's own page, newest first."""
        return tuple(dict.fromkeys((*self.on_it, *(annotation.article for annotation in self.annotations))))[::-1]

    @property
    def left_out(self) -> int:
        """How many annotations stand on further pages."""
        return sum(len(annotations_of(page.said)) for page in self.older)


def annotations_of(said: Iterable[Said]) -> tuple[Annotation, ...]:
    return tuple(each.annotation for each in said if each.annotation is not None)


def articles_of(said: Iterable[Said]) -> tuple[str, ...]:
    """The articles in which something was said, each once, in their order."""
    return tuple(dict.fromkeys(each.article for each in said))


class Desk:
    """Parts what was said of records where it is too much for one page. Each annotation is weighed once."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self._articles: dict[str, int] = {}
        self._notes: dict[Key, int] = {}

    def _article(self, key: str) -> int:
        weight = self._articles.get(key)
        if weight is None:
            weight = self._articles[key] = article_weight(self.parts.site.content.articles[key])
        return weight

    def _note(self, key: Key, annotation: Annotation) -> int:
        weight = self._notes.get(key)
        if weight is None:
            weight = self._notes[key] = note_weight(self.parts, annotation)
        return weight

    def told(self, kind: str, key: str) -> Told:
        """What was said of a topic, an actor or an event."""
        site = self.parts.site
        index = {"topic": site.by_topic, "actor": site.by_actor, "event": site.by_event}[kind]
        annotations = index.get(key, ())
        articles = site.articles_by_topic.get(key, ()) if kind == "topic" else ()
        weights = [self._weight(kind, annotation) for annotation in annotations]
        met = articles or {annotation.article for annotation in annotations}
        if sum(weights) + sum(map(self._article, met)) <= PAGE:
            return Told(annotations, articles, ())
        weigh = dict(zip(((a.article, a.id) for a in annotations), weights, strict=True))
        *pieces, newest = cut_off(
            tuple(_said(annotations, articles)),
            lambda each: (
                (self._article(each.article) if each.opens else 0)
                + (weigh[each.article, each.annotation.id] if each.annotation else 0)
            ),
            PAGE,
        )
        names = distinct(self._period(piece) for piece in pieces)
        older = [
            Older(f"{FOLDERS[kind]}/{key}.notes-{number}.html", name, piece)
            for number, (name, piece) in enumerate(zip(names, pieces, strict=True), 1)
        ]
        return Told(annotations_of(newest), articles_of(newest) if articles else (), tuple(reversed(older)))

    def _weight(self, kind: str, annotation: Annotation) -> int:
        """What it makes of the record's own page. On a topic's, questions and answers stand in pairs once more."""
        key = (annotation.article, annotation.id)
        weight = self._note(key, annotation)
        if kind != "topic":
            return weight
        answers = len(self.parts.site.answers.get(key, ()))
        asked = 1 + min(answers, MOST_ANSWERS) if answers or annotation.kind in ASKING else 0
        return weight * (1 + asked + (annotation.answers is not None))

    def _period(self, said: Sequence[Said]) -> str:
        articles = self.parts.site.content.articles
        return period(said, lambda each: articles[each.article].published, self.parts.words)


def _said(annotations: Iterable[Annotation], articles: Iterable[str]) -> Iterator[Said]:
    """Everything, oldest first; with `articles` these too, if nothing is quoted of them."""
    found: defaultdict[str, list[Annotation | None]] = defaultdict(list)
    found.update({article: [] for article in articles})
    for annotation in annotations:
        found[annotation.article].append(annotation)
    for article, quoted in found.items():
        yield from (Said(article, each, place == 0) for place, each in enumerate(quoted or (None,)))


def links_to(parts: Parts, told: Told) -> tuple[Link, ...]:
    """The ways to older notes."""
    return tuple(Link(href(parts.root, page.path), page.label) for page in told.older)


def notes_page(parts: Parts, kind: str, key: str, told: Told, page: Older) -> NotesPage:
    """The view of older notes, newest first, by month."""
    months: defaultdict[tuple[int, int], list[Note]] = defaultdict(list)
    for annotation in reversed(annotations_of(page.said)):
        months[month_of(parts.site.content.articles[annotation.article].published)].append(parts.note(annotation))
    record = parts.link(kind, key)
    newest = NavItem(Link(record.href, parts.words.gettext("Newest")), current=False)
    return NotesPage(
        title=f"{record.text}: {page.label}",
        record=record,
        months=tuple(
            NotesMonth(parts.month_title(*month), month_anchor(*month), tuple(notes))
            for month, notes in sorted(months.items(), reverse=True)
        ),
        articles=tuple(article_line(parts, article) for article in reversed(articles_of(page.said))),
        pages=(newest, *(NavItem(link, link.href == href(parts.root, page.path)) for link in links_to(parts, told))),
    )
