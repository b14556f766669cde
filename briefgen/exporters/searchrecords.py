"""What can be searched for: pages, passages and notes, with the words that find them and what they are chosen by."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from briefgen.edtf import Edtf
from briefgen.exporters.rawtext import is_excerpt
from briefgen.model import Annotation, Article, Ref
from briefgen.pages.parts import Parts, month_of
from briefgen.passages import excerpts

Filters = Mapping[str, tuple[str, ...]]

_HANGUL = re.compile("[가-힣]{3,}")


class SearchRecord(NamedTuple):
    """Something to be found. `href` leads there from the site's root; `day` (ISO 8601, or less of it) is for sorting.

    `parts` are the ends of compound words, which a search that knows only how words begin would not find.
    """

    href: str
    title: str
    source: str
    text: str
    parts: str
    day: str
    filters: Filters


def search_records(parts: Parts) -> tuple[SearchRecord, ...]:
    """All of them, in a fixed order; `parts` are those of the site's root."""
    content = parts.site.content
    return (
        _home(parts),
        *(_topic(parts, key) for key in content.topics),
        *(_actor(parts, key) for key in content.actors),
        *(_event(parts, key) for key in content.events),
        *(_page(parts, key) for key in content.pages),
        *(record for article in content.articles.values() for record in _article(parts, article)),
    )


def words_in(records: Iterable[SearchRecord]) -> int:
    """About how many words are to be indexed, which is what an index takes memory for."""
    return sum(len(record.text) + len(record.parts) for record in records) // 6


def _home(parts: Parts) -> SearchRecord:
    briefing = parts.site.content.briefing
    texts = (briefing.bottom_line, *(judgment.text for judgment in briefing.judgments))
    text = " ".join((briefing.description, *map(parts.plain, texts)))
    return _record("index.html", briefing.title, "", text, "", {"type": ("page",)})


def _topic(parts: Parts, key: str) -> SearchRecord:
    topic = parts.site.content.topics[key]
    text = " ".join((parts.plain(topic.summary), *topic.aliases, *map(parts.plain, topic.questions)))
    return _record(parts.href("topic", key), topic.title, "", text, "", {"type": ("topic",), "topic": (key,)})


def _actor(parts: Parts, key: str) -> SearchRecord:
    actor = parts.site.content.actors[key]
    text = " ".join((parts.plain(actor.summary), *actor.aliases))
    filters = {"type": ("actor",), "actor": (key,), "side": _sides(parts, (key,))}
    return _record(parts.href("actor", key), actor.name, actor.role, text, "", filters)


def _event(parts: Parts, key: str) -> SearchRecord:
    event, history = parts.site.content.events[key], parts.site.histories[key]
    dated = parts.date(history.dated)
    actors = _ids((*((event.set_by,) if event.set_by else ()), *event.actors))
    edtf = history.dated.edtf if history.dated else None
    filters = {
        "type": ("event",),
        "topic": _ids(event.topics),
        "actor": actors,
        "side": _sides(parts, actors),
        "month": _months(edtf),
    }
    text = " ".join((event.place_name, parts.plain(event.summary), parts.plain(event.if_missed)))
    return _record(parts.href("event", key), event.title, dated.text if dated else "", text, _day(edtf), filters)


def _page(parts: Parts, key: str) -> SearchRecord:
    page = parts.site.content.pages[key]
    return _record(parts.href("page", key), page.title, "", parts.plain(page.body), "", {"type": ("page",)})


def _article(parts: Parts, article: Article) -> Iterator[SearchRecord]:
    source = ", ".join(filter(None, (article.publisher, parts.published(article.id).text)))
    day, months = _day(article.published), _months(article.published)
    language = parts.foreign(article.language)
    of_article: Filters = {"month": months, "lang": (language,) if language else ()}
    text = article.text
    if is_excerpt(parts.site, article):
        shown = excerpts(text, ((a.start, a.end) for a in article.annotations))
        text = " … ".join(text[start:end] for start, end in shown)
    filters = {**of_article, **_merged(_of_annotation(parts, a) for a in article.annotations), "type": ("article",)}
    filters["topic"] = tuple(dict.fromkeys((*_ids(article.topics), *filters.get("topic", ()))))
    whole = f"{parts.plain(article.summary)} {text}"
    yield _record(parts.href("article", article.id), article.title, source, whole, day, filters)
    for annotation in article.annotations:
        about = _of_annotation(parts, annotation)
        words = f"{article.text[annotation.start : annotation.end]} {annotation.translation}"
        way = parts.href("article", article.id, f"a-{annotation.id}")
        yield _record(way, article.title, source, words, day, {**of_article, **about, "type": ("passage",)})
        note = " ".join(filter(None, (parts.plain(annotation.note), annotation.correction)))
        if note:
            way = parts.href("article", article.id, f"n-{annotation.id}")
            yield _record(way, article.title, source, note, day, {"month": months, **about, "type": ("note",)})


def _of_annotation(parts: Parts, annotation: Annotation) -> Filters:
    actors = _ids((*annotation.actor, *annotation.reported_by, *annotation.to))
    return {
        "topic": _ids(annotation.topics),
        "actor": actors,
        "side": _sides(parts, _ids(annotation.actor)),
        "kind": (annotation.kind,),
    }


def _merged(several: Iterable[Filters]) -> dict[str, tuple[str, ...]]:
    merged: dict[str, dict[str, None]] = {}
    for filters in several:
        for name, values in filters.items():
            merged.setdefault(name, {}).update(dict.fromkeys(values))
    return {name: tuple(values) for name, values in merged.items()}


def _ids(refs: Iterable[Ref]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ref.id for ref in refs))


def _sides(parts: Parts, actors: Iterable[str]) -> tuple[str, ...]:
    found = (parts.site.sides.get(actor, "") for actor in actors)
    return tuple(dict.fromkeys(side for side in found if side))


def _months(edtf: Edtf | None) -> tuple[str, ...]:
    """The month in which a date begins, or its year where that is all that is known."""
    if edtf is None:
        return ()
    year, month = month_of(edtf)
    return (f"{year:04}-{month:02}" if month else f"{year:04}",)


def _day(edtf: Edtf | None) -> str:
    point = edtf.start or edtf.end if edtf else None
    return f"{point.year:04}-{point.month or 0:02}-{point.day or 0:02}" if point else ""


def _record(href: str, title: str, source: str, text: str, day: str, filters: Filters) -> SearchRecord:
    words = " ".join(text.split())
    found = {name: values for name, values in filters.items() if values}
    return SearchRecord(href, title, source, words, _ends_of_compounds(f"{title} {words}"), day, found)


def _ends_of_compounds(text: str) -> str:
    """The ends of `한미협상에서` are `미협상에서` and so on: Hangul has few blanks, and a search finds beginnings."""
    ends = {end: None for word in _HANGUL.findall(text) for end in _ends(word)}
    return " ".join(ends)


@cache
def _ends(word: str) -> tuple[str, ...]:
    return tuple(word[at:] for at in range(1, len(word) - 1))
