"""Whole sites: a small briefing byte for byte as in tests/golden, and what no file of a site may hold.

With BRIEFGEN_UPDATE=1 the files of tests/golden are written anew; read the difference before you commit it. The theme
is a stand-in, so that a change of style or script changes nothing here.
"""

import os
from datetime import date
from difflib import unified_diff
from itertools import islice
from pathlib import Path

import pytest
from tools.projects import write_files
from tools.sitecheck import check_site

from briefgen.build import compile_site
from briefgen.decode import Snapshot
from briefgen.diagnostics import has_errors
from briefgen.project import read_snapshot, read_templates
from briefgen.request import Request, Templates

TESTS = Path(__file__).parent
GOLDEN = TESTS / "golden"
BRIEFINGS = TESTS / "cases" / "briefings"


def site_of(snapshot: Snapshot, as_of: date | None = None) -> dict[str, bytes]:
    own = read_templates(None, BRIEFINGS)
    templates = Templates(sources=own.sources, files={"assets/css/site.css": b"body {}"}, catalogues=own.catalogues)
    result = compile_site(Request(snapshot=snapshot, templates=templates, now=0, as_of=as_of))
    assert not has_errors(result.diagnostics), result.diagnostics
    return {artifact.path: artifact.content for artifact in result.artifacts}


@pytest.fixture(scope="module")
def small():
    return site_of(read_snapshot(BRIEFINGS / "small"))


@pytest.fixture(scope="module")
def rich():
    return site_of(read_snapshot(BRIEFINGS / "rich"))


def kept():
    return {path.relative_to(GOLDEN).as_posix(): path.read_bytes() for path in GOLDEN.rglob("*") if path.is_file()}


def difference(path, old, new):
    old_lines, new_lines = (data.decode("utf-8", "backslashreplace").splitlines() for data in (old, new))
    return "\n".join(islice(unified_diff(old_lines, new_lines, f"golden/{path}", path, lineterm="", n=1), 40))


def test_golden(small):
    if os.environ.get("BRIEFGEN_UPDATE") == "1":
        for path in kept().keys() - small.keys():
            (GOLDEN / path).unlink()
        write_files(GOLDEN, small)
    golden = kept()
    changes = [
        difference(path, golden.get(path, b""), small.get(path, b"")) for path in sorted(golden.keys() | small.keys())
    ]
    assert not any(changes), "\n\n".join(change for change in changes if change)
    assert golden == small


def test_the_order_of_the_files_changes_nothing(small):
    snapshot = read_snapshot(BRIEFINGS / "small")
    backwards = Snapshot(files=dict(reversed(snapshot.files.items())))
    assert site_of(backwards) == small


@pytest.mark.parametrize("name", ["small", "rich"])
def test_every_link_and_id_holds(name, request, tmp_path):
    faults = check_site(write_files(tmp_path, request.getfixturevalue(name)))
    # The page for what is not there is shown under any address, so its links begin at the host.
    assert [fault for fault in faults if (fault.page, fault.code) != ("404.html", "absolute-link")] == []


def test_no_file_holds_more_of_a_text_that_may_only_be_quoted(rich):
    """Of the licensed text, no run of 24 characters that is further than 60 from a quote stands in any file."""
    folder = BRIEFINGS / "rich" / "articles"
    text = (folder / "licensed.txt").read_text(encoding="utf-8")
    shown = bytearray(len(text))
    for quote in ("lower the dues by a quarter", "After a long night"):
        start = text.index(quote)
        near = range(max(0, start - 60), min(len(text), start + len(quote) + 60))
        shown[near.start : near.stop] = b"\x01" * len(near)
    runs = (text[at : at + 24] for at in range(len(text) - 24) if not any(shown[at : at + 24]))
    hidden = {" ".join(run.split()) for run in runs}
    assert len(hidden) > 150
    for path, content in rich.items():
        plain = " ".join(content.decode("utf-8").split())
        assert not [words for words in hidden if words in plain], path
    assert "articles/licensed.txt" not in rich


def test_drafts_are_in_no_file(rich):
    for path, content in rich.items():
        assert "leak" not in path and b"secret" not in content and b"A leak" not in content, path


def test_no_file_tells_where_it_was_built(rich):
    assert not [path for path, content in rich.items() if str(TESTS.parent).encode() in content]
