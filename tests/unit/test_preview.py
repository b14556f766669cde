"""The preview in memory: what a change does to it, and that it stays what a build would give."""

import os
import random
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from tools.preview import SMALL
from tools.projects import write_files

from briefgen.build import compile_site
from briefgen.gate import RESERVED
from briefgen.preview import Preview, Project, is_of_interest
from briefgen.previewscript import with_script
from briefgen.project import read_snapshot, read_templates
from briefgen.remembered import Remembered
from briefgen.request import Request
from briefgen.resolve import resolve
from briefgen.revise import revise

NOW = 1_750_000_000


def preview_of(folder: Path) -> Preview:
    own = folder / "templates"
    project = Project(
        content=folder / "content",
        shown="content",
        templates=lambda: own if own.is_dir() else None,
        now=lambda: NOW,
        options={"as_of": None, "base_url": ""},
    )
    made = Preview(project)
    made.refresh(None)
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_files(tmp_path, SMALL)


def tree(preview: Preview) -> Mapping[str, bytes]:
    assert preview.edition is not None
    return {draft.path: draft.make().value.content for draft in preview.edition.files.all}


def clean(folder: Path) -> Mapping[str, bytes]:
    """The files that a build from nothing would give, drafts kept in."""
    content = folder / "content"
    request = Request(snapshot=read_snapshot(content), templates=read_templates(None, content), now=NOW, drafts=True)
    return {artifact.path: artifact.content for artifact in compile_site(request).artifacts}


def test_it_is_what_a_build_gives(folder: Path) -> None:
    assert tree(preview_of(folder)) == clean(folder)


def test_nothing_new_is_no_change(folder: Path) -> None:
    preview = preview_of(folder)
    path = folder / "content" / "articles" / "first.yaml"
    path.write_bytes(path.read_bytes())
    assert not preview.refresh([path])
    assert not preview.refresh(None)


def test_an_edit_that_keeps_size_and_time_is_seen(folder: Path) -> None:
    preview = preview_of(folder)
    path = folder / "content" / "articles" / "first.yaml"
    there = path.stat()
    path.write_bytes(path.read_bytes().replace(b"First", b"Fiery"))
    os.utime(path, ns=(there.st_atime_ns, there.st_mtime_ns))
    assert preview.refresh([path])
    assert b"Fiery report" in tree(preview)["articles/first.html"]


def test_faults_keep_the_last_good_site(folder: Path) -> None:
    preview = preview_of(folder)
    good = tree(preview)
    path = folder / "content" / "topics.yaml"
    text = path.read_text()
    path.write_text(text + "wrong: [\n")
    assert preview.refresh([path])
    assert [fault.severity for fault in preview.state.faults] == ["error"]
    assert (preview.state.is_built, tree(preview)) == (True, good)
    path.write_text(text)
    assert preview.refresh([path])
    assert preview.state.faults == ()


def test_the_content_folder_goes_and_comes_back(folder: Path) -> None:
    preview = preview_of(folder)
    (folder / "content").rename(folder / "away")
    assert preview.refresh([folder / "content"])
    assert "there is no content folder" in preview.state.faults[0].frame
    (folder / "away").rename(folder / "content")
    assert preview.refresh([folder / "content"])
    assert preview.state.faults == ()


def test_a_template_that_fails_on_some_pages_only(folder: Path) -> None:
    """It is found when such a page is asked for, which is then shown as it was."""
    preview = preview_of(folder)
    own = write_files(
        folder, {"templates/pages/article.html": "{{ page.title if page.id == 'first' else page.nothing }}"}
    )
    preview.refresh([own / "templates" / "pages" / "article.html"])
    assert preview.state.faults == ()
    served = preview.fetch("articles/second.html")
    assert served is not None
    assert b"Second report" in served.body
    assert [fault.path for fault in preview.state.faults] == ["../templates/pages/article.html"]
    write_files(folder, {"templates/pages/article.html": "{{ page.title }}!"})
    preview.refresh([own / "templates" / "pages" / "article.html"])
    assert preview.state.faults == ()
    served = preview.fetch("articles/second.html")
    assert served is not None
    assert served.body.startswith(b"Second report!")


