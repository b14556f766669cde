"""What a briefing does not cover: passages that nobody annotated, sides that no source speaks for, records never used.

Nothing here is a fault. It is a list for the person who writes, of where to look next.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from briefgen.changes import plain
from briefgen.model import Article, Markdown, Record
from briefgen.passages import common, paragraphs
from briefgen.references import uses
from briefgen.resolve import Site
from briefgen.source import Span

_EXTERNAL = re.compile(r'<a [^>]*?href="(https?://[^"]+)"')
_SHOWN = 72


class Bare(NamedTuple):
    """A paragraph of a raw text without an annotation: its place, and the words that it begins with."""

    place: Span
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleCoverage:
    """How far an article is annotated: paragraphs in all and without an annotation, and the share of its characters
    (0 to 1, white space around paragraphs left out) that lie in a quote."""

    article: str
    title: str
    annotations: int
    paragraphs: int
    bare: tuple[Bare, ...]
    share: float


class Gap(NamedTuple):
    """A record that something is missing of: its id, title and place."""

    id: str
    title: str
    place: Span


class SideGap(NamedTuple):
    """A topic, and the sides (ids) of which no passage on it is."""

    topic: Gap
    sides: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """All gaps. `unannotated` are paths of raw texts without a file of annotations."""

    articles: tuple[ArticleCoverage, ...]
    unannotated: tuple[str, ...]
    sides: tuple[SideGap, ...]
    actors: tuple[Gap, ...]
    events: tuple[Gap, ...]
    questions: tuple[Gap, ...]

    @property
    def share(self) -> float:
        """The mean of the articles' shares; 1 where there are none."""
        return sum(article.share for article in self.articles) / len(self.articles) if self.articles else 1.0


def cover(site: Site, unannotated: tuple[str, ...] = ()) -> Coverage:
    """The gaps of a briefing, articles newest first, everything else in the curator's order."""
    content = site.content
    used = {ref.id for _, ref in uses(content) if ref.kind == "actor"}
    return Coverage(
        articles=tuple(article_coverage(content.articles[key]) for key in reversed(site.article_order)),
        unannotated=unannotated,
        sides=tuple(_side_gaps(site)),
        actors=tuple(_gap(actor, actor.name) for key, actor in content.actors.items() if key not in used),
        events=tuple(
            _gap(event, event.title) for key, event in content.events.items() if not site.histories[key].steps
        ),
        questions=tuple(_questions(site)),
    )


def article_coverage(article: Article) -> ArticleCoverage:
    """How far one article is annotated."""
    stretches = paragraphs(article.text)
    marked = _merged(sorted((a.start, a.end) for a in article.annotations if a.start < a.end))
    bare = tuple(
        Bare(Span(article.text_path, start, end), _beginning(article.text[start:end]))
        for start, end in stretches
        if not common(((start, end),), marked)
    )
    total = sum(end - start for start, end in stretches)
    covered = sum(end - start for start, end in common(stretches, marked))
    return ArticleCoverage(
        article=article.id,
        title=article.title,
        annotations=len(article.annotations),
        paragraphs=len(stretches),
        bare=bare,
        share=covered / total if total else 1.0,
    )


def _merged(ranges: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Ranges in order, those that touch as one."""
    merged: list[tuple[int, int]] = []
    for start, end in ranges:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _beginning(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1].rstrip() + "…"


def _gap(record: Record, title: str) -> Gap:
    return Gap(record.id, title, record.span)


def _side_gaps(site: Site) -> Iterator[SideGap]:
    """Topics on which some side neither does nor says anything in the sources."""
    for key, topic in site.content.topics.items():
        heard = {site.sides.get(ref.id) for a in site.by_topic.get(key, ()) for ref in a.actor}
        missing = tuple(side.id for side in site.content.briefing.sides if side.id not in heard)
        if missing:
            yield SideGap(_gap(topic, topic.title), missing)


def _questions(site: Site) -> Iterator[Gap]:
    """Open questions that cite nothing."""
    for topic in site.content.topics.values():
        for question in topic.questions:
            if not any(ref.kind in ("annotation", "article") for ref in question.refs):
                yield Gap(topic.id, plain(site, question), topic.place("questions"))


class Link(NamedTuple):
    """An address outside of the briefing, and a place that names it."""

    url: str
    place: Span


def outside_links(site: Site) -> tuple[Link, ...]:
    """Every http and https address that a reader could follow, each once, by address."""
    found: dict[str, Span] = {}
    for url, place in _addresses(site):
        if url:
            found.setdefault(url, place)
    return tuple(Link(url, place) for url, place in sorted(found.items()))


def _addresses(site: Site) -> Iterator[tuple[str, Span]]:
    content = site.content
    briefing = content.briefing
    yield briefing.publisher.url, briefing.place("publisher")
    yield from _in(briefing.bottom_line, briefing.place("bottom_line"))
    for judgment in briefing.judgments:
        yield from _in(judgment.text, judgment.place("text"))
    for topic in content.topics.values():
        yield from ((url, topic.place("same_as")) for url in topic.same_as)
        yield from _in(topic.summary, topic.place("summary"))
        for question in topic.questions:
            yield from _in(question, topic.place("questions"))
    for actor in content.actors.values():
        yield from ((url, actor.place("same_as")) for url in actor.same_as)
        yield from _in(actor.summary, actor.place("summary"))
    for event in content.events.values():
        yield event.url, event.place("url")
        yield from _in(event.summary, event.place("summary"))
        yield from _in(event.if_missed, event.place("if_missed"))
    for article in content.articles.values():
        yield article.url, article.place("url")
        yield article.archived, article.place("archived")
        yield from _in(article.summary, article.place("summary"))
        for annotation in article.annotations:
            yield from _in(annotation.note, annotation.place("note"))
    for page in content.pages.values():
        yield from _in(page.body, page.place("body"))


def _in(text: Markdown | None, place: Span) -> Iterator[tuple[str, Span]]:
    for part in text.markup.parts if text else ():
        if isinstance(part, str):
            yield from ((html.unescape(url), place) for url in _EXTERNAL.findall(part))
