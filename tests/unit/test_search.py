"""The search: what is indexed, and that the index is the same for the same content and made for new content only."""

import gzip
import zlib
from pathlib import Path

import pytest
from tools.briefings import WORDS, article, resolved

from briefgen.cachefolder import CacheFolder
from briefgen.exporters.indexfiles import SIGNATURE, in_fixed_order
from briefgen.exporters.searchrecords import SearchRecord, search_records, words_in
from briefgen.pages.parts import Parts
from briefgen.problems import Problem
from briefgen.searchindex import MANY_WORDS, index_files, is_installed
from briefgen.wording import load_words

FILES = {
    "briefing.yaml": {"title": "Talks", "bottom_line": "It is **open**.", "sides": {"north": {"title": "North"}}},
    "topics.yaml": {"trade": {"title": "Trade", "aliases": "commerce", "questions": "Who pays?"}},
    "actors.yaml": {"ministry": {"name": "The ministry", "side": "north", "role": "negotiates"}},
    "events.yaml": {"vote": {"title": "Vote", "date": "2025-07-08", "topics": "trade", "set_by": "ministry"}},
    "pages/about.md": "---\ntitle: About\n---\nWhat *this* is.\n",
    "articles/a.txt": WORDS,
    "articles/a.yaml": article(
        [
            {"id": "one", "kind": "demand", "actor": "ministry", "topics": "trade", "note": "A [remark](topic:trade)."},
            {"id": "two", "translation": "the third word"},
        ],
        publisher="Gazette",
        language="ko",
    ),
}


def records_of(files=FILES):
    found = resolved(files)
    return search_records(Parts(found.site, found.tracker, load_words("en"), ""))


@pytest.fixture(scope="module")
def records():
    return {record.href: record for record in records_of()}


def test_pages_passages_and_notes_are_found(records):
    assert list(records) == [
        *("index.html", "topics/trade.html", "actors/ministry.html", "events/vote.html", "pages/about.html"),
        *("articles/a.html", "articles/a.html#a-one", "articles/a.html#n-one", "articles/a.html#a-two"),
    ]
    assert "It is open." in records["index.html"].text
    assert records["topics/trade.html"].text == "commerce Who pays?"
    assert records["pages/about.html"].text == "What this is."
    assert records["articles/a.html"].text == WORDS.strip()
    assert records["articles/a.html#a-two"].text == "word1. the third word"
    assert records["articles/a.html#n-one"].text == "A remark."


def test_what_they_can_be_chosen_by(records):
    assert records["articles/a.html#a-one"].filters == {
        **{"month": ("2025-05",), "lang": ("ko",), "topic": ("trade",), "actor": ("ministry",), "side": ("north",)},
        **{"kind": ("demand",), "type": ("passage",)},
    }
    assert records["articles/a.html#n-one"].filters["type"] == ("note",)
    assert "lang" not in records["articles/a.html#n-one"].filters, "a note is in the briefing's language"
    assert records["articles/a.html"].filters["kind"] == ("demand", "statement")
    event = records["events/vote.html"]
    assert (event.filters["side"], event.filters["month"], event.day) == (("north",), ("2025-07",), "2025-07-08")


def test_of_a_text_in_excerpts_no_more_is_indexed_than_is_shown():
    files = {**FILES, "articles/a.yaml": {**FILES["articles/a.yaml"], "raw_text": "excerpts"}}
    (whole,) = [record for record in records_of(files) if record.href == "articles/a.html"]
    assert "word0." in whole.text and "word50." not in whole.text


def test_the_ends_of_korean_compounds_are_words_too():
    (record,) = [
        record
        for record in records_of({**FILES, "pages/about.md": "---\ntitle: 한미협상\n---\n기술협의는 관세\n"})
        if record.href == "pages/about.html"
    ]
    assert record.parts.split() == ["미협상", "협상", "술협의는", "협의는", "의는"]


