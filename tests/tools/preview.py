"""Running `briefgen serve`, and asking it: over HTTP, and with bytes on a socket."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from threading import Thread
from typing import Any

SMALL = {
    "content/briefing.yaml": "title: A small briefing\nlanguage: en\ntimezone: Europe/Berlin\nas_of: 2025-06-01\n",
    "content/topics.yaml": "tariffs:\n  title: Tariffs\nquotas:\n  title: Quotas\n",
    "content/actors.yaml": "ministry:\n  name: The ministry\n  kind: government\n",
    "content/articles/first.txt": "The ministry met the envoy on Monday.\n\nNothing was signed. Nothing was signed.\n",
    "content/articles/first.yaml": (
        "title: First report\npublisher: Gazette\npublished: 2025-05-20\ntopics: tariffs\nannotations:\n"
        "  - id: met\n    quote: The ministry met the envoy\n    kind: statement\n    actor: ministry\n"
        "    topics: tariffs\n    note: A note in the margin.\n"
    ),
    "content/articles/second.txt": "The envoy left on Friday.\n",
    "content/articles/second.yaml": (
        "title: Second report\npublisher: Gazette\npublished: 2025-05-24\ntopics: quotas\nannotations:\n"
        "  - id: left\n    quote: The envoy left\n    kind: statement\n    actor: ministry\n    topics: quotas\n"
    ),
}
"""A project of two articles with a topic each."""


@dataclass
class Serving:
    """A running preview: its process, its port, and what it has said so far."""

    folder: Path
    process: "subprocess.Popen[str]"
    port: int = 0
    said: list[str] = field(default_factory=list)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def address(self) -> str:
        return f"http://{self.host}/"

    def ask(self, path: str = "/", method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer, body

    def get(self, path: str = "/") -> str:
        return self.ask(path)[1].decode()

    def state(self) -> Any:
        return json.loads(self.get("/__briefgen__/state"))

    def exchange(self, data: bytes, seconds: float = 5) -> bytes:
        """Sends bytes as they are, and gives all bytes that come back until the other side closes or is silent."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=seconds) as line:
            received = b""
            try:
                line.sendall(data)
                while more := line.recv(65536):
                    received += more
            except OSError:
                pass
            return received

    def wait_for(self, is_there: Callable[[], bool], seconds: float = 10) -> None:
        deadline = time.monotonic() + seconds
        while not is_there():
            assert time.monotonic() < deadline, "".join(self.said)
            time.sleep(0.01)

    def wait_for_change(self, name: str, seconds: float = 10) -> Any:
        """The state once it is another than the one of that name."""
        self.wait_for(lambda: self.state()["name"] != name, seconds)
        return self.state()

    def file(self, name: str) -> Path:
        return self.folder / "content" / name

    def edit(self, name: str, old: str, new: str) -> None:
        """Replaces words of a content file, in place."""
        path = self.file(name)
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")


@contextmanager
def serving(folder: Path, *arguments: str, cache: Path, port: int = 0) -> Iterator[Serving]:
    """`briefgen serve` in a folder, from when it answers to when it has ended, with Ctrl-C."""
    environment = {k: v for k, v in os.environ.items() if k not in ("VISUAL", "SOURCE_DATE_EPOCH")}
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "briefgen", "serve", "--port", str(port), *arguments],
        cwd=folder,
        env={**environment, "XDG_CACHE_HOME": str(cache), "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    served = Serving(folder, process)
    out = process.stdout
    assert out is not None
    reader = Thread(target=lambda: served.said.extend(out), daemon=True)
    reader.start()
    try:
        served.wait_for(
            lambda: bool(re.search(r"http://[^/]*:(\d+)/", "".join(served.said))) or process.poll() is not None
        )
        found = re.search(r"http://[^/]*:(\d+)/", "".join(served.said))
        assert found, "".join(served.said)
        served.port = int(found[1])
        served.get()
        yield served
    finally:
        process.send_signal(signal.SIGINT)
        try:
            code = process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        finally:
            reader.join(timeout=5)
            out.close()
    assert code == 0, "".join(served.said)
