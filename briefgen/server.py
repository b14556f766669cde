"""The preview over HTTP: for the person at this machine, and for nobody else.

Every request passes one gate (`gate`). Files come from a mapping in memory, so there is no path to climb and no folder
to list. Headers, bodies, connections and waiting have bounds.
"""

import asyncio
import errno
import json
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from typing import Any, TypeVar
from urllib.parse import urlsplit

from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPServerRequest
from tornado.iostream import IOStream, StreamClosedError
from tornado.netutil import bind_sockets
from tornado.web import Application, HTTPError, RequestHandler

from briefgen.editing import Editor, Place, places_on
from briefgen.gate import RESERVED, decoded_path, is_loopback, own_names, refusal
from briefgen.preview import Preview, Served
from briefgen.problems import Problem

HEADER_BYTES = 16 << 10
CONNECTIONS = 128
LISTENERS = 48
"""Streams of events at once; a browser needs one for all its tabs."""

SECONDS = 20.0
"""For the headers of a request, for the next one of a connection, and for taking an answer."""

HEARTBEAT = 15.0

_HEADERS = {
    "Server": "briefgen",
    "Cache-Control": "no-cache",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
}

T = TypeVar("T")


class Runner:
    """One thread in which everything that takes long is done, one thing after another."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, "briefgen-preview")

    def __call__(self, function: Callable[..., T], *arguments: Any) -> Awaitable[T]:
        return asyncio.get_running_loop().run_in_executor(self._pool, function, *arguments)

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)


class Listeners:
    """Whoever waits for a change. Each has an event of its own, so that one who is slow keeps nobody waiting."""

    def __init__(self) -> None:
        self._events: set[asyncio.Event] = set()

    def join(self) -> asyncio.Event:
        event = asyncio.Event()
        self._events.add(event)
        return event

    def leave(self, event: asyncio.Event) -> None:
        self._events.discard(event)

    def tell(self) -> None:
        for event in self._events:
            event.set()

    def __len__(self) -> int:
        return len(self._events)


class Site(RequestHandler):
    """What all answers have in common: the gate, the headers, and refusals in one plain line."""

    def initialize(self, server: "Server") -> None:
        self.server = server

    def set_default_headers(self) -> None:
        for name, value in _HEADERS.items():
            self.set_header(name, value)

    def prepare(self) -> None:
        server = self.server
        refused = refusal(self.request, server.names, server.port, is_open=server.is_open)
        if refused:
            raise HTTPError(refused[0], reason=refused[1])

    def write_error(self, status_code: int, **_: Any) -> None:
        if status_code == 405:
            self.set_header("Allow", "GET, HEAD")
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code}: {self._reason}\n")

    def compute_etag(self) -> str | None:
        return None

    async def send(self, served: Served) -> None:
        """Sends a file; whoever has it already is told so, and whoever does not take it is left."""
        self.set_header("Content-Type", served.kind)
        self.set_header("ETag", served.tag)
        if served.is_lasting:
            self.set_header("Cache-Control", "max-age=31536000, immutable")
        if served.mark:
            self.set_header("Briefgen-Mark", served.mark)
            self.set_header("Briefgen-Style", served.style)
        if self.get_status() == 200 and self.check_etag_header():
            self.set_status(304)
            self.clear_header("Content-Type")
            await self.finish()
            return
        self.write(served.body)
        await within(self.request, self.finish())

    async def send_json(self, value: object) -> None:
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.write(json.dumps(value, ensure_ascii=False))
        await within(self.request, self.finish())


async def within(request: HTTPServerRequest, taking: Awaitable[object]) -> None:
    """Waits until the other side has taken an answer; closes the connection if that takes too long."""
    try:
        await asyncio.wait_for(taking, SECONDS)
    except (TimeoutError, StreamClosedError):
        close(request)


class Files(Site):
    """The site."""

    async def get(self) -> None:
        path = decoded_path(self.request.path)
        if path.endswith("/") or not path:
            path += "index.html"
        served = await self._fetch(path)
        if served is None and self.server.preview.edition is None:
            self.set_status(503)
            return await self.send(self.server.preview.placeholder("There is no site yet: its content has faults."))
        if served is None:
            elsewhere = self._elsewhere(path)
            if elsewhere:
                return self.redirect(elsewhere)
            self.set_status(404)
            missing = self.server.preview.placeholder("There is no such page.")
            served = await self._fetch("404.html") or missing
        return await self.send(served)

    head = get

    async def _fetch(self, path: str) -> Served | None:
        preview = self.server.preview
        return preview.kept(path) or await self.server.run(preview.fetch, path)

    def _elsewhere(self, path: str) -> str:
        """Where a path that leads nowhere leads to: a folder's page, or the same below the address of the site."""
        edition = self.server.preview.edition
        if edition is None:
            return ""
        if f"{path}/index.html" in edition.files:
            return f"{self.request.path}/"
        base = urlsplit(edition.plan.site.content.briefing.base_url).path.strip("/")
        inner = path.removeprefix(f"{base}/") if base else path
        return f"/{self.request.path.lstrip('/')[len(base) + 1 :]}" if inner != path and inner in edition.files else ""


class Own(Site):
    """The preview's own scripts and style."""

    async def get(self, name: str) -> None:
        served = self.server.assets.get(name)
        if served is None:
            raise HTTPError(404, reason="no such file")
        await self.send(served)

    head = get


class State(Site):
    """The faults of the last attempt, with the way to each in the editor."""

    async def get(self) -> None:
        state = self.server.preview.state
        faults = [
            {
                "severity": fault.severity,
                "frame": fault.frame,
                "place": self._place(fault.path, fault.line, fault.column),
            }
            for fault in state.faults
        ]
        await self.send_json({**state.message(), "list": faults})

    head = get

    def _place(self, path: str, line: int, column: int) -> Mapping[str, str] | None:
        if not path:
            return None
        return shown(self.server.editor.place((self.server.preview.project.content / path).resolve(), line, column))


