"""The folder is enough: by nginx at the root and under a path, by Python's own server, and from disk, in a browser."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import pytest
from conftest import without
from playwright.sync_api import Browser, Request
from tools.projects import write_files

NGINX = """\
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
{user}
events {{}}
http {{
    types {{ text/html html; text/css css; text/javascript js; application/json json jsonld; image/svg+xml svg; }}
    default_type application/octet-stream;
    access_log off;
    client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
    uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
    server {{
        listen 127.0.0.1:{port};
        root {folder}/www;
        index index.html;
        add_header Content-Security-Policy "{policy}" always;
    }}
}}
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(call: list[str], port: int, folder: Path) -> Iterator[None]:
    server = subprocess.Popen(call, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield
    finally:
        server.terminate()
        server.wait()


@contextmanager
def nginx(site: Path, folder: Path, path: str) -> Iterator[str]:
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
    if not program:
        without("nginx")
    (folder / "www" / path).parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(site, folder / "www" / path, dirs_exist_ok=True)
    port = free_port()
    rule = next(line for line in (site / "_headers").read_text("utf-8").splitlines() if "Content-Security" in line)
    settings = NGINX.format(
        folder=folder, port=port, policy=rule.partition(": ")[2], user="user root;" if os.geteuid() == 0 else ""
    )
    write_files(folder, {"nginx.conf": settings})
    call = [program, "-e", f"{folder}/error.log", "-p", str(folder), "-c", str(folder / "nginx.conf")]
    with running(call, port, folder):
        yield f"http://127.0.0.1:{port}/{path}"


@contextmanager
def at_root(site: Path, folder: Path) -> Iterator[str]:
    with nginx(site, folder, "") as address:
        yield address


@contextmanager
def under_a_path(site: Path, folder: Path) -> Iterator[str]:
    with nginx(site, folder, "some/where/") as address:
        yield address


@contextmanager
def pythons_own(site: Path, folder: Path) -> Iterator[str]:
    port = free_port()
    call = [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", "--directory", str(site), str(port)]
    with running(call, port, folder):
        yield f"http://127.0.0.1:{port}/"


@contextmanager
def from_disk(site: Path, folder: Path) -> Iterator[str]:
    """Zipped, and opened where it was unpacked."""
    shutil.make_archive(str(folder / "site"), "zip", site)
    shutil.unpack_archive(str(folder / "site.zip"), str(folder / "unpacked"))
    yield (folder / "unpacked").as_uri() + "/"


def failure_of(request: Request) -> list[str]:
    """What became of a request, unless the browser itself gave it up: it drops an icon on its way when it moves on."""
    return [] if request.failure == "net::ERR_ABORTED" else [f"failed: {request.url} ({request.failure})"]


@pytest.mark.parametrize("host", [at_root, under_a_path, pythons_own, from_disk])
def test_every_link_is_followed(
    demo_site: Path, chromium: Browser, tmp_path: Path, host: Callable[[Path, Path], Iterator[str]]
) -> None:
    """No page is missing, nothing is asked of another origin, and the browser has nothing to complain about."""
    with host(demo_site, tmp_path) as root, chromium.new_context() as context:
        page = context.new_page()
        asked: set[str] = set()
        complaints: list[str] = []
        page.on("request", lambda request: asked.add(request.url))
        page.on("console", lambda message: message.type == "error" and complaints.append(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda problem: complaints.append(f"{page.url}: {problem}"))
        page.on("requestfailed", lambda request: complaints.extend(failure_of(request)))
        page.on("response", lambda answer: answer.status >= 400 and complaints.append(f"{answer.status} {answer.url}"))
        left, seen = [f"{root}index.html"], set[str]()
        while left:
            address = left.pop()
            if address in seen:
                continue
            seen.add(address)
            page.goto(address, wait_until="load")
            links = page.eval_on_selector_all(
                "a[href]", "found => found.map(link => new URL(link.getAttribute('href'), document.baseURI).href)"
            )
            inside = {urldefrag(link)[0] for link in links if link.startswith(root)}
            left.extend(link for link in inside if urlsplit(link).path.endswith((".html", "/")))
        assert complaints == []
        assert {url for url in asked if not url.startswith((root, "data:"))} == set()
        pages = {path.relative_to(demo_site).as_posix() for path in demo_site.rglob("*.html")} - {"404.html"}
        assert {url.removeprefix(root) for url in seen} >= pages