POLICIES = {
    b"default-src 'none'": b"default-src 'none'; connect-src 'self'; worker-src 'self'",
    b"default-src 'none'; connect-src 'none'": b"default-src 'none'; connect-src 'self'; worker-src 'self'",
    b"connect-src https://a.example": b"connect-src https://a.example 'self'; worker-src 'self'",
}


@pytest.mark.parametrize(("policy", "allowed"), POLICIES.items())
def test_the_script_may_ask_its_server(policy: bytes, allowed: bytes) -> None:
    meta = b'<meta http-equiv="Content-Security-Policy" content="%s">'
    page = b"<head>" + meta % policy + b"</head><body></body>"
    made = with_script(page, f"/{RESERVED}/preview.js", "m", "s", "n")
    assert meta % allowed in made
    assert made.index(b"<script") < made.index(b"</head>")
    assert b"<script" in with_script(b"no head at all", "/a.js", "m", "s", "n")


def test_what_is_remembered_is_forgotten_when_it_is_not_asked_for() -> None:
    made: list[int] = []

    def double(number: int) -> int:
        made.append(number)
        return number * 2

    remembered = Remembered()
    for asked, new in (([1, 2], [1, 2]), ([2, 3], [3]), ([1], [1])):
        made.clear()
        assert list(remembered.map(double, asked)) == [number * 2 for number in asked]
        assert made == new
        remembered.forget()


INTEREST = {
    "content/articles/a.yaml": True,
    "content": True,
    "content/.git/index": False,
    "content/articles/a.yaml~": False,
    "content/old~/a.yaml": False,
    "content/articles/.a.yaml.swp": False,
    "templates/base.html": True,
    "site/index.html": False,
}


@pytest.mark.parametrize(("path", "expected"), INTEREST.items())
def test_what_is_of_interest(path: str, expected: bool) -> None:
    assert is_of_interest(Path("/p") / path, (Path("/p/content"), Path("/p/templates"))) is expected


# Many edits

Edit = Callable[[Path, random.Random], Iterator[Path]]


def _replace(path: Path, old: str, new: str) -> Iterator[Path]:
    text = path.read_text("utf-8")
    if old in text:
        path.write_text(text.replace(old, new, 1), "utf-8")
    yield path


def _articles(content: Path) -> list[Path]:
    return sorted((content / "articles").rglob("*.yaml"))


def change_a_note(content: Path, chance: random.Random) -> Iterator[Path]:
    path = chance.choice(_articles(content))
    text = path.read_text("utf-8")
    if "    note:" in text:
        path.write_text(re.sub(r"    note: .*", f"    note: Edit {chance.random()}.", text, count=1), "utf-8")
        yield path
    else:
        yield from _replace(path, "    kind:", "    note: A first note.\n    kind:")


def change_topics(content: Path, chance: random.Random) -> Iterator[Path]:
    pair = ["topics: tariffs", "topics: [quotas, tariffs]", "topics: quotas"]
    chance.shuffle(pair)
    yield from _replace(chance.choice(_articles(content)), pair[0], pair[1])


def cite(content: Path, chance: random.Random) -> Iterator[Path]:
    one = chance.choice(_articles(content))
    other = chance.choice(_articles(content)).stem
    yield from _replace(one, "title: ", f"summary: See [@{other}].\ntitle: ")
    text = one.read_text("utf-8")
    if text.count("summary:") > 1:
        one.write_text("\n".join(line for line in text.split("\n") if not line.startswith("summary:")), "utf-8")


def change_a_date(content: Path, chance: random.Random) -> Iterator[Path]:
    path = chance.choice(_articles(content))
    pair = ["published: 2025-05-20", "published: 2025-05-24", "published: 2025-04"]
    chance.shuffle(pair)
    yield from _replace(path, pair[0], pair[1])


def report_an_event(content: Path, chance: random.Random) -> Iterator[Path]:
    (content / "events.yaml").write_text("vote:\n  title: The vote\n  topics: tariffs\n")
    yield content / "events.yaml"
    pair = ["    kind: statement\n", f"    kind: event\n    event: vote\n    date: 2025-06-{chance.randint(10, 28)}\n"]
    if chance.random() < 0.5:
        pair.reverse()
    yield from _replace(chance.choice(_articles(content)), *pair)


