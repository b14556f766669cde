"""What a page is about, for search engines: schema.org as JSON-LD, as a data block for the page's head.

A page of an article says what the article is and what is quoted of it; those of events and topics what they are; the
first page what the briefing is. Others say nothing.
"""

from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup as Html

from briefgen.chronology import Dated, Effect, History
from briefgen.edtf import Point, point_datetimes
from briefgen.exporters.jsontext import Record, json_island, present
from briefgen.exporters.scalars import clock_of, instant
from briefgen.model import Annotation, Briefing, Ref
from briefgen.pages.sketches import Planned
from briefgen.resolve import Site
from briefgen.routes import href, page_path, root_of
from briefgen.zones import Zone

QUOTES = 20
"""So many quotes of an article are told of on its page; all are in its file of annotations."""

_OPENING = '"“„«»‘「『'
_UNSETTLED = ("tentative", "at-risk", "missed")


def linked_data(page: Planned, site: Site) -> Html:
    """The data block of a page, without the element around it; empty where the page is about nothing of its own."""
    desk = _Desk(site, site.content.briefing.base_url or root_of(page.path))
    key = page.path.rpartition("/")[2].removesuffix(".html")
    match page.kind:
        case "home":
            return json_island({"@context": "https://schema.org", **_home(desk)})
        case "article":
            entity = _article(desk, key)
        case "event":
            entity = {**_event(desk, key), **present(description=page.description)}
        case "topic":
            entity = {**_topic(desk, key), **present(description=page.description)}
        case _:
            return Html("")
    return json_island({"@context": "https://schema.org", **_page(desk, page), "mainEntity": entity})


class _Desk(NamedTuple):
    """The site, and what stands before the addresses of its pages."""

    site: Site
    root: str

    def address(self, kind: str, key: str, fragment: str = "") -> str:
        return href(self.root, page_path(kind, key), fragment)

    @property
    def home(self) -> str:
        return self.site.content.briefing.base_url or f"{self.root}index.html"


def _home(desk: _Desk) -> Record:
    briefing = desk.site.content.briefing
    return present(
        **{"@type": "WebSite", "@id": desk.home},
        url=desk.home,
        name=briefing.title,
        description=briefing.description,
        inLanguage=briefing.language,
        publisher=_publisher(briefing),
        license=briefing.license,
    )


def _page(desk: _Desk, page: Planned) -> Record:
    briefing = desk.site.content.briefing
    address = href(desk.root, page.path)
    return present(
        **{"@type": "WebPage", "@id": address},
        url=address,
        name=page.title,
        inLanguage=briefing.language,
        isPartOf={"@type": "WebSite", "@id": desk.home, "name": briefing.title},
        publisher=_publisher(briefing),
    )


def _publisher(briefing: Briefing) -> Record:
    publisher = briefing.publisher
    return present(**{"@type": "Organization"}, name=publisher.name, url=publisher.url) if publisher.name else {}


# Articles and quotes


def _article(desk: _Desk, key: str) -> Record:
    site = desk.site
    article = site.content.articles[key]
    published = article.published and Dated(article.published, site.published[key], article.timezone or site.zone)
    about = dict.fromkeys(ref.id for ref in article.topics)
    return present(
        **{"@type": "NewsArticle"},
        headline=article.title,
        url=article.url,
        archivedAt=article.archived,
        datePublished=_ends(published)[0] if published else "",
        author={"@type": "Person", "name": article.author} if article.author else {},
        publisher={"@type": "Organization", "name": article.publisher} if article.publisher else {},
        inLanguage=article.language or site.content.briefing.language,
        about=[_topic_named(desk, topic) for topic in about],
        hasPart=[_quotation(desk, annotation) for annotation in article.annotations[:QUOTES]],
    )


