"""`feed.xml` (Atom, RFC 4287) and `feed.json` (JSON Feed 1.1) of the briefing, and the same of each topic.

With `base_url` all links are absolute; without it they are relative to the feed, which readers resolve.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

from briefgen.exporters.entries import Entry, Item, Writer, feed_items, tag_uri
from briefgen.exporters.export import Export
from briefgen.exporters.scalars import clean, instant, scopes
from briefgen.model import Briefing, Topic
from briefgen.pages.parts import Parts
from briefgen.resolve import Site, Tracker
from briefgen.routes import root_of
from briefgen.wording import Words
from briefgen.zones import UTC

ENTRIES = 50
TOPIC_ENTRIES = 20
"""The newest so many stand in a feed."""

_END = "</feed>"


class Feed(NamedTuple):
    """A feed: its output path without the ending, its title, the path of the page that shows the same."""

    stem: str
    title: str
    page: str
    entries: Sequence[Entry]


class Shelf(NamedTuple):
    """What the feeds of a site are put together from: the newest items, of the whole and by topic, and their writers.

    `below` writes for pages in a folder, `top` for those at the root: with `base_url` they are one.
    """

    items: Sequence[Item]
    by_topic: Mapping[str, Sequence[Item]]
    top: Writer
    below: Writer


def feeds(site: Site, tracker: Tracker, words: Words) -> Iterator[Export]:
    """Both feeds of the whole, then both of each topic with the topics below it."""
    shelf = cache(lambda: make_shelf(site, tracker, words))
    for kind, write in (("xml", atom), ("json", json_feed)):
        yield Export(f"feed.{kind}", partial(_whole, site, shelf, write))
        for topic in site.content.topics.values():
            yield Export(f"topics/{topic.id}.feed.{kind}", partial(_of_topic, site, topic, shelf, write))


def make_shelf(site: Site, tracker: Tracker, words: Words) -> Shelf:
    """Nothing is put into words yet."""
    base_url = site.content.briefing.base_url
    items = tuple(feed_items(site))
    top = Writer(Parts(site, tracker, words, base_url))
    below = top if base_url else Writer(Parts(site, tracker, words, "../"))
    return Shelf(items[:ENTRIES], _by_topic(site, items), top, below)


def _whole(site: Site, shelf: Callable[[], Shelf], write: Callable[[Feed, Briefing], bytes]) -> bytes:
    entries = [shelf().top.entry(item) for item in shelf().items]
    return write(Feed("feed", site.content.briefing.title, "index.html", entries), site.content.briefing)


def _of_topic(site: Site, topic: Topic, shelf: Callable[[], Shelf], write: Callable[[Feed, Briefing], bytes]) -> bytes:
    entries = [shelf().below.entry(item) for item in shelf().by_topic.get(topic.id, ())]
    title = f"{topic.title} – {site.content.briefing.title}"
    return write(Feed(f"topics/{topic.id}.feed", title, f"topics/{topic.id}.html", entries), site.content.briefing)


def _by_topic(site: Site, items: Iterable[Item]) -> dict[str, list[Item]]:
    """The newest items of each topic."""
    above, found = scopes(site), defaultdict[str, list[Item]](list)
    for item in items:
        for topic in dict.fromkeys(broader for own in item.topics for broader in above.get(own, ())):
            if len(found[topic]) < TOPIC_ENTRIES:
                found[topic].append(item)
    return found


# Atom


def atom(feed: Feed, briefing: Briefing) -> bytes:
    root = briefing.base_url or root_of(feed.stem)
    head = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": briefing.language})
    _put(head, "id", tag_uri(briefing.base_url, feed.stem))
    _put(head, "title", clean(feed.title))
    if briefing.description:
        _put(head, "subtitle", clean(briefing.description))
    # Not the time of the build: a feed is as new as what it tells.
    _put(head, "updated", feed.entries[0].published if feed.entries else instant(0, UTC.tz))
    _put(head, "link", rel="self", type="application/atom+xml", href=f"{root}{feed.stem}.xml")
    _put(head, "link", rel="alternate", type="text/html", href=root + feed.page)
    author = ET.SubElement(head, "author")
    publisher = briefing.publisher
    _put(author, "name", clean(publisher.name or briefing.title))
    for name, value in (("uri", publisher.url), ("email", publisher.email)):
        if value:
            _put(author, name, clean(value))
    if briefing.license:
        _put(head, "rights", clean(briefing.license))
    _put(head, "generator", "briefgen")
    opened = ET.tostring(head, encoding="unicode").removesuffix(_END)
    entries = "\n".join(map(_atom_entry, feed.entries))
    return f'<?xml version="1.0" encoding="utf-8"?>\n{opened}\n{entries}\n{_END}\n'.encode()


def _atom_entry(entry: Entry) -> str:
    element = ET.Element("entry")
    _put(element, "id", entry.id)
    _put(element, "title", entry.title)
    _put(element, "published", entry.published)
    _put(element, "updated", entry.published)
    _put(element, "link", rel="alternate", type="text/html", href=entry.url)
    if entry.source:
        _put(element, "link", rel="via", href=entry.source)
    for term, label in entry.topics:
        _put(element, "category", term=term, label=label)
    _put(element, "content", entry.html, type="html")
    return ET.tostring(element, encoding="unicode")


def _put(parent: ET.Element, name: str, text: str = "", **attributes: str) -> None:
    element = ET.SubElement(parent, name, attributes)
    if text:
        element.text = text


# JSON Feed


def json_feed(feed: Feed, briefing: Briefing) -> bytes:
    """Without `base_url` the feed names no address of its own: those must be absolute."""
    publisher = briefing.publisher
    author = {"name": publisher.name or briefing.title, **({"url": publisher.url} if publisher.url else {})}
    found: dict[str, Any] = {"version": "https://jsonfeed.org/version/1.1", "title": feed.title}
    if briefing.base_url:
        found["home_page_url"] = briefing.base_url + feed.page
        found["feed_url"] = f"{briefing.base_url}{feed.stem}.json"
    if briefing.description:
        found["description"] = briefing.description
    found |= {"language": briefing.language, "authors": [author], "items": [_json_item(e) for e in feed.entries]}
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def _json_item(entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {"id": entry.id, "url": entry.url, "title": entry.title, "content_html": entry.html}
    if entry.source:
        item["external_url"] = entry.source
    if entry.summary:
        item["summary"] = entry.summary
    item["date_published"] = entry.published
    if entry.topics:
        item["tags"] = [title for _, title in entry.topics]
    return item
