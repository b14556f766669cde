"""`briefing.json`: the whole briefing, with every reference followed and every date and state worked out.

Keys that the content format has keep their names and words; what is worked out has names of its own. What was left
out of the content is left out here. The schema is in `briefing_schema`, and stands beside it on the site.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from briefgen.articles import text_digest
from briefgen.chronology import Dated, Report, Step
from briefgen.exporters.annotations import annotations_path
from briefgen.exporters.briefing_schema import VERSION, briefing_schema
from briefgen.exporters.entries import Marks
from briefgen.exporters.export import Export
from briefgen.exporters.jsontext import Line, Record, json_line, json_lines, present
from briefgen.exporters.rawtext import is_excerpt, text_path
from briefgen.exporters.scalars import clock_of, instant
from briefgen.model import Annotation, Markdown, Ref
from briefgen.pages.parts import Parts
from briefgen.resolve import Site, Tracker
from briefgen.routes import href
from briefgen.wording import Words

SCHEMA_PATH = "briefing.schema.json"


def whole_briefing(site: Site, tracker: Tracker, words: Words) -> Iterator[Export]:
    """The briefing and its schema."""
    yield Export("briefing.json", partial(_file, site, tracker, words))
    yield Export(SCHEMA_PATH, _schema_file)


def _file(site: Site, tracker: Tracker, words: Words) -> bytes:
    parts = Parts(site, tracker, words, site.content.briefing.base_url)
    return json_lines(_record(parts, [Line(article_line(parts, key)) for key in site.article_order]))


def _schema_file() -> bytes:
    return (json.dumps(briefing_schema(), ensure_ascii=False, indent=1) + "\n").encode()


def briefing_record(parts: Parts) -> Record:
    """All of it, as JSON values. Addresses are absolute with `base_url`, else relative to the site's root."""
    return _record(parts, [_article(parts, key) for key in parts.site.article_order])


def article_line(parts: Parts, key: str) -> str:
    """The line of one article, without the comma behind it."""
    return json_line(_article(parts, key))


def _record(parts: Parts, articles: Sequence[Record | Line]) -> Record:
    site, tracker = parts.site, parts.tracker
    content = site.content
    briefing = content.briefing
    return {
        "$schema": SCHEMA_PATH,
        "version": VERSION,
        "as_of": tracker.as_of.day.isoformat(),
        "timezone": site.zone.name,
        "title": briefing.title,
        **present(
            description=briefing.description,
            language=briefing.language,
            base_url=briefing.base_url,
            previous=briefing.previous.isoformat() if briefing.previous else "",
            publisher=present(**briefing.publisher._asdict()),
            license=briefing.license,
            bottom_line=_text(parts, briefing.bottom_line),
        ),
        "sides": [{"id": side.id, "title": side.title} for side in briefing.sides],
        "judgments": [
            present(
                text=_text(parts, judgment.text),
                likelihood=judgment.likelihood,
                confidence=judgment.confidence,
                topics=_ids(judgment.topics),
                cites=_references(parts, judgment.cites),
            )
            for judgment in briefing.judgments
        ],
        "topics": [_topic(parts, key) for key in content.topics],
        "actors": [_actor(parts, key) for key in content.actors],
        "events": [_event(parts, key) for key in content.events],
        "articles": articles,
        "pages": [_page(parts, key) for key in content.pages],
    }


# Records


def _topic(parts: Parts, key: str) -> Record:
    site = parts.site
    topic = site.content.topics[key]
    return present(
        id=key,
        title=topic.title,
        page=parts.href("topic", key),
        summary=_text(parts, topic.summary),
        broader=_id(topic.broader),
        narrower=list(site.narrower.get(key, ())),
        aliases=list(topic.aliases),
        questions=[_text(parts, question) for question in topic.questions],
        same_as=list(topic.same_as),
        articles=list(site.articles_by_topic.get(key, ())),
        events=list(site.events_by_topic.get(key, ())),
    )


def _actor(parts: Parts, key: str) -> Record:
    site = parts.site
    actor = site.content.actors[key]
    return present(
        id=key,
        name=actor.name,
        page=parts.href("actor", key),
        kind=actor.kind,
        side=site.sides.get(key),
        role=actor.role,
        member_of=_id(actor.member_of),
        members=list(site.members.get(key, ())),
        aliases=list(actor.aliases),
        same_as=list(actor.same_as),
        summary=_text(parts, actor.summary),
        events=list(site.events_by_actor.get(key, ())),
    )


def _event(parts: Parts, key: str) -> Record:
    site = parts.site
    event, history = site.content.events[key], site.histories[key]
    return present(
        id=key,
        title=event.title,
        page=parts.href("event", key),
        kind=event.kind,
        state=parts.tracker.states[key].value,
        date=_date(history.dated),
        date_by=_reported_by(history.dated_by),
        status=history.status,
        status_by=_reported_by(history.status_by),
        topics=_ids(event.topics),
        actors=_ids(event.actors),
        set_by=_id(event.set_by),
        place=event.place_name,
        follows=_ids(event.follows),
        followed_by=list(site.followed_by.get(key, ())),
        if_missed=_text(parts, event.if_missed),
        summary=_text(parts, event.summary),
        url=event.url,
        history=[_step(step) for step in history.steps],
    )


