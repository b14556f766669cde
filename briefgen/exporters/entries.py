"""What feeds tell of: articles and moves of dates, newest first, each as an entry with its words.

The id of an entry is made of what never changes, and its time is that of publication, so that an edited note makes
nothing new.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlsplit

from markupsafe import Markup as Html
from markupsafe import escape

from briefgen.chronology import Step
from briefgen.exporters.scalars import clean, host_of, instant
from briefgen.labels import label
from briefgen.model import Annotation
from briefgen.pages.citations import Citations
from briefgen.pages.parts import Parts
from briefgen.resolve import Site
from briefgen.viewparts import Passage

_QUOTES = 5


class Item(NamedTuple):
    """An article, or with an `event` and a `step` the move that it reports."""

    article: str
    topics: tuple[str, ...]
    event: str = ""
    step: Step | None = None


class Entry(NamedTuple):
    """An item in words. `published` is by RFC 3339; `source` is the article's own address, if it has one."""

    id: str
    url: str
    title: str
    published: str
    html: str
    summary: str
    source: str
    topics: tuple[tuple[str, str], ...]


def feed_items(site: Site) -> Iterator[Item]:
    """Every article and every move, newest first; an article stands before the moves that it reports."""
    moves = {
        (step.report.article, step.report.annotation): (event, step)
        for event, history in site.histories.items()
        for step in history.changes
    }
    for key in reversed(site.article_order):
        article = site.content.articles[key]
        refs = (*article.topics, *(ref for annotation in article.annotations for ref in annotation.topics))
        yield Item(key, tuple(dict.fromkeys(ref.id for ref in refs)))
        for annotation in article.annotations:
            event, step = moves.get((key, annotation.id), ("", None))
            if step is not None:
                topics = tuple(dict.fromkeys(ref.id for ref in site.content.events[event].topics))
                yield Item(key, topics, event, step)


def tag_uri(base_url: str, path: str) -> str:
    """A name that stays when the site moves from http to https (RFC 4151)."""
    return f"tag:{host_of(base_url)},2025:{urlsplit(base_url).path or '/'}{path}"


@dataclass(slots=True)
class Writer:
    """Puts items into words, each once. The links are those of pages `parts.root` away from the site's root."""

    parts: Parts
    _known: dict[tuple[str, str, str], Entry] = field(default_factory=dict)

    def entry(self, item: Item) -> Entry:
        key = (item.article, item.event, item.step.report.annotation if item.step else "")
        if key not in self._known:
            self._known[key] = self._move(item, item.step) if item.step else self._article(item)
        return self._known[key]

    def _article(self, item: Item) -> Entry:
        parts, article = self.parts, self.parts.site.content.articles[item.article]
        quotes = [_quote(parts.passage(annotation)) for annotation in article.annotations[:_QUOTES]]
        more = len(article.annotations) - len(quotes)
        if more > 0:
            quotes.append(Html("<p>{}</p>").format(parts.words.count("and %(num)s more", "and %(num)s more", more)))
        about = parts.markdown(article.summary, Marks())
        return self._entry(
            item,
            name=f"articles/{item.article}",
            url=parts.href("article", item.article),
            title=article.title,
            html=Html("").join((_line(self._source(item.article)), about, *quotes)),
            summary=parts.plain(article.summary),
        )

    def _move(self, item: Item, step: Step) -> Entry:
        parts, report = self.parts, step.report
        annotation: Annotation = parts.site.annotations[report.article, report.annotation]
        old, new = parts.date(step.before.dated) if step.before else None, parts.date(report.dated)
        dates = " → ".join(view.text for view in (old, new) if view)
        effect = label("effect", step.effect, parts.words)
        return self._entry(
            item,
            name=f"events/{item.event}/{report.article}/{report.annotation}",
            url=parts.href("event", item.event),
            title=f"{parts.title('event', item.event)}: {effect}",
            html=Html("").join((_line(dates), _quote(parts.passage(annotation)), _line(self._source(item.article)))),
            summary=dates,
        )

    def _entry(self, item: Item, *, name: str, url: str, title: str, html: str, summary: str) -> Entry:
        parts, site = self.parts, self.parts.site
        published = site.published[item.article].first or 0
        return Entry(
            id=tag_uri(site.content.briefing.base_url, name),
            url=url,
            title=clean(title),
            published=instant(published, parts.article_zone(item.article).tz),
            html=clean(html),
            summary=clean(summary),
            source=site.content.articles[item.article].url,
            topics=tuple((topic, clean(parts.title("topic", topic))) for topic in item.topics),
        )

    def _source(self, article: str) -> str:
        record = self.parts.site.content.articles[article]
        return ", ".join(filter(None, (record.publisher, self.parts.published(article).text)))


class Marks(Citations):
    """Citations as plain numbered links: a feed has no page to put notes at the foot of."""

    def __init__(self) -> None:
        super().__init__()
        self._cited: dict[str, int] = {}

    def mark(self, passage: Passage) -> Html:
        number = self._cited.setdefault(passage.href, len(self._cited) + 1)
        return Html(f'<sup><a href="{escape(passage.href)}">{number}</a></sup>')


def _line(text: str) -> Html:
    return Html(f"<p>{escape(text)}</p>") if text else Html("")


def _quote(passage: Passage) -> Html:
    lang = f' lang="{escape(passage.lang)}"' if passage.lang else ""
    link = f'<a href="{escape(passage.href)}">“{escape(passage.words)}”</a>'
    return Html(f"<blockquote{lang}><p>{link}</p></blockquote>")
