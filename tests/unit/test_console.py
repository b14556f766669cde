"""Faults as frames, as JSON and as GitHub's workflow commands."""

import json
from textwrap import dedent

import pytest

from briefgen.console import (
    Style,
    escaped,
    render_github,
    render_json,
    render_text,
    source_files,
    styled,
    summary,
)
from briefgen.diagnostics import Diagnostic, Label, error, warning
from briefgen.source import SourceFile, Span


def frame(text: str, start: int, end: int, width: int = 100, **more: str) -> list[str]:
    """The lines of a frame below its head; the place is `text[start:end]`."""
    fault = error("code", Span("x.yaml", start, end), "message", **more)
    shown = render_text([fault], {"x.yaml": SourceFile(path="x.yaml", text=text)}, folder="content", width=width)
    return shown.splitlines()[1:]


def marked(text: str, words: str, **more: int) -> list[str]:
    start = text.index(words)
    return frame(text, start, start + len(words), **more)


def test_the_whole_frame() -> None:
    yaml = "\n" * 30 + "    quote: little room to lower tariffs\n"
    raw = "\n\n" + "a" * 213 + "little room to lower tariff rates\n"
    fault = error(
        "quote-not-found",
        Span("articles/x.yaml", 41, 69),
        "the quoted words are not in the article",
        label="not found",
        secondary=[Label(span=Span("articles/x.txt", 215, 248), text='nearest: "little room to lower tariff rates"')],
        hint="use the article's words, or shorten the quote",
    )
    sources = {
        "articles/x.yaml": SourceFile(path="articles/x.yaml", text=yaml),
        "articles/x.txt": SourceFile(path="articles/x.txt", text=raw),
    }
    assert render_text([fault], sources, folder="content") == dedent(
        """\
        error[quote-not-found]: the quoted words are not in the article
          --> content/articles/x.yaml:31:12
        31 |     quote: little room to lower tariffs
           |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ not found
          ::: content/articles/x.txt:3:214  nearest: "little room to lower tariff rates"
         3 | …aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaalittle room to lower tariff rates
           |                                                                     ---------------------------------
           = hint: use the article's words, or shorten the quote
        """
    )


def test_frames_are_parted_by_blank_lines() -> None:
    faults = [error("a", Span("x", 0, 0), "one"), warning("b", Span("y", 0, 0), "two")]
    assert render_text(faults, {}, folder="content") == dedent(
        """\
        error[a]: one
         --> content/x:1:1

        warning[b]: two
         --> content/y:1:1
        """
    )
    assert render_text([], {}, folder="content") == ""


def test_a_fault_of_a_whole_file_shows_no_line() -> None:
    assert frame("title: x\n", 0, 0, hint="do") == [" --> content/x.yaml:1:1", "  = hint: do"]
    assert frame("title: x\n", 0, 0, label="no `title`")[1] == "  = no `title`"


@pytest.mark.parametrize(
    ("text", "words", "line", "carets"),
    [
        ("say words", "words", "say words", "    ^^^^^"),
        ("관세를 더 낮출", "더", "관세를 더 낮출", "       ^^"),
        ("ab words", "words", "ab words", "   ^^^^^"),
        ("cafe\u0301 words", "words", "cafe\u0301 words", "     ^^^^^"),
        ("a\twords", "words", "a    words", "     ^^^^^"),
        ("a\u202ewords", "words", "a\\u202ewords", "       ^^^^^"),
        ("a\x07b words", "\x07", "a\\u0007b words", " ^^^^^^"),
        ("می\u200cخواهم words", "words", "می\u200cخواهم words", "        ^^^^^"),
        ("👍 words", "words", "👍 words", "   ^^^^^"),
    ],
)
def test_carets_stand_below_the_words(text: str, words: str, line: str, carets: str) -> None:
    assert marked(text, words)[1:] == [f"1 | {line}", f"  | {carets}"]