class Writing(Site):
    """For the writer: `places` of a page's sources, and an `annotation` of selected words."""

    async def get(self, what: str) -> None:
        preview, edition = self.server.preview, self.server.preview.edition
        if edition is None:
            raise HTTPError(404, reason="there is no site yet")
        if what == "places":
            path = decoded_path(self.get_query_argument("page"))
            path = f"{path}index.html" if path.endswith("/") or not path else path
            places = await self.server.run(places_on, edition, path, preview.project.content, self.server.editor)
            notes = {key: shown(place) for key, place in places.annotations.items()}
            return await self.send_json({"page": shown(places.page) if places.page else None, "annotations": notes})
        article = edition.plan.site.content.articles.get(self.get_query_argument("article"))
        if article is None:
            raise HTTPError(404, reason="no such article")
        words, before, after = (self.get_query_argument(name, "", strip=False) for name in ("words", "before", "after"))
        # What writes YAML is imported when somebody writes, not before the first page.
        propose = import_module("briefgen.proposals").propose_annotation
        text = await self.server.run(propose, article, words, before, after)
        return await self.send_json({"yaml": text})

    head = get


def shown(place: Place) -> Mapping[str, str]:
    return place._asdict()


class Events(Site):
    """Server-sent events: the state at once, then again whenever it changes."""

    async def get(self) -> None:
        server = self.server
        if len(server.listeners) >= LISTENERS:
            raise HTTPError(503, reason="too many listeners")
        self.set_header("Content-Type", "text/event-stream")
        self.set_header("Cache-Control", "no-store")
        self.changed = server.listeners.join()
        try:
            self.write("retry: 400\n")
            while not server.is_closed:
                self.changed.clear()
                self.write(f"data: {json.dumps(server.preview.state.message())}\n\n")
                await asyncio.wait_for(self.flush(), SECONDS)
                await self._wait()
        except (TimeoutError, StreamClosedError):
            close(self.request)
        finally:
            server.listeners.leave(self.changed)

    async def _wait(self) -> None:
        """Waits for a change; says now and then that the server is there."""
        while True:
            try:
                await asyncio.wait_for(self.changed.wait(), HEARTBEAT)
                return
            except TimeoutError:
                self.write(": here\n\n")
                await asyncio.wait_for(self.flush(), SECONDS)

    def on_connection_close(self) -> None:
        self.server.listeners.leave(self.changed)
        self.changed.set()


class Bounded(HTTPServer):
    """A server that closes its oldest connection for a new one when it has too many, whatever that one is doing."""

    def initialize(self, *arguments: Any, **options: Any) -> None:
        super().initialize(*arguments, **options)
        self.streams: list[IOStream] = []

    def handle_stream(self, stream: IOStream, address: tuple[Any, ...]) -> None:
        self.streams = [other for other in self.streams if not other.closed()]
        if len(self.streams) >= CONNECTIONS:
            self.streams.pop(0).close()
        self.streams.append(stream)
        super().handle_stream(stream, address)


class Server:
    """A preview at an address. `start` takes the next free port if the one that is wished for is taken."""

    def __init__(self, preview: Preview, run: Runner, editor: Editor, host: str) -> None:
        self.preview = preview
        self.run = run
        self.editor = editor
        self.host = host
        self.port = 0
        self.names = own_names(host)
        self.is_open = not is_loopback(host)
        self.is_closed = False
        self.listeners = Listeners()
        self.assets = preview.assets
        ways = [
            (rf"/{RESERVED}/events", Events),
            (rf"/{RESERVED}/state", State),
            (rf"/{RESERVED}/(places|annotation)", Writing),
            (rf"/{RESERVED}/(.*)", Own),
            (r"/.*", Files),
        ]
        application = Application(
            [(way, handler, {"server": self}) for way, handler in ways],
            default_handler_class=Files,
            default_handler_args={"server": self},
            log_function=lambda _: None,
        )
        self._http = Bounded(
            application,
            max_header_size=HEADER_BYTES,
            max_body_size=1,
            idle_connection_timeout=SECONDS,
            body_timeout=SECONDS,
        )

    @property
    def address(self) -> str:
        host = "127.0.0.1" if self.host in ("0.0.0.0", "") else "[::1]" if self.host == "::" else self.host
        return f"http://{f'[{host}]' if ':' in host and not host.startswith('[') else host}:{self.port}/"

    def start(self, wish: int, tries: int = 20) -> int:
        """Listens, and gives the port: the one wished for, or the next free one; any for 0."""
        for port in range(wish, min(wish + tries, 65536)) if wish else (0,):
            try:
                sockets = bind_sockets(port, self.host)
            except OSError as problem:
                if problem.errno in (errno.EADDRINUSE, errno.EACCES):
                    continue
                message = f"{self.host} cannot be listened at: {problem.strerror or problem}"
                raise Problem(message, "name an address of this machine with --host") from None
            self._http.add_sockets(sockets)
            self.port = sockets[0].getsockname()[1]
            return self.port
        raise Problem(f"no port from {wish} to {wish + tries - 1} is free", "name another one with --port")

    async def close(self) -> None:
        self.is_closed = True
        self._http.stop()
        self.listeners.tell()
        for stream in self._http.streams:
            stream.close()
        await self._http.close_all_connections()


def close(request: HTTPServerRequest) -> None:
    stream = getattr(request.connection, "stream", None)
    if isinstance(stream, IOStream):
        stream.close()
