"""The keys of every record: shape, whether it is required, and the words that editors show for it."""

from collections.abc import Mapping

from briefgen.model import (
    ACTOR_KINDS,
    ANNOTATION_KINDS,
    ATTRIBUTIONS,
    CONFIDENCES,
    EVENT_KINDS,
    EVENT_STATUSES,
    LIKELIHOODS,
    OUTCOMES,
    Grade,
    Publisher,
)
from briefgen.shapes import (
    ID_PATTERN,
    Citing,
    Field,
    ListOf,
    OneOf,
    Parsed,
    RecordList,
    RefTo,
    Register,
    Schema,
    Struct,
    Text,
    Whole,
    YesNo,
)
from briefgen.targets import TARGET, Renamings
from briefgen.textshapes import MarkdownText, QuoteSelector
from briefgen.values import (
    base_address,
    calendar_day,
    duration,
    edtf_date,
    identifier,
    language_tag,
    publication_date,
    sha256_hex,
    time_zone,
    web_address,
)

Fields = Mapping[str, Field]

_ADDRESS: Schema = {"type": ["string", "null"], "pattern": "^https?://"}
_TEXT = Text()
_EDTF = Parsed(edtf_date)
_DAY = Parsed(calendar_day)
_ZONE = Parsed(time_zone)
_URL = Parsed(web_address, _ADDRESS)
_LANGUAGE = Parsed(language_tag, {"type": ["string", "null"]})
_MD = MarkdownText()
_ACTORS = ListOf(RefTo("actor"))
_TOPICS = ListOf(RefTo("topic"))
_ZONE_DOC = "an IANA name, UTC, UTC+9 or AoE"

SIDE: Fields = {"title": Field(_TEXT, True, "the side's name")}

JUDGMENT: Fields = {
    "text": Field(MarkdownText(inline=True), True, "one sentence (Markdown)"),
    "likelihood": Field(OneOf(LIKELIHOODS), doc="how likely it is (ICD 203)"),
    "confidence": Field(OneOf(CONFIDENCES), doc="how sure the analyst is"),
    "topics": Field(_TOPICS, doc="what it is about"),
    "cites": Field(ListOf(Citing()), doc="ARTICLE or ARTICLE#ANNOTATION"),
}

BRIEFING: Fields = {
    "title": Field(_TEXT, True, "the briefing's title"),
    "description": Field(_TEXT, doc="one sentence on what it follows"),
    "language": Field(_LANGUAGE, doc="language of the interface and the texts (BCP 47); en if left out"),
    "timezone": Field(_ZONE, doc=f"{_ZONE_DOC}; UTC if left out"),
    "base_url": Field(Parsed(base_address, _ADDRESS), doc="where the site will stand, for feeds and canonical links"),
    "as_of": Field(_DAY, doc="the day that states are worked out for; pins the pages"),
    "previous": Field(_DAY, doc="day of the previous issue: what came later is new"),
    "soon_days": Field(Whole(0, 3660), doc="how many days ahead count as soon; 14 if left out"),
    "alarms": Field(
        ListOf(Parsed(duration, {"type": ["string", "null"], "pattern": "^P"})),
        doc="how long before a date the calendar reminds: P7D, P1D, PT2H",
    ),
    "publisher": Field(
        Struct({"name": Field(_TEXT), "url": Field(_URL), "email": Field(_TEXT)}, "a publisher", Publisher),
        doc="who publishes the briefing",
    ),
    "license": Field(_TEXT, doc="licence of the briefing"),
    "raw_text": Field(OneOf(("full", "excerpts")), doc="whether raw texts are shown in full"),
    "sides": Field(Register(SIDE, "a side"), doc="the sides, in the order in which they are shown"),
    "bottom_line": Field(_MD, doc="what matters, in a few sentences (Markdown)"),
    "judgments": Field(RecordList(JUDGMENT, "a judgment"), doc="key judgments"),
    "publish": Field(Register(TARGET, "a target"), doc="where `briefgen publish` puts the site; the first by default"),
    "redirects": Field(Renamings(), doc="ids that records once had: `topic:OLD: topic:NEW`"),
    "search": Field(YesNo(), doc="false: no search, even where what it needs is installed"),
    "precompress": Field(YesNo(), doc="true: beside each text file one compressed with gzip, for hosts that want it"),
}

TOPIC: Fields = {
    "title": Field(_TEXT, True, "the topic's title"),
    "summary": Field(_MD, doc="Markdown"),
    "broader": Field(RefTo("topic"), doc="the topic that this one is part of"),
    "aliases": Field(ListOf(_TEXT), doc="other names"),
    "questions": Field(ListOf(MarkdownText(inline=True)), doc="open questions (Markdown)"),
    "same_as": Field(ListOf(_URL), doc="addresses that mean the same thing"),
}

