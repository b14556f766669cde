"""What a calendar entry says of an event: its date in words, consequence, moves and sources, as plain text."""

from collections.abc import Iterator

from briefgen.chronology import Step
from briefgen.labels import label
from briefgen.model import Annotation
from briefgen.pages.parts import Parts

_SOURCES = 10
_MOVES = 10


def describe(parts: Parts, key: str) -> str:
    """Paragraphs divided by blank lines, the newest move and source first."""
    return "\n\n".join(_paragraphs(parts, key))


def summary(parts: Parts, key: str) -> str:
    """The event's title; with its date where the entry shows but one day of a long span."""
    title, dated = parts.site.content.events[key].title, parts.site.histories[key].dated
    view = parts.date(dated) if dated and dated.is_long else None
    return f"{title} ({view.text})" if view else title


def _paragraphs(parts: Parts, key: str) -> Iterator[str]:
    site, _ = parts.site, parts.words.gettext
    event, history = site.content.events[key], site.histories[key]
    yield "\n".join(_facts(parts, key))
    if text := parts.plain(event.summary):
        yield text
    if text := parts.plain(event.if_missed):
        yield f"{_('If missed')}: {text}"
    if history.changes:
        yield "\n".join(_move(parts, step) for step in reversed(history.changes[-_MOVES:]))
    sources = site.by_event.get(key, ())
    if sources:
        yield _("Sources")
        yield from (_source(parts, annotation) for annotation in reversed(sources[-_SOURCES:]))
    if len(sources) > _SOURCES:
        yield parts.words.count("and %(num)s more", "and %(num)s more", len(sources) - _SOURCES)
    if event.url and site.content.briefing.base_url:
        yield event.url


def _facts(parts: Parts, key: str) -> Iterator[str]:
    site, _ = parts.site, parts.words.gettext
    event, history = site.content.events[key], site.histories[key]
    view = parts.date(history.dated)
    if view and history.dated:
        written = f" [{view.edtf}]" if history.dated.is_long and view.edtf != view.text else ""
        yield f"{_('Date')}: {view.text}{written}"
    if history.status:
        yield f"{_('Status')}: {label('status', history.status, parts.words)}"
    if event.set_by:
        yield f"{_('Set by')}: {parts.title('actor', event.set_by.id)}"


def _move(parts: Parts, step: Step) -> str:
    report = step.report
    old = parts.date(step.before.dated) if step.before else None
    new = parts.date(report.dated)
    effect = label("effect", step.effect, parts.words)
    dates = " → ".join(view.text for view in (old, new) if view)
    return f"{effect}: {dates} ({_published(parts, report.article)})"


def _source(parts: Parts, annotation: Annotation) -> str:
    """The quoted words, who published them and when, and where they can be read."""
    article = parts.site.content.articles[annotation.article]
    passage = parts.passage(annotation)
    link = passage.href if parts.site.content.briefing.base_url else article.url
    return "\n".join(filter(None, (f"“{passage.words}”", _published(parts, annotation.article), link)))


def _published(parts: Parts, article: str) -> str:
    record = parts.site.content.articles[article]
    return ", ".join(filter(None, (record.publisher or record.title, parts.published(article).text)))
