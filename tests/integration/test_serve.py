"""The preview over HTTP: what it serves, how it notices what editors do, and whom it refuses."""

import os
import random
import re
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tools.preview import SMALL, Serving, serving
from tools.projects import Run, write_files


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def served(tmp_path: Path, cache: Path) -> Iterator[Serving]:
    with serving(write_files(tmp_path, SMALL), cache=cache) as running:
        yield running


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[Serving]:
    """One that no test changes."""
    with serving(write_files(tmp_path_factory.mktemp("lasting"), SMALL), cache=cache) as running:
        yield running


# What it serves


def test_pages_are_those_of_a_build_but_for_the_script(lasting: Serving, build_site: Callable[..., Run]) -> None:
    built = build_site(lasting.folder / "content").site
    paths = [path.relative_to(built).as_posix() for path in built.rglob("*") if path.is_file()]
    paths = [path for path in paths if not path.startswith(".")]
    assert len(paths) > 15
    for path in paths:
        answer, body = lasting.ask(f"/{path}")
        plain = (built / path).read_bytes()
        assert answer.status == 200
        if path.endswith(".html"):
            assert b"/__briefgen__/preview.js" in body
            assert without_preview(body) == plain
        else:
            assert body == plain


def without_preview(page: bytes) -> bytes:
    lines = [line for line in page.splitlines(keepends=True) if b"/__briefgen__/" not in line]
    joined = b"".join(lines).replace(b"; connect-src 'self'; worker-src 'self'", b"")
    return joined.replace(b"; worker-src 'self'", b"")  # the search connects anyway


def test_nothing_is_written(served: Serving) -> None:
    served.edit("articles/first.yaml", "First report", "Primary report")
    served.wait_for(lambda: "Primary report" in served.get("/articles/first.html"))
    assert sorted(path.name for path in served.folder.iterdir()) == ["content"]


def test_drafts_are_shown(served: Serving) -> None:
    served.edit("articles/second.yaml", "title:", "draft: true\ntitle:")
    served.wait_for(lambda: "Draft" in served.get("/articles/second.html"))


def test_folders_lead_to_their_pages(lasting: Serving) -> None:
    assert lasting.ask("/topics/")[0].status == 200
    answer, _ = lasting.ask("/topics")
    assert (answer.status, answer.getheader("Location")) == (302, "/topics/")


def test_what_is_not_there_gets_the_page_for_it(lasting: Serving) -> None:
    answer, body = lasting.ask("/articles/none.html")
    assert answer.status == 404
    assert b"Page not found" in body
    assert answer.getheader("Briefgen-Mark")


def test_a_page_that_is_known_is_not_sent_again(lasting: Serving) -> None:
    answer, _ = lasting.ask("/index.html")
    again, body = lasting.ask("/index.html", If_None_Match=answer.getheader("ETag") or "")
    assert (again.status, body) == (304, b"")
    head, body = lasting.ask("/index.html", "HEAD")
    assert (head.status, head.getheader("Briefgen-Mark"), body) == (200, answer.getheader("Briefgen-Mark"), b"")


