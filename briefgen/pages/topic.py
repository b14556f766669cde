"""The pages of topics and actors, and their indexes."""

from collections.abc import Iterable
from typing import NamedTuple

from briefgen.chronology import State
from briefgen.datewords import day_view
from briefgen.labels import label, tag
from briefgen.model import ANNOTATION_KINDS, Annotation, Ref
from briefgen.pages.choices import note_filters
from briefgen.pages.citations import Citations
from briefgen.pages.home import cell
from briefgen.pages.notes import ASKING, MOST_ANSWERS, Told, links_to
from briefgen.pages.parts import Parts
from briefgen.pages.rows import article_line, event_order, event_row, topic_line
from briefgen.pages.weights import actor_weight
from briefgen.resolve import Key
from briefgen.viewparts import ActorGroup, ActorLine, EventRow, Link, NavItem, SideMark
from briefgen.views import ActorPage, ActorsPage, Exchange, NoteGroup, SideNotes, TopicPage, TopicsPage

MOST_EVENTS = 100
MOST_NEW = 50
_STATES = tuple(State)


class Branch(NamedTuple):
    """A topic in the tree of topics; `depth` counts those above it."""

    topic: str
    depth: int


def topic_page(parts: Parts, key: str, told: Told) -> TopicPage:
    """The view of a topic: where each side stands, what was asked and answered, dates, all that was said."""
    citations = Citations()
    site = parts.site
    topic = site.content.topics[key]
    recent = told.annotations
    new = [annotation for annotation in reversed(recent) if parts.is_new(annotation.article)]
    events = site.events_by_topic.get(key, ())
    previous = site.content.briefing.previous
    summary = parts.markdown(topic.summary, citations)
    return TopicPage(
        title=topic.title,
        summary=summary,
        aliases=topic.aliases,
        same_as=topic.same_as,
        broader=_broader(parts, key),
        narrower=tuple(topic_line(parts, child) for child in site.narrower.get(key, ())),
        stands=tuple((side, cell(parts, key, side)) for side in parts.sides),
        exchanges=_exchanges(parts, recent, citations),
        dates=_events(parts, events),
        more_dates=max(0, len(events) - MOST_EVENTS),
        questions=tuple(parts.markdown(question, citations) for question in topic.questions),
        sides=_by_side(parts, recent, citations),
        filters=note_filters(parts, recent),
        more_notes=told.left_out,
        older=links_to(parts, told),
        articles=tuple(article_line(parts, article) for article in told.articles),
        previous=day_view(previous, parts.words) if previous else None,
        new=parts.notes(new[:MOST_NEW]),
        more_new=max(0, len(new) - MOST_NEW),
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
    """What was asked, newest first, with its answers; what nobody answered stands too, if it asks for one.

    What was answered on a topic belongs to it, even if it was asked without naming the topic.
    """
    site = parts.site
    pairs: dict[Key, Annotation] = {}
    for found in annotations:
        answered = site.annotations.get((found.answers.id, found.answers.annotation)) if found.answers else None
        for asked in (answered, found):
            if asked and (asked is answered or asked.kind in ASKING or (asked.article, asked.id) in site.answers):
                pairs[asked.article, asked.id] = asked
    newest_first = sorted(pairs.values(), key=parts.order, reverse=True)
    return tuple(_exchange(parts, asked, citations) for asked in newest_first)


def _exchange(parts: Parts, asked: Annotation, citations: Citations) -> Exchange:
    answers = parts.site.answers.get((asked.article, asked.id), ())
    newest = answers[-MOST_ANSWERS:]
    return Exchange(parts.note(asked, citations), parts.notes(newest, citations), len(answers) - len(newest))


def _events(parts: Parts, keys: Iterable[str]) -> tuple[EventRow, ...]:
    """Events by state, then by date."""
    states = parts.tracker.states
    chosen = sorted(keys, key=lambda key: (_STATES.index(states[key]), event_order(parts, key)))
    return tuple(event_row(parts, key) for key in chosen[:MOST_EVENTS])


def _by_side(parts: Parts, annotations: Iterable[Annotation], citations: Citations) -> tuple[SideNotes, ...]:
    """Annotations by the side whose act or view they are; what two sides say together stands with both."""
    groups: dict[SideMark | None, list[Annotation]] = {side: [] for side in (*parts.sides, None)}
    for annotation in annotations:
        for side in parts.sides_of(annotation.actor) or (None,):
            groups[side].append(annotation)
    return tuple(SideNotes(side, parts.notes(reversed(found), citations)) for side, found in groups.items() if found)


def topic_tree(parts: Parts) -> tuple[Branch, ...]:
    """All topics, each below its broader one, in the curator's order."""
    site = parts.site
    branches: list[Branch] = []
    stack = [Branch(key, 0) for key, topic in reversed(tuple(site.content.topics.items())) if topic.broader is None]
    while stack:
        branch = stack.pop()
        branches.append(branch)
        stack += [Branch(child, branch.depth + 1) for child in reversed(site.narrower.get(branch.topic, ()))]
    return tuple(branches)


def topics_page(parts: Parts, branches: Iterable[Branch], pages: tuple[NavItem, ...]) -> TopicsPage:
    return TopicsPage(topics=tuple(topic_line(parts, key, depth) for key, depth in branches), pages=pages)


def actor_page(parts: Parts, key: str, all_told: Told) -> ActorPage:
    """The view of an actor: what it holds, demands and says, what is said to it, what it tells of others."""
    citations = Citations()
    site = parts.site
    actor = site.content.actors[key]
    recent, events = all_told.annotations, site.events_by_actor.get(key, ())
    acts = [a for a in recent if _has(a.actor, key)]
    told = [a for a in recent if _has(a.reported_by, key) and not _has(a.actor, key)]
    addressed = [a for a in recent if _has(a.to, key) and not _has(a.actor, key)]
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
        more_notes=all_told.left_out,
        older=links_to(parts, all_told),
        events=_events(parts, events),
        more_events=max(0, len(events) - MOST_EVENTS),
        articles=tuple(article_line(parts, article) for article in all_told.articles),
        footnotes=citations.footnotes(),
    )