def _quotation(desk: _Desk, annotation: Annotation) -> Record:
    """Its words, and who said them where they are on the record and stand in quotation marks; else who it is about."""
    article = desk.site.content.articles[annotation.article]
    people = _people(desk, annotation.actor)
    near = article.text[max(0, annotation.start - 1) : annotation.start + 1]
    spoken = annotation.attribution == "on-record" and any(mark in near for mark in _OPENING)
    return present(
        **{"@type": "Quotation", "@id": desk.address("article", article.id, f"a-{annotation.id}")},
        text=" ".join(article.text[annotation.start : annotation.end].split()),
        spokenByCharacter=people if spoken else [],
        mentions=[] if spoken else people,
        about=[{"@id": _term_id(desk, topic)} for topic in dict.fromkeys(ref.id for ref in annotation.topics)],
    )


def _people(desk: _Desk, refs: Iterable[Ref]) -> list[Record]:
    return [_actor(desk, key) for key in dict.fromkeys(ref.id for ref in refs)]


def _actor(desk: _Desk, key: str) -> Record:
    actor = desk.site.content.actors[key]
    kind = {"person": "Person", "government": "GovernmentOrganization"}.get(actor.kind, "Organization")
    return {"@type": kind, "name": actor.name, "url": desk.address("actor", key)}


# Topics


def _term_id(desk: _Desk, key: str) -> str:
    return desk.address("topic", key, "term")


def _topic_named(desk: _Desk, key: str) -> Record:
    title = desk.site.content.topics[key].title
    return {"@type": "DefinedTerm", "@id": _term_id(desk, key), "name": title, "url": desk.address("topic", key)}


def _topic(desk: _Desk, key: str) -> Record:
    site = desk.site
    topic = site.content.topics[key]
    terms = href(desk.root, "topics/index.html")
    return present(
        **_topic_named(desk, key),
        alternateName=list(topic.aliases),
        sameAs=list(topic.same_as),
        inDefinedTermSet={"@type": "DefinedTermSet", "name": site.content.briefing.title, "url": terms},
    )


# Events


def _event(desk: _Desk, key: str) -> Record:
    site = desk.site
    event, history = site.content.events[key], site.histories[key]
    start, end = _ends(history.dated) if history.dated else ("", "")
    setter = (event.set_by,) if event.set_by else ()
    return present(
        **{"@type": "Event"},
        name=event.title,
        url=event.url or desk.address("event", key),
        startDate=start or end,
        endDate=end if start and end != start else "",
        **_status(history),
        location={"@type": "Place", "name": event.place_name} if event.place_name else {},
        organizer=_people(desk, setter),
        attendee=_people(desk, event.actors),
        about=[_topic_named(desk, topic) for topic in dict.fromkeys(ref.id for ref in event.topics)],
    )


def _status(history: History) -> Record:
    """The status in schema.org's words; with every date that it had before, where it was moved."""
    if history.status == "cancelled":
        return {"eventStatus": "https://schema.org/EventCancelled"}
    moves = [step for step in history.steps if step.effect is Effect.MOVE]
    before = [_ends(step.before.dated)[0] for step in moves if step.before and step.before.dated]
    if moves:
        return present(eventStatus="https://schema.org/EventRescheduled", previousStartDate=list(filter(None, before)))
    if history.dated is None or history.status in _UNSETTLED:
        return {}
    return {"eventStatus": "https://schema.org/EventScheduled"}


def _ends(dated: Dated) -> tuple[str, str]:
    """The first and the last value of a date by ISO 8601, as coarse as it is; empty for an open end or a decade."""
    (first, last), edtf = dated.span, dated.edtf
    # A time without seconds lasts a minute; it is that minute's beginning that was said.
    minute = 59 if edtf.end and edtf.end.second is None else 0
    start = _value(edtf.start, first, dated.zone)
    end = _value(edtf.end, None if last is None else last - minute, dated.zone)
    return start[0], end[-1]


def _value(point: Point | None, moment: int | None, zone: Zone) -> tuple[str, ...]:
    if point is not None and point.has_time and moment is not None:
        return (instant(moment, clock_of(point, zone)),)
    return point_datetimes(point) or ("",)
