"""What is suggested for an article, in English and Korean; and on a real briefing, where one is named."""

import re
import time
from dataclasses import replace
from pathlib import Path

import pytest
from tools.briefings import Resolved, article, read_briefing, resolved
from tools.projects import briefings

from briefgen.anchoring import Found, find_quote
from briefgen.decode import Snapshot, decode
from briefgen.folding import RawText, in_one_line
from briefgen.model import Article, Content
from briefgen.source import SourceFile
from briefgen.suggestions import Suggestion, as_yaml, suggest_annotations
from briefgen.yamltree import parse_yaml

REGISTERS: dict[str, object] = {
    "briefing.yaml": {"title": "Talks on the ferry", "sides": {"town": {"title": "Northbank"}}},
    "topics.yaml": {
        "fares": {"title": "Fares", "aliases": ["prices", "요금"]},
        "contract": {"title": "The contract", "aliases": ["contract", "계약"]},
    },
    "actors.yaml": {
        "council": {"name": "Northbank Council", "side": "town", "aliases": ["노스뱅크 시의회"]},
        "fairway": {"name": "Fairway Ferries", "aliases": ["Fairway", "페어웨이"]},
        "ada": {"name": "Ada Lindqvist", "kind": "person", "member_of": "fairway"},
    },
    "events.yaml": {"hearing": {"title": "Public hearing"}},
}

ENGLISH = """\
Northbank Council and Fairway Ferries met on Monday for the first time since December. The council asked the company to
keep fares where they are until the end of 2026.

“We cannot run the boats at last year’s prices,” its managing director, Ada Lindqvist, said. “Nobody could do it. We
will answer in two weeks.”

The public hearing is on 2 April. A spokeswoman for the mayor said: "We expect a decision around the week of April 7."
The gulls were loud.
"""

KOREAN = """\
노스뱅크 시의회와 페어웨이는 24일 처음 만났다. 계약은 다음 달 30일 끝난다.

페어웨이 관계자는 "지난해 요금으로는 배를 띄울 수 없다"며 4월 중순에 답하겠다고 말했다.
"""


def suggested(text: str, annotations: list[dict[str, object]] | None = None, **fields: object) -> list[Suggestion]:
    files = {
        **REGISTERS,
        "articles/a.yaml": article(annotations or [], **{"published": "2025-03-26", **fields}),
        "articles/a.txt": text,
    }
    content = resolved(files).site.content
    return list(suggest_annotations(content.articles["a"], content))


def shown(suggestions: list[Suggestion]) -> list[tuple[str, ...]]:
    return [(one.kind, *one.actors, *one.topics, one.event, one.date, one.said) for one in suggestions]


def test_english() -> None:
    found = suggested(ENGLISH)
    assert shown(found) == [
        ("event", "council", "fairway", "", "2025-03-24", "Monday"),
        ("event", "council", "fairway", "", "2024-12", "December"),
        ("event", "fares", "", "2026-12~", "the end of 2026"),
        ("event", "ada", "fares", "", "2024", "last year"),
        ("statement", "", "", ""),
        ("statement", "", "", ""),
        ("event", "hearing", "2025-04-02", "2 April"),
        ("event", "", "2025-04-07~/2025-04-13~", "around the week of April 7"),
    ]
    assert found[3].quote.exact.startswith("“We cannot run")
    assert found[5].quote.exact == "We will answer in two weeks."
    assert "gulls" not in as_yaml(found)


def test_korean() -> None:
    found = suggested(KOREAN, language="ko", published="2025-03-26")
    assert shown(found) == [
        ("event", "council", "fairway", "", "2025-03-24", "24일"),
        ("event", "contract", "", "2025-04-30", "다음 달 30일"),
        ("event", "fairway", "fares", "", "2024", "지난해"),
        ("event", "fairway", "fares", "", "2025-04-11/2025-04-20", "4월 중순"),
    ]


def test_a_speaker_who_is_not_known_is_named_in_a_remark() -> None:
    (one,) = suggested('"We were never asked about any of it," said Jo Marsh of the Harbour Board.')
    assert one.actors == () and one.speaker.startswith("Jo Marsh")
    assert f"# speaker: {one.speaker}\n" in as_yaml([one])


def test_an_actor_without_a_date_or_words_is_suggested_once() -> None:
    assert shown(suggested("Ada Lindqvist has a boat. Ada Lindqvist likes it.")) == [("context", "ada", "", "", "")]


def test_what_is_annotated_is_not_suggested_again() -> None:
    quote = "asked the company to keep fares where they are until the end of 2026"
    found = suggested(ENGLISH, [{"id": "freeze", "quote": quote}])
    assert "2026-12~" not in [one.date for one in found]
    assert len(found) == 7


