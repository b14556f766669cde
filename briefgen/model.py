"""The records of a briefing, as a curator wrote them.

References are ids with places (`Ref`), not links: what they mean is worked out in `resolve`. Each record keeps where
its fields stand (`at`), so that later stages can point at them. A field that was left out is `None`, `""` or `()`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from briefgen.edtf import Edtf
from briefgen.markup import Markup
from briefgen.source import Span
from briefgen.zones import Zone

ANNOTATION_KINDS = (
    "statement",
    "demand",
    "offer",
    "response",
    "concern",
    "position",
    "commitment",
    "assessment",
    "event",
    "correction",
    "question",
    "context",
)
ATTRIBUTIONS = ("on-record", "unnamed-official", "document", "reported", "inference")
OUTCOMES = ("accepted", "partly", "explained", "deferred", "rejected")
EVENT_KINDS = ("deadline", "meeting", "election", "decision", "publication", "other")
EVENT_STATUSES = ("tentative", "confirmed", "at-risk", "done", "missed", "cancelled")
ACTOR_KINDS = ("person", "organisation", "government", "other")
CONFIDENCES = ("low", "moderate", "high")
LIKELIHOODS = (
    "almost no chance",
    "very unlikely",
    "unlikely",
    "roughly even chance",
    "likely",
    "very likely",
    "almost certain",
)
"""The seven steps of ICD 203, lowest first."""


class Ref(NamedTuple):
    """A reference as written: `kind` is topic, actor, event, article, page, annotation, side or asset.

    For an annotation `id` is the article's and `annotation` its own id.
    """

    kind: str
    id: str
    annotation: str
    span: Span


class Markdown(NamedTuple):
    """A Markdown field, with the references in it, in order, and their places."""

    markup: Markup
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every record has: its id, the place of the id (or of the file), and the places of its fields."""

    id: str
    span: Span
    at: Mapping[str, Span]

    def place(self, field: str) -> Span:
        """Where a field stands, or the record where the field was left out."""
        return self.at.get(field, self.span)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side(Record):
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgment(Record):
    text: Markdown | None = None
    likelihood: str = ""
    confidence: str = ""
    topics: tuple[Ref, ...] = ()
    cites: tuple[Ref, ...] = ()


class Publisher(NamedTuple):
    name: str = ""
    url: str = ""
    email: str = ""


class GitTarget(NamedTuple):
    """A branch of a repository. `remote` is a name that the project's repository knows, or an address."""

    remote: str
    branch: str = "gh-pages"


class S3Target(NamedTuple):
    """A bucket of an S3-compatible storage, or the objects in it that begin with `prefix`."""

    bucket: str
    prefix: str = ""
    endpoint: str = ""
    region: str = ""


class RsyncTarget(NamedTuple):
    """A folder on a host with ssh; `port` 0 leaves the port to the settings of ssh."""

    host: str
    path: str
    port: int = 0


class FolderTarget(NamedTuple):
    """A folder of this machine, from the project's folder on."""

    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Record):
    """Where the site may be published to.

    `delete_limit` is the share, in per cent, of the published files that a run may delete without being told to.
    """

    to: GitTarget | S3Target | RsyncTarget | FolderTarget
    url: str = ""
    delete_limit: int = 50


class Renaming(NamedTuple):
    """An id that a record once had, and the record that stands for it now. `span` is the place of the old one."""

    kind: str
    id: str
    to: Ref
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing(Record):
    title: str = ""
    description: str = ""
    language: str = "en"
    timezone: Zone | None = None
    base_url: str = ""
    as_of: date | None = None
    previous: date | None = None
    soon_days: int = 14
    alarms: tuple[timedelta, ...] = ()
    publisher: Publisher = Publisher()
    license: str = ""
    raw_text: str = "full"
    sides: tuple[Side, ...] = ()
    bottom_line: Markdown | None = None
    judgments: tuple[Judgment, ...] = ()
    publish: tuple[Target, ...] = ()
    redirects: tuple[Renaming, ...] = ()
    precompress: bool = False
    search: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(Record):
    title: str = ""
    summary: Markdown | None = None
    broader: Ref | None = None
    aliases: tuple[str, ...] = ()
    questions: tuple[Markdown, ...] = ()
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor(Record):
    name: str = ""
    kind: str = ""
    side: Ref | None = None
    role: str = ""
    member_of: Ref | None = None
    aliases: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    summary: Markdown | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Record):
    title: str = ""
    kind: str = "deadline"
    date: Edtf | None = None
    timezone: Zone | None = None
    status: str = ""
    topics: tuple[Ref, ...] = ()
    actors: tuple[Ref, ...] = ()
    set_by: Ref | None = None
    place_name: str = ""
    follows: tuple[Ref, ...] = ()
    if_missed: Markdown | None = None
    summary: Markdown | None = None
    url: str = ""


class Quote(NamedTuple):
    """A W3C text-quote selector: the words, and what stands around them where that is needed to tell them apart."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation(Record):
    """One annotation; `start` and `end` are the character offsets of its words in the raw text."""

    article: str
    quote: Quote
    start: int = 0
    end: int = 0
    own_id: bool = True
    kind: str = "statement"
    actor: tuple[Ref, ...] = ()
    reported_by: tuple[Ref, ...] = ()
    to: tuple[Ref, ...] = ()
    attribution: str = ""
    topics: tuple[Ref, ...] = ()
    note: Markdown | None = None
    confidence: str = ""
    translation: str = ""
    answers: Ref | None = None
    outcome: str = ""
    event: Ref | None = None
    date: Edtf | None = None
    timezone: Zone | None = None
    status: str = ""
    correction: str = ""
    suggested: bool = False


class Grade(NamedTuple):
    """A source's grade in the Admiralty code: reliability A to F, credibility 1 to 6."""

    reliability: str = ""
    credibility: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Record):
    """An article: its metadata, its raw text (newlines as `\\n`) and its annotations in file order."""

    title: str = ""
    text: str = ""
    text_path: str = ""
    sha256: str = ""
    published: Edtf | None = None
    publisher: str = ""
    author: str = ""
    url: str = ""
    archived: str = ""
    accessed: date | None = None
    language: str = ""
    timezone: Zone | None = None
    raw_text: str = ""
    draft: bool = False
    source: Grade = Grade()
    summary: Markdown | None = None
    topics: tuple[Ref, ...] = ()
    annotations: tuple[Annotation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FreePage(Record):
    title: str = ""
    order: int = 0
    body: Markdown | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All records by kind and id, in a fixed order (briefing file order for registers, id order for files).

    `incomplete` names the kinds (`topic`) and articles (`article:ID`) of which some record could not be read: a
    reference to one of them that leads nowhere is a follow-up of that fault, and not reported again.
    """

    briefing: Briefing
    topics: Mapping[str, Topic]
    actors: Mapping[str, Actor]
    events: Mapping[str, Event]
    articles: Mapping[str, Article]
    pages: Mapping[str, FreePage]
    assets: frozenset[str]
    drafts: frozenset[str] = frozenset()
    incomplete: frozenset[str] = frozenset()
