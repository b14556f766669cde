"""Two builds imported into a calendar store (Radicale, on loopback) and read back: a moved date updates its entry."""

import threading
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from tools.sites import HARBOUR, site_of
from tools.strictcal import Component, read_property, unfolded

from briefgen.exporters.calendar import calendars
from briefgen.wording import load_words

radicale = pytest.importorskip("radicale", reason="Radicale is not installed: pip install briefgen[dev]")
radicale_config = pytest.importorskip("radicale.config")

WORDS = load_words("en")
CALENDAR = "/reader/dates/"
MAKE = b"""<?xml version="1.0"?><C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"/>"""

Call = Callable[..., tuple[int, bytes]]


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """A test has no log."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Call]:
    """`store(method, path, body)` gives the status and the body of the answer of an empty calendar store."""
    settings = {
        "storage": {"filesystem_folder": str(tmp_path)},
        "auth": {"type": "none"},
        "rights": {"type": "authenticated"},
        "logging": {"level": "critical"},
    }
    configuration = radicale_config.load()
    configuration.update(settings, "test")
    with make_server("127.0.0.1", 0, radicale.Application(configuration), handler_class=Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield lambda *args, **headers: call(server.server_port, *args, **headers)
        finally:
            server.shutdown()
            thread.join()


def call(port: int, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    login = {"Authorization": "Basic cmVhZGVyOg=="}
    connection.request(method, path, body, {**login, **headers})
    answer = connection.getresponse()
    found = answer.status, answer.read()
    connection.close()
    return found


def build(content=HARBOUR) -> bytes:
    site, tracker = site_of(content)
    return next(export.make() for export in calendars(site, tracker, WORDS))


BEFORE = {name: text for name, text in HARBOUR.items() if not name.startswith("articles/second")}


def single_entries(data: bytes) -> dict[str, bytes]:
    """Each entry as a calendar of its own, with the zones, by UID: what an importing program sends to its store."""
    head, _, rest = data.partition(b"BEGIN:VEVENT\r\n")
    found = {}
    for part in rest.removesuffix(b"END:VCALENDAR\r\n").split(b"BEGIN:VEVENT\r\n"):
        uid = next(p.text for p in map(read_property, unfolded(part)) if p.name == "UID")
        found[uid] = head + b"BEGIN:VEVENT\r\n" + part + b"END:VCALENDAR\r\n"
    return found


def import_calendar(store: Call, data: bytes) -> None:
    for uid, entry in single_entries(data).items():
        status, answer = store("PUT", f"{CALENDAR}{uid}.ics", entry, **{"Content-Type": "text/calendar"})
        assert status in (201, 204), (uid, answer)


def stored(store: Call) -> dict[str, Component]:
    """What the store gives back, by UID; one UID twice fails."""
    status, data = store("GET", CALENDAR)
    assert status == 200
    found: dict[str, Component] = {}
    open_components: list[Component] = []
    for prop in map(read_property, unfolded(data)):
        if prop.name == "BEGIN":
            open_components.append(Component(prop.raw, [], []))
        elif prop.name == "END":
            done = open_components.pop()
            if done.name == "VEVENT":
                assert done["UID"].text not in found
                found[done["UID"].text] = done
        else:
            open_components[-1].properties.append(prop)
    return found


def test_a_changed_date_updates_the_entry_instead_of_doubling_it(store: Call) -> None:
    assert store("MKCALENDAR", CALENDAR, MAKE)[0] == 201
    import_calendar(store, build(BEFORE))
    old = stored(store)
    import_calendar(store, build())
    new = stored(store)
    assert set(old) == set(new) == {f"{name}@example.org" for name in ("vote", "talks", "window", "done")}
    before, after = old["vote@example.org"], new["vote@example.org"]
    assert (before["DTSTART"].raw, after["DTSTART"].raw) == ("20250620T180000", "20250627T180000")
    assert (before["SEQUENCE"].raw, after["SEQUENCE"].raw) == ("0", "1")
    assert all(old[uid]["DTSTART"] == new[uid]["DTSTART"] for uid in old if uid != "vote@example.org")
    import_calendar(store, build())
    assert stored(store) == new


def test_the_whole_file_is_taken_as_it_is(store: Call) -> None:
    for content in (BEFORE, HARBOUR):
        status, answer = store("PUT", CALENDAR, build(content), **{"Content-Type": "text/calendar"})
        assert status in (201, 204), answer
    found = stored(store)
    assert len(found) == 4
    assert found["vote@example.org"]["DTSTART"].raw == "20250627T180000"


def test_another_uid_would_double(store: Call) -> None:
    """The store does not help: what keeps an entry single is its UID."""
    assert store("MKCALENDAR", CALENDAR, MAKE)[0] == 201
    import_calendar(store, build())
    import_calendar(store, build().replace(b"UID:vote@", b"UID:vote-again@"))
    assert len(stored(store)) == 5