def _has(refs: Iterable[Ref], key: str) -> bool:
    return any(ref.id == key for ref in refs)


def _by_kind(parts: Parts, annotations: list[Annotation], citations: Citations) -> tuple[NoteGroup, ...]:
    kinds = ((kind, [a for a in annotations if a.kind == kind]) for kind in ANNOTATION_KINDS)
    return tuple(
        NoteGroup(tag("kind", kind, parts.words), parts.notes(reversed(found), citations))
        for kind, found in kinds
        if found
    )


def actors_in_order(parts: Parts, most: int) -> tuple[str, ...]:
    """All actors by side, those of no side last, and on each side as the curator has them.

    Where they weigh more than `most`, which makes several pages, by name: to be found there.
    """
    actors = parts.site.content.actors
    places = {side: place for place, side in enumerate(parts.sides)}
    several = sum(map(actor_weight, actors.values())) > most

    def order(key: str) -> tuple[int, str]:
        side = parts.side_of(key)
        return (places[side] if side else len(places), actors[key].name.casefold() if several else "")

    return tuple(sorted(actors, key=order))


def actors_page(parts: Parts, actors: Iterable[str], pages: tuple[NavItem, ...]) -> ActorsPage:
    """The view of some actors, by side."""
    groups: dict[SideMark | None, list[ActorLine]] = {side: [] for side in (*parts.sides, None)}
    for key in actors:
        actor = parts.site.content.actors[key]
        kind = label("actor-kind", actor.kind, parts.words) if actor.kind else ""
        line = ActorLine(parts.person(key), kind, actor.role, len(parts.site.by_actor.get(key, ())))
        groups[parts.side_of(key)].append(line)
    return ActorsPage(
        groups=tuple(ActorGroup(side, tuple(found)) for side, found in groups.items() if found), pages=pages
    )
