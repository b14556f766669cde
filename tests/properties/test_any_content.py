"""Whatever the content is, every fault is a value: nothing raises, and content without errors has all its pages."""

from datetime import date

from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st
from tools.briefings import WORDS, pages_of, resolved

from briefgen.chrome import make_chrome
from briefgen.diagnostics import has_errors
from briefgen.model import (
    ACTOR_KINDS,
    ANNOTATION_KINDS,
    ATTRIBUTIONS,
    CONFIDENCES,
    EVENT_KINDS,
    EVENT_STATUSES,
    LIKELIHOODS,
    OUTCOMES,
)
from briefgen.views import TEMPLATES
from briefgen.wording import load_words

IDS = ("a", "b", "c")
STRAY = (*IDS, "z")
DATES = st.sampled_from(
    (
        *(
            "2025",
            "2025-06",
            "2025-06-09",
            "2025-06-09~",
            "2025-06-XX",
            "2025-XX-XX",
            "202X",
            "20XX",
            "2025-21",
            "2025-36",
        ),
        *("2025-06-09~/2025-06-15~", "2025-06/..", "../2025-06", "2025-06/", "/2025-06", "2025-12-29/2026-01-03"),
        *("2025-06-09T10:00", "2025-06-09T10:00/12:00", "2025-07-09T00:01-04:00"),
        *("1000", "1000-01-01", "9998-12-31", "9998", "1969-12-31", "2024-02-29"),
    )
)
ODD_DATES = st.sampled_from(("2025-03-30T02:30", "2025-10-26T02:30", "2025-02-30", "May 2025", "2025-06-15/2025-06-09"))
PUBLISHED = st.sampled_from(
    ("2025", "2025-05", "2025-05-01", "2025-05-01~", "2025-21", "202X", "1000", "9998-12-31", "2025-05-02T10:00")
)
ZONES = st.sampled_from(("UTC", "AoE", "UTC+14", "Asia/Seoul", "America/New_York", "Europe/Berlin", "Pacific/Apia"))
TEXTS = st.sampled_from(
    ("x", "[](topic:a)", "[@a#n0] and [@b]", "- a\n- [b](actor:b)\n", "A[^1]\n\n[^1]: b [@a]", "<b>&")
)


def some(values, **rest):
    """A record of which any field may be left out."""
    return st.fixed_dictionaries(rest, optional=values)


@st.composite
def contents(draw, sound):
    ids = IDS if sound else STRAY
    one, dates = st.sampled_from(ids), DATES if sound else st.one_of(DATES, ODD_DATES)
    several = st.lists(one, max_size=2)
    text = TEXTS if sound else st.one_of(TEXTS, st.sampled_from(("[](topic:z)", "[@z#n0]", "![](assets/no.png)")))

    def above(key):  # of sound content, only what comes before: so there are no circles
        return st.sampled_from(IDS[: IDS.index(key)] or (None,)) if sound else one

    topics = {
        key: draw(
            some({"summary": text, "broader": above(key), "questions": st.lists(text, max_size=2)}, title=st.just("T"))
        )
        for key in IDS
    }
    actors = {
        key: draw(
            some(
                {"kind": st.sampled_from(ACTOR_KINDS), "side": one, "member_of": above(key), "summary": text},
                name=st.just("N"),
            )
        )
        for key in IDS
    }
    events = {
        key: draw(
            some(
                {
                    "kind": st.sampled_from(EVENT_KINDS),
                    "date": dates,
                    "timezone": ZONES,
                    "status": st.sampled_from(EVENT_STATUSES),
                    "topics": several,
                    "actors": several,
                    "set_by": one,
                    "follows": st.lists(above(key), max_size=2) if IDS.index(key) or not sound else st.just([]),
                    "if_missed": text,
                },
                title=st.just("E"),
            )
        )
        for key in IDS
    }
    annotation = some(
        {
            "kind": st.sampled_from(ANNOTATION_KINDS),
            "actor": several,
            "reported_by": several,
            "to": several,
            "attribution": st.sampled_from(ATTRIBUTIONS),
            "topics": several,
            "note": text,
            "confidence": st.sampled_from(CONFIDENCES),
            "answers": st.sampled_from(("a#n0", "n0") if sound else ("a#n0", "n0", "n9", "z#n0")),
            "outcome": st.sampled_from(OUTCOMES),
            "event": one,
            "date": dates,
            "timezone": ZONES,
            "status": st.sampled_from(EVENT_STATUSES),
            "correction": st.just("c"),
        }
    )
    files = {"topics.yaml": topics, "actors.yaml": actors, "events.yaml": events}
    files["pages/a.md"] = f"---\ntitle: P\norder: 1\n---\n{draw(text)}\n"
    for key in IDS if sound else IDS[: draw(st.integers(0, 3))]:
        notes = draw(st.lists(annotation, min_size=int(sound), max_size=4))
        article = draw(
            some(
                {"timezone": ZONES, "summary": text, "topics": several, "language": st.just("ko")},
                title=st.just("A"),
                published=PUBLISHED,
            )
        )
        quoted = [{"quote": f"word{at}.", "id": f"n{at}", **note} for at, note in enumerate(notes)]
        files[f"articles/{key}.yaml"] = {**article, "annotations": quoted}
        files[f"articles/{key}.txt"] = WORDS
    judgment = some(
        {"likelihood": st.sampled_from(LIKELIHOODS), "topics": several, "cites": st.just(["a#n0", "b"])}, text=text
    )
    files["briefing.yaml"] = draw(
        some(
            {
                "timezone": ZONES,
                "previous": st.sampled_from(("2025-05-01", "1000-01-01")),
                "soon_days": st.sampled_from((0, 3660)),
                "raw_text": st.sampled_from(("full", "excerpts")),
                "bottom_line": text,
                "judgments": st.lists(judgment, max_size=2),
            },
            title=st.just("B"),
            sides=st.just({key: {"title": key} for key in IDS}),
        )
    )
    return files


DAYS = st.sampled_from((date(2025, 6, 9), date(1000, 1, 1), date(9998, 12, 31), date(2025, 10, 26)))
CALM = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    deadline=None,
    max_examples=40,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking whole briefings takes minutes
)


@CALM
@given(contents(sound=False), DAYS)
def test_nothing_raises_whatever_the_faults(files, day):
    briefing = resolved(files, as_of=day)
    event(f"errors: {has_errors(briefing.faults)}")
    assert set(briefing.tracker.states) == set(briefing.site.content.events)


@CALM
@given(contents(sound=True), DAYS, st.sampled_from(("en", "ko")))
def test_content_without_errors_has_all_its_pages(files, day, language):
    briefing = resolved(files, as_of=day)
    assert not has_errors(briefing.faults), [fault for fault in briefing.faults if has_errors((fault,))]
    pages = pages_of(briefing, language)
    for kind, folder in (("topics", "topics"), ("actors", "actors"), ("events", "events"), ("articles", "articles")):
        assert {f"{folder}/{key}.html" for key in getattr(briefing.site.content, kind)} <= set(pages)
    words = load_words(language)
    for page in pages.values():
        assert type(page.view) in TEMPLATES
        make_chrome(page, briefing.site, briefing.tracker, words, stylesheet="s.css", scripts=())
