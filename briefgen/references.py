"""Every reference of a briefing: who makes it, whether it leads anywhere, and whether it leads round in a circle."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from briefgen.diagnostics import Diagnostic, Label, error
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
        yield from article_uses(article)
    for page in content.pages.values():
        yield from _of(Place("page", page.id), page.body)


def article_uses(article: Article) -> Iterator[Use]:
    """Every reference that an article and its annotations make."""
    yield from _of(Place("article", article.id), article.summary, article.topics)
    for annotation in article.annotations:
        yield from _annotation_uses(annotation)


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


def check_redirects(content: Content) -> tuple[Diagnostic, ...]:
    """An error for each old id that a record still has: its page would be written twice."""
    ids = _ids(content)
    return tuple(
        error(
            "duplicate-id",
            old.span,
            f"there is {_a(old.kind)} `{old.id}`, so its page cannot forward to another",
            label="still in use",
            hint="forward from ids that are gone, or take this line out",
        )
        for old in content.briefing.redirects
        if old.id in ids[old.kind]
    )


KINDS = ("topic", "actor", "event", "page", "article")
"""The kinds of records that Markdown can link to, in the order of the documentation."""


class _Wrong(NamedTuple):
    """Why a reference leads nowhere, and what to do."""

    code: str
    message: str
    hint: str


def check_references(content: Content) -> tuple[Diagnostic, ...]:
    """An error for each reference that leads nowhere, with the nearest id; follow-ups of other faults are left out."""
    ids = _ids(content)
    citable = {(article.id, a.id) for article in content.articles.values() for a in article.annotations if a.own_id}
    judged: dict[tuple[str, str, str], _Wrong | None] = {}
    faults = []
    for ref in (*(ref for _, ref in uses(content)), *(renaming.to for renaming in content.briefing.redirects)):
        if (ref.id, ref.annotation) in citable if ref.kind == "annotation" else ref.id in ids[ref.kind]:
            continue
        key = (ref.kind, ref.id, ref.annotation)
        if key not in judged:
            judged[key] = _judge(content, ids, ref)
        wrong = judged[key]
        if wrong:
            faults.append(error(wrong.code, ref.span, wrong.message, label="unknown", hint=wrong.hint))
    return tuple(faults)


def _ids(content: Content) -> Mapping[str, Collection[str]]:
    return {
        "topic": content.topics,
        "actor": content.actors,
        "event": content.events,
        "article": content.articles,
        "page": content.pages,
        "side": {side.id for side in content.briefing.sides},
        "asset": {path.removeprefix("assets/") for path in content.assets},
    }


def _judge(content: Content, ids: Mapping[str, Collection[str]], ref: Ref) -> _Wrong | None:
    """What is wrong with a reference that leads nowhere; nothing if it may be right but for another fault."""
    kind = "article" if ref.kind == "annotation" else ref.kind
    article = content.articles.get(ref.id) if ref.kind == "annotation" else None
    if kind in content.incomplete:
        return None
    if article is not None:
        return None if f"article:{ref.id}" in content.incomplete else _judge_annotation(content, article, ref)
    if kind == "article" and ref.id in content.drafts:
        return _Wrong(
            "cites-draft",
            f"the article `{ref.id}` is a draft, so the site has no page for it",
            "remove `draft: true` from it, or leave the reference out until it is ready",
        )
    if kind == "asset":
        files = [f"assets/{path}" for path in sorted(ids[kind])]
        message = f"the content folder has no file `assets/{ref.id}`"
        return _Wrong("unknown-reference", message, _hint(f"assets/{ref.id}", files, kind))
    other = next((other for other in KINDS if ref.id in ids[other]), "")
    hint = _hint(ref.id, sorted(ids[kind]), kind, f"`{ref.id}` is {_a(other)} (`{other}:{ref.id}`)" if other else "")
    return _Wrong("unknown-reference", f"no {kind} has the id `{ref.id}`", hint)


def _judge_annotation(content: Content, article: Article, ref: Ref) -> _Wrong:
    if any(annotation.id == ref.annotation for annotation in article.annotations):
        return _Wrong(
            "unknown-reference",
            f"the annotation `{ref.annotation}` has no id of its own, so it cannot be referred to",
            "give it an `id` and refer to that: the one made from its quote changes with the quote",
        )
    known = sorted(annotation.id for annotation in article.annotations if annotation.own_id)
    message = f"the article `{article.id}` has no annotation `{ref.annotation}`"
    homes = (a.id for a in content.articles.values() if any(b.id == ref.annotation for b in a.annotations))
    other = next((f"did you mean `{home}#{ref.annotation}`?" for home in homes), "")
    return _Wrong("unknown-reference", message, _hint(ref.annotation, known, "annotation", other))


def _hint(wrong: str, known: Sequence[str], kind: str, other: str = "") -> str:
    """The nearest known id; else what else is called so; else some of those that there are."""
    found = nearest(wrong, known)
    if found:
        return f"did you mean `{found}`?"
    if other or not known:
        return other or f"there is no {kind} yet"
    return f"known: {', '.join(known[:12])}{' …' if len(known) > 12 else ''}"


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


MOST_ON_THE_WAY = 12
"""How many steps of a circle are shown."""


def check_circles(content: Content) -> tuple[Diagnostic, ...]:
    """An error for each circle in `broader`, `member_of` and `follows`."""
    topics = {key: _maybe(topic.broader) for key, topic in content.topics.items()}
    actors = {key: _maybe(actor.member_of) for key, actor in content.actors.items()}
    events = {key: event.follows for key, event in content.events.items()}
    return (*_circles(topics, "broader"), *_circles(actors, "member_of"), *_circles(events, "follows"))


def _circles(edges: Mapping[str, tuple[Ref, ...]], field: str) -> Iterator[Diagnostic]:
    """Depth first, without recursion: each reference is followed once, and one to a record on the way closes a circle.

    `path` leads from `start` to the record at hand, by the references that were followed; `left` are those not yet
    followed, for each record on the way.
    """
    done: set[str] = set()
    for start in sorted(edges):
        if start in done:
            continue
        path: dict[str, Ref | None] = {start: None}
        left = [iter(edges[start])]
        while left:
            ref = next(left[-1], None)
            if ref is None:
                done.add(path.popitem()[0])
                left.pop()
            elif ref.id in path:
                yield _circle(path, ref, field)
            elif ref.id in edges and ref.id not in done:
                path[ref.id] = ref
                left.append(iter(edges[ref.id]))


def _circle(path: Mapping[str, Ref | None], closing: Ref, field: str) -> Diagnostic:
    nodes = list(path)
    nodes = nodes[nodes.index(closing.id) :]
    shown = nodes if len(nodes) <= MOST_ON_THE_WAY else [*nodes[: MOST_ON_THE_WAY - 1], "…", nodes[-1]]
    ways = [ref for node in nodes[1:MOST_ON_THE_WAY] if (ref := path[node])]
    return error(
        "circle",
        closing.span,
        f"`{field}` goes round in a circle: {' → '.join([*shown, closing.id])}",
        secondary=[Label(span=ref.span, text="on the way") for ref in ways],
        hint=f"take one `{field}` of the circle out",
    )
