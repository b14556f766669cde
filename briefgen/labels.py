"""The words for the format's own values: kinds, states, statuses and the like, as tags for the reader."""

from functools import lru_cache

from briefgen.viewparts import Tag
from briefgen.wording import Words


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for a message that is translated later
    """Marks a message for extraction."""
    return message


LABELS: dict[str, dict[str, str]] = {
    "kind": {
        "statement": N_("statement"),
        "demand": N_("demand"),
        "offer": N_("offer"),
        "response": N_("response"),
        "concern": N_("concern"),
        "position": N_("position"),
        "commitment": N_("commitment"),
        "assessment": N_("assessment"),
        "event": N_("date"),
        "correction": N_("correction"),
        "question": N_("question"),
        "context": N_("context"),
    },
    "event-kind": {
        "deadline": N_("deadline"),
        "meeting": N_("meeting"),
        "election": N_("election"),
        "decision": N_("decision"),
        "publication": N_("publication"),
        "other": N_("other event"),
    },
    "state": {
        "overdue": N_("overdue"),
        "now": N_("now"),
        "soon": N_("soon"),
        "upcoming": N_("upcoming"),
        "undated": N_("undated"),
        "past": N_("past"),
    },
    "status": {
        "tentative": N_("tentative"),
        "confirmed": N_("confirmed"),
        "at-risk": N_("at risk"),
        "done": N_("done"),
        "missed": N_("missed"),
        "cancelled": N_("cancelled"),
    },
    "attribution": {
        "on-record": N_("on the record"),
        "unnamed-official": N_("unnamed official"),
        "document": N_("document"),
        "reported": N_("reported"),
        "inference": N_("inference"),
    },
    "outcome": {
        "accepted": N_("accepted"),
        "partly": N_("partly accepted"),
        "explained": N_("explained"),
        "deferred": N_("deferred"),
        "rejected": N_("rejected"),
    },
    "confidence": {
        "low": N_("low confidence"),
        "moderate": N_("moderate confidence"),
        "high": N_("high confidence"),
    },
    "likelihood": {
        "almost no chance": N_("almost no chance"),
        "very unlikely": N_("very unlikely"),
        "unlikely": N_("unlikely"),
        "roughly even chance": N_("roughly even chance"),
        "likely": N_("likely"),
        "very likely": N_("very likely"),
        "almost certain": N_("almost certain"),
    },
    "effect": {
        "first": N_("first date"),
        "same": N_("date unchanged"),
        "move": N_("date moved"),
        "refinement": N_("date refined"),
        "conflict": N_("conflicting report"),
        "correction": N_("correction"),
        "none": N_("no date"),
    },
    "news": {
        "article": N_("new article"),
        "move": N_("date moved"),
        "refinement": N_("date refined"),
        "conflict": N_("conflicting report"),
        "correction": N_("correction"),
        "first": N_("new date"),
        "status": N_("status"),
        "impossible": N_("report that cannot be"),
    },
    "actor-kind": {
        "person": N_("person"),
        "organisation": N_("organisation"),
        "government": N_("government"),
        "other": N_("other"),
    },
    "reliability": {
        "A": N_("completely reliable"),
        "B": N_("usually reliable"),
        "C": N_("fairly reliable"),
        "D": N_("not usually reliable"),
        "E": N_("unreliable"),
        "F": N_("reliability cannot be judged"),
    },
    "credibility": {
        "1": N_("confirmed by other sources"),
        "2": N_("probably true"),
        "3": N_("possibly true"),
        "4": N_("doubtful"),
        "5": N_("improbable"),
        "6": N_("truth cannot be judged"),
    },
}
"""English by group and value. The grades are those of the Admiralty code."""


@lru_cache(maxsize=512)
def tag(group: str, value: str, words: Words) -> Tag:
    """A value as a tag in the reader's words."""
    return Tag(group, str(value), label(group, value, words))


def label(group: str, value: str, words: Words) -> str:
    return words.gettext(LABELS[group][value])


def maybe_tag(group: str, value: str, words: Words) -> Tag | None:
    return tag(group, value, words) if value else None
