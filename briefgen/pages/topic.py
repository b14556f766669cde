"""The pages of topics and actors, and their indexes."""

from collections.abc import Iterable

from briefgen.datewords import day_view
from briefgen.labels import label, tag
from briefgen.model import ANNOTATION_KINDS, Annotation
from briefgen.pages.citations import Citations
from briefgen.pages.home import cell, topic_tree
from briefgen.pages.parts import Parts
from briefgen.pages.rows import article_line, articles_of, event_order, event_row, topic_line
from briefgen.viewparts import EventRow, Link, SideMark
from briefgen.views import (
    ActorGroup,
    ActorLine,
    ActorPage,
    ActorsPage,
    Exchange,
    NoteGroup,
    SideNotes,
    TopicPage,
    TopicsPage,
)

MOST_NOTES = 200
MOST_ARTICLES = 200
MOST_EVENTS = 100
_ASKING = ("demand", "offer", "concern", "question", "position")
"""Kinds that stand as asked even before there is an answer to them."""


def topic_page(parts: Parts, key: str) -> TopicPage:
    """The view of a topic: where each side stands, what was asked and answered, dates, all that was said."""
    citations = Citations()
    site = parts.site
    topic = site.content.topics[key]
    annotations = site.by_topic.get(key, ())
    recent = annotations[-MOST_NOTES:]
    articles = articles_of(annotations)
    previous = site.content.briefing.previous
    summary = parts.markdown(topic.summary, citations)
    return TopicPage(
        title=topic.title,
        summary=summary,
        aliases=topic.aliases,
        same_as=topic.same_as,
        broader=_broader(parts, key),
        narrower=tuple(topic_line(parts, child) for child in site.narrower.get(key, ())),
        stands=tuple((side, cell(parts, key, side, citations)) for side in parts.sides),
        exchanges=_exchanges(parts, recent, citations),
        dates=_events(parts, (k for k, e in site.content.events.items() if any(r.id == key for r in e.topics))),
        questions=tuple(parts.markdown(question, citations) for question in topic.questions),
        sides=_by_side(parts, recent, citations),
        more_notes=len(annotations) - len(recent),
        articles=tuple(article_line(parts, article) for article in articles[:MOST_ARTICLES]),
        previous=day_view(previous, parts.words) if previous else None,
        new=parts.notes((a for a in reversed(recent) if parts.is_new(a.article)), citations),
        footnotes=citations.footnotes(),
    )


def _broader(parts: Parts, key: str) -> tuple[Link, ...]:
    """The way down to a topic, widest first."""
    way: list[Link] = []
    topic = parts.site.content.topics[key]
    while topic.broader is not None:
        way.insert(0, parts.link("topic", topic.broader.id))
        topic = parts.site.content.topics[topic.broader.id]
    return tuple(way)


def _exchanges(parts: Parts, annotations: Iterable[Annotation], citations: Citations) -> tuple[Exchange, ...]:
    """What was asked, newest first, with its answers; what nobody answered stands too, if it asks for one."""
    pairs = []
    for asked in annotations:
        answers = parts.site.answers.get((asked.article, asked.id), ())
        if answers or asked.kind in ("demand", "offer", "question"):
            pairs.append(Exchange(parts.note(asked, citations), parts.notes(answers, citations)))
    return tuple(reversed(pairs))


def _events(parts: Parts, keys: Iterable[str]) -> tuple[EventRow, ...]:
    """Events by state, then by date."""
    order = list(type(next(iter(parts.tracker.states.values())))) if parts.tracker.states else []
    chosen = sorted(keys, key=lambda key: (order.index(parts.tracker.states[key]), event_order(parts, key)))
    return tuple(event_row(parts, key, Citations()) for key in chosen[:MOST_EVENTS])


def _by_side(parts: Parts, annotations: Iterable[Annotation], citations: Citations) -> tuple[SideNotes, ...]:
    groups: dict[SideMark | None, list[Annotation]] = {side: [] for side in (*parts.sides, None)}
    for annotation in annotations:
        sides = parts.sides_of(annotation.actor) or (None,)
        groups[sides[0]].append(annotation)
    return tuple(SideNotes(side, parts.notes(reversed(found), citations)) for side, found in groups.items() if found)


def topics_page(parts: Parts) -> TopicsPage:
    return TopicsPage(topics=topic_tree(parts))


def actor_page(parts: Parts, key: str) -> ActorPage:
    """The view of an actor: what it holds, demands and says, what is said to it, what it tells of others."""
    citations = Citations()
    site = parts.site
    actor = site.content.actors[key]
    annotations = site.by_actor.get(key, ())
    recent = annotations[-MOST_NOTES:]
    acts = [a for a in recent if _has(a.actor, key)]
    told = [a for a in recent if _has(a.reported_by, key) and not _has(a.actor, key)]
    addressed = [a for a in recent if _has(a.to, key) and a not in acts]
    events = (k for k, e in site.content.events.items() if _has(e.actors, key) or _has((e.set_by,), key))
    member_of = parts.people((actor.member_of,)) if actor.member_of else ()
    return ActorPage(
        name=actor.name,
        kind=label("actor-kind", actor.kind, parts.words) if actor.kind else "",
        role=actor.role,
        side=parts.side_of(key),
        member_of=member_of,
        members=tuple(parts.person(member) for member in site.members.get(key, ())),
        aliases=actor.aliases,
        same_as=actor.same_as,
        summary=parts.markdown(actor.summary, citations),
        acts=_by_kind(parts, acts, citations),
        addressed=parts.notes(reversed(addressed), citations),
        told=parts.notes(reversed(told), citations),
        more_notes=len(annotations) - len(recent),
        events=_events(parts, events),
        articles=tuple(article_line(parts, a) for a in articles_of(annotations)[:MOST_ARTICLES]),
        footnotes=citations.footnotes(),
    )


def _has(refs: Iterable[object], key: str) -> bool:
    return any(getattr(ref, "id", None) == key for ref in refs)


def _by_kind(parts: Parts, annotations: list[Annotation], citations: Citations) -> tuple[NoteGroup, ...]:
    kinds = ((kind, [a for a in annotations if a.kind == kind]) for kind in ANNOTATION_KINDS)
    return tuple(
        NoteGroup(tag("kind", kind, parts.words), parts.notes(reversed(found), citations))
        for kind, found in kinds
        if found
    )


def actors_page(parts: Parts) -> ActorsPage:
    """All actors by side, those of no side last."""
    groups: dict[SideMark | None, list[ActorLine]] = {side: [] for side in (*parts.sides, None)}
    for key, actor in parts.site.content.actors.items():
        kind = label("actor-kind", actor.kind, parts.words) if actor.kind else ""
        line = ActorLine(parts.person(key), kind, actor.role, len(parts.site.by_actor.get(key, ())))
        groups[parts.side_of(key)].append(line)
    return ActorsPage(groups=tuple(ActorGroup(side, tuple(found)) for side, found in groups.items() if found))
