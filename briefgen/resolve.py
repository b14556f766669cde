"""From records to a `Site`: references followed, relations indexed both ways, dates placed in their zones.

There is no time in a `Site`; `assess` adds it and gives a `Tracker`. Relations are ids and indexes, never pointers.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeVar

from briefgen.chronology import Clock, Dated, History, Report, State, assess_state, build_history, clock_on
from briefgen.diagnostics import Checked, Diagnostic, Label, error
from briefgen.edtf import Edtf
from briefgen.model import Actor, Annotation, Article, Content, Event, Ref, Topic
from briefgen.references import Place, check_references, uses
from briefgen.source import Span
from briefgen.timespan import TimeFault, TimeSpan, time_span
from briefgen.zones import Zone, parse_zone

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

    `by_topic`, `by_actor`, `by_event` map ids to annotations; `answers` maps an annotation to those that answer it;
    `cited` maps an article to the places that refer to it or to a passage of it; `sides` an actor to its side.
    """

    content: Content
    zone: Zone
    annotations: Mapping[Key, Annotation]
    article_order: tuple[str, ...]
    published: Mapping[str, TimeSpan]
    by_topic: Mapping[str, tuple[Annotation, ...]]
    by_actor: Mapping[str, tuple[Annotation, ...]]
    by_event: Mapping[str, tuple[Annotation, ...]]
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
    """Follows every reference and dates every report; what leads nowhere is reported and left out."""
    faults: list[Diagnostic] = list(check_references(content))
    faults += _circles(content)
    zone = content.briefing.timezone or _utc()
    placing = _Placing(content, zone)
    published = {key: placing.published(article) for key, article in content.articles.items()}
    order = tuple(sorted(content.articles, key=lambda key: (_first(published[key]), key)))
    in_order = tuple(a for key in order for a in content.articles[key].annotations)
    own = {key: dated for key, event in content.events.items() if (dated := placing.own(event))}
    by_event = _grouped((ref.id, a) for a in in_order for ref in _maybe(a.event) if ref.id in content.events)
    histories = {}
    for key, event in content.events.items():
        reports = [placing.report(a, event, published[a.article]) for a in by_event.get(key, ()) if a.date or a.status]
        histories[key] = build_history(reports, own.get(key), event.status)
    site = Site(
        content=content,
        zone=zone,
        annotations={(a.article, a.id): a for a in in_order},
        article_order=order,
        published=published,
        by_topic=_grouped((ref.id, a) for a in in_order for ref in a.topics),
        by_actor=_grouped((key, a) for a in in_order for key in _actors_of(a)),
        by_event=by_event,
        answers=_grouped(((a.answers.id, a.answers.annotation), a) for a in in_order if a.answers),
        cited=_grouped((ref.id, (place, ref)) for place, ref in uses(content) if ref.kind in ("article", "annotation")),
        sides=_sides(content.actors),
        narrower=_grouped((t.broader.id, t.id) for t in content.topics.values() if t.broader),
        members=_grouped((a.member_of.id, a.id) for a in content.actors.values() if a.member_of),
        followed_by=_grouped((ref.id, e.id) for e in content.events.values() for ref in e.follows),
        own_dates=own,
        histories=histories,
    )
    return Checked(site, (*faults, *placing.faults))


def assess(site: Site, as_of: AsOf) -> Tracker:
    """The state of each event on the day of the build."""
    clock = clock_on(as_of.day, site.content.briefing.soon_days, site.zone)
    states = {
        key: assess_state(event.kind, site.histories[key].status, site.histories[key].dated, clock)
        for key, event in site.content.events.items()
    }
    return Tracker(as_of=as_of, clock=clock, states=states)


class _Placing:
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

    def report(self, annotation: Annotation, event: Event, published: TimeSpan) -> Report:
        zone = annotation.timezone or event.timezone or self.article_zone(self.content.articles[annotation.article])
        return Report(
            article=annotation.article,
            annotation=annotation.id,
            published=published,
            dated=self.dated(annotation.date, zone, annotation.place("date")),
            status=annotation.status,
            is_correction=annotation.kind == "correction",
        )


