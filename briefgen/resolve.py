"""From records to a `Site`: references followed, relations indexed both ways, dates placed in their zones.

There is no time in a `Site`; `assess` adds it and gives a `Tracker`. Relations are ids and indexes, never pointers.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeVar

from briefgen.chronology import Clock, Dated, History, Report, State, assess_state, build_history, clock_on
from briefgen.diagnostics import Checked, Diagnostic, error
from briefgen.edtf import Edtf
from briefgen.model import Actor, Annotation, Article, Content, Event, Ref
from briefgen.references import Place, check_circles, check_redirects, check_references, uses
from briefgen.source import Span
from briefgen.timespan import TimeFault, TimeSpan, time_span
from briefgen.zones import UTC, Zone

K = TypeVar("K")
T = TypeVar("T")
Key = tuple[str, str]
"""An annotation: the ids of its article and its own."""


class AsOf(NamedTuple):
    """The day that states are worked out for, and whether the pages keep to it (`pinned`)."""

    day: date
    pinned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The resolved briefing. Annotations are listed by date of publication, oldest first, then article and file order.

    `dates` has the date that an annotation gives, of an event or of anything else. `by_topic`, `by_actor`, `by_event`
    map ids to annotations, `articles_by_topic` to articles that are on a topic as a whole or in a passage, oldest
    first, `events_by_topic` and `events_by_actor` to events (set by the actor, or taken part in). `answers` maps an
    annotation to those that answer it, `cited` an article to the places that refer to it or to a passage of it,
    `sides` an actor to its side.
    """

    content: Content
    zone: Zone
    annotations: Mapping[Key, Annotation]
    article_order: tuple[str, ...]
    published: Mapping[str, TimeSpan]
    dates: Mapping[Key, Dated]
    by_topic: Mapping[str, tuple[Annotation, ...]]
    by_actor: Mapping[str, tuple[Annotation, ...]]
    by_event: Mapping[str, tuple[Annotation, ...]]
    articles_by_topic: Mapping[str, tuple[str, ...]]
    events_by_topic: Mapping[str, tuple[str, ...]]
    events_by_actor: Mapping[str, tuple[str, ...]]
    answers: Mapping[Key, tuple[Annotation, ...]]
    cited: Mapping[str, tuple[tuple[Place, Ref], ...]]
    sides: Mapping[str, str]
    narrower: Mapping[str, tuple[str, ...]]
    members: Mapping[str, tuple[str, ...]]
    followed_by: Mapping[str, tuple[str, ...]]
    own_dates: Mapping[str, Dated]
    histories: Mapping[str, History]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracker:
    """The states of all events on a day."""

    as_of: AsOf
    clock: Clock
    states: Mapping[str, State]


def resolve(content: Content) -> Checked[Site]:
    """Follows every reference and dates every report; what leads nowhere is reported, and no reason to stop."""
    zone = content.briefing.timezone or UTC
    placing = Placing(content, zone)
    published = {key: placing.published(article) for key, article in content.articles.items()}
    order = tuple(sorted(content.articles, key=lambda key: (_first(published[key]), key)))
    in_order = tuple(a for key in order for a in content.articles[key].annotations)
    dates = {(a.article, a.id): dated for a in in_order if (dated := placing.annotation(a))}
    own = {key: dated for key, event in content.events.items() if (dated := placing.own(event))}
    by_event = _grouped((a.event.id, a) for a in in_order if a.event)
    histories = {}
    for key, event in content.events.items():
        reports = (report_of(a, published, dates) for a in by_event.get(key, ()) if a.date or a.status)
        histories[key] = build_history(reports, own.get(key), event.status)
    events = content.events.values()
    site = Site(
        content=content,
        zone=zone,
        annotations={(a.article, a.id): a for a in in_order},
        article_order=order,
        published=published,
        dates=dates,
        by_topic=_grouped((key, a) for a in in_order for key in ids(a.topics)),
        by_actor=_grouped((key, a) for a in in_order for key in ids((*a.actor, *a.reported_by, *a.to))),
        by_event=by_event,
        articles_by_topic=_grouped((topic, key) for key in order for topic in topics_of(content.articles[key])),
        events_by_topic=_grouped((key, event.id) for event in events for key in ids(event.topics)),
        events_by_actor=_grouped((key, e.id) for e in events for key in ids((*_maybe(e.set_by), *e.actors))),
        answers=_grouped(((a.answers.id, a.answers.annotation), a) for a in in_order if a.answers),
        cited=_grouped((ref.id, (place, ref)) for place, ref in uses(content) if is_citation(place, ref)),
        sides=_sides(content.actors),
        narrower=_grouped((t.broader.id, t.id) for t in content.topics.values() if t.broader),
        members=_grouped((a.member_of.id, a.id) for a in content.actors.values() if a.member_of),
        followed_by=_grouped((key, event.id) for event in events for key in ids(event.follows)),
        own_dates=own,
        histories=histories,
    )
    faults = (*check_references(content), *check_redirects(content), *check_circles(content), *placing.faults)
    return Checked(site, faults)


