"""New projects have no faults; new records are added without touching what a person wrote."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml

from briefgen.build import Request, Templates, check_content
from briefgen.decode import Snapshot, decode
from briefgen.diagnostics import Diagnostic
from briefgen.problems import Problem
from briefgen.scaffold import NewFile, plan_init, plan_new, write_new, write_project, yaml_text

TODAY = date(2025, 6, 2)
NAMES = ["harbour-dues", "harbour_dues", "Seoul: no room", "#1", "null", "'quoted'", '"', "관세", "a\nb\x07", "", "- x"]


def snapshot(files: dict[str, str | bytes]) -> Snapshot:
    return Snapshot(files={path: data.encode() if isinstance(data, str) else data for path, data in files.items()})


def content_of(project: dict[str, str]) -> dict[str, str | bytes]:
    return {path.removeprefix("content/"): text for path, text in project.items() if path.startswith("content/")}


def faults(existing: Snapshot, day: date = TODAY) -> tuple[Diagnostic, ...]:
    now = int(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp())
    templates = Templates(sources={}, files={}, catalogues={})
    return check_content(Request(snapshot=existing, templates=templates, now=now)).diagnostics


def added(existing: Snapshot, files: tuple[NewFile, ...]) -> Snapshot:
    return Snapshot(files={**existing.files, **{file.path: (file.before or b"") + file.data for file in files}})


def starter() -> Snapshot:
    return snapshot(content_of(dict(plan_init("harbour-dues", TODAY))))


# A new project


@pytest.mark.parametrize("name", NAMES)
def test_a_new_project_has_no_faults(name: str) -> None:
    assert faults(snapshot(content_of(dict(plan_init(name, TODAY))))) == ()


@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2025, 3, 27), date(2025, 12, 31), date(2031, 9, 27)])
def test_on_any_day(day: date) -> None:
    assert faults(snapshot(content_of(dict(plan_init("x", day)))), day) == ()


def test_the_starter_shows_what_there_is() -> None:
    content = decode(starter()).value
    article = content.articles["port-asks-for-higher-dues"]
    assert content.briefing.title == "Harbour dues"
    assert content.topics and content.actors and content.events and content.pages
    assert len(article.annotations) == 3
    assert all(annotation.end > annotation.start for annotation in article.annotations)


def test_the_files_of_a_project() -> None:
    project = plan_init("harbour-dues", TODAY)
    assert project["site/.gitignore"] == "*\n!.gitignore\n"
    assert project["README.md"].startswith("# Harbour dues\n")
    assert ".gitignore" in project
    for path, text in project.items():
        assert text.endswith("\n"), path
        if path.endswith(".json"):
            assert ("title" in json.loads(text)) == path.startswith("schemas/")
        else:
            assert "$" not in text.replace("$schema=", ""), path


def test_each_file_names_its_schema() -> None:
    project = plan_init("harbour-dues", TODAY)
    for path, text in project.items():
        if path.endswith(".yaml"):
            named = text.splitlines()[0].partition("$schema=")[2]
            folder = Path(path).parent
            assert (Path("/p") / folder / named).resolve().relative_to("/p").as_posix() in project, path


# A new record


@pytest.mark.parametrize(("kind", "name"), [("topic", "topics"), ("actor", "actors"), ("event", "events")])
def test_a_record_is_added_at_the_end(kind: str, name: str) -> None:
    existing = starter()
    (file,) = plan_new(kind, "second-round", title="Second: round", today=TODAY, existing=existing)
    assert file.path == f"{name}.yaml"
    assert file.before == existing.files[file.path]
    assert faults(added(existing, (file,))) == ()
    records = yaml.safe_load((file.before or b"") + file.data)
    assert list(records)[-1] == "second-round"
    assert "Second: round" in records["second-round"].values()


def test_a_register_that_is_not_there_is_made() -> None:
    existing = snapshot({"briefing.yaml": "title: x\n"})
    (file,) = plan_new("topic", "dues", today=TODAY, existing=existing)
    assert (file.path, file.before) == ("topics.yaml", None)
    assert file.data.startswith(
        b"# yaml-language-server: $schema=../schemas/topics.schema.json\ndues:\n  title: Dues\n"
    )
    assert faults(added(existing, (file,))) == ()


def test_a_split_register_is_added_to_at_its_last_file() -> None:
    existing = snapshot({"topics/a.yaml": "a: {title: A}\n", "topics/b.yaml": "b: {title: B}\n"})
    (file,) = plan_new("topic", "c", today=TODAY, existing=existing)
    assert file.path == "topics/b.yaml"


@pytest.mark.parametrize(
    ("before", "data"),
    [
        ("a:\n  title: A\n", b"c:\n  title: C\n"),
        ("a:\n  title: A", b"\nc:\n  title: C\n"),
        ("a:\r\n  title: A\r\n", b"c:\r\n  title: C\r\n"),
        ("# nothing yet\n", b"c:\n  title: C\n"),
        ("", b"c:\n  title: C\n"),
        ("\ufeffa: {title: A}  # kept\n\n", b"c:\n  title: C\n"),
    ],
)
def test_what_a_person_wrote_stays(before: str, data: bytes) -> None:
    existing = snapshot({"topics.yaml": before})
    (file,) = plan_new("topic", "c", today=TODAY, existing=existing)
    assert file.before == before.encode()
    assert file.data.startswith(data)


@pytest.mark.parametrize(
    ("files", "kind", "key", "words"),
    [
        ({}, "topic", "Second Round", "is not an id"),
        ({}, "topic", "index", "cannot be an id"),
        ({"topics/a.yaml": "c: {title: C}\n"}, "topic", "c", "exists, in topics/a.yaml"),
        ({"topics.yaml": "{a: {title: A}}\n"}, "topic", "c", "nothing can be added"),
        ({"topics.yaml": "  a:\n    title: A\n"}, "topic", "c", "nothing can be added"),
        ({"topics.yaml": "a:\n  title: A\n...\n"}, "topic", "c", "nothing can be added"),
        ({"topics.yaml": "a:\n  titel: A\n"}, "topic", "c", "has faults"),
        ({"topics.yaml": b"a: \xff\n"}, "topic", "c", "has faults"),
        ({"articles/2025/c.yaml": "title: x\n"}, "article", "c", "exists: articles/2025/c.yaml"),
        ({"articles/c.txt": b"\xff"}, "article", "c", "not UTF-8"),
    ],
)
def test_refused(files: dict[str, str | bytes], kind: str, key: str, words: str) -> None:
    with pytest.raises(Problem) as problem:
        plan_new(kind, key, today=TODAY, existing=snapshot(files))
    assert words in problem.value.message
    assert problem.value.hint


# A new article


def test_an_article_begins_with_two_files() -> None:
    existing = starter()
    text, annotations = plan_new("article", "round-two", today=TODAY, existing=existing)
    assert (text.path, text.data) == ("articles/round-two.txt", b"")
    assert annotations.path == "articles/round-two.yaml"
    found = faults(added(existing, (text, annotations)))
    assert [fault.code for fault in found] == ["empty-text"], "which says to paste the text"


def test_an_article_whose_text_is_there() -> None:
    raw = "Lines make: an offer\r\n\r\nThe lines offered to pay a tenth.\r\n"
    existing = snapshot({"briefing.yaml": "title: x\n", "articles/2025/round-two.txt": raw})
    (file,) = plan_new("article", "round-two", today=TODAY, existing=existing)
    assert file.path == "articles/2025/round-two.yaml"
    assert b"$schema=../../../schemas/article.schema.json" in file.data
    after = added(existing, (file,))
    assert faults(after) == ()
    article = decode(after).value.articles["round-two"]
    assert article.title == "Lines make: an offer"
    assert article.published and article.published.text == "2025-06-02"
    assert len(article.sha256) == 64


def test_a_first_paragraph_is_no_title() -> None:
    existing = snapshot({"articles/round-two.txt": "The lines " + "said " * 100})
    (file,) = plan_new("article", "round-two", today=TODAY, existing=existing)
    assert b"title: Round two\n" in file.data


def test_known_ids_are_suggested() -> None:
    _, file = plan_new("article", "round-two", today=TODAY, existing=starter())
    assert b"actor: [port, ida-moe, lines]" in file.data
    assert b"event: [hearing, council-vote]" in file.data


# Words and writing


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "a: b",
        "a #b",
        "it's",
        '"a" b',
        "[a](topic:b)",
        "null",
        "~",
        "- a",
        "*a*",
        "1984",
        "no",
        "a\\b",
        "관세: 더",
    ],
)
def test_titles_are_read_as_they_were_given(text: str) -> None:
    existing = snapshot({"briefing.yaml": f"title: {yaml_text(text)}\n"})
    assert decode(existing).value.briefing.title == text


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    project = plan_init("harbour-dues", TODAY)
    write_project(tmp_path, project)
    assert (tmp_path / "content" / "topics.yaml").read_text("utf-8") == project["content/topics.yaml"]
    with pytest.raises(Problem, match="stays as it is"):
        write_project(tmp_path, project)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "README.md").symlink_to("nowhere")
    with pytest.raises(Problem, match="stays as it is"):
        write_project(tmp_path / "other", project)
    assert [path.name for path in (tmp_path / "other").iterdir()] == ["README.md"]


def test_an_addition_goes_to_what_it_was_planned_on(tmp_path: Path) -> None:
    path = tmp_path / "topics.yaml"
    path.write_bytes(b"a: {title: A}\n")
    planned = [NewFile("topics.yaml", b"b: {title: B}\n", b"a: {title: A}\n")]
    write_new(tmp_path, planned)
    assert path.read_bytes() == b"a: {title: A}\nb: {title: B}\n"
    with pytest.raises(Problem, match="changed meanwhile"):
        write_new(tmp_path, planned)