def test_columns_count_characters() -> None:
    assert marked("관세를 더 낮출", "더")[0] == " --> content/x.yaml:1:5"


def test_an_empty_place_has_one_caret() -> None:
    assert frame("topics:\n  -\n", 11, 11)[1:] == ["2 |   -", "  |    ^"]


def test_a_place_of_several_lines_marks_the_first() -> None:
    assert marked("a: one  \n  two\nb: c\n", "one  \n  two")[1:] == ["1 | a: one", "  |    ^^^"]


def test_a_block_shows_its_first_line_of_text() -> None:
    shown = marked("a: |\n  words\nb: c\n", "|\n  words\n")
    assert shown[1:] == ["1 | a: |", "  |    ^", "2 |   words", "  |   ^^^^^"]


@pytest.mark.parametrize("at", [0, 13, 30, 500, 969, 995])
def test_a_long_line_is_cut_around_the_words(at: int) -> None:
    text = "x" * at + "WORDS" + "y" * (995 - at)
    _, line, carets = marked(text, "WORDS", width=40)
    assert len(line) <= len("1 | ") + 40 + 2
    assert line[carets.index("^") : carets.rindex("^") + 1] == "WORDS"
    assert line.startswith("1 | …") == (at > 13)
    assert line.endswith("…") == (at < 973)


def test_words_longer_than_the_window_are_cut() -> None:
    _, line, carets = marked("a: " + "b" * 300, "b" * 300, width=40)
    assert line == "1 | a: " + "b" * 37 + "…"
    assert carets == "  |    " + "^" * 37


def test_huge_lines_are_quick() -> None:
    assert marked("x" * 8_000_000 + "WORDS" + "y" * 1000, "WORDS")[2].endswith("^^^^^")


def test_a_label_without_words_marks_some_of_the_place() -> None:
    fault = error("c", Span("x", 3, 16), "m", label="no", secondary=[Label(span=Span("x", 7, 10))])
    shown = render_text([fault], {"x": SourceFile(path="x", text="a: one two three\n")}, folder="")
    assert shown.splitlines()[1:] == [" --> x:1:4", "1 | a: one two three", "  |    ~~~~^^^~~~~~~ no"]


def test_a_mark_on_another_line_of_the_place() -> None:
    text = "a: one two\n  three four\n"
    fault = error("c", Span("x", 3, 23), "m", label="no", secondary=[Label(span=Span("x", 13, 18))])
    shown = render_text([fault], {"x": SourceFile(path="x", text=text)}, folder="")
    assert shown.splitlines()[2:] == [
        "1 | a: one two",
        "  |    ~~~~~~~",
        "2 |   three four",
        "  |   ^^^^^~~~~~ no",
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain – “text” 관세", "plain – “text” 관세"),
        ("a\u202eb", "a\\u202eb"),
        ("a\x1b[31mb", "a\\u001b[31mb"),
        ("a\nb\tc\r", "a\\nb\\tc\\u000d"),
        ("a\u2028b", "a\\u2028b"),
        ("a\udc80b", "a\\udc80b"),
        ("a\U000e0041b", "a\\U000e0041b"),
        ("a\u00a0b", "a\u00a0b"),
    ],
)
def test_escapes(text: str, shown: str) -> None:
    assert escaped(text) == shown


@pytest.mark.parametrize("render", [render_text, render_json, render_github])
def test_nothing_printed_steers_a_terminal(render) -> None:
    evil = "\u202e\x1b]0;\x07\n::error::x"
    fault = error(
        "c", Span(f"{evil}.txt", 1, 2), evil, label=evil, hint=evil, secondary=[Label(span=Span("y", 1, 2), text=evil)]
    )
    sources = {path: SourceFile(path=path, text=f"a{evil}b") for path in (f"{evil}.txt", "y")}
    shown = render([fault], sources, folder="content")
    assert not {"\u202e", "\x1b", "\x07"} & set(shown)
    assert not any(line.startswith("::error::") for line in shown.splitlines())


