"""The gate of the preview, and what it offers to the writer; over HTTP these are in `integration/test_serve.py`."""

from pathlib import Path

import pytest
from tornado.httputil import HTTPHeaders, HTTPServerRequest, RequestStartLine
from tornado.web import HTTPError

from briefgen.decode import Snapshot, decode
from briefgen.editing import choose_editor
from briefgen.gate import decoded_path, is_loopback, own_names, refusal
from briefgen.model import Article
from briefgen.problems import Problem
from briefgen.proposals import propose_annotation, suggest_id

# The gate

HOSTS = {
    "127.0.0.1:8000": (True, True),
    "localhost:8000": (True, True),
    "[::1]:8000": (True, True),
    "192.168.1.7:8000": (False, True),
    "[fe80::1]:8000": (False, True),
    "127.0.0.1": (False, False),
    "127.0.0.1:80": (False, False),
    "evil.example:8000": (False, False),
    "127.0.0.1.evil.example:8000": (False, False),
    "0x7f.1:8000": (False, False),
    "2130706433:8000": (False, False),
    "localhost:8000:8000": (False, False),
    "": (False, False),
}


@pytest.mark.parametrize(("host", "expected"), HOSTS.items())
def test_hosts(host: str, expected: tuple[bool, bool]) -> None:
    request = HTTPServerRequest(
        start_line=RequestStartLine("GET", "/", "HTTP/1.1"), headers=HTTPHeaders({"Host": host})
    )
    names = own_names("127.0.0.1")
    assert tuple(refusal(request, names, 8000, is_open=is_open) is None for is_open in (False, True)) == expected


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost", "LOCALHOST"])
def test_loopback(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "localhost.evil.example", ""])
def test_not_loopback(host: str) -> None:
    assert not is_loopback(host)


def test_paths_are_decoded_once() -> None:
    assert decoded_path("/assets/a%20b%25.png") == "assets/a b%.png"
    assert decoded_path("/assets/%ED%91%9C.csv") == "assets/표.csv"
    for path in ("/a%00", "/%ff", "/a%0a", "/a%5cb", "/../a", "/a/%2e%2e/b", "/.git"):
        with pytest.raises(HTTPError):
            decoded_path(path)


# Editors

EDITORS = {
    "code": "vscode://file/p/a%20b.yaml:12:5",
    "/usr/bin/code --wait": "vscode://file/p/a%20b.yaml:12:5",
    "vim": "vim +12 '/p/a b.yaml'",
    "/usr/bin/nvim": "/usr/bin/nvim +12 '/p/a b.yaml'",
    "file": "file:///p/a%20b.yaml",
    "": "/p/a b.yaml:12",
    "something --else": "'/p/a b.yaml':12",
    "ed {path} {line}": "ed '/p/a b.yaml' 12",
    "txmt://open?url=file://{path}&line={line}": "txmt://open?url=file:///p/a%20b.yaml&line=12",
}


@pytest.mark.parametrize(("wish", "expected"), EDITORS.items())
def test_editors(wish: str, expected: str) -> None:
    place = choose_editor(wish).place(Path("/p/a b.yaml"), 12, 5)
    assert (place.href or place.command).replace("'", "") == expected.replace("'", "")


@pytest.mark.parametrize("wish", ["javascript://{path}", "https://example.org/"])
def test_editors_that_are_none(wish: str) -> None:
    with pytest.raises(Problem):
        choose_editor(wish)


# Annotations ready to paste

TEXT = """The envoy said: "no, nothing is signed". Nothing was signed on Monday.

On Tuesday nothing was signed on paper. Nothing was signed on paper.

협상은 7월 8일까지 계속된다. # It's 12:30, the café's “closed”.
"""
WORDS = {
    "The envoy said": ("", ""),
    'said: "no, nothing': ("", ""),
    "# It's 12:30, the café's “closed”.": ("", ""),
    "협상은 7월 8일까지": ("", ""),
    "Monday.\n\nOn Tuesday": ("", ""),
    "othing was signed on": ("N", " Monday"),
    "Nothing was signed on": ('signed". ', " Monday."),
    "nothing was signed on paper": ("On Tuesday ", ". Nothing"),
    "signed on paper": ("paper. Nothing was ", "."),
}


def article(more: str = "") -> Article:
    files = {
        "briefing.yaml": b"title: T\n",
        "articles/a.yaml": ("title: A\npublished: 2025-01-01\nannotations:\n" + more).encode(),
        "articles/a.txt": TEXT.encode(),
    }
    decoded = decode(Snapshot(files=files))
    assert decoded.diagnostics == ()
    return decoded.value.articles["a"]


@pytest.mark.parametrize("words", WORDS)
def test_selected_words_lead_back_to_where_they_stand(words: str) -> None:
    """What is proposed is read again, and marks just these words."""
    before, after = WORDS[words]
    base = "  - {quote: The envoy}\n"
    start = TEXT.index(before + words + after) + len(before) if before or after else TEXT.index(words)
    proposed = propose_annotation(
        article(base), words, TEXT[max(0, start - 300) : start], TEXT[start + len(words) :][:300]
    )
    note = article(base + proposed).annotations[-1]
    assert (note.start, note.end) == (start, start + len(words))
    assert note.own_id


def test_words_that_are_not_there_are_no_annotation() -> None:
    assert propose_annotation(article("  - {quote: The envoy}\n"), "somebody else", "", "") == ""


IDS = {
    "The ministry of trade met the envoy on Monday": "ministry-trade-met-envoy",
    "협상은 계속된다": "note-1",
    "it is in the": "note-1",
    "7 per cent": "7-per-cent",
}


@pytest.mark.parametrize(("words", "expected"), IDS.items())
def test_suggested_ids(words: str, expected: str) -> None:
    assert suggest_id(words, ()) == expected


def test_suggested_ids_are_free() -> None:
    assert suggest_id("trade talks", ["trade-talks", "trade-talks-2"]) == "trade-talks-3"
    assert suggest_id("협상", ["note-1"]) == "note-2"