ACTOR: Fields = {
    "name": Field(_TEXT, True, "the actor's name"),
    "kind": Field(OneOf(ACTOR_KINDS), doc="what it is"),
    "side": Field(RefTo("side"), doc="a side of briefing.yaml; inherited through member_of"),
    "role": Field(_TEXT, doc="office or role"),
    "member_of": Field(RefTo("actor"), doc="the actor it belongs to"),
    "aliases": Field(ListOf(_TEXT), doc="other names and spellings"),
    "same_as": Field(ListOf(_URL), doc="addresses that mean the same"),
    "summary": Field(_MD, doc="Markdown"),
}

EVENT: Fields = {
    "title": Field(_TEXT, True, "the event's title"),
    "kind": Field(OneOf(EVENT_KINDS), doc="deadline if left out"),
    "date": Field(_EDTF, doc="EDTF; wins over what the articles report"),
    "timezone": Field(_ZONE, doc=_ZONE_DOC),
    "status": Field(OneOf(EVENT_STATUSES), doc="wins over what the articles report"),
    "topics": Field(_TOPICS),
    "actors": Field(_ACTORS, doc="who takes part"),
    "set_by": Field(RefTo("actor"), doc="who set it"),
    "place": Field(_TEXT, doc="where it takes place"),
    "follows": Field(ListOf(RefTo("event")), doc="events that it cannot come before"),
    "if_missed": Field(_MD, doc="what happens if it is missed (Markdown)"),
    "summary": Field(_MD, doc="Markdown"),
    "url": Field(_URL),
}

ANNOTATION: Fields = {
    "quote": Field(
        QuoteSelector(
            {
                "exact": Field(_TEXT, True, "the words"),
                "prefix": Field(_TEXT, doc="what stands right before them"),
                "suffix": Field(_TEXT, doc="what stands right after them"),
            }
        ),
        True,
        "words of the raw text",
    ),
    "id": Field(Parsed(identifier, {"type": ["string", "number"], "pattern": ID_PATTERN}), doc="needed to be cited"),
    "kind": Field(OneOf(ANNOTATION_KINDS), doc="statement if left out"),
    "actor": Field(_ACTORS, doc="whose act or view it is"),
    "reported_by": Field(_ACTORS, doc="who says so"),
    "to": Field(_ACTORS, doc="whom it is addressed to"),
    "attribution": Field(OneOf(ATTRIBUTIONS), doc="how the article attributes it"),
    "topics": Field(_TOPICS),
    "note": Field(_MD, doc="the curator's note (Markdown)"),
    "confidence": Field(OneOf(CONFIDENCES)),
    "translation": Field(_TEXT, doc="of the quote"),
    "answers": Field(Citing(local=True), doc="the annotation that this one answers"),
    "outcome": Field(OneOf(OUTCOMES), doc="what the answer makes of it"),
    "event": Field(RefTo("event"), doc="the event that the passage reports"),
    "date": Field(_EDTF, doc="the event's date as reported (EDTF)"),
    "timezone": Field(_ZONE, doc=_ZONE_DOC),
    "status": Field(OneOf(EVENT_STATUSES), doc="the event's status as reported"),
    "correction": Field(_TEXT, doc="what the passage should read"),
    "suggested": Field(YesNo(), doc="true: made by `briefgen suggest`; take it out when you have checked the rest"),
}

ARTICLE: Fields = {
    "title": Field(_TEXT, True, "the article's title"),
    "published": Field(Parsed(publication_date), True, "EDTF, no interval"),
    "publisher": Field(_TEXT),
    "author": Field(_TEXT),
    "url": Field(_URL, doc="where it was published"),
    "archived": Field(_URL, doc="an archived copy"),
    "accessed": Field(_DAY, doc="the day it was read"),
    "language": Field(_LANGUAGE, doc="language of the raw text; the briefing's if left out"),
    "timezone": Field(_ZONE, doc=_ZONE_DOC),
    "raw_text": Field(OneOf(("full", "excerpts")), doc="the briefing's if left out"),
    "draft": Field(YesNo(), doc="true: as if absent, but for a preview"),
    "source": Field(
        Struct(
            {"reliability": Field(OneOf(tuple("ABCDEF"))), "credibility": Field(OneOf(tuple("123456")))},
            "a source grade",
            Grade,
        ),
        doc="the Admiralty code",
    ),
    "sha256": Field(Parsed(sha256_hex, {"type": ["string", "null"]}), doc="of the raw text, newlines as \\n"),
    "summary": Field(_MD, doc="Markdown"),
    "topics": Field(_TOPICS),
    "annotations": Field(RecordList(ANNOTATION, "an annotation"), doc="what the article says, passage by passage"),
}

PAGE: Fields = {
    "title": Field(_TEXT, True, "the page's title"),
    "order": Field(Whole(-9999, 9999), doc="place in the menu, lowest first"),
}