def test_the_index_is_the_same_twice():
    records = records_of()
    assert is_installed()
    first, second = index_files(records, "en"), index_files(records, "en")
    assert first == second
    paths = [artifact.path for artifact in first]
    assert paths == sorted(paths) and all(path.startswith("search/pagefind/") for path in paths)
    assert len([path for path in paths if path.endswith(".pf_fragment")]) == len(records)
    assert [path for path in paths if path.endswith((".js", ".css"))] == ["search/pagefind/pagefind.js"]


def test_only_new_content_is_indexed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    records = records_of()
    cache = CacheFolder(tmp_path / ".briefgen-cache")
    made = index_files(records, "en", cache)
    # From here on there is no program that could make one.
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(tmp_path / "nothing"))
    assert index_files(records, "en", cache) == made
    with pytest.raises(Problem, match="cannot be run"):
        index_files(records[:-1], "en", cache)


def test_a_program_that_ends_early_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    program = tmp_path / "pagefind"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(program))
    with pytest.raises(Problem, match="before the search index was made"):
        index_files(records_of(), "en")


def test_much_memory_is_announced(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", "/nothing")
    record = SearchRecord("a.html", "A", "", "x" * 6 * MANY_WORDS, "", "", {})
    assert words_in([record]) == MANY_WORDS
    said: list[str] = []
    with pytest.raises(Problem):
        index_files((record,), "en", None, said.append)
    assert said == ["to make the search index of 1.5 million words takes about 1.2 GB of memory"]


# The order of what pagefind writes


def packed(*items: bytes) -> bytes:
    return gzip.compress(SIGNATURE + b"".join(items), mtime=0)


ONE = packed(b"\x82\x64kind\x82\x82\x65offer\x81\x01\x82\x66demand\x82\x00\x02")
OTHER = packed(b"\x82\x64kind\x82\x82\x66demand\x82\x00\x02\x82\x65offer\x81\x01")
ENTRY = b'{"version":"1.5.2","languages":{"en":{"hash":"en_abc","wasm":null,"page_count":3}}}'
META = packed(b"\x86\x651.5.2\x80\x80\x81\x82\x64kind\x65en_f1\x80\x81\x65title")


def files_with(values: bytes, meta: bytes = META) -> dict[str, bytes]:
    return {
        **{"filter/en_f1.pf_filter": values, "pagefind.en_abc.pf_meta": meta, "pagefind-entry.json": ENTRY},
        **{"pagefind.js": b"x", "pagefind-ui.js": b"y", "wasm.unknown.pagefind": b"w", "wasm.en.pagefind": b"v"},
    }


def test_the_order_of_values_makes_no_difference():
    assert in_fixed_order(files_with(ONE)) == in_fixed_order(files_with(OTHER))


def test_names_go_with_what_the_files_hold():
    made = in_fixed_order(files_with(ONE))
    (name,) = [path for path in made if path.endswith(".pf_filter")]
    (meta,) = [path for path in made if path.endswith(".pf_meta")]
    stem = name.removeprefix("filter/").removesuffix(".pf_filter").encode()
    assert stem in zlib.decompress(made[meta], wbits=31)
    assert meta.removeprefix("pagefind.").removesuffix(".pf_meta").encode() in made["pagefind-entry.json"]
    assert sorted(made) == sorted([name, meta, "pagefind-entry.json", "pagefind.js", "wasm.unknown.pagefind"])


@pytest.mark.parametrize(
    "damaged",
    [b"", b"no gzip", packed(b"\xff"), packed(b"\x82\x64kind"), gzip.compress(b"else", mtime=0)],
    ids=["empty", "no gzip", "cut off", "another kind", "no signature"],
)
def test_files_of_another_form_stay_as_they_are(damaged: bytes):
    files = files_with(ONE, meta=damaged)
    assert in_fixed_order(files) == {path: data for path, data in files.items() if path != "pagefind-ui.js"}