def _step(step: Step) -> Record:
    """A report and what it did to the date that it found current."""
    report = step.report
    return present(
        article=report.article,
        annotation=report.annotation,
        effect=step.effect.value,
        date=_date(report.dated),
        before=step.before.dated.edtf.text if step.before and step.before.dated else "",
        status=report.status,
    )


def _article(parts: Parts, key: str) -> Record:
    site = parts.site
    article = site.content.articles[key]
    excerpt = is_excerpt(site, article)
    return present(
        id=key,
        title=article.title,
        page=parts.href("article", key),
        published=_date(_published(parts, key)),
        publisher=article.publisher,
        author=article.author,
        url=article.url,
        archived=article.archived,
        accessed=article.accessed.isoformat() if article.accessed else "",
        language=article.language or site.content.briefing.language,
        source=present(**article.source._asdict()),
        draft=article.draft or None,
        raw_text="excerpts" if excerpt else "full",
        text="" if excerpt else href(parts.root, text_path(key)),
        sha256=text_digest(article.text),
        web_annotations=href(parts.root, annotations_path(key)),
        summary=_text(parts, article.summary),
        topics=_ids(article.topics),
        annotations=[_annotation(parts, annotation, article.text) for annotation in article.annotations],
    )


def _annotation(parts: Parts, annotation: Annotation, text: str) -> Record:
    site = parts.site
    key = (annotation.article, annotation.id)
    step = parts.steps.get(key)
    return present(
        id=annotation.id,
        kind=annotation.kind,
        quote=text[annotation.start : annotation.end],
        start=annotation.start,
        end=annotation.end,
        page=parts.href("article", annotation.article, f"a-{annotation.id}"),
        actor=_ids(annotation.actor),
        sides=[side.id for side in parts.sides_of(annotation.actor)],
        reported_by=_ids(annotation.reported_by),
        to=_ids(annotation.to),
        attribution=annotation.attribution,
        topics=_ids(annotation.topics),
        note=_text(parts, annotation.note),
        confidence=annotation.confidence,
        translation=annotation.translation,
        answers=_named(annotation.answers),
        outcome=annotation.outcome,
        answered_by=[
            present(article=other.article, annotation=other.id, outcome=other.outcome)
            for other in site.answers.get(key, ())
        ],
        event=_id(annotation.event),
        date=_date(site.dates.get(key)),
        status=annotation.status,
        effect=step.effect.value if step else "",
        correction=annotation.correction,
    )


def _page(parts: Parts, key: str) -> Record:
    page = parts.site.content.pages[key]
    return present(
        id=key, title=page.title, order=page.order, page=parts.href("page", key), body=_text(parts, page.body)
    )


# Values


def _published(parts: Parts, article: str) -> Dated | None:
    edtf = parts.site.content.articles[article].published
    return Dated(edtf, parts.site.published[article], parts.article_zone(article)) if edtf else None


def _text(parts: Parts, text: Markdown | None) -> Record:
    """A Markdown field as one line of plain text, as HTML, and what it refers to."""
    if text is None:
        return {}
    return present(
        text=parts.plain(text), html=str(parts.markdown(text, Marks())), references=_references(parts, text.refs)
    )


def _references(parts: Parts, refs: Iterable[Ref]) -> list[Record]:
    """References with their addresses, each once."""
    return [dict(found) for found in dict.fromkeys(tuple(_reference(parts, ref).items()) for ref in refs)]


def _reference(parts: Parts, ref: Ref) -> Record:
    if ref.kind == "asset":
        return {"kind": "asset", "id": ref.id, "page": href(parts.root, f"assets/{ref.id}")}
    if ref.kind == "annotation":
        page = parts.href("article", ref.id, f"a-{ref.annotation}")
        return {"kind": "annotation", **_named(ref), "page": page}
    return {"kind": ref.kind, "id": ref.id, "page": parts.href(ref.kind, ref.id)}


def _named(ref: Ref | None) -> Record:
    """An annotation by its article's id and its own."""
    return {"article": ref.id, "annotation": ref.annotation} if ref else {}


def _reported_by(report: Report | None) -> Record:
    return {"article": report.article, "annotation": report.annotation} if report else {}


def _date(dated: Dated | None) -> Mapping[str, Any]:
    """A date as written, its zone, and its first and last possible seconds: null where it is open."""
    if dated is None:
        return {}
    (first, last), edtf = dated.span, dated.edtf
    return {
        "edtf": edtf.text,
        "timezone": dated.zone.name,
        "first": None if first is None else instant(first, clock_of(edtf.start, dated.zone)),
        "last": None if last is None else instant(last, clock_of(edtf.end, dated.zone)),
    }


def _id(ref: Ref | None) -> str:
    return ref.id if ref else ""


def _ids(refs: Iterable[Ref]) -> list[str]:
    return list(dict.fromkeys([ref.id for ref in refs])) if refs else []