def _utc() -> Zone:
    zone = parse_zone("UTC")
    if not isinstance(zone, Zone):
        raise AssertionError("UTC is a time zone")
    return zone


def _first(span: TimeSpan) -> int:
    return span.first if span.first is not None else 0


def _maybe(ref: Ref | None) -> tuple[Ref, ...]:
    return () if ref is None else (ref,)


def _actors_of(annotation: Annotation) -> tuple[str, ...]:
    """Whoever has a part in an annotation, each once."""
    return tuple(dict.fromkeys(r.id for r in (*annotation.actor, *annotation.reported_by, *annotation.to)))


K = TypeVar("K")


def _grouped(pairs: Iterable[tuple[K, T]]) -> dict[K, tuple[T, ...]]:
    groups: defaultdict[K, list[T]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}


def _sides(actors: Mapping[str, Actor]) -> dict[str, str]:
    """The side of each actor that has one, its own or that of what it is a member of."""
    sides: dict[str, str] = {}
    for key in actors:
        seen: set[str] = set()
        actor: Actor | None = actors[key]
        while actor and actor.side is None and actor.id not in seen:
            seen.add(actor.id)
            actor = actors.get(actor.member_of.id) if actor.member_of else None
        if actor and actor.side:
            sides[key] = actor.side.id
    return sides


def _circles(content: Content) -> list[Diagnostic]:
    topics: dict[str, tuple[Ref, ...]] = {k: _maybe(t.broader) for k, t in content.topics.items()}
    actors: dict[str, tuple[Ref, ...]] = {k: _maybe(a.member_of) for k, a in content.actors.items()}
    events: dict[str, tuple[Ref, ...]] = {k: e.follows for k, e in content.events.items()}
    return [*_cycles(topics, "broader"), *_cycles(actors, "member_of"), *_cycles(events, "follows")]


def _cycles(edges: Mapping[str, tuple[Ref, ...]], field: str) -> list[Diagnostic]:
    """One error per circle, at its smallest id, naming the way round. Depth first, without recursion."""
    faults: list[Diagnostic] = []
    done: set[str] = set()
    for start in sorted(edges):
        path: list[Ref] = []
        stack: list[tuple[str, int]] = [(start, 0)]
        on_path = [start]
        while stack:
            node, index = stack.pop()
            refs = edges.get(node, ())
            if node in done or index >= len(refs):
                done.add(node)
                on_path.pop()
                if path:
                    path.pop()
                continue
            stack.append((node, index + 1))
            ref = refs[index]
            if ref.id in on_path:
                faults.append(_circle([*path, ref], on_path, ref, field))
            elif ref.id in edges and ref.id not in done:
                stack.append((ref.id, 0))
                on_path.append(ref.id)
                path.append(ref)
        done.add(start)
    return faults


def _circle(path: list[Ref], nodes: list[str], last: Ref, field: str) -> Diagnostic:
    begin = nodes.index(last.id)
    way = " → ".join([*nodes[begin:], last.id])
    return error(
        "circle",
        last.span,
        f"`{field}` goes round in a circle: {way}",
        secondary=[Label(span=ref.span, text="on the way") for ref in path[begin:-1]],
        hint=f"take one `{field}` of the circle out",
    )


def topic_and_narrower(site: Site, topic: str) -> tuple[str, ...]:
    """A topic and all topics below it, each once, in order."""
    found: dict[str, None] = {}
    queue = [topic]
    while queue:
        key = queue.pop(0)
        if key not in found:
            found[key] = None
            queue += site.narrower.get(key, ())
    return tuple(found)


__all__ = ["AsOf", "Site", "Topic", "Tracker", "assess", "resolve", "topic_and_narrower"]
