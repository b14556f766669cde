"""Events as rows of the tracker, articles and topics as lines of lists."""

from dataclasses import replace

from markupsafe import Markup as Html

from briefgen.chronology import Effect, State, Step
from briefgen.datewords import countdown, is_fuzzy
from briefgen.labels import maybe_tag, tag
from briefgen.model import Event
from briefgen.pages.citations import Citations
from briefgen.pages.parts import NEVER, Parts
from briefgen.references import Place
from briefgen.viewparts import ArticleLine, DateView, EventRow, Move, TopicLine

SHOWN = (Effect.MOVE, Effect.REFINEMENT, Effect.CONFLICT, Effect.CORRECTION)
"""What is told of a date's history beside the date."""
MOST_MOVES = 6
MOST_SOURCES = 8
"""How many of each `macros/event.html` shows in a row of the tracker, the newest; the page of the event has all."""


def event_row(parts: Parts, key: str, citations: Citations | None = None) -> EventRow:
    """An event with its date, state, moves and sources; without `if_missed` where no citations are collected."""
    row = parts.rows.get(key)
    if row is None:
        row = parts.rows[key] = _make_row(parts, key)
    if_missed = parts.site.content.events[key].if_missed
    if if_missed is None or citations is None:
        return row
    return replace(row, if_missed=parts.markdown(if_missed, citations))


def _make_row(parts: Parts, key: str) -> EventRow:
    site, words = parts.site, parts.words
    event, history = site.content.events[key], site.histories[key]
    dated, reports = history.dated, site.by_event.get(key, ())
    source = site.annotations[history.dated_by.article, history.dated_by.annotation] if history.dated_by else None
    return EventRow(
        id=key,
        title=event.title,
        href=parts.href("event", key),
        kind=tag("event-kind", event.kind, words),
        state=tag("state", parts.tracker.states[key], words),
        status=maybe_tag("status", history.status, words),
        date=parts.date(dated, with_zone=event.kind == "deadline"),
        source_words=parts.passage(source) if source and dated and is_fuzzy(dated.edtf) else None,
        first=dated.span.first if dated else None,
        last=dated.span.last if dated else None,
        is_long=dated is not None and dated.is_long,
        countdown=_countdown(parts, key),
        set_by=parts.person(event.set_by.id) if event.set_by else None,
        place=event.place_name,
        topics=parts.links("topic", event.topics),
        topic_ids=tuple(dict.fromkeys(ref.id for ref in event.topics)),
        side_ids=side_ids(parts, event),
        moves=tuple(move(parts, step) for step in history.steps if step.effect in SHOWN),
        if_missed=Html(""),
        sources=tuple(parts.passage(annotation) for annotation in reports),
    )


def _countdown(parts: Parts, key: str) -> str:
    """How far off an event is, or for how long it is overdue; nothing for one that nobody waits for any more."""
    if parts.tracker.states[key] is State.PAST:
        return ""
    return countdown(parts.site.histories[key].dated, parts.tracker.as_of.day, parts.site.zone, parts.words)


def side_ids(parts: Parts, event: Event) -> tuple[str, ...]:
    """The sides that set an event or take part in it."""
    refs = (*((event.set_by,) if event.set_by else ()), *event.actors)
    return tuple(side.id for side in parts.sides_of(refs))


def move(parts: Parts, step: Step) -> Move:
    """What a report did to a date: from what, to what, reported when and by whom."""
    report = step.report
    annotation = parts.site.annotations[report.article, report.annotation]
    return Move(
        effect=tag("effect", step.effect, parts.words),
        old=old_date(parts, step),
        new=parts.date(report.dated) or NEVER,
        reported=parts.published(report.article),
        passage=parts.passage(annotation),
        reporters=parts.people(annotation.reported_by or annotation.actor),
    )


def old_date(parts: Parts, step: Step) -> DateView | None:
    """The date that a report found current, if its own is another."""
    old, new = step.before.dated if step.before else None, step.report.dated
    return parts.date(old) if old and new and old.span != new.span else None


def event_order(parts: Parts, key: str) -> tuple[int, int, str]:
    """Sort key: by first possible moment, then last, then id; what has no beginning first, undated last."""
    dated = parts.site.histories[key].dated
    if dated is None:
        return (1 << 62, 0, key)
    first = dated.span.first if dated.span.first is not None else -(1 << 62)
    return (first, dated.span.last if dated.span.last is not None else 1 << 62, key)


def article_line(parts: Parts, key: str) -> ArticleLine:
    article = parts.site.content.articles[key]
    foreign = parts.foreign(article.language)
    return ArticleLine(
        link=parts.link("article", key),
        publisher=article.publisher,
        published=parts.published(key),
        lang=foreign,
        language=parts.words.language_name(foreign) if foreign else "",
        annotations=len(article.annotations),
        is_new=parts.is_new(key),
    )


def topic_line(parts: Parts, key: str, depth: int = 0) -> TopicLine:
    articles = parts.site.articles_by_topic.get(key, ())
    return TopicLine(
        link=parts.link("topic", key),
        summary=parts.plain(parts.site.content.topics[key].summary),
        annotations=len(parts.site.by_topic.get(key, ())),
        articles=len(articles),
        newest=parts.published(articles[-1]) if articles else None,
        depth=depth,
    )


def place_name(parts: Parts, place: Place) -> str:
    """Where on the site a reference is made, in words."""
    _ = parts.words.gettext
    of_home = {"bottom-line": _("bottom line"), "questions": _("open question")}
    return {
        "home": of_home.get(place.part, _("key judgment")),
        "topic": _("topic"),
        "actor": _("actor"),
        "event": _("event"),
        "article": _("article"),
        "annotation": _("note"),
        "page": _("page"),
    }[place.kind]
