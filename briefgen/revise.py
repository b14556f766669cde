"""`resolve` for a site of which little changed: it begins from the last one and puts in what is different.

It does so only where a few articles of a site without faults changed, and in no way that could bear on other records;
in all other cases it resolves anew. Either way the outcome is that of `resolve`.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from briefgen.chronology import Dated, History, build_history
from briefgen.diagnostics import Checked
from briefgen.model import Annotation, Article, Content, Ref
from briefgen.references import Use, article_uses
from briefgen.resolve import Key, Placing, Site, ids, is_citation, report_of, resolve, topics_of

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

FEW = 20
"""Articles up to which a revision is worth it."""

_FIRST, _LAST = "<", ">"
"""Stand for the records that are read before all articles, and after them; no id is like these."""


class Resolver:
    """`resolve` that remembers the last site without faults."""

    def __init__(self) -> None:
        self._last: Site | None = None

    def __call__(self, content: Content) -> Checked[Site]:
        site = revise(self._last, content) if self._last else None
        resolved = Checked(site) if site else resolve(content)
        self._last = None if resolved.diagnostics else resolved.value
        return resolved


def revise(old: Site, content: Content) -> Site | None:
    """The site of `content`, made from one of other content; `None` where that cannot be done, or is not worth it.

    `old` must be without faults.
    """
    before = old.content
    if replace(content, articles={}) != replace(before, articles={}) or [*content.articles] != [*before.articles]:
        return None
    changed = [key for key, article in content.articles.items() if article is not before.articles[key]]
    if len(changed) > FEW:
        return None
    site: Site | None = replace(old, content=content)
    for key in changed:
        site = site and _with_article(site, before.articles[key], content.articles[key])
    return site


def _with_article(site: Site, before: Article, after: Article) -> Site | None:
    """The site with another version of an article in it, unless other records may have to do with the difference."""
    if (before.published, before.timezone) != (after.published, after.timezone):
        return None
    gone = {note.id for note in before.annotations} - {note.id for note in after.annotations if note.own_id}
    if any(ref.annotation in gone for _, ref in site.cited.get(after.id, ())):
        return None
    annotations = _annotations(site, before, after)
    if not all(_leads_somewhere(site.content, annotations, ref) for _, ref in article_uses(after)):
        return None
    placing = Placing(site.content, site.zone)
    dates = {(note.article, note.id): dated for note in after.annotations if (dated := placing.annotation(note))}
    if placing.faults:
        return None
    group = _Groups(after.id, {key: position for position, key in enumerate(site.article_order)})
    site = replace(
        site,
        annotations=annotations,
        dates=_dates(site, annotations, dates, after.id),
        by_topic=group.again(site.by_topic, _by_topic(before), _by_topic(after), _article_of),
        by_actor=group.again(site.by_actor, _by_actor(before), _by_actor(after), _article_of),
        by_event=group.again(site.by_event, _by_event(before), _by_event(after), _article_of),
        answers=group.again(site.answers, _by_answered(before), _by_answered(after), _article_of),
        articles_by_topic=group.again(site.articles_by_topic, _by_own_topic(before), _by_own_topic(after), str),
        cited=_cited(site, before, after),
    )
    return replace(site, histories=_histories(site, (key for key, _ in (*_by_event(before), *_by_event(after)))))


def _leads_somewhere(content: Content, annotations: Mapping[Key, Annotation], ref: Ref) -> bool:
    if ref.kind == "annotation":
        found = annotations.get((ref.id, ref.annotation))
        return found is not None and found.own_id
    if ref.kind == "asset":
        return f"assets/{ref.id}" in content.assets
    records: Mapping[str, Mapping[str, object]] = {
        "topic": content.topics,
        "actor": content.actors,
        "event": content.events,
        "article": content.articles,
        "page": content.pages,
    }
    return ref.id in records.get(ref.kind, ())


def _annotations(site: Site, before: Article, after: Article) -> Mapping[Key, Annotation]:
    """All annotations, in order."""
    if [note.id for note in before.annotations] == [note.id for note in after.annotations]:
        return {**site.annotations, **{(note.article, note.id): note for note in after.annotations}}
    articles = site.content.articles
    return {(note.article, note.id): note for key in site.article_order for note in articles[key].annotations}


def _dates(
    site: Site, annotations: Mapping[Key, Annotation], dates: Mapping[Key, Dated], article: str
) -> Mapping[Key, Dated]:
    """The dates of all annotations that have one, in order."""
    if dates.keys() == {key for key in site.dates if key[0] == article}:
        return {**site.dates, **dates}
    old = {key: dated for key, dated in site.dates.items() if key[0] != article}
    both = {**old, **dates}
    return {key: both[key] for key in annotations if key in both}


def _histories(site: Site, events: Iterable[str]) -> Mapping[str, History]:
    """All histories, those of these events made anew."""
    made = dict(site.histories)
    for key in dict.fromkeys(events):
        told = (note for note in site.by_event.get(key, ()) if note.date or note.status)
        reports = (report_of(note, site.published, site.dates) for note in told)
        made[key] = build_history(reports, site.own_dates.get(key), site.content.events[key].status)
    return made


def _cited(site: Site, before: Article, after: Article) -> Mapping[str, tuple[Use, ...]]:
    """The places that cite each article, in reading order."""
    positions = {key: position for position, key in enumerate(site.content.articles)}
    group = _Groups(after.id, {_FIRST: -1, **positions, _LAST: len(positions)})
    return group.again(site.cited, _by_cited(before), _by_cited(after), _place_of)


class _Groups(NamedTuple):
    """Puts what belongs to one article in its place in groups of things that each belong to an article."""

    article: str
    positions: Mapping[str, int]

    def again(
        self,
        groups: Mapping[K, tuple[V, ...]],
        before: Sequence[tuple[K, V]],
        after: Sequence[tuple[K, V]],
        owner: Callable[[V], str],
    ) -> Mapping[K, tuple[V, ...]]:
        """The groups with what the article has now for what it had before; `owner` names the article of a value."""
        here = self.positions[self.article]
        made = dict(groups)
        for key in dict.fromkeys(key for key, _ in (*before, *after)):
            others = [value for value in groups.get(key, ()) if owner(value) != self.article]
            at = next((n for n, value in enumerate(others) if self.positions[owner(value)] > here), len(others))
            made[key] = (*others[:at], *(value for name, value in after if name == key), *others[at:])
            if not made[key]:
                del made[key]
        return made


def _article_of(annotation: Annotation) -> str:
    return annotation.article


def _place_of(use: Use) -> str:
    """The article in which a reference is made, or what stands for all other records."""
    place = use[0]
    return place.id if place.kind in ("article", "annotation") else _LAST if place.kind == "page" else _FIRST


def _by_topic(article: Article) -> list[tuple[str, Annotation]]:
    return [(key, note) for note in article.annotations for key in ids(note.topics)]


def _by_actor(article: Article) -> list[tuple[str, Annotation]]:
    return [(key, note) for note in article.annotations for key in ids((*note.actor, *note.reported_by, *note.to))]


def _by_event(article: Article) -> list[tuple[str, Annotation]]:
    return [(note.event.id, note) for note in article.annotations if note.event]


def _by_answered(article: Article) -> list[tuple[Key, Annotation]]:
    return [((note.answers.id, note.answers.annotation), note) for note in article.annotations if note.answers]


def _by_own_topic(article: Article) -> list[tuple[str, str]]:
    return [(topic, article.id) for topic in topics_of(article)]


def _by_cited(article: Article) -> list[tuple[str, Use]]:
    return [(ref.id, (place, ref)) for place, ref in article_uses(article) if is_citation(place, ref)]
