"""What the scripts are given with a page: the zone and the day it was built for, and every word that they say."""

import json

from markupsafe import Markup as Html

from briefgen.datewords import distance_phrases
from briefgen.labels import LABELS, label
from briefgen.resolve import Site, Tracker
from briefgen.wording import Words

PAGES = frozenset(("home", "deadlines", "event", "events", "topic", "actor", "timeline"))
"""The kinds of pages on which events stand."""

_COUNTS = 120
"""Counts up to here meet every plural form that CLDR has for whole numbers below a million."""

_UNSAFE = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def live_data(site: Site, tracker: Tracker, words: Words, *, filters: bool) -> Html:
    """JSON that is safe within a `<script>`. `phrases` has those with a number by CLDR's plural category.

    A page that is `pinned` keeps its states, so unless it has `filters`, it needs no words but those for the reader's
    own zone. `soon` is a number of days, `day` the day that the page was built for.
    """
    _ = words.gettext
    data: dict[str, object] = {
        "pinned": tracker.as_of.pinned,
        "locale": str(words.locale).replace("_", "-"),
        "here": _("%(date)s in your time zone (%(zone)s)"),
    }
    if filters or not tracker.as_of.pinned:
        data |= {
            "zone": site.zone.name,
            "day": tracker.as_of.day.isoformat(),
            "soon": site.content.briefing.soon_days,
            "states": {state: label("state", state, words) for state in LABELS["state"]},
            "stamp": _("As of %(day)s; page built for %(built)s"),
            "phrases": _phrases(words),
        }
    return Html(json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE))


def _phrases(words: Words) -> dict[str, dict[str, str]]:
    n = words.ngettext
    counts: dict[str, int] = {}
    for count in range(1, _COUNTS):
        counts.setdefault(words.locale.plural_form(count), count)
    return {
        category: {
            **distance_phrases(words, count),
            "shown": n("%(num)s of %(total)s date shown", "%(num)s of %(total)s dates shown", count),
            "more": n("%(num)s more date", "%(num)s more dates", count),
        }
        for category, count in counts.items()
    }