def test_ids_are_new_and_quotes_lead_to_one_place() -> None:
    text = "The fares rose. Nobody paid.\n\nThe fares rose. Everybody left.\n"
    first, second = suggested(text, [{"id": "fares-rose", "quote": "Nobody paid"}])
    assert (first.id, second.id) == ("fares-rose-2", "fares-rose-3")
    assert second.quote.prefix and first.quote != second.quote


def test_yaml_can_be_pasted() -> None:
    text = as_yaml(suggested(ENGLISH))
    tree = parse_yaml(SourceFile(path="", text=f"annotations:\n{text}"))
    assert not tree.diagnostics
    assert text.startswith("  - id: ")
    assert "    date: 2025-04-02  # 2 April\n" in text
    assert text.count("    suggested: true\n") == 8


def test_without_an_exact_day_nothing_is_counted_from_it() -> None:
    assert [one.date for one in suggested("Fares rose on Monday and on 3 April.", published="2025-03")] == [
        "2025-04-03"
    ]


def test_a_sentence_that_never_ends_is_cut() -> None:
    words = "word " * 400
    (one,) = suggested(f"{words}on 3 April {words}")
    assert "on 3 April" in one.quote.exact and len(one.quote.exact) < 520


# Real texts


@pytest.mark.parametrize("folder", briefings(), ids=lambda folder: folder.parent.name)
def test_everything_stands_in_the_text_word_for_word(folder: Path) -> None:
    content = decode(Snapshot(files={path: text.encode() for path, text in read_briefing(folder).items()})).value
    for known in content.articles.values():
        raw, whole = RawText(known.text), in_one_line(known.text)
        for one in suggest_annotations(replace(known, annotations=()), content):
            assert isinstance(find_quote(raw, *one.quote), Found)
            assert all(words in whole for words in (one.quote.exact, one.said, one.speaker))


@pytest.mark.parametrize("folder", briefings()[:1])
def test_most_dates_that_a_person_annotated_are_found(folder: Path) -> None:
    content = decode(Snapshot(files={path: text.encode() for path, text in read_briefing(folder).items()})).value
    dates = found = 0
    for known in content.articles.values():
        told = {re.sub(r"[~?]", "", one.date) for one in suggest_annotations(replace(known, annotations=()), content)}
        meant = {re.sub(r"[~?]", "", note.date.text).partition("T")[0] for note in known.annotations if note.date}
        dates, found = dates + len(meant), found + len(meant & told)
    assert found >= 0.75 * dates > 10


@pytest.fixture(scope="module")
def seed() -> tuple[Article, Content]:
    """The article that suggestions are measured by, without its annotations."""
    name = "articles/2025-05-26-second-technical-consultation.txt"
    folder = next((folder for folder in briefings() if (folder / name).exists()), None)
    if folder is None:
        pytest.skip("no folder of BRIEFGEN_EXTRA_BRIEFINGS has that article")
    content = decode(Snapshot(files={path: text.encode() for path, text in read_briefing(folder).items()})).value
    (known,) = content.articles.values()
    return replace(known, annotations=()), content


def test_the_seed_has_its_dates_topics_and_actors(seed: tuple[Article, Content]) -> None:
    found = suggest_annotations(*seed)
    dates = [one.date for one in found if one.date]
    right = ["2025-05-20/2025-05-22", "2025-05-26", "2025-04", "2025-06-03", "2025-06-09~/2025-06-15~"]
    assert len(dates) == 8
    assert [date for date in dates if date in right] == right
    assert dates.count("2025-07-08") == 2
    assert {topic for one in found for topic in one.topics} == set(seed[1].topics)
    assert len({actor for one in found for actor in one.actors}) >= 5


def test_the_seed_takes_less_than_a_tenth_of_a_second(seed: tuple[Article, Content]) -> None:
    def once() -> float:
        started = time.perf_counter()
        suggest_annotations(*seed)
        return time.perf_counter() - started

    assert min(once() for _ in range(5)) < 0.1


def test_a_suggestion_that_is_added_is_an_error_until_it_is_confirmed() -> None:
    def built(**more: object) -> Resolved:
        files = {
            **REGISTERS,
            "articles/a.yaml": article([{"id": "x", "quote": "Fares rose", **more}]),
            "articles/a.txt": "Fares rose on 3 April.",
        }
        return resolved(files)

    assert "suggested-annotation" in built(suggested=True, date="2025-04-03").codes
    assert "date-without-event" not in built(suggested=True, date="2025-04-03").codes
    assert built(date="2025-04-03").codes == ["date-without-event"]