def test_a_busy_port_takes_the_next(tmp_path: Path, cache: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with serving(write_files(tmp_path, SMALL), cache=cache, port=port) as running:
            assert port < running.port < port + 20
            assert f"port {port} is taken" in "".join(running.said)


def test_an_open_host_warns(tmp_path: Path, cache: Path) -> None:
    with serving(write_files(tmp_path, SMALL), "--host", "0.0.0.0", cache=cache) as running:
        assert "warning: with --host 0.0.0.0 everybody" in "".join(running.said)
        assert running.ask("/", Host=f"evil.example:{running.port}")[0].status == 403


def test_the_end_is_clean(tmp_path: Path, cache: Path) -> None:
    with serving(write_files(tmp_path, SMALL), cache=cache) as running:
        listener = socket.create_connection(("127.0.0.1", running.port))
        listener.sendall(listening(running))
        heard = b""
        while b"data: " not in heard:
            heard += listener.recv(65536)
    listener.close()
    assert "Traceback" not in "".join(running.said)
    assert len(running.said) == 1


# Saving


def in_place(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def by_rename(path: Path, data: bytes) -> None:
    new = path.with_name(f".{path.name}.new")
    new.write_bytes(data)
    new.replace(path)


def by_rename_from_elsewhere(path: Path, data: bytes) -> None:
    new = path.parents[2] / "elsewhere"
    new.write_bytes(data)
    new.replace(path)


def with_backup(path: Path, data: bytes) -> None:
    """As Vim does: a probe, the old file put aside, a new one, the old one removed."""
    probe = path.with_name("4913")
    probe.touch()
    probe.unlink()
    backup = path.with_name(f"{path.name}~")
    path.replace(backup)
    path.write_bytes(data)
    backup.unlink()


def truncating(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.flush()
        time.sleep(0.05)
        file.write(data)


def removed_and_made(path: Path, data: bytes) -> None:
    path.unlink()
    time.sleep(0.05)
    path.write_bytes(data)


def keeping_size_and_time(path: Path, data: bytes) -> None:
    there = path.stat()
    assert there.st_size == len(data)
    path.write_bytes(data)
    os.utime(path, ns=(there.st_atime_ns, there.st_mtime_ns))


WAYS = (
    in_place,
    by_rename,
    by_rename_from_elsewhere,
    with_backup,
    truncating,
    removed_and_made,
    keeping_size_and_time,
)
IN_STEPS = (truncating, removed_and_made)
"""On a machine that is very busy, the pause in these may be longer than the preview's patience."""


@pytest.mark.parametrize("polling", [False, True], ids=["told", "polling"])
def test_however_an_editor_saves(tmp_path: Path, cache: Path, polling: bool) -> None:
    with serving(write_files(tmp_path, SMALL), *(["--poll"] if polling else []), cache=cache) as running:
        path = running.file("articles/first.yaml")
        for number, save in enumerate(WAYS):
            data = path.read_bytes()
            old, new = f"report{number - 1}" if number else "report", f"report{number}"
            before = running.state()["name"]
            if save is keeping_size_and_time:
                assert len(old) == len(new)
            save(path, data.replace(f"First {old}".encode(), f"First {new}".encode()))
            running.wait_for(lambda new=new: f"First {new}" in running.get("/articles/first.html"))
            after = running.state()
            assert after["faults"] == "", f"{save.__name__}: {after}"
            if not polling:
                steps = int(after["name"].split("-")[1]) - int(before.split("-")[1])
                assert steps <= (2 if save in IN_STEPS else 1), save.__name__


def test_many_files_at_once_are_one_change(served: Serving) -> None:
    before = served.state()["name"]
    for number in range(250):
        served.file(f"articles/more-{number}.txt").write_text(f"Words of number {number}.\n")
        served.file(f"articles/more-{number}.yaml").write_text(f"title: More {number}\npublished: 2025-05-21\n")
    served.wait_for(lambda: "More 249" in served.get("/articles/more-249.html"))
    assert int(served.state()["name"].split("-")[1]) <= int(before.split("-")[1]) + 2
    assert served.state()["faults"] == ""
    shutil.rmtree(served.folder / "content" / "articles")
    served.wait_for(lambda: "More 249" not in served.get("/articles/more-249.html"))


def test_a_folder_that_is_moved_in_renamed_and_out(served: Serving) -> None:
    outside = write_files(
        served.folder / "outside",
        {"deep/er/third.txt": "Third words.\n", "deep/er/third.yaml": "title: Third report\npublished: 2025-05-25\n"},
    )
    inside = served.file("articles/moved")
    outside.rename(inside)
    served.wait_for(lambda: "Third report" in served.get("/articles/third.html"))
    (inside / "deep" / "er" / "third.yaml").write_text("title: Third again\npublished: 2025-05-25\n")
    served.wait_for(lambda: "Third again" in served.get("/articles/third.html"))
    renamed = inside.rename(served.file("articles/renamed"))
    (renamed / "deep" / "er" / "third.yaml").write_text("title: Third anew\npublished: 2025-05-25\n")
    served.wait_for(lambda: "Third anew" in served.get("/articles/third.html"))
    renamed.rename(outside)
    served.wait_for(lambda: served.ask("/articles/third.html")[0].status == 404)


def test_the_content_folder_is_replaced(served: Serving) -> None:
    content = served.folder / "content"
    copy = shutil.copytree(content, served.folder / "copy")
    (copy / "articles/first.yaml").write_text("title: Another branch\npublished: 2025-05-20\n")
    content.rename(served.folder / "old")
    copy.rename(content)
    served.wait_for(lambda: "Another branch" in served.get("/articles/first.html"))
    served.edit("articles/first.yaml", "Another branch", "Still watched")
    served.wait_for(lambda: "Still watched" in served.get("/articles/first.html"))
    assert served.state()["faults"] == ""


def test_templates_appear_change_and_go(served: Serving) -> None:
    own = served.folder / "templates" / "partials"
    own.mkdir(parents=True)
    (own / "footer.html").write_text("<footer><p>Own footer</p></footer>\n")
    served.wait_for(lambda: "Own footer" in served.get())
    (own / "footer.html").write_text("<footer><p>Own {{ chrome.nothing }}</p></footer>\n")
    served.wait_for(lambda: served.state()["errors"] > 0)
    assert "templates/partials/footer.html:1" in served.state()["list"][0]["frame"]
    assert "Own footer" in served.get()
    (own / "footer.html").write_text("<footer><p>New footer</p></footer>\n")
    served.wait_for(lambda: "New footer" in served.get())
    assert served.state()["faults"] == ""
    shutil.rmtree(served.folder / "templates")
    served.wait_for(lambda: "New footer" not in served.get())


def test_a_stylesheet_changes_only_the_style(served: Serving) -> None:
    before = served.ask("/", "HEAD")[0]
    write_files(served.folder / "templates", {"assets/css/zz-own.css": "main { color: teal }\n"})
    served.wait_for(
        lambda: served.ask("/", "HEAD")[0].getheader("Briefgen-Style") != before.getheader("Briefgen-Style")
    )
    after, _ = served.ask("/", "HEAD")
    assert after.getheader("Briefgen-Mark") == before.getheader("Briefgen-Mark")
    assert "teal" in served.get(f"/{after.getheader('Briefgen-Style')}")


def test_only_pages_that_a_change_touches_have_another_mark(served: Serving) -> None:
    pages = ("/articles/first.html", "/articles/second.html", "/topics/tariffs.html", "/topics/quotas.html")
    before = {page: served.ask(page, "HEAD")[0].getheader("Briefgen-Mark") for page in pages}
    served.edit("articles/first.yaml", "in the margin", "beside the text")
    served.wait_for(lambda: "beside the text" in served.get("/articles/first.html"))
    after = {page: served.ask(page, "HEAD")[0].getheader("Briefgen-Mark") for page in pages}
    assert [page for page in pages if before[page] != after[page]] == ["/articles/first.html", "/topics/tariffs.html"]


def test_what_is_no_content_is_no_change(served: Serving) -> None:
    before = served.state()["name"]
    for name in (".first.yaml.swp", "articles/first.yaml~", ".git/index", "articles/#first.yaml#"):
        write_files(served.folder / "content", {name: "x"})
    os.utime(served.file("articles/first.yaml"))
    (served.folder / "site").mkdir()
    (served.folder / "site" / "index.html").write_text("x")
    time.sleep(0.5)
    assert served.state()["name"] == before


# Faults


def test_faults_are_told_and_the_last_good_site_stays(served: Serving) -> None:
    served.edit("articles/first.yaml", "quote: The ministry met the envoy", "quote: The ministry met nobody")
    served.wait_for(lambda: served.state()["errors"] == 1)
    state = served.state()
    assert state["built"]
    assert "content/articles/first.yaml:7:12" in state["list"][0]["frame"]
    assert "The ministry met the envoy" in served.get("/articles/first.html")
    served.edit("articles/first.yaml", "met nobody", "met the envoy")
    served.wait_for(lambda: served.state()["faults"] == "")
    said = "".join(served.said)
    assert said.count("error[") == 1
    assert said.count(state["list"][0]["frame"]) == 1
    served.wait_for(lambda: "no faults\n" in served.said)


def test_a_briefing_that_never_was_good_says_so(tmp_path: Path, cache: Path) -> None:
    files = {**SMALL, "content/briefing.yaml": "titel: Wrong\n"}
    with serving(write_files(tmp_path, files), cache=cache) as running:
        answer, body = running.ask("/")
        assert answer.status == 503
        assert b"/__briefgen__/preview.js" in body
        running.edit("briefing.yaml", "titel", "title")
        running.wait_for(lambda: running.ask("/")[0].status == 200)


def test_a_file_that_cannot_be_read_is_told(served: Serving) -> None:
    if os.geteuid() == 0:
        pytest.skip("root reads everything")
    path = served.file("articles/first.yaml")
    path.chmod(0)
    served.wait_for(lambda: served.state()["errors"] == 1)
    path.chmod(0o644)
    served.wait_for(lambda: served.state()["faults"] == "")


def test_a_link_is_told_and_not_followed(served: Serving) -> None:
    secret = served.folder / "secret"
    secret.write_text("Nobody reads this.\n")
    served.file("articles/third.txt").symlink_to(secret)
    served.file("assets").mkdir()
    served.file("assets/secret.txt").symlink_to(secret)
    served.wait_for(lambda: served.state()["errors"] == 2)
    assert served.ask("/assets/secret.txt")[0].status == 404


# For the writer


def test_places_of_a_page(lasting: Serving) -> None:
    answer = lasting.get("/__briefgen__/places?page=articles/first.html")
    assert f"{lasting.folder}/content/articles/first.yaml:6" in answer


def test_an_annotation_of_selected_words(lasting: Serving) -> None:
    answer = lasting.get("/__briefgen__/annotation?article=first&words=met+the+envoy&before=The+ministry+&after=+on")
    assert "quote: met the envoy" in answer
    assert lasting.ask("/__briefgen__/annotation?article=none&words=x")[0].status == 404


# Refusals

HOST = "HOST"
"""Stands for the preview's own host in the requests below."""

CLIMBING = (
    "/../briefing.yaml",
    "/..%2fbriefing.yaml",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/%2e%2e%2fetc%2fpasswd",
    "/%252e%252e%252fetc%252fpasswd",
    "/..%5c..%5cetc%5cpasswd",
    "/..\\..\\etc\\passwd",
    "/assets/../../content/briefing.yaml",
    "/assets/..;/..;/etc/passwd",
    "/%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd",
    "/%uff0e%uff0e/etc/passwd",
    "/．．/．．/etc/passwd",
    "//etc/passwd",
    "///etc/passwd",
    "/./index.html/../../../etc/passwd",
    "/etc/passwd%00.html",
    "/index.html%00",
    "/.git/config",
    "/.env",
    "/content/briefing.yaml",
    "/articles/first.yaml",
    "/file:///etc/passwd",
    "/@fs/etc/passwd",
    "/__briefgen__/../preview.py",
    "/__briefgen__/%2e%2e/preview.py",
    "/__briefgen__/..%2fpreview.py",
    "/__briefgen__/",
    "/__briefgen__",
    "/__briefgen__/__init__.py",
)


@pytest.mark.parametrize("path", CLIMBING)
def test_nothing_but_the_site_is_served(lasting: Serving, path: str) -> None:
    answer = lasting.exchange(f"GET {path} HTTP/1.1\r\nHost: {lasting.host}\r\nConnection: close\r\n\r\n".encode())
    status = int(answer.split()[1]) if answer else 400
    assert status in (400, 403, 404), answer[:300]
    assert b"root:" not in answer
    assert b"A small briefing\nlanguage" not in answer
    assert b"def " not in answer


REFUSED = {
    "no host": ("GET / HTTP/1.1", (), (400, 403)),
    "a foreign host": ("GET / HTTP/1.1", ("Host: evil.example",), (403,)),
    "a foreign host with the port": ("GET / HTTP/1.1", ("Host: evil.example:PORT",), (403,)),
    "a host that begins right": ("GET / HTTP/1.1", ("Host: 127.0.0.1.evil.example:PORT",), (403,)),
    "a host with a user": ("GET / HTTP/1.1", ("Host: localhost@evil.example:PORT",), (400, 403)),
    "another port": ("GET / HTTP/1.1", ("Host: 127.0.0.1:1",), (403,)),
    "no port": ("GET / HTTP/1.1", ("Host: 127.0.0.1",), (403,)),
    "another number of this machine": ("GET / HTTP/1.1", ("Host: 127.0.0.2:PORT",), (403,)),
    "two hosts": ("GET / HTTP/1.1", ("Host: HOST", "Host: evil.example"), (400, 403)),
    "an address for a path": ("GET http://evil.example/ HTTP/1.1", ("Host: HOST",), (400, 403)),
    "a star": ("GET * HTTP/1.1", ("Host: HOST",), (400, 403, 404)),
    "a foreign origin": ("GET / HTTP/1.1", ("Host: HOST", "Origin: http://evil.example"), (403,)),
    "a null origin": ("GET / HTTP/1.1", ("Host: HOST", "Origin: null"), (403,)),
    "an origin of another port": ("GET / HTTP/1.1", ("Host: HOST", "Origin: http://127.0.0.1:1"), (403,)),
    "an origin of another scheme": ("GET / HTTP/1.1", ("Host: HOST", "Origin: https://HOST"), (403,)),
    "events for another origin": ("GET /__briefgen__/events HTTP/1.1", ("Host: HOST", "Origin: http://a.b"), (403,)),
    "a script of another site": ("GET / HTTP/1.1", ("Host: HOST", "Sec-Fetch-Site: cross-site"), (403,)),
    "a script of another port": ("GET / HTTP/1.1", ("Host: HOST", "Sec-Fetch-Site: same-site"), (403,)),
    "a frame of another site": (
        "GET / HTTP/1.1",
        ("Host: HOST", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: iframe"),
        (403,),
    ),
    "a way to the faults from another site": (
        "GET /__briefgen__/state HTTP/1.1",
        ("Host: HOST", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"),
        (403,),
    ),
    "POST": ("POST / HTTP/1.1", ("Host: HOST", "Content-Length: 0"), (405,)),
    "PUT": ("PUT /index.html HTTP/1.1", ("Host: HOST", "Content-Length: 0"), (405,)),
    "DELETE": ("DELETE /index.html HTTP/1.1", ("Host: HOST",), (405,)),
    "OPTIONS": ("OPTIONS / HTTP/1.1", ("Host: HOST", "Origin: http://HOST"), (405,)),
    "TRACE": ("TRACE / HTTP/1.1", ("Host: HOST",), (405,)),
    "CONNECT": ("CONNECT / HTTP/1.1", ("Host: HOST",), (405,)),
    "an invented method": ("BREW / HTTP/1.1", ("Host: HOST",), (405,)),
    "a large body": ("GET / HTTP/1.1", ("Host: HOST", "Content-Length: 1000000"), (400, 413)),
    "a large header": ("GET / HTTP/1.1", ("Host: HOST", "X: " + "x" * 100_000), (400, 431)),
    "many headers": ("GET / HTTP/1.1", ("Host: HOST", *(f"X-{n}: {n}" for n in range(5000))), (400, 431)),
    "a long path": ("GET /" + "a" * 100_000 + " HTTP/1.1", ("Host: HOST",), (400, 414, 431)),
    "nonsense": ("\x16\x03\x01 nonsense", (), (400,)),
    "smuggling": (
        "GET / HTTP/1.1",
        ("Host: HOST", "Content-Length: 4", "Transfer-Encoding: chunked"),
        (400,),
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_who_is_refused(lasting: Serving, case: str) -> None:
    line, headers, codes = REFUSED[case]
    text = "\r\n".join((line, *headers, "Connection: close", "", ""))
    answer = lasting.exchange(text.replace(HOST, lasting.host).replace("PORT", str(lasting.port)).encode())
    # A closed connection is a refusal too.
    assert not answer or int(answer.split()[1]) in codes, answer[:300]
    assert b"A small briefing" not in answer
    assert b"access-control" not in answer.lower()
    assert lasting.ask("/")[0].status == 200


def test_who_is_not_refused(lasting: Serving) -> None:
    for host in (lasting.host, f"localhost:{lasting.port}", f"LOCALHOST:{lasting.port}", f"[::1]:{lasting.port}"):
        assert lasting.ask("/", Host=host)[0].status == 200
    assert lasting.ask("/", Origin=f"http://{lasting.host}")[0].status == 200
    led = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert lasting.ask("/", **led)[0].status == 200


def test_every_answer_keeps_others_out(lasting: Serving) -> None:
    for path, method in (
        ("/", "GET"),
        ("/none", "GET"),
        ("/__briefgen__/state", "GET"),
        ("/", "POST"),
        ("/.env", "GET"),
    ):
        answer, _ = lasting.ask(path, method)
        assert answer.getheader("Cross-Origin-Resource-Policy") == "same-origin"
        assert answer.getheader("X-Frame-Options") == "DENY"
        assert answer.getheader("X-Content-Type-Options") == "nosniff"
        assert not [name for name, _ in answer.getheaders() if name.lower().startswith("access-control")]


def test_slow_and_silent_clients_keep_nobody_waiting(lasting: Serving) -> None:
    lines = []
    for number in range(200):
        line = socket.create_connection(("127.0.0.1", lasting.port), timeout=5)
        line.sendall(f"GET / HTTP/1.1\r\nHost: {lasting.host}\r\nX-Slow: ".encode() if number % 2 else b"G")
        lines.append(line)
    started = time.monotonic()
    assert lasting.ask("/")[0].status == 200
    assert time.monotonic() - started < 2
    for line in lines:
        line.close()


def test_whoever_reads_nothing_keeps_nobody_waiting(lasting: Serving) -> None:
    lines = []
    for _ in range(20):
        line = socket.create_connection(("127.0.0.1", lasting.port), timeout=5)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
        line.sendall(f"GET / HTTP/1.1\r\nHost: {lasting.host}\r\n\r\n".encode() * 20)
        lines.append(line)
    assert lasting.ask("/")[0].status == 200
    for line in lines:
        line.close()


def test_too_many_listeners_are_turned_away(lasting: Serving) -> None:
    lines = []
    for _ in range(60):
        line = socket.create_connection(("127.0.0.1", lasting.port), timeout=5)
        line.sendall(f"GET /__briefgen__/events HTTP/1.1\r\nHost: {lasting.host}\r\n\r\n".encode())
        lines.append(line)
    assert b" 503 " in lines[-1].recv(4096).splitlines()[0]
    assert b" 200 " in lines[0].recv(4096).splitlines()[0]
    for line in lines:
        line.close()
    lasting.wait_for(lambda: lasting.exchange(listening(lasting), 0.3).startswith(b"HTTP/1.1 200"))


def listening(served: Serving) -> bytes:
    return f"GET /__briefgen__/events HTTP/1.1\r\nHost: {served.host}\r\n\r\n".encode()


# A long session


def test_two_hundred_edits_leave_nothing_behind(served: Serving) -> None:
    """Neither memory, nor handles, nor threads; some of the edits are broken, and tabs come and go."""
    chance = random.Random(5)
    process = Path(f"/proc/{served.process.pid}")
    if not process.exists():
        pytest.skip("there is no /proc")
    levels = []
    for number in range(200):
        name = served.state()["name"]
        kind = chance.choice(["note", "break", "topic", "article", "text"])
        if kind == "note":
            note = f"    note: Note {number}.\n"
            path = served.file("articles/first.yaml")
            path.write_text(re.sub(r"    note: .*\n", note, path.read_text()))
        elif kind == "break":
            served.file("articles/broken.yaml").write_text(f"title: [{number}\n")
        elif kind == "topic":
            served.file("topics.yaml").write_text(f"tariffs:\n  title: Tariffs {number}\nquotas:\n  title: Quotas\n")
        elif kind == "article":
            write_files(served.folder / "content", {"articles/new.txt": "Words.\n", "articles/new.yaml": new(number)})
        else:
            served.file("articles/second.txt").write_text(f"The envoy left on Friday, at {number}.\n")
        served.wait_for_change(name)
        served.file("articles/broken.yaml").unlink(missing_ok=True)
        served.wait_for(lambda: served.state()["errors"] == 0)
        for page in ("/", "/articles/first.html", "/topics/tariffs.html"):
            assert served.ask(page)[0].status == 200
        with socket.create_connection(("127.0.0.1", served.port), timeout=5) as line:
            line.sendall(listening(served))
            assert line.recv(10)
        if number == 20 or number == 199:
            levels.append(
                (memory(process), len(list((process / "fd").iterdir())), len(list((process / "task").iterdir())))
            )
    (least, handles, threads), (most, more_handles, more_threads) = levels
    assert most <= least * 1.1, levels
    assert more_handles <= handles + 4, levels
    assert more_threads == threads, levels


def new(number: int) -> str:
    return f"title: New {number}\npublished: 2025-05-{number % 28 + 1:02}\ntopics: quotas\n"


def memory(process: Path) -> int:
    """Kilobytes of memory that the process holds."""
    found = re.search(r"VmRSS:\s+(\d+)", (process / "status").read_text())
    assert found
    return int(found[1])
