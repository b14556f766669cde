"""Publishing to S3, against moto's server; requests go through a relay that counts them and can break."""

import threading
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from conftest import without
from tools.projects import write_files
from tools.publishing import FIRST, FOREIGN, NEXT, build, compare, publish

from briefgen.model import S3Target
from briefgen.problems import Problem
from briefgen.publishers.remote import Surroundings

try:
    import boto3
    import obstore  # noqa: F401
    from moto.server import ThreadedMotoServer
except ImportError:
    boto3 = None

KEYS = {"AWS_ACCESS_KEY_ID": "an-access-key", "AWS_SECRET_ACCESS_KEY": "a-very-secret-key", "HOME": "/nowhere"}


class Relay(ThreadingHTTPServer):
    """Hands requests on to moto, and hangs up instead from request number `breaks_at` that changes something on.

    With `late` that request itself still arrives, only its answer is lost.
    """

    daemon_threads = True

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", 0), Hand)
        self.target = port
        self.lock = threading.Lock()
        self.reset()

    def reset(self, breaks_at: int = 0, *, late: bool = False) -> None:
        self.breaks_at, self.late = breaks_at, late
        self.changing: list[tuple[str, str, bytes]] = []
        self.headers: dict[str, dict[str, str]] = {}


class Hand(BaseHTTPRequestHandler):
    server: Relay
    protocol_version = "HTTP/1.1"

    def relay(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        number = 0
        if self.command in ("PUT", "POST", "DELETE"):
            with self.server.lock:
                self.server.changing.append((self.command, self.path, body))
                number = len(self.server.changing)
        at = self.server.breaks_at
        if at and number >= at and not (self.server.late and number == at):
            self.close_connection = True
            return
        connection = HTTPConnection("127.0.0.1", self.server.target)
        connection.request(self.command, self.path, body, dict(self.headers))
        answer = connection.getresponse()
        data = answer.read()
        if at and number >= at:
            self.close_connection = True
            return
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("transfer-encoding", "connection", "content-length", "date", "server"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = relay  # noqa: N815

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass


@pytest.fixture(scope="module")
def relay() -> Iterator[Relay]:
    if boto3 is None:
        without("moto or obstore")
    moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    moto.start()
    server = Relay(moto.get_host_and_port()[1])
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()
    moto.stop()


class Storage:
    """A fresh bucket with foreign objects, and a project."""

    def __init__(self, relay: Relay, folder: Path) -> None:
        relay.reset()
        self.relay, self.site = relay, folder / "project" / "site"
        self.name = f"bucket-{abs(hash(folder))}"
        self.client = boto3.client(
            "s3",
            endpoint_url=f"http://127.0.0.1:{relay.target}",
            region_name="us-east-1",
            aws_access_key_id="x",
            aws_secret_access_key="y",
        )
        self.client.create_bucket(Bucket=self.name)
        self.endpoint = f"http://127.0.0.1:{relay.server_address[1]}"
        self.to = S3Target(self.name, "briefings/talks/", self.endpoint)
        self.around = Surroundings(folder / "project", (), KEYS)
        write_files(folder / "project", {"content/briefing.yaml": "title: x\n"})
        for path, data in FOREIGN.items():
            self.client.put_object(Bucket=self.name, Key=f"briefings/talks/{path}", Body=data)
        self.client.put_object(Bucket=self.name, Key="elsewhere.txt", Body=b"elsewhere")

    def tree(self) -> dict[str, bytes]:
        listed = self.client.list_objects_v2(Bucket=self.name, Prefix="briefings/talks/")["Contents"]
        keys = [entry["Key"] for entry in listed]
        found = {key: self.client.get_object(Bucket=self.name, Key=key)["Body"].read() for key in keys}
        paths = {key.removeprefix("briefings/talks/"): data for key, data in found.items()}
        return {path: data for path, data in paths.items() if path != ".briefgen/record.json"}

    def sent(self) -> list[str]:
        """The paths of what was put there, in order."""
        return [path.partition("/talks/")[2] for verb, path, _ in self.relay.changing if verb == "PUT"]


@pytest.fixture
def storage(relay: Relay, tmp_path: Path) -> Storage:
    return Storage(relay, tmp_path)


def test_first_then_changed_then_nothing(storage: Storage) -> None:
    edition = build(storage.site, FIRST)
    assert len(publish(storage.to, edition, storage.around).added) == len(FIRST)
    assert storage.tree() == {**FIRST, **FOREIGN}
    edition = build(storage.site, NEXT)
    storage.relay.reset()
    changes = compare(storage.to, edition, storage.around)
    assert storage.relay.changing == []
    assert publish(storage.to, edition, storage.around) == changes
    assert changes.changed == ("index.html", "topics/index.html")
    assert changes.removed == ("assets/style.0123456789.css", "topics/old.html")
    assert storage.tree() == {**NEXT, **FOREIGN}
    sent = storage.sent()
    record = ".briefgen/record.json"
    assert (sent[0], sent[1], sent[-1]) == (record, "assets/style.abcdef0123.css", record)
    assert sorted(sent[2:-1]) == ["index.html", "topics/index.html", "topics/new.html"]
    verbs = [verb for verb, *_ in storage.relay.changing]
    assert verbs[-2:] == ["POST", "PUT"], "deletions come after all uploads but the record"
    storage.relay.reset()
    assert publish(storage.to, edition, storage.around).is_nothing
    assert storage.relay.changing == []
    assert storage.client.get_object(Bucket=storage.name, Key="elsewhere.txt")["Body"].read() == b"elsewhere"


@pytest.mark.parametrize(
    ("path", "kind", "cache"),
    [
        ("index.html", "text/html; charset=utf-8", "public, max-age=300"),
        ("assets/style.0123456789.css", "text/css; charset=utf-8", "public, max-age=31536000, immutable"),
        ("assets/map.png", "image/png", "public, max-age=300"),
        ("deadlines.ics", "text/calendar; charset=utf-8", "public, max-age=300"),
        ("feed.xml", "application/atom+xml; charset=utf-8", "public, max-age=300"),
        ("_headers", "text/plain; charset=utf-8", "public, max-age=300"),
    ],
)
def test_types_and_cache_headers(storage: Storage, path: str, kind: str, cache: str) -> None:
    publish(storage.to, build(storage.site, {**FIRST, "feed.xml": b"<feed/>", "_headers": b"/*"}), storage.around)
    head = storage.client.head_object(Bucket=storage.name, Key=f"briefings/talks/{path}")
    assert (head["ContentType"], head["CacheControl"]) == (kind, cache)


def test_what_somebody_else_changed_is_mended(storage: Storage) -> None:
    edition = build(storage.site, FIRST)
    publish(storage.to, edition, storage.around)
    storage.client.put_object(Bucket=storage.name, Key="briefings/talks/index.html", Body=b"vandalised")
    storage.client.delete_object(Bucket=storage.name, Key="briefings/talks/deadlines.ics")
    changes = publish(storage.to, edition, storage.around)
    assert (changes.added, changes.changed) == (("deadlines.ics",), ("index.html",))
    assert storage.tree() == {**FIRST, **FOREIGN}


def test_foreign_objects_in_the_way_are_refused(storage: Storage) -> None:
    storage.client.put_object(Bucket=storage.name, Key="briefings/talks/index.html", Body=b"somebody else's")
    with pytest.raises(Problem, match="stand in the way"):
        publish(storage.to, build(storage.site, FIRST), storage.around)
    assert storage.tree() == {**FOREIGN, "index.html": b"somebody else's"}


def test_a_mass_deletion_needs_a_word(storage: Storage) -> None:
    publish(storage.to, build(storage.site, FIRST), storage.around)
    small = build(storage.site, {"index.html": b"left"})
    with pytest.raises(Problem, match="7 of the 8"):
        publish(storage.to, small, storage.around)
    publish(storage.to, small, storage.around, yes=True)
    assert storage.tree() == {**FOREIGN, "index.html": b"left"}


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The storage is asked but once, so that a broken connection is told at once."""
    monkeypatch.setattr("briefgen.publishers.s3._RETRIES", {"max_retries": 0})


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("late", [False, True])
def test_a_break_anywhere_then_again(storage: Storage, late: bool) -> None:
    publish(storage.to, build(storage.site, FIRST), storage.around)
    broken = 0
    for at in range(1, 20):
        files = NEXT if at % 2 else FIRST
        edition = build(storage.site, files)
        storage.relay.reset(at, late=late)
        try:
            publish(storage.to, edition, storage.around)
        except Problem as problem:
            broken += 1
            assert problem.hint
        count = len(storage.relay.changing)
        storage.relay.reset()
        now = storage.tree()
        assert all(now[path] == data for path, data in FOREIGN.items())
        publish(storage.to, edition, storage.around)
        assert storage.tree() == {**files, **FOREIGN}, at
        assert compare(storage.to, edition, storage.around).is_nothing
        if count < at:
            break
    assert broken >= 5


@pytest.mark.usefixtures("impatient")
def test_what_arrived_before_a_break_is_known_as_ours(storage: Storage) -> None:
    """New objects arrive, the connection breaks, and the next edition has them no more: they must go."""
    publish(storage.to, build(storage.site, FIRST), storage.around)
    for at in range(2, 8):
        storage.relay.reset(at)
        with pytest.raises(Problem):
            publish(storage.to, build(storage.site, NEXT), storage.around)
        storage.relay.reset()
        publish(storage.to, build(storage.site, FIRST), storage.around)
        assert storage.tree() == {**FIRST, **FOREIGN}


def test_no_bucket_and_no_key_are_said(storage: Storage) -> None:
    edition = build(storage.site, FIRST)
    with pytest.raises(Problem, match="NoSuchBucket") as told:
        publish(storage.to._replace(bucket="no-such-bucket"), edition, storage.around)
    assert "make the bucket" in told.value.hint
    with pytest.raises(Problem, match="no key") as told:
        publish(storage.to, edition, storage.around._replace(environment={"HOME": "/nowhere"}))
    assert "AWS_ACCESS_KEY_ID" in told.value.hint


@pytest.mark.usefixtures("impatient")
def test_no_key_is_ever_said(storage: Storage) -> None:
    def refuse(code: str) -> Callable[[Any], None]:
        def relay(hand: Any) -> None:
            body = f"<Error><Code>{code}</Code><Message>an-access-key a-very-secret-key</Message></Error>".encode()
            hand.rfile.read(int(hand.headers.get("Content-Length") or 0))
            hand.send_response(403)
            hand.send_header("Content-Length", str(len(body)))
            hand.end_headers()
            hand.wfile.write(body)

        return relay

    edition = build(storage.site, FIRST)
    for code in ("InvalidAccessKeyId", "SignatureDoesNotMatch", "AccessDenied"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Hand, "do_GET", refuse(code))
            with pytest.raises(Problem) as told:
                publish(storage.to, edition, storage.around)
        said = told.value.message + told.value.hint
        assert "an-access-key" not in said and "a-very-secret-key" not in said
        assert code in said


def test_keys_from_the_file_of_credentials(storage: Storage, tmp_path: Path) -> None:
    kept = "[desk]\naws_access_key_id = an-access-key\naws_secret_access_key = a-very-secret-key\n"
    write_files(tmp_path / "home", {".aws/credentials": kept})
    around = storage.around._replace(environment={"HOME": str(tmp_path / "home"), "AWS_PROFILE": "desk"})
    publish(storage.to, build(storage.site, FIRST), around)
    assert storage.tree() == {**FIRST, **FOREIGN}


def test_unchanged_files_are_told_without_an_upload(storage: Storage) -> None:
    edition = build(storage.site, {f"articles/a{number}.html": b"%d" % number for number in range(1200)})
    publish(storage.to, edition, storage.around)
    storage.relay.reset()
    assert publish(storage.to, edition, storage.around).unchanged == 1200
    assert storage.relay.changing == []