def test_very_long_words_are_cut() -> None:
    shown = render_text([error("c", Span("x", 0, 0), "m" * 5000, hint="h" * 5000)], {}, folder="")
    assert len(shown) < 2200


def test_colour() -> None:
    fault = error("c", Span("x", 0, 1), "message", label="here", hint="do")
    sources = {"x": SourceFile(path="x", text="abc\n")}
    coloured = render_text([fault], sources, folder="", colour=True)
    assert "\x1b[1;31merror[c]\x1b[0m" in coloured
    for style in Style:
        coloured = coloured.replace(style.value, "")
    assert coloured.replace("\x1b[0m", "") == render_text([fault], sources, folder="")
    assert styled("done", Style.GOOD, colour=True) == "\x1b[1;32mdone\x1b[0m"
    assert styled("done", Style.GOOD, colour=False) == "done"


E, W = error("e", Span("x", 0, 0), "m"), warning("w", Span("x", 0, 0), "m")


@pytest.mark.parametrize(
    ("faults", "words"),
    [
        ([], ""),
        ([E], "1 error"),
        ([E, E, W], "2 errors, 1 warning"),
        ([W, W], "2 warnings"),
    ],
)
def test_summary(faults: list[Diagnostic], words: str) -> None:
    assert summary(faults) == words


TEXT = "title: x\nbad: 100%, a: b\nend\n"
FAULT = error(
    "some-code",
    Span("articles/a,b.yaml", 14, 24),
    "100% wrong, a: b",
    label="here",
    hint="mend it",
    secondary=[Label(span=Span("articles/a,b.yaml", 0, 5), text="and here")],
)
SOURCES = {"articles/a,b.yaml": SourceFile(path="articles/a,b.yaml", text=TEXT)}


def test_json() -> None:
    assert json.loads(render_json([FAULT], SOURCES, folder="content")) == [
        {
            "code": "some-code",
            "severity": "error",
            "message": "100% wrong, a: b",
            "file": "content/articles/a,b.yaml",
            "line": 2,
            "column": 6,
            "endLine": 2,
            "endColumn": 16,
            "label": "here",
            "hint": "mend it",
            "secondary": [
                {
                    "file": "content/articles/a,b.yaml",
                    "line": 1,
                    "column": 1,
                    "endLine": 1,
                    "endColumn": 6,
                    "label": "and here",
                }
            ],
        }
    ]
    assert json.loads(render_json([], {}, folder="content")) == []


def test_github() -> None:
    assert render_github([FAULT, W], SOURCES, folder="content") == (
        "::error file=content/articles/a%2Cb.yaml,line=2,col=6,endLine=2,endColumn=16,title=some-code"
        "::100%25 wrong, a: b%0Ahint: mend it\n"
        "::warning file=content/x,line=1,col=1,endLine=1,endColumn=1,title=w::m\n"
    )


@pytest.mark.parametrize(
    ("folder", "path", "shown"),
    [
        ("content", "x.yaml", "content/x.yaml"),
        ("", "x.yaml", "x.yaml"),
        ("/srv/b/", "x.yaml", "/srv/b/x.yaml"),
        ("content", "../templates/base.html", "templates/base.html"),
    ],
)
def test_paths_as_the_user_would_name_them(folder: str, path: str, shown: str) -> None:
    assert json.loads(render_json([error("c", Span(path, 0, 0), "m")], {}, folder=folder))[0]["file"] == shown


def test_source_files_are_those_of_the_faults() -> None:
    files = {"x": b"\xef\xbb\xbfa\r\nb\xff", "y": b"unused"}
    sources = source_files(files, [error("c", Span("x", 3, 4), "m"), error("c", Span("gone", 0, 0), "m")])
    assert {path: source.text for path, source in sources.items()} == {"x": "a\nb\ufffd"}
