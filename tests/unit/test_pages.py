"""The views of a rich briefing (tests/cases/briefings/rich): what stands on each page, and in which order."""

import re
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path

import pytest
from tools.briefings import WORDS, article, pages_of, read_briefing, resolved

from briefgen.edtf import parse_edtf
from briefgen.pages import home, lists, stretches, years
from briefgen.pages.citations import mark_id
from briefgen.pages.plan import Book
from briefgen.views import ArticlePage
from briefgen.wording import load_words

RICH = read_briefing(Path(__file__).parents[1] / "cases" / "briefings" / "rich")
TODAY = date(2025, 6, 10)


@pytest.fixture(scope="module")
def pages():
    briefing = resolved(RICH, as_of=TODAY)
    assert sorted(briefing.codes) == ["judgment-cites-nothing", "judgment-single-source", "report-cannot-be"]
    return {path: page.view for path, page in pages_of(briefing).items()}


def views(files, as_of=TODAY, **options):
    briefing = resolved(files, as_of=as_of, **options)
    assert not [fault for fault in briefing.faults if fault.severity == "error"]
    return {path: page.view for path, page in pages_of(briefing).items()}


def texts(value):
    """Every text in a view, wherever it is."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)
    elif is_dataclass(value):
        # The notes of an article stand beside its paragraphs, and once more in a list without the curator's words.
        twice = {"notes"} if isinstance(value, ArticlePage) else set()
        for field in fields(value):
            if field.name not in twice:
                yield from texts(getattr(value, field.name))


def ids(notes):
    return [note.passage.href.rpartition("/")[2].replace(".html#a-", "#") for note in notes]


def marks(view):
    """Ids of the citation marks of a page, in all its texts."""
    return [mark for text in texts(view) for mark in re.findall(r'<sup class="cite" id="([^"]+)"', text)]


# The site as a whole


def test_each_page_is_found_by_its_path_alone(monkeypatch):
    monkeypatch.setattr(lists, "ARTICLES_A_PAGE", 1)
    monkeypatch.setattr("briefgen.pages.notes.PAGE", 1)
    briefing = resolved(RICH, as_of=TODAY)
    words = load_words("en")
    listed = [sketch.path for sketch in Book(briefing.site, briefing.tracker, words)]
    assert any(path.startswith("articles/page/") for path in listed) and any(".notes-" in path for path in listed)
    for path in listed:
        found = Book(briefing.site, briefing.tracker, words).find(path)
        assert found and (found.path, found.make().path) == (path, path)
    book = Book(briefing.site, briefing.tracker, words)
    for path in ("", "x.html", "topics/x.html", "topics", f"{listed[-1]}.gz", "articles/page/9.html", "x/index.html"):
        assert book.find(path) is None


def test_the_pages(pages):
    assert sorted(pages) == sorted(
        [
            *("index.html", "404.html", "deadlines/index.html", "timeline/index.html", "changes/index.html"),
            *("discrepancies/index.html", "topics/index.html", "actors/index.html", "events/index.html"),
            *("articles/index.html", "pages/about.html", "pages/method.html"),
            *("positions/index.html", "search/index.html"),
            *(f"topics/{key}.html" for key in ("money", "dues", "dredging", "harbour", "silence")),
            *(
                f"actors/{key}.html"
                for key in ("port-authority", "ida-moe", "town-council", "jun-park", "dockers", "gazette")
            ),
            *(f"articles/{key}.html" for key in ("round-one", "other-paper", "port-paper", "licensed", "yearbook")),
            *(
                f"events/{key}.html"
                for key in (
                    *("comments", "hearing", "vote", "report", "ruling", "summit", "council-election", "budget"),
                    *("strike", "first-round", "tour", "opening", "never"),
                )
            ),
        ]
    )


def test_making_the_pages_twice_gives_the_same():
    briefing = resolved(RICH, as_of=TODAY)
    assert pages_of(briefing) == pages_of(briefing)


def test_drafts_are_absent_unless_asked_for(pages):
    assert not [text for view in pages.values() for text in texts(view) if "leak" in text.lower() or "secret" in text]
    with_drafts = views(RICH, drafts=True)
    assert with_drafts["articles/leak.html"].draft
    assert "A leak" in [line.link.text for line in with_drafts["index.html"].articles]


def test_every_mark_has_its_note_and_every_note_its_marks(pages):
    for path, view in pages.items():
        footnotes = getattr(view, "footnotes", ())
        assert [note.number for note in footnotes] == list(range(1, len(footnotes) + 1)), path
        assert sorted(marks(view)) == sorted(mark for note in footnotes for mark in note.backrefs), path


def test_no_id_of_a_text_stands_twice(pages):
    for path, view in pages.items():
        found = [name for text in texts(view) for name in re.findall(r'<(?:sup|li)[^>]* id="([^"]+)"', text)]
        assert len(found) == len(set(found)), path


def test_no_link_is_absolute_but_to_elsewhere(pages):
    for path, view in pages.items():
        for text in texts(view):
            for address in re.findall(r'href="([^"]+)"', text):
                assert not address.startswith("/") or path == "404.html", (path, address)


# Home


def test_next_dates_overdue_and_now_first_then_five(pages):
    view = pages["index.html"]
    assert [row.id for row in view.next_dates] == [
        *("comments", "hearing", "vote", "report", "ruling", "summit", "council-election")
    ]
    assert [row.state.value for row in view.next_dates] == ["overdue", "now", "soon", *["upcoming"] * 4]
    assert view.more_dates == 13 - 7
    assert [row.countdown for row in view.next_dates][:4] == [
        "5 days ago",
        "now, up to 2 days left",
        "in 10 days",
        "in 27 to 33 days",
    ]


def test_of_very_many_urgent_dates_the_latest_stand_on_the_home_page():
    events = {f"e{day:02}": {"title": "E", "date": f"2025-05-{day:02}"} for day in range(1, 31)}
    rows = views({"briefing.yaml": {"title": "x"}, "events.yaml": events})["index.html"].next_dates
    assert [row.id for row in rows] == [f"e{day:02}" for day in range(11, 31)]


def test_of_many_topics_those_with_the_newest_articles_stand_on_the_home_page():
    names = [f"t{n:02}" for n in range(30)]
    files = {
        "briefing.yaml": {"title": "x", "sides": {"a": {"title": "A"}}},
        "actors.yaml": {"who": {"name": "Who", "side": "a"}},
        "topics.yaml": {name: {"title": name, "questions": ["What now?"]} for name in names},
    }
    for number, name in enumerate(names):
        said = [{"topics": name, "kind": "demand", "actor": "who"}] * (31 - number)  # the older, the more was said
        files[f"articles/a{number:02}.txt"] = WORDS
        files[f"articles/a{number:02}.yaml"] = article(said, published=f"2025-05-{number + 1:02}")
    view = views(files)["index.html"]
    assert [line.link.text for line in view.topics] == names[:-9:-1]
    assert [row.topic.text for row in view.matrix.rows] == names[:-9:-1]
    assert (view.more_topics, view.more_rows, view.more_questions) == (22, 22, 22)
    few = {key: value for key, value in files.items() if not key.startswith("articles/") or key < "articles/a20"}
    few["topics.yaml"] = {name: {"title": name} for name in names[:20]}
    view = views(few)["index.html"]
    assert [line.link.text for line in view.topics] == names[:8]  # the busiest


def test_judgments(pages):
    slips, dredging, nobody = pages["index.html"].judgments
    assert (slips.likelihood.label, slips.confidence.label, slips.sources) == ("likely", "low confidence", 2)
    assert [link.href for link in slips.topics] == ["topics/dues.html"]
    assert str(slips.cites).count("<sup") == 2
    assert dredging.sources == 1  # the same article in the text and beside it
    assert (nobody.likelihood, nobody.confidence, nobody.sources) == (None, None, 0)
    assert pages["index.html"].single_source == 1


def test_the_same_passage_keeps_its_number(pages):
    view = pages["index.html"]
    assert [(note.number, note.passage.href) for note in view.footnotes] == [
        (1, "articles/round-one.html#a-lower-dues"),
        (2, "articles/licensed.html#a-half"),
        (3, "articles/port-paper.html#a-moved"),
        (4, "articles/licensed.html"),
    ]
    assert view.footnotes[0].backrefs == tuple(mark_id("../articles/round-one.html#a-lower-dues", n) for n in (1, 2))
    assert len(view.footnotes[1].backrefs) == 3  # bottom line, judgment, question


def test_the_matrix_has_the_newest_position_of_each_side(pages):
    matrix = pages["index.html"].matrix
    assert [side.id for side in matrix.sides] == ["port", "town", "unions"]
    cells = {row.topic.text: [ids([cell.note])[0] if cell.note else None for cell in row.cells] for row in matrix.rows}
    assert cells == {
        "Harbour dues": ["round-one#lower-dues", "licensed#half", None],
        "Dredging": ["other-paper#night", "round-one#dredge", "other-paper#night"],
    }
    assert [cell.more for row in matrix.rows for cell in row.cells] == [0, 1, 0, 0, 0, 0]


def test_an_older_position_gives_way_to_a_newer_one():
    files = {
        "briefing.yaml": {"title": "x", "sides": {"s": {"title": "S"}}},
        "topics.yaml": {"t": {"title": "T"}},
        "actors.yaml": {"p": {"name": "P", "side": "s"}},
    }
    for day, kinds in (("02", ["demand", "statement"]), ("01", ["offer"]), ("03", ["concern", "assessment"])):
        annotations = [{"id": kind, "kind": kind, "actor": "p", "topics": "t"} for kind in kinds]
        files[f"articles/a{day}.yaml"] = article(annotations, published=f"2025-05-{day}")
        files[f"articles/a{day}.txt"] = WORDS
    (row,) = views(files)["index.html"].matrix.rows
    assert ids([row.cells[0].note]) == ["a02#demand"] and row.cells[0].more == 1


def test_news_since_the_previous_issue(pages):
    view = pages["index.html"]
    assert view.previous.text == "31 May 2025"
    assert [(news.what.value, news.title.text) for news in view.news] == [
        ("offer", "Harbour dues"),
        ("correction", "The offer"),
        ("move", "Vote on the dues"),
        ("refinement", "Report on the channel"),
        ("response", "표결이 미뤄졌다"),
        ("article", "The offer"),
    ]
    assert view.more_news == 1
    assert [line.is_new for line in view.articles] == [True, True, False, False, False]


def test_news_are_cut_and_counted(monkeypatch):
    monkeypatch.setattr(home, "_NEWS", 2)
    view = views(RICH)["index.html"]
    assert (len(view.news), view.more_news) == (2, 5)


def test_without_a_previous_issue_nothing_is_new(pages):
    files = {**RICH, "briefing.yaml": RICH["briefing.yaml"].replace("previous: 2025-05-31\n", "")}
    view = views(files)["index.html"]
    assert (view.previous, view.news, view.more_news) == (None, (), 0)
    assert not any(line.is_new for line in view.articles)


def test_questions_and_coverage(pages):
    view = pages["index.html"]
    assert [(question.topic.text, re.sub("<.*?>", "", question.text)[:8]) for question in view.questions] == [
        ("Harbour dues", "Who pays"),
        ("Dredging", "How deep"),
        ("Dredging", "How ofte"),
    ]
    assert (view.article_count, view.annotation_count, view.event_count) == (5, 16, 13)
    assert [line.link.text for line in view.articles] == [
        *("The offer", "표결이 미뤄졌다", "Another paper", "First round on the dues", "Yearbook")
    ]
    assert [line.lang for line in view.articles] == ["", "ko", "", "", ""]


def test_questions_left_out_cite_nothing(monkeypatch):
    monkeypatch.setattr(home, "_QUESTIONS", 0)
    view = views(RICH)["index.html"]
    assert view.questions == () and len(view.footnotes[1].backrefs) == 2


# The tracker


def test_groups_of_the_tracker(pages):
    view = pages["deadlines/index.html"]
    assert [(group.state.value, [row.id for row in group.rows]) for group in view.groups] == [
        ("overdue", ["comments"]),
        ("now", ["hearing"]),
        ("soon", ["vote"]),
        ("upcoming", ["report", "ruling", "summit", "council-election", "budget"]),
        ("undated", ["strike"]),
        ("past", ["tour", "first-round", "opening", "never"]),
    ]
    assert view.archive == ()


def row_of(pages, key):
    return pages[f"events/{key}.html"].row


def test_a_row_tells_how_the_date_moved(pages):
    row = row_of(pages, "vote")
    told = [(move.effect.value, move.old.text, move.new.text, move.reported.text) for move in row.moves]
    assert told == [
        ("move", "13 June 2025", "1 June 2025", "20 May 2025"),
        ("move", "1 June 2025", "20 June 2025", "2 June 2025"),
    ]
    assert [[person.name for person in move.reporters] for move in row.moves] == [[], ["박준"]]
    assert (row.status.value, row.set_by.name, row.side_ids) == ("confirmed", "Town council", ("town",))
    assert "cite" in row.if_missed
    assert [source.href for source in row.sources] == [
        "../articles/round-one.html#a-planned",
        "../articles/other-paper.html#a-taken",
        "../articles/port-paper.html#a-moved",
    ]


def test_a_fuzzy_date_has_the_words_of_its_source_beside_it(pages):
    row = row_of(pages, "report")
    assert row.date.text.translate({0x2009: " "}) == "7–13 July 2025, approximate"
    assert (row.source_words.words, row.source_words.lang) == ("7월 둘째 주", "ko")
    assert row_of(pages, "vote").source_words is None
    assert row_of(pages, "summit").source_words is None  # a date of its own


def test_a_deadline_elsewhere_names_its_zone(pages):
    assert row_of(pages, "ruling").date.text == "1 September 2025 anywhere on earth"
    assert row_of(pages, "comments").date.zone == ""


def test_what_is_settled_is_not_counted_down(pages):
    assert [row_of(pages, key).countdown for key in ("tour", "first-round", "opening", "never")] == [""] * 4


def test_rows_in_lists_are_short(pages):
    for path in ("index.html", "topics/dues.html", "timeline/index.html", "events/index.html"):
        assert not [text for text in texts(pages[path]) if "The old dues stay" in text], path
    assert [text for text in texts(pages["deadlines/index.html"]) if "The old dues stay" in text]


def events_on(*days):
    return {f"e-{day}": {"title": day, "kind": "meeting", "date": day} for day in days}


@pytest.fixture
def little_room(monkeypatch):
    """Room for four rows on the tracker and for three on a page of a year; every row weighs 1."""
    monkeypatch.setattr(years, "row_weight", lambda parts, key: 1)
    monkeypatch.setattr(years, "FRONT", 4)
    monkeypatch.setattr(years, "PAGE", 3)


def rows_of(view):
    return [[row.id for row in group.rows] for group in view.groups]


def test_a_tracker_that_is_too_long_has_pages_by_year(little_room):
    events = {
        **events_on("2025-06-01", "2025-05-01", "2025-04-01", "2025-03-01", "2025-07-01", "2025-08-01"),
        **events_on("2024-12-31", "2024-02-01", "2026-01-01"),
        "undated": {"title": "u", "status": "done"},
        "some-day": {"title": "s"},
        "long": {"title": "l", "kind": "other", "date": "2020/2022"},
        "endless": {"title": "e", "date": "1999/..", "status": "cancelled"},
    }
    pages = views({"briefing.yaml": {"title": "x"}, "events.yaml": events})
    main = pages["deadlines/index.html"]
    assert rows_of(main) == [["e-2025-07-01", "e-2025-08-01", "e-2026-01-01"], ["some-day"]]
    assert (main.total, main.year) == (13, "")
    archive = {
        path: rows_of(view)
        for path, view in pages.items()
        if path.startswith("deadlines/") and path != "deadlines/index.html"
    }
    assert archive == {
        "deadlines/2026.html": [["e-2026-01-01"]],
        "deadlines/2025-08.html": [["e-2025-08-01"]],
        "deadlines/2025-07.html": [["e-2025-07-01"]],
        "deadlines/2025-06.html": [["e-2025-06-01"]],
        "deadlines/2025-05.html": [["e-2025-05-01"]],
        "deadlines/2025-04.html": [["e-2025-04-01"]],
        "deadlines/2025-03.html": [["e-2025-03-01"]],
        "deadlines/2024.html": [["e-2024-12-31", "e-2024-02-01"]],
        "deadlines/2022.html": [["long"]],
        "deadlines/1999.html": [["endless"]],
        "deadlines/undated.html": [["some-day"], ["undated"]],
    }
    assert [link.text for link in main.archive][:3] == ["2026", "August 2025", "July 2025"]
    assert main.archive[-1] == ("../deadlines/undated.html", "Without a date", "")
    assert pages["deadlines/2025-08.html"].year == "2025-08"
    assert pages["deadlines/2025-08.html"].title == "Dates: August 2025"
    assert pages["deadlines/2024.html"].filters.states == ()
    assert [choice.value for choice in pages["deadlines/2026.html"].filters.states][:2] == ["overdue", "now"]


def test_a_month_that_is_too_long_is_parted(little_room):
    days = [f"2025-07-{day:02}" for day in range(1, 8)]
    pages = views({"briefing.yaml": {"title": "x"}, "events.yaml": events_on(*days)})
    months = [path for path in pages if path.startswith("deadlines/2025-07")]
    assert {path: sum(map(len, rows_of(pages[path]))) for path in months} == {
        "deadlines/2025-07-3.html": 1,
        "deadlines/2025-07-2.html": 3,
        "deadlines/2025-07.html": 3,
    }
    assert [link.text for link in pages["deadlines/index.html"].archive] == [f"July 2025 ({n})" for n in (3, 2, 1)]


def test_of_each_state_something_stands_on_the_tracker(monkeypatch):
    monkeypatch.setattr(years, "row_weight", lambda parts, key: 1)
    monkeypatch.setattr(years, "FRONT", 16)
    overdue = {f"o{n:02}": {"title": "o", "date": f"2025-05-{n:02}"} for n in range(1, 29)}
    past = {f"p{n:02}": {"title": "p", "kind": "meeting", "date": f"2025-05-{n:02}"} for n in range(1, 29)}
    soon = {f"s{n:02}": {"title": "s", "date": f"2025-06-{n:02}"} for n in range(12, 20)}
    main = views({"briefing.yaml": {"title": "x"}, "events.yaml": {**overdue, **past, **soon}})["deadlines/index.html"]
    assert rows_of(main) == [
        [f"o{n:02}" for n in range(23, 29)],  # the latest
        [f"s{n:02}" for n in range(12, 20)],
        ["p28", "p27"],
    ]


def test_the_year_of_an_event_is_that_of_the_briefings_zone(little_room):
    events = {
        "e": {"title": "e", "kind": "meeting", "date": "2024-12-31T23:00", "timezone": "UTC"},
        **events_on(*(f"2023-0{n}-01" for n in range(1, 5))),
    }
    for zone, year in (("UTC", "2024"), ("Asia/Seoul", "2025")):
        pages = views({"briefing.yaml": {"title": "x", "timezone": zone}, "events.yaml": events})
        assert f"deadlines/{year}.html" in pages


# Events


def test_the_page_of_an_event_has_its_history_and_its_neighbours(pages):
    view = pages["events/vote.html"]
    assert [(step.effect.value, step.date.text, step.status.value) for step in view.history] == [
        ("first", "13 June 2025", "confirmed"),
        ("move", "1 June 2025", "done"),
        ("move", "20 June 2025", "confirmed"),
    ]
    assert [step.old.text if step.old else None for step in view.history] == [None, "13 June 2025", "1 June 2025"]
    assert [row.id for row in view.follows] == ["hearing"]
    assert [row.id for row in pages["events/hearing.html"].followed_by] == ["vote"]
    assert (view.own_date, view.own_status) == (False, False)
    assert (pages["events/tour.html"].own_date, pages["events/tour.html"].own_status) == (True, True)


def test_an_annotation_that_reports_nothing_is_a_mention():
    files = {"briefing.yaml": {"title": "x"}, "events.yaml": {"e": {"title": "E"}}, "articles/a.txt": WORDS}
    files["articles/a.yaml"] = article([{"id": "told", "event": "e", "status": "done"}, {"id": "said", "event": "e"}])
    view = views(files)["events/e.html"]
    assert ids(view.mentions) == ["a#said"] and ids([step.note for step in view.history]) == ["a#told"]


# Topics and actors


def test_exchanges_pair_what_was_asked_with_its_answers(pages):
    found = {
        key: [(ids([x.asked])[0], ids(x.answers)) for x in pages[f"topics/{key}.html"].exchanges]
        for key in ("dues", "dredging")
    }
    assert found == {
        "dues": [
            ("licensed#half", []),
            ("round-one#too-high", []),
            ("round-one#lower-dues", ["round-one#think", "licensed#half"]),
        ],
        "dredging": [("round-one#dredge", ["port-paper#not-this-year"])],
    }
    (asked,) = [x for x in pages["topics/dues.html"].exchanges if x.answers]
    assert [answer.outcome.label for answer in asked.answers] == ["deferred", "partly accepted"]


def test_what_was_answered_belongs_to_the_topic_of_the_answer():
    files = {"briefing.yaml": {"title": "x"}, "topics.yaml": {"t": {"title": "T"}}, "articles/a.txt": WORDS}
    files["articles/a.yaml"] = article([{"id": "ask"}, {"id": "no", "answers": "ask", "topics": "t"}])
    (exchange,) = views(files)["topics/t.html"].exchanges
    assert ids([exchange.asked, *exchange.answers]) == ["a#ask", "a#no"]


def test_all_that_was_said_stands_by_side_newest_first(pages):
    groups = {group.side.id if group.side else None: ids(group.notes) for group in pages["topics/dredging.html"].sides}
    assert groups == {
        "port": ["other-paper#night"],
        "town": ["round-one#dredge"],
        "unions": ["other-paper#night"],
    }
    groups = {group.side.id if group.side else None: ids(group.notes) for group in pages["topics/harbour.html"].sides}
    assert groups == {None: ["yearbook#opened"]}


def test_a_topic_has_the_articles_on_it_as_a_whole(pages):
    assert [line.link.text for line in pages["topics/money.html"].articles] == ["표결이 미뤄졌다"]
    assert [line.link.text for line in pages["topics/dues.html"].articles] == ["The offer", "First round on the dues"]
    assert pages["topics/silence.html"].articles == ()


def test_a_topic_has_its_dates_in_the_order_of_the_tracker(pages):
    assert [row.id for row in pages["topics/dues.html"].dates] == ["comments", "vote", "first-round"]


def test_broader_and_narrower(pages):
    assert [link.text for link in pages["topics/dues.html"].broader] == ["Money"]
    assert [line.link.text for line in pages["topics/money.html"].narrower] == ["Harbour dues"]
    assert [(line.link.text, line.depth) for line in pages["topics/index.html"].topics] == [
        ("Money", 0),
        ("Harbour dues", 1),
        ("The harbour", 0),
        ("Dredging", 1),
        ("Nothing said", 0),
    ]


def test_what_is_new_on_a_topic(pages):
    assert ids(pages["topics/dues.html"].new) == ["licensed#half"]


@pytest.fixture
def forty_notes(monkeypatch):
    """Forty articles of two annotations, on one topic, by one actor, about one event; there is room for ten or so."""
    monkeypatch.setattr("briefgen.pages.notes.PAGE", 10_000)
    said = [{"topics": "t", "actor": "who", "kind": "event", "event": "e", "date": "2026-01-01"}, {"topics": "t"}]
    files = {
        "briefing.yaml": {"title": "x"},
        "topics.yaml": {"t": {"title": "T"}},
        "actors.yaml": {"who": {"name": "Who"}},
        "events.yaml": {"e": {"title": "E"}},
    }
    for number in range(40):
        published = f"2025-{1 + number // 10:02}-{1 + number % 10:02}"
        files[f"articles/a{number:02}.txt"] = WORDS
        files[f"articles/a{number:02}.yaml"] = article(said, published=published)
    files["articles/whole.txt"] = WORDS
    files["articles/whole.yaml"] = article([], published="2025-01-05", topics="t")
    return views(files)


def test_older_notes_have_pages_of_their_own(forty_notes):
    for path, notes in (("topics/t", 80), ("actors/who", 40), ("events/e", 40)):
        view = forty_notes[f"{path}.html"]
        further = {name: page for name, page in forty_notes.items() if name.startswith(f"{path}.notes-")}
        assert [link.href for link in view.older] == [f"../{path}.notes-{n}.html" for n in range(len(further), 0, -1)]
        found = [note.passage.href for page in further.values() for month in page.months for note in month.notes]
        assert len(set(found)) == len(found) == view.more_notes
        here = {href for text in texts(view) for href in re.findall(r"\.\./articles/a\d\d\.html#a-\S+", text)}
        assert len(here | set(found)) == notes, path
        first = further[f"{path}.notes-1.html"]
        assert first.record.href == f"../{path}.html" == first.pages[0].link.href
        assert [item.current for item in first.pages] == [False] * len(further) + [True]
        assert [month.title for month in first.months] == ["January 2025"]
        assert first.title.endswith(first.pages[-1].link.text)
    topic = [page for name, page in forty_notes.items() if name.startswith("topics/t")]
    articles = {line.link.href for page in topic for line in page.articles}
    assert len(articles) == 41


def test_pages_of_older_notes_stay_when_articles_come_in(monkeypatch):
    def pieces(count):
        return stretches.cut_off(tuple(range(count)), lambda _: 1, 9)

    assert pieces(9) == [tuple(range(9))]
    for count in range(10, 60):
        older, newest = pieces(count)[:-1], pieces(count)[-1]
        assert {len(piece) for piece in older} == {6}
        assert 4 <= len(newest) <= 9
        assert pieces(count + 1)[: len(older)] == older


def test_of_many_answers_the_newest_stand_beside_the_question():
    answers = [{"kind": "response", "answers": "a#ask", "outcome": "partly", "id": f"r{n:02}"} for n in range(12)]
    files = {
        "briefing.yaml": {"title": "x"},
        "topics.yaml": {"t": {"title": "T"}},
        "articles/a.txt": WORDS,
        "articles/a.yaml": article([{"kind": "demand", "topics": "t", "id": "ask"}, *answers]),
    }
    (exchange,) = views(files)["topics/t.html"].exchanges
    assert (ids(exchange.answers), exchange.more) == ([f"a#r{n:02}" for n in range(4, 12)], 4)


def test_an_actor(pages):
    view = pages["actors/ida-moe.html"]
    assert (view.name, view.kind, view.role, view.side.title) == ("Ida Moe", "person", "Director", "Port authority")
    assert [(group.kind.value, ids(group.notes)) for group in view.acts] == [
        ("demand", ["round-one#lower-dues"]),
        ("response", ["port-paper#not-this-year"]),
        ("concern", ["round-one#too-high"]),
    ]
    assert [row.id for row in view.events] == ["hearing"]
    council = pages["actors/town-council.html"]
    assert ids(council.addressed) == ["round-one#lower-dues"]
    assert [row.id for row in council.events] == ["comments", "hearing", "vote"]
    assert ids(pages["actors/gazette.html"].told) == ["other-paper#eighth", "round-one#lower-dues"]
    assert [person.name for person in pages["actors/port-authority.html"].members] == ["Ida Moe", "박준"]
    assert pages["actors/jun-park.html"].side.id == "town"  # its own, not that of the authority


def test_actors_by_side(pages):
    groups = pages["actors/index.html"].groups
    assert [
        (group.side.id if group.side else None, [line.person.name for line in group.actors]) for group in groups
    ] == [
        ("port", ["Port authority", "Ida Moe"]),
        ("town", ["Town council", "박준"]),
        ("unions", ["Dockers"]),
        (None, ["Gazette"]),
    ]


# Articles


def raw(view):
    return ["".join(fragment.text for fragment in paragraph.fragments) for paragraph in view.paragraphs]


def test_an_article_shows_its_whole_text(pages):
    view = pages["articles/round-one.html"]
    assert "\n\n".join(raw(view)) == RICH["articles/round-one.txt"].strip()
    assert [[note.number for note in paragraph.notes] for paragraph in view.paragraphs] == [[1], [2, 3], [4, 5], [6, 7]]
    assert (view.excerpts, view.cut_after) == (False, False)
    assert (view.grade, view.reliability, view.credibility) == ("usually reliable, probably true", "B", "2")
    assert (view.earlier.text, view.later.text) == ("Yearbook", "Another paper")


def test_the_marked_fragments_are_the_quotes(pages):
    for path, view in pages.items():
        if path.startswith("articles/") and path != "articles/index.html":
            for note in view.notes:
                key = note.id.removeprefix("a-")
                marked = "".join(f.text for p in view.paragraphs for f in p.fragments if key in f.ids.split())
                assert " ".join(marked.split()) == note.passage.words, (path, key)
                assert sum(note.id in f.begins for p in view.paragraphs for f in p.fragments) == 1


def test_cited_in(pages):
    def cited(key):
        return [
            (c.page.text, c.where, c.passage.text if c.passage else "") for c in pages[f"articles/{key}.html"].cited_in
        ]

    assert cited("licensed") == [
        ("The harbour talks", "bottom line", "lower the dues by a quarter"),
        ("The harbour talks", "key judgment", ""),
        ("The harbour talks", "key judgment", "lower the dues by a quarter"),
        ("The harbour talks", "open question", "lower the dues by a quarter"),
        ("Harbour dues", "topic", "lower the dues by a quarter"),
        ("First round on the dues", "note", "lower the dues by a quarter"),
    ]
    assert ("About this briefing", "page", "표결은 6월 20일로 미뤄졌다") in cited("port-paper")
    assert ("표결이 미뤄졌다", "note", "wants the channel dredged first") in cited("round-one")
    assert not [page for page, _, _ in cited("round-one") if page == "First round on the dues"]
    assert cited("yearbook") == []


def test_excerpts_show_at_most_sixty_characters_around_the_quotes(pages):
    view = pages["articles/licensed.html"]
    text = RICH["articles/licensed.txt"]
    before, shown = raw(view)
    assert [paragraph.cut_before for paragraph in view.paragraphs] == [True, False]
    assert view.excerpts and view.cut_after
    assert before == "weather over the bay, the gulls, and the price of fish."
    assert text.index("After") - text.index(before) <= 60
    end = shown.index("lower the dues by a quarter") + len("lower the dues by a quarter")
    assert shown.startswith("After a long night") and shown in text and 40 < len(shown) - end <= 60


def test_an_article_without_annotations():
    files = {
        "briefing.yaml": {"title": "x", "raw_text": "excerpts"},
        "articles/a.txt": WORDS,
        "articles/a.yaml": article([]),
    }
    view = views(files)["articles/a.html"]
    assert (view.paragraphs, view.notes, view.cut_after) == ((), (), False)
    full = {**files, "articles/a.yaml": article([], raw_text="full")}
    assert raw(views(full)["articles/a.html"]) == [WORDS.strip()]


# Lists by date


def test_articles_by_month_newest_first(pages):
    months = pages["articles/index.html"].months
    assert [(month.title, month.anchor, [line.link.text for line in month.articles]) for month in months] == [
        ("June 2025", "m-2025-06", ["The offer", "표결이 미뤄졌다"]),
        ("May 2025", "m-2025-05", ["Another paper", "First round on the dues"]),
        ("2024", "m-2024", ["Yearbook"]),
    ]


def test_the_timeline_in_order_by_month(pages):
    view = pages["timeline/index.html"]
    assert [month.title for month in view.months] == [
        *(
            "December 2024",
            "May 2025",
            "June 2025",
            "July 2025",
            "September 2025",
            "October 2025",
            "November 2025",
            "2026",
        )
    ]
    june = [entry.row.id if entry.row else ids([entry.note])[0] for entry in view.months[2].entries]
    assert june == ["port-paper#moved", "port-paper#second-week", "comments", "hearing", "vote"]
    assert [entry.row.id for entry in view.months[0].entries] == ["opening"]  # without a beginning: at its end
    assert [row.id for row in view.undated] == ["strike", "never"]


def test_a_date_stays_in_its_own_month_whatever_the_briefings_zone():
    files = {
        "briefing.yaml": {"title": "x"},
        "events.yaml": {"e": {"title": "E", "date": "2025-07-01", "timezone": "Pacific/Auckland"}},
    }
    files["articles/a.yaml"] = article([{}], published="2025-07-01", timezone="Pacific/Auckland")
    files["articles/a.txt"] = WORDS
    pages = views(files)
    assert [month.title for month in pages["timeline/index.html"].months] == ["July 2025"]
    assert [month.title for month in pages["articles/index.html"].months] == ["July 2025"]
    assert [day.date.text for day in pages["changes/index.html"].earlier] == ["1 July 2025"]


def test_changes_per_day_since_the_previous_issue_first(pages):
    view = pages["changes/index.html"]
    since = [(day.date.text, [item.what.value for item in day.items]) for day in view.since]
    assert since == [
        ("8 June 2025", ["article", "offer", "correction"]),
        ("2 June 2025", ["article", "move", "refinement", "response"]),
    ]
    assert [(day.date.text, [item.what.value for item in day.items]) for day in view.earlier] == [
        ("20 May 2025", ["article", "conflict", "move", "done", "position"]),
        ("12 May 2025", ["article", "done", "demand", "response", "demand", "first", "first"]),
        ("2024", ["article"]),
    ]


def test_discrepancies(pages):
    view = pages["discrepancies/index.html"]
    (correction,) = view.corrections
    assert (ids([correction.place]), correction.event, correction.adopted) == (
        ["licensed#misdated"],
        None,
        "After a long day",
    )
    (conflict,) = view.conflicts
    assert ids([conflict.place, conflict.other]) == ["other-paper#eighth", "round-one#held"]
    assert (conflict.old.text, conflict.new.text, conflict.adopted) == ("9 May 2025", "8 May 2025", "8 May 2025")
    (impossible,) = view.impossible
    assert ids([impossible.place]) == ["other-paper#taken"] and impossible.adopted == "20 June 2025"
    assert [note.passage.href for note in view.footnotes] == ["../articles/round-one.html"]


LISTS = {
    "articles": ("ARTICLES_A_PAGE", 5),
    "changes": ("CHANGES_A_PAGE", 5),
    "events": ("EVENTS_A_PAGE", 13),
    "timeline": ("TIMELINE_A_PAGE", 20),
    "topics": ("NAMES_A_PAGE", 5),
    "actors": ("NAMES_A_PAGE", 6),
    "discrepancies": ("DOUBTS_A_PAGE", 3),
}


@pytest.mark.parametrize("folder", LISTS)
def test_lists_that_grow_are_parted(monkeypatch, folder):
    size, count = LISTS[folder]
    monkeypatch.setattr(lists, size, 1)  # so that each entry has a page of its own
    planned = pages_of(resolved(RICH, as_of=TODAY))
    is_newest_first = folder in ("articles", "changes")
    numbers = range(count - 1, 0, -1) if is_newest_first else range(2, count + 1)
    paths = [f"{folder}/index.html", *(f"{folder}/page/{number}.html" for number in numbers)]
    assert [path for path in planned if re.match(rf"{folder}/(index|page/\d+)\.html", path)] == paths
    names = [item.link.text for item in planned[paths[0]].view.pages]
    assert len(set(names)) == len(names) == count
    for path in paths:
        page = planned[path]
        assert [item.link.href.lstrip("./") for item in page.view.pages] == paths
        assert [item.current for item in page.view.pages] == [other == path for other in paths]
        assert page.title == (names[0] and planned[paths[0]].title) + (
            "" if path == paths[0] else f": {names[paths.index(path)]}"
        )


def test_the_stretches_of_lists_are_named_after_their_time(monkeypatch):
    monkeypatch.setattr(lists, "ARTICLES_A_PAGE", 1)
    pages = views(RICH)["articles/index.html"].pages
    days = ["8 June 2025", "2 June 2025", "20 May 2025", "12 May 2025", "2024"]
    assert [item.link.text for item in pages] == days


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        (["2025-05-01", "2025-05-01"], "1 May 2025"),
        (["2025-05-01", "2025-05-09"], "1–9 May 2025"),
        (["2025-05-01", "2025-06"], "May – June 2025"),
        (["2025-05", "2025-05-03"], "May 2025 – 3 May 2025"),
        (["2025", "2025-03"], "2025 – March 2025"),
        (["2024-12-31", "2025-01-01"], "December 2024 – January 2025"),
        (["", "2025-01-01", ""], "1 January 2025"),
        (["../2025-03-07"], "7 March 2025"),
        (["2024", "2025"], "2024 – 2025"),
        (["2025-06-01", "2025-05-01"], "May – June 2025"),
        (["", ""], "Without a date"),
    ],
)
def test_a_stretch_of_time_in_words(dates, words):
    found = stretches.period(dates, lambda text: parse_edtf(text) if text else None, load_words("en"))
    assert found.replace("\u2009", " ") == words


def test_a_list_that_fits_has_no_pages(pages):
    assert pages["articles/index.html"].pages == () == pages["timeline/index.html"].pages


# Free pages, and what is not there


def test_a_free_page_leads_to_its_assets(pages):
    body = pages["pages/about.html"].body
    assert '<img src="../assets/harbour.svg" alt="the harbour">' in body
    assert 'href="../assets/dues.csv"' in body


def test_the_page_for_what_is_not_there_leads_home_from_anywhere(pages):
    assert [link.href for link in pages["404.html"].links][:2] == [
        "/harbour/index.html",
        "/harbour/deadlines/index.html",
    ]


def test_nothing_but_a_title():
    pages = views({"briefing.yaml": "title: Nothing yet\n"})
    assert sorted(pages) == [
        *("404.html", "actors/index.html", "articles/index.html", "changes/index.html", "deadlines/index.html"),
        *("discrepancies/index.html", "events/index.html", "index.html", "pages/method.html", "search/index.html"),
        *("timeline/index.html", "topics/index.html"),
    ]
    view = pages["index.html"]
    assert (view.next_dates, view.matrix.rows, view.judgments, view.news, view.footnotes) == ((), (), (), (), ())
    assert pages["deadlines/index.html"].groups == () and pages["deadlines/index.html"].chart is None


def test_no_sides():
    files = {"briefing.yaml": {"title": "x"}, "topics.yaml": {"t": {"title": "T"}}, "actors.yaml": {"p": {"name": "P"}}}
    files |= {"articles/a.yaml": article([{"kind": "demand", "actor": "p", "topics": "t"}]), "articles/a.txt": WORDS}
    pages = views(files)
    assert pages["index.html"].matrix == ((), ())
    assert pages["topics/t.html"].stands == ()
    assert [group.side for group in pages["topics/t.html"].sides] == [None]
    assert [group.side for group in pages["actors/index.html"].groups] == [None]


def test_only_undated_events():
    pages = views({"briefing.yaml": {"title": "x"}, "events.yaml": {"e": {"title": "E"}}})
    assert pages["index.html"].next_dates == () and pages["index.html"].more_dates == 1
    assert [row.id for row in pages["timeline/index.html"].undated] == ["e"]


# Positions, method, search


def position(kind, actor, **fields):
    return {"kind": kind, "actor": actor, "topics": "t", **fields}


TWO_SIDES = {
    "briefing.yaml": {"title": "x", "sides": {"n": {"title": "N"}, "s": {"title": "S"}}},
    "topics.yaml": {"t": {"title": "T"}, "quiet": {"title": "Quiet"}, "below": {"title": "Below", "broader": "t"}},
    "actors.yaml": {"a": {"name": "A", "side": "n"}, "b": {"name": "B", "side": "s"}},
    "articles/a.txt": WORDS,
}


def positions_of(annotations):
    return views({**TWO_SIDES, "articles/a.yaml": article(annotations)})["positions/index.html"]


def test_positions_of_each_side_newest_first():
    view = positions_of([position("demand", "a"), position("statement", "a"), position("offer", ["a", "b"])])
    assert [side.id for side in view.sides] == ["n", "s"]
    (row,) = view.rows
    assert row.topic.text == "T"
    assert [[note.passage.words for note in cell.notes] for cell in row.cells] == [["word2.", "word0."], ["word2."]]
    assert [link.text for link in view.silent] == ["Quiet", "Below"]


def test_of_very_many_positions_the_newest_stand_in_a_cell():
    view = positions_of([position("demand", "a") for _ in range(20)])
    north, south = view.rows[0].cells
    assert (len(north.notes), north.more, north.note) == (12, 8, north.notes[0])
    assert north.note.passage.words == "word19."
    assert (south.notes, south.more, south.note) == ((), 0, None)


def test_what_all_have_in_common_is_no_filter():
    same = positions_of([position("demand", "a", attribution="document") for _ in range(3)]).filters
    assert (same.kinds, same.attributions, same.confidences) == ((), (), ())
    several = positions_of(
        [position("offer", "a", attribution="document", confidence="low"), position("demand", "b")]
    ).filters
    assert [choice.value for choice in several.kinds] == ["demand", "offer"]
    assert [choice.value for choice in several.attributions] == ["document"], "one says it, the other says nothing"
    assert [choice.label for choice in several.confidences] == ["low confidence"]


def test_without_a_position_the_page_of_positions_says_so():
    view = positions_of([{"kind": "context"}])
    assert view.rows == () and len(view.silent) == 3


def test_the_terms_have_a_page_by_default_and_their_ranges():
    view = views({"briefing.yaml": {"title": "x"}})["pages/method.html"]
    assert [(term.tag.value, term.meaning) for term in view.likelihoods] == [
        *(("almost no chance", "1–5 %"), ("very unlikely", "5–20 %"), ("unlikely", "20–45 %")),
        *(("roughly even chance", "45–55 %"), ("likely", "55–80 %"), ("very likely", "80–95 %")),
        ("almost certain", "95–99 %"),
    ]
    assert [term.tag.value for term in view.confidences] == ["high", "moderate", "low"]


def test_an_own_page_on_the_method_stands_instead(pages):
    assert not hasattr(pages["pages/method.html"], "likelihoods")


def test_the_search_is_chosen_from_what_there_is(pages):
    filters = pages["search/index.html"].filters
    assert "article" in [choice.value for choice in filters.types]
    assert [choice.label for choice in filters.actors] == sorted(choice.label for choice in filters.actors)
    months = [choice.value for choice in filters.months]
    assert months == sorted(months, reverse=True) and months


def test_changes_can_be_chosen_by_topic_side_and_kind(pages):
    view = pages["changes/index.html"]
    items = [item for day in (*view.since, *view.earlier) for item in day.items]
    assert {topic for item in items for topic in item.topic_ids} <= {
        key for choice in view.filters.topics for key in (choice.covers or (choice.value,))
    }
    assert {item.what.value for item in items} == {choice.value for choice in view.filters.kinds}
    assert {side for item in items for side in item.side_ids} == {choice.value for choice in view.filters.sides}


# From a passage to what cites it


def test_the_way_back_leads_to_the_mark(pages):
    for path, view in pages.items():
        for place in getattr(view, "cited_in", ()):
            target, _, mark = place.page.href.removeprefix("../").partition("#")
            if mark.startswith("n-"):
                assert mark.removeprefix("n-") in [note.id.removeprefix("a-") for note in pages[target].notes]
            elif mark:
                assert mark in marks(pages[target]), (path, place)
            else:
                assert place.where in ("note", "article", "topic", "actor", "event", "page"), place


def test_beside_a_note_stand_the_places_that_cite_its_words(pages):
    view = pages["articles/licensed.html"]
    beside = {
        note.id: [place.short for place in cited]
        for paragraph in view.paragraphs
        for note, cited in zip(paragraph.notes, paragraph.cited, strict=True)
    }
    assert beside["a-half"][:3] == ["bottom line", "key judgment", "open question"]
