"""`briefgen new article --from`: from a web server, a file, standard input; what it asks for, what it refuses."""

import gzip
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from tools.apart import apart
from tools.projects import ROOT, Run

from briefgen.intake import fetch
from briefgen.problems import Problem

PAGES = ROOT / "tests" / "cases" / "intake"
BRIEFING = {"content/briefing.yaml": "title: Fares\n"}
read_source = partial(apart, fetch.read_source)


class Server:
    """Answers by path; `asked` is what was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answers: dict[str, tuple[int, dict[str, str], bytes]] = {}
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append(self.path)
                status, headers, body = outer.answers.get(self.path, (404, {}, b""))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                with suppress(OSError):  # who has enough goes away
                    self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.root = f"http://127.0.0.1:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def page(self, path: str, body: bytes, type_: str = "text/html; charset=utf-8", **more: str) -> str:
        self.answers[path] = (200, {"Content-Type": type_, **more}, body)
        return self.root + path

    def leads(self, path: str, to: str, status: int = 302) -> str:
        self.answers[path] = (status, {"Location": to}, b"")
        return self.root + path


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.http.shutdown()
    made.http.server_close()


@pytest.fixture
def folder(project: Callable[..., Path]) -> Path:
    return project(BRIEFING)


def news() -> bytes:
    return (PAGES / "news.html").read_bytes()


def test_from_an_address(server: Server, folder: Path, briefgen: Callable[..., Run]) -> None:
    page = news().replace(b"https://herald.example", server.root.encode())
    server.page("/2025/fares", page.replace(b"<article>", b'<article><img src="/a.png"><script src="/a.js"></script>'))
    run = briefgen(folder, "new", "article", "--from", f"{server.root}/2025/fares?s=1#c")
    assert run.code == 2, "with the query it is another address, which is not there"
    run = briefgen(folder, "new", "article", "--from", f"{server.root}/2025/fares#c")
    assert run.code == 0, run.err
    stem = "content/articles/2025-03-19-ferry-fares-rise-again"
    assert run.out.splitlines() == [f"{stem}.txt", f"{stem}.yaml"]
    assert run.err == "took 725 characters in 8 paragraphs\nfound: title, publisher, author, published, language, url\n"
    head = (folder / f"{stem}.yaml").read_text("utf-8")
    for line in (
        "title: Ferry fares rise again",
        "published: 2025-03-19",
        "publisher: Coast Herald",
        "language: en-GB",
    ):
        assert f"\n{line}\n" in head
    assert f"\nurl: {server.root}/2025/fares\n" in head
    assert "\naccessed: 20" in head
    assert server.asked == ["/2025/fares?s=1", "/2025/fares"], "nothing that the page names is asked"
    assert briefgen(folder, "build", "--strict").code == 0


def test_nothing_is_overwritten(folder: Path, briefgen: Callable[..., Run]) -> None:
    (folder / "page.html").write_bytes(news())
    assert briefgen(folder, "new", "article", "--from", "page.html").code == 0
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    for arguments in ([], ["2025-03-19-ferry-fares-rise-again"]):
        run = briefgen(folder, "new", "article", *arguments, "--from", "page.html")
        assert run.code == 2
        assert "exists" in run.err
    (folder / "content/articles/mine.txt").write_text("Mine.")
    run = briefgen(folder, "new", "article", "mine", "--from", "page.html")
    assert (run.code, "exists: articles/mine.txt" in run.err) == (2, True)
    (folder / "content/articles/mine.txt").unlink()
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_from_standard_input(folder: Path) -> None:
    command = [sys.executable, "-m", "briefgen", "new", "article", "heard", "--from", "-"]
    text = "Fares rise\n\nSaid “the line”.\n".encode()
    done = subprocess.run(command, cwd=folder, input=text, capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert (folder / "content/articles/heard.txt").read_bytes() == text
    assert "\ntitle: Fares rise\n" in (folder / "content/articles/heard.yaml").read_text()
    assert b"not found: title, publisher, author, published, language, url; `published` is today" in done.stderr


def test_the_id_of_a_title_that_is_not_latin(folder: Path, briefgen: Callable[..., Run]) -> None:
    (folder / "page.html").write_bytes((PAGES / "korean.html").read_text("utf-8").encode("cp949"))
    run = briefgen(folder, "new", "article", "--from", "page.html")
    assert run.out.split() == [f"content/articles/2025-03-20-article.{ending}" for ending in ("txt", "yaml")]


def test_redirects_are_followed_a_few_times(server: Server) -> None:
    end = server.page("/end", b"<html><body>x</body></html>")
    server.leads("/5", "/end", 308)
    for number in range(5):
        server.leads(f"/{number}", f"/{number + 1}", 301)
    raw = read_source(f"{server.root}/1")
    assert (raw.address, raw.kind, raw.charset) == (end, "html", "utf-8")
    with pytest.raises(Problem, match="more than 5 times"):
        read_source(f"{server.root}/0")


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://a.example/x", "gopher://a.example/", "javascript:1"])
def test_only_the_web_is_spoken(server: Server, to: str) -> None:
    with pytest.raises(Problem, match="not an http or https address"):
        read_source(server.leads("/", to))


@pytest.mark.parametrize("address", ["https://me:secret@a.example/x", "file:///etc/passwd", "http://", "http://[::1/x"])
def test_addresses_that_are_refused(address: str) -> None:
    with pytest.raises(Problem) as problem:
        read_source(address)
    assert "secret" not in problem.value.message + problem.value.hint


def test_what_is_too_large_is_not_read_to_its_end(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "MAX_BYTES", 1 << 20)
    packed = gzip.compress(b"<p>x</p>" * (4 << 20))
    for address in (
        server.page("/large", b"x" * (2 << 20)),
        server.page("/packed", packed, **{"Content-Encoding": "gzip"}),
    ):
        with pytest.raises(Problem, match="larger than 1 MiB"):
            read_source(address)


def test_one_who_does_not_answer_is_not_waited_for(monkeypatch: pytest.MonkeyPatch, server: Server) -> None:
    server.http.shutdown()
    monkeypatch.setattr(fetch, "MAX_SECONDS", 0.3)
    with pytest.raises(Problem, match=r"did not answer in 0\.3 seconds"):
        read_source(f"{server.root}/x")


@pytest.mark.parametrize(
    ("type_", "kind"),
    [
        ("text/html", "html"),
        ("application/xhtml+xml; charset=utf-8", "html"),
        ("text/plain", "text"),
        ("text/markdown", "markdown"),
        ("application/pdf", "pdf"),
        ("", "html"),
    ],
)
def test_kinds(server: Server, type_: str, kind: str) -> None:
    assert read_source(server.page("/x", b"<!doctype html>", type_)).kind == kind


@pytest.mark.parametrize(
    ("status", "type_", "words"),
    [(404, "text/html", "answers 404"), (503, "text/html", "answers 503"), (200, "image/png", "is image/png")],
)
def test_answers_that_are_no_article(server: Server, status: int, type_: str, words: str) -> None:
    server.answers["/x"] = (status, {"Content-Type": type_}, b"x")
    with pytest.raises(Problem, match=words):
        read_source(f"{server.root}/x")


def test_the_letters_of_an_address_are_sent_as_they_must_be(server: Server) -> None:
    server.page("/%EA%B4%80%EC%84%B8", b"<p>x")
    assert read_source(f"{server.root}/관세").kind == "html"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["article"], "Missing argument"),
        (["topic", "x", "--from", "a.html"], "--from is for articles"),
        (["article", "--from", "a.docx"], "nothing is known of files that end so"),
        (["article", "--from", "a.html"], "there is no file a.html"),
        (["article", "--from", "content/briefing.txt", "--encoding", "utf-9"], "there is none called"),
    ],
)
def test_wrong_use(folder: Path, briefgen: Callable[..., Run], arguments: list[str], words: str) -> None:
    run = briefgen(folder, "new", *arguments)
    assert run.code == 2
    assert words in run.err


def test_without_the_extra(folder: Path) -> None:
    """As where trafilatura is not installed: the line that installs it is said."""
    (folder / "page.html").write_bytes(news())
    (folder / "hide.py").write_text(
        "import sys\nsys.modules['trafilatura'] = None\nfrom briefgen.cli import run\nrun()\n", "utf-8"
    )
    command = [sys.executable, "hide.py", "new", "article", "--from", "page.html"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert "trafilatura is not there" in done.stderr
    assert "pip install 'briefgen[web]'" in done.stderr