def assess(site: Site, as_of: AsOf) -> Tracker:
    """The state of each event on the day of the build."""
    clock = clock_on(as_of.day, site.content.briefing.soon_days, site.zone)
    states = {
        key: assess_state(event.kind, site.histories[key].status, site.histories[key].dated, clock)
        for key, event in site.content.events.items()
    }
    return Tracker(as_of=as_of, clock=clock, states=states)


class Placing:
    """Puts dates into their time zones; a local time that is none is reported once, where it stands."""

    def __init__(self, content: Content, zone: Zone) -> None:
        self.content = content
        self.zone = zone
        self.faults: list[Diagnostic] = []

    def dated(self, edtf: Edtf | None, zone: Zone, place: Span) -> Dated | None:
        if edtf is None:
            return None
        span = time_span(edtf, zone)
        if isinstance(span, TimeFault):
            self.faults.append(error("impossible-time", place, span.message, hint=span.hint))
            return None
        return Dated(edtf, span, zone)

    def article_zone(self, article: Article) -> Zone:
        return article.timezone or self.zone

    def published(self, article: Article) -> TimeSpan:
        dated = self.dated(article.published, self.article_zone(article), article.place("published"))
        return dated.span if dated else TimeSpan(None, None)

    def own(self, event: Event) -> Dated | None:
        return self.dated(event.date, event.timezone or self.zone, event.place("date"))

    def annotation(self, annotation: Annotation) -> Dated | None:
        event = self.content.events.get(annotation.event.id) if annotation.event else None
        article = self.content.articles[annotation.article]
        zone = annotation.timezone or (event and event.timezone) or self.article_zone(article)
        return self.dated(annotation.date, zone, annotation.place("date"))


def report_of(annotation: Annotation, published: Mapping[str, TimeSpan], dates: Mapping[Key, Dated]) -> Report:
    """What an annotation says about its event."""
    return Report(
        article=annotation.article,
        annotation=annotation.id,
        published=published[annotation.article],
        dated=dates.get((annotation.article, annotation.id)),
        status=annotation.status,
        is_correction=annotation.kind == "correction",
    )


def _first(span: TimeSpan) -> int:
    return span.first if span.first is not None else 0


def _maybe(ref: Ref | None) -> tuple[Ref, ...]:
    return () if ref is None else (ref,)


def is_citation(place: Place, ref: Ref) -> bool:
    """Whether a reference cites an article or a passage of one."""
    return ref.kind in ("article", "annotation") and place.part != "redirects"


def ids(refs: Iterable[Ref]) -> Iterable[str]:
    """The ids of some references, each once."""
    return dict.fromkeys(ref.id for ref in refs)


def topics_of(article: Article) -> Iterable[str]:
    """The topics of an article as a whole and of its passages, each once."""
    return ids((*article.topics, *(ref for annotation in article.annotations for ref in annotation.topics)))


def _grouped(pairs: Iterable[tuple[K, T]]) -> dict[K, tuple[T, ...]]:
    groups: defaultdict[K, list[T]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}


def _sides(actors: Mapping[str, Actor]) -> dict[str, str]:
    """The side of each actor that has one, its own or that of what it is a member of."""
    sides = {key: actor.side.id for key, actor in actors.items() if actor.side}
    seen: set[str] = set()
    for key in actors:
        way: list[str] = []
        while key in actors and key not in sides and key not in seen:
            seen.add(key)
            way.append(key)
            above = actors[key].member_of
            key = above.id if above else ""
        if key in sides:
            sides.update(dict.fromkeys(way, sides[key]))
    return sides


def topic_and_narrower(site: Site, topic: str) -> tuple[str, ...]:
    """A topic and all topics below it, each once, in order."""
    found: dict[str, None] = {}
    queue = deque((topic,))
    while queue:
        key = queue.popleft()
        if key not in found:
            found[key] = None
            queue.extend(site.narrower.get(key, ()))
    return tuple(found)
