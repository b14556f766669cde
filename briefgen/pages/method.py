"""The page that says what the terms mean: there by default, in the words of the interface.

A briefing with a page of its own called `method` has that one instead.
"""

from briefgen.guideviews import MethodPage, Term
from briefgen.labels import LABELS, N_, label, tag
from briefgen.model import ATTRIBUTIONS, CONFIDENCES, LIKELIHOODS
from briefgen.pages.parts import Parts
from briefgen.routes import page_path

KEY = "method"
PATH = page_path("page", KEY)

_RANGES = ((1, 5), (5, 20), (20, 45), (45, 55), (55, 80), (80, 95), (95, 99))
"""Per cent, for each step of the likelihood (ICD 203, Analytic Standards, 2 January 2015, section D.6.e.2.a)."""

_CONFIDENCE = {
    "low": N_("Thin, indirect or disputed; worth knowing, not worth building on."),
    "moderate": N_("Credible and plausible, but from one source, or with an assumption that could turn out wrong."),
    "high": N_("Documents, or several sources that do not depend on each other, and little need for assumptions."),
}
_ATTRIBUTION = {
    "on-record": N_("Said or done in public, under a name."),
    "unnamed-official": N_("Said by an official who was not named."),
    "document": N_("Stands in an order, a letter or another text."),
    "reported": N_("Told by the source, which does not say how it knows."),
    "inference": N_("Concluded from what is known; nobody said it."),
}


def is_ours(parts: Parts) -> bool:
    """Whether the briefing has no such page of its own."""
    return KEY not in parts.site.content.pages


def method_page(parts: Parts) -> MethodPage:
    """The view of the page."""
    words = parts.words
    return MethodPage(
        title=words.gettext("How to read this briefing"),
        likelihoods=tuple(
            Term(tag("likelihood", value, words), words.gettext("%(low)s–%(high)s %%") % {"low": low, "high": high})
            for value, (low, high) in zip(LIKELIHOODS, _RANGES, strict=True)
        ),
        confidences=tuple(
            Term(tag("confidence", value, words), words.gettext(_CONFIDENCE[value])) for value in reversed(CONFIDENCES)
        ),
        attributions=tuple(
            Term(tag("attribution", value, words), words.gettext(_ATTRIBUTION[value])) for value in ATTRIBUTIONS
        ),
        reliability=tuple((value, label("reliability", value, words)) for value in LABELS["reliability"]),
        credibility=tuple((value, label("credibility", value, words)) for value in LABELS["credibility"]),
    )
