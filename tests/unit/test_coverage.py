"""What a briefing does not cover; and links, asked on the loopback alone."""

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from tools.briefings import article, resolved

from briefgen.coverage import cover, outside_links
from briefgen.weblinks import Fate, ask

TEXT = "One two three.\n\nFour five six.\n\nSeven eight nine.\n"
FILES = {
    "briefing.yaml": {
        "title": "Dues",
        "sides": {"port": {"title": "Port"}, "lines": {"title": "Lines"}},
        "publisher": {"name": "Desk", "url": "https://example.org/"},
        "bottom_line": "See [there](https://example.org/b?x=1&y=2) and [here](topic:dues).",
    },
    "topics.yaml": {
        "dues": {"title": "Dues", "questions": ["Who pays for [](topic:channel)?", "Why [@a#one]?"]},
        "channel": {"title": "Channel"},
    },
    "actors.yaml": {
        "port": {"name": "The port", "side": "port"},
        "lines": {"name": "The lines", "side": "lines"},
        "union": {"name": "The union"},
        "ida": {"name": "Ida", "member_of": "union"},
        "ole": {"name": "Ole", "same_as": "https://example.org/ole"},
    },
    "events.yaml": {"vote": {"title": "The vote"}, "talks": {"title": "Talks", "date": "2025-07"}},
    "articles/a.txt": TEXT,
    "articles/a.yaml": article(
        [
            {"quote": "One two", "id": "one", "actor": "port", "topics": ["dues", "channel"]},
            {"quote": "two three", "actor": "lines", "reported_by": "ida", "topics": ["dues"]},
            {"quote": "Seven", "event": "vote", "status": "confirmed"},
        ],
        url="https://example.org/a",
    ),
    "articles/b.txt": TEXT,
    "articles/b.yaml": article([]),
    "articles/c.txt": TEXT,
}


@pytest.fixture(scope="module")
def coverage():
    briefing = resolved(FILES)
    assert set(briefing.codes) == {"not-annotated"}
    return cover(briefing.site, ("articles/c.txt",))


def test_passages_without_an_annotation(coverage):
    b, a = coverage.articles
    assert (a.article, a.annotations, a.paragraphs) == ("a", 3, 3)
    assert [(bare.place.path, bare.words) for bare in a.bare] == [("articles/a.txt", "Four five six.")]
    assert TEXT[a.bare[0].place.start : a.bare[0].place.end] == "Four five six."
    assert a.share == pytest.approx(len("One two threeSeven") / len("One two three.Four five six.Seven eight nine."))
    assert (b.annotations, len(b.bare), b.share) == (0, 3, 0)
    assert coverage.share == pytest.approx(a.share / 2)
    assert coverage.unannotated == ("articles/c.txt",)


def test_what_is_never_used(coverage):
    assert [(gap.topic.id, gap.sides) for gap in coverage.sides] == [("channel", ("lines",))]
    assert [gap.id for gap in coverage.actors] == ["ole"]
    assert [gap.id for gap in coverage.events] == ["talks"]
    assert [(gap.id, gap.title) for gap in coverage.questions] == [("dues", "Who pays for Channel?")]


def test_an_empty_briefing_has_no_gaps():
    coverage = cover(resolved({"briefing.yaml": {"title": "x"}}).site)
    assert (coverage.share, coverage.articles, coverage.sides) == (1, (), ())


def test_links_to_the_outside():
    links = outside_links(resolved(FILES).site)
    assert [link.url for link in links] == [
        "https://example.org/",
        "https://example.org/a",
        "https://example.org/b?x=1&y=2",
        "https://example.org/ole",
    ]
    assert [link.place.path for link in links] == ["briefing.yaml", "articles/a.yaml", "briefing.yaml", "actors.yaml"]


class Handler(BaseHTTPRequestHandler):
    asked: list[str]
    stop: threading.Event

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        self.asked.append(f"{self.command} {self.path}")
        name = self.path.strip("/")
        if name == "slow":
            self.stop.wait(20)
            return
        if name == "no-head" and self.command == "HEAD":
            name = "404"
        if name == "loop":
            name = "to:302:/loop"
        if name.startswith("to:"):
            kind, _, target = name.removeprefix("to:").partition(":")
            self.send_response(int(kind))
            self.send_header("Location", target)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        body = b"x" * 100_000
        self.send_response(int(name) if name.isdecimal() else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    Handler.asked, Handler.stop = [], threading.Event()
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as serving:
        thread = threading.Thread(target=serving.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{serving.server_port}/"
        Handler.stop.set()
        serving.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("path", "fate", "status", "asked"),
    [
        ("fine", Fate.FINE, 200, ["HEAD /fine"]),
        ("no-head", Fate.FINE, 200, ["HEAD /no-head", "GET /no-head"]),
        ("404", Fate.GONE, 404, ["HEAD /404", "GET /404"]),
        ("410", Fate.GONE, 410, ["HEAD /410", "GET /410"]),
        ("403", Fate.UNSURE, 403, ["HEAD /403", "GET /403"]),
        ("503", Fate.UNSURE, 503, ["HEAD /503", "GET /503"]),
        ("to:301:/fine", Fate.MOVED, 200, ["HEAD /to:301:/fine", "HEAD /fine"]),
        ("to:302:/fine", Fate.FINE, 200, ["HEAD /to:302:/fine", "HEAD /fine"]),
        ("to:301:/404", Fate.GONE, 404, ["HEAD /to:301:/404", "HEAD /404", "GET /404"]),
        ("to:302:file:///etc/hostname", Fate.GONE, 302, ["HEAD /to:302:file:///etc/hostname"]),
        ("to:302:ftp://127.0.0.1/x", Fate.GONE, 302, ["HEAD /to:302:ftp://127.0.0.1/x"]),
    ],
)
def test_what_becomes_of_a_link(server, path, fate, status, asked):
    (answer,) = ask([server + path], 5)
    assert (answer.fate, answer.status) == (fate, status), answer
    assert Handler.asked == asked
    assert (answer.to == server + "fine") == (fate is Fate.MOVED)
    assert bool(answer.words) == (fate is not Fate.FINE)


def test_a_link_that_leads_round_in_a_circle(server):
    (answer,) = ask([server + "loop"], 5)
    assert (answer.fate, answer.words) == (Fate.GONE, "it leads on more than 10 times")


def test_answers_keep_the_order_and_the_time(server):
    slow, fine = ask([server + "slow", server + "fine"], 0.5)
    assert (slow.fate, fine.fate) == (Fate.UNSURE, Fate.FINE)
    assert "0.5 seconds" in slow.words


def test_nobody_there():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        (answer,) = ask([f"http://127.0.0.1:{free.getsockname()[1]}/"], 5)
    assert (answer.fate, answer.status) == (Fate.GONE, 0)
    assert answer.words
