"""What a page, a file or a document tells about its article: each fact as the format wants it, or nothing.

Only what is written there counts, in the order of how well it is kept: schema.org, then the head, then the page.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from briefgen.edtf import Edtf, parse_edtf
from briefgen.intake.page import Page
from briefgen.values import Fault, language_tag, publication_date, web_address

_ARTICLES = re.compile(r"Article|Report|Posting\Z|WebPage")
_AUTHORS = ("author", "article:author", "citation_author", "dc.creator", "dcterms.creator", "parsely-author")
_PUBLISHERS = ("og:site_name", "publisher", "dc.publisher", "citation_journal_title", "application-name")
_DATES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "dcterms.issued",
    "dc.date.issued",
    "dc.date",
    "citation_publication_date",
    "pubdate",
    "publish-date",
    "date",
)
_STAMP = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2})(?::[0-9]{2}(?:[.,][0-9]+)?)?\s*(Z|[+-]00:?00)?"
)
_SLASHED = re.compile(r"([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})\b")
_IN_ADDRESS = re.compile(r"/((?:19|20)[0-9]{2})[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12][0-9]|3[01])(?=[/_.-]|[0-9]*\Z)")
_LONGEST = 300


class Facts(NamedTuple):
    """All as text, empty where it is not known. `guessed` tells what stands on weak ground, by field, and why."""

    title: str = ""
    author: str = ""
    publisher: str = ""
    published: str = ""
    language: str = ""
    url: str = ""
    guessed: tuple[tuple[str, str], ...] = ()


def page_facts(page: Page, address: str) -> Facts:
    """What a page tells of its article; `address` is where it was read, empty for a file."""
    data = _article(page.linked)
    guessed: list[tuple[str, str]] = []
    published = _first_day(_texts(data.get("datePublished")), _known(page.meta, _DATES), (page.marked,))
    if not published:
        published, why = _likely_day(page, address)
        if published:
            guessed.append(("published", why))
    return Facts(
        title=_first(_texts(data.get("headline")), (page.meta.get("og:title", ""), page.heading, page.title)),
        author=", ".join(_names(data.get("author"))) or _first(_no_addresses(_known(page.meta, _AUTHORS))),
        publisher=_first(_names(data.get("publisher")), _no_addresses(_known(page.meta, _PUBLISHERS))),
        published=published,
        language=_language(page.language, *_texts(data.get("inLanguage")), page.meta.get("og:locale", "")),
        url=_address(address, page.canonical or page.meta.get("og:url", "")),
        guessed=tuple(guessed),
    )


def fields_facts(fields: Mapping[str, str]) -> Facts:
    """What the head of a Markdown file, or of a document, tells: names as note-takers and clippers write them."""

    def get(*names: str) -> tuple[str, ...]:
        return tuple(fields.get(name, "") for name in names)

    return Facts(
        title=_first(get("title")),
        author=_first(get("author", "authors", "byline")),
        publisher=_first(_no_addresses(get("publisher", "site", "sitename", "publication"))),
        published=_first_day(get("published", "date", "created")),
        language=_language(*get("language", "lang")),
        url=_address("", _first(get("url", "source", "link"))),
    )


def day_of(text: str) -> str:
    """A time stamp as a date of publication: the day on the publisher's own calendar, as its offset gives it.

    A stamp in UTC says nothing of that calendar, so it stays a time. Empty if it is no date.
    """
    text = text.strip()
    stamp = _STAMP.match(text)
    slashed = _SLASHED.match(text)
    if stamp:
        day, clock, utc = stamp.groups()
        written = f"{day}T{clock}Z" if utc else day
    elif slashed:
        written = "-".join(part.zfill(2) for part in slashed.groups())
    else:
        written = text
    value = publication_date(written)
    return written if isinstance(value, Edtf) else ""


def _first(*several: Iterable[str]) -> str:
    """The first text that says something, in one line."""
    lines = (" ".join(unescape(text).split()) for texts in several for text in texts)
    return next((line[:_LONGEST] for line in lines if line), "")


def _first_day(*several: Iterable[str]) -> str:
    return next((day for texts in several for text in texts if (day := day_of(text))), "")


def _likely_day(page: Page, address: str) -> tuple[str, str]:
    """The day that the address or the first `<time>` of the page gives."""
    found = _IN_ADDRESS.search(urlsplit(address or page.canonical).path)
    if found and isinstance(parse_edtf("-".join(found.groups())), Edtf):
        return "-".join(found.groups()), "from the address"
    day = _first_day(page.times)
    return (day, "the first date on the page") if day else ("", "")


def _known(meta: Mapping[str, str], names: Iterable[str]) -> tuple[str, ...]:
    return tuple(meta[name] for name in names if name in meta)


def _no_addresses(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(text for text in texts if "://" not in text and not text.startswith("@"))


def _language(*tags: str) -> str:
    written = (tag.strip().replace("_", "-") for tag in tags)
    return next((tag for tag in written if tag and not isinstance(language_tag(tag), Fault)), "")


def _address(reached: str, named: str) -> str:
    """The address that the page gives itself, on the host where it was read; else the one where it was."""
    own = urljoin(reached, named) if named else ""
    own = "" if own and isinstance(web_address(own), Fault) else own
    same_host = not reached or urlsplit(own).hostname == urlsplit(reached).hostname
    # A page that calls itself the front page tells nothing.
    if own and same_host and (urlsplit(own).path.strip("/") or not urlsplit(reached).path.strip("/")):
        return own
    return reached.partition("#")[0]


# schema.org


def _article(blocks: Iterable[str]) -> Mapping[str, Any]:
    """The first article among the JSON-LD blocks of a page; one of another kind if there is none."""
    found = [thing for block in blocks for thing in _things(_json(block)) if _ARTICLES.search(_kind(thing))]
    articles = [thing for thing in found if "WebPage" not in _kind(thing)]
    return next(iter((*articles, *found)), {})


def _json(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _things(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, list):
        for each in value:
            yield from _things(each)
    elif isinstance(value, dict):
        yield value
        yield from _things(value.get("@graph"))


def _kind(thing: Mapping[str, Any]) -> str:
    return " ".join(_texts(thing.get("@type")))


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(each for each in value if isinstance(each, str))
    return (value,) if isinstance(value, str) else ()


def _names(value: Any) -> tuple[str, ...]:
    """The names of persons or organisations, given as texts or as things."""
    several = value if isinstance(value, list) else [value]
    names = [each.get("name") if isinstance(each, dict) else each for each in several]
    lines = (_first([name]) for name in names if isinstance(name, str))
    return tuple(dict.fromkeys(_no_addresses(line for line in lines if line)))