def annotate(content: Path, chance: random.Random) -> Iterator[Path]:
    path = content / "articles" / "first.yaml"
    text = path.read_text("utf-8")
    more = "  - id: signed\n    quote: Nothing was signed. Nothing was\n    kind: statement\n    answers: second#left\n"
    before, there, _ = text.partition("  - id: signed")
    path.write_text(before if there else text + more, "utf-8")
    yield path


def add_and_remove(content: Path, chance: random.Random) -> Iterator[Path]:
    name = f"more-{chance.randint(1, 3)}"
    sheet, text = content / "articles" / f"{name}.yaml", content / "articles" / f"{name}.txt"
    if sheet.exists():
        sheet.unlink()
        text.unlink()
    else:
        text.write_text("Some more words.\n")
        sheet.write_text("title: More\npublished: 2025-05-22\ntopics: tariffs\n")
    yield from (sheet, text)


def break_and_mend(content: Path, chance: random.Random) -> Iterator[Path]:
    mended = [path for path in content.rglob("*.yaml") if _mend(path)]
    yield from mended
    if not mended:
        path = chance.choice([content / "topics.yaml", content / "briefing.yaml", *_articles(content)])
        path.write_text(path.read_text("utf-8") + chance.choice(WRONG), "utf-8")
        yield path


WRONG = ("\nwrong: [", "\nnothing: x\n")


def _mend(path: Path) -> bool:
    text = path.read_text("utf-8")
    good = text.replace(WRONG[0], "").replace(WRONG[1], "")
    path.write_text(good, "utf-8")
    return good != text


def add_an_asset(content: Path, chance: random.Random) -> Iterator[Path]:
    path = content / "assets" / "table.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"a,{chance.randint(1, 9)}\n")
    yield path


EDITS: tuple[Edit, ...] = (
    change_a_note,
    change_topics,
    cite,
    change_a_date,
    report_an_event,
    annotate,
    add_and_remove,
    break_and_mend,
    add_an_asset,
)


@pytest.mark.parametrize("seed", [1, 2])
def test_many_edits_end_where_a_clean_build_does(folder: Path, seed: int) -> None:
    chance = random.Random(seed)
    preview = preview_of(folder)
    content = folder / "content"
    good = broken = 0
    for _ in range(100):
        paths = list(chance.choice(EDITS)(content, chance))
        preview.refresh(paths)
        if preview.state.faults and chance.random() < 0.4:
            preview.refresh([path for path in content.rglob("*.yaml") if _mend(path)])
        if any(fault.severity == "error" for fault in preview.state.faults):
            broken += 1
        else:
            good += 1
            if good % 15 == 0:
                assert tree(preview) == clean(folder)
    for path in content.rglob("*.yaml"):
        _mend(path)
    preview.refresh(sorted(content.rglob("*.yaml")))
    assert not [fault for fault in preview.state.faults if fault.severity == "error"]
    assert tree(preview) == clean(folder)
    assert good > 30
    assert broken > 2


def test_a_revised_site_is_that_of_resolving_anew(folder: Path) -> None:
    """In every field, for every edit that can be revised at all."""
    chance = random.Random(3)
    content = folder / "content"
    preview = preview_of(folder)
    revised = 0
    for _ in range(150):
        old = preview.edition.plan.site if preview.edition else None
        paths = list(chance.choice([change_a_note, change_topics, cite, report_an_event, annotate])(content, chance))
        preview.refresh(paths)
        assert old is not None
        assert preview.edition is not None
        new = preview.edition.plan.site
        if new is old:
            continue
        anew = resolve(new.content).value
        for name in anew.__slots__:
            assert getattr(new, name) == getattr(anew, name), name
        assert list(new.annotations) == list(anew.annotations)
        assert list(new.dates) == list(anew.dates)
        assert list(new.histories) == list(anew.histories)
        revised += revise(old, new.content) is not None
    assert revised > 25
