"""The documents tell the truth: keys, options, views, links and examples are compared with the program."""

import importlib
import inspect
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import ModuleType

import click
import pytest
from tools.projects import ROOT, Run

from briefgen import briefview, fields, guideviews, textviews, viewparts, views
from briefgen.checks import run_checks
from briefgen.cli import COMMANDS
from briefgen.decode import Snapshot, decode
from briefgen.edtf import Edtf, days, parse_edtf
from briefgen.resolve import AsOf, assess, resolve
from briefgen.shapes import Field, ListOf, OneOf, RecordList, Register, Struct
from briefgen.source import SourceFile
from briefgen.textshapes import QuoteSelector
from briefgen.yamltree import parse_yaml

DOCS = ROOT / "docs"
PAGES = (*sorted(ROOT.glob("*.md")), *sorted(DOCS.glob("*.md")))
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
WHOLE_FILE = re.compile(r"^`((?:content|templates)/\S+)`\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\((?!https?:|mailto:)([^)\s]+)\)")
ROW = re.compile(r"^\| (\*\*)?`([\w-]+)`(?:\*\*)? \| (.*?) \|", re.MULTILINE)

RECORDS: dict[str, fields.Fields] = {
    "Briefing": fields.BRIEFING,
    "Publisher": fields.BRIEFING["publisher"].shape.fields,
    "Target": fields.TARGET,
    "Git": fields.TARGET["git"].shape.fields,
    "S3": fields.TARGET["s3"].shape.fields,
    "Rsync": fields.TARGET["rsync"].shape.fields,
    "Folder": fields.TARGET["folder"].shape.fields,
    "Side": fields.SIDE,
    "Judgment": fields.JUDGMENT,
    "Topic": fields.TOPIC,
    "Actor": fields.ACTOR,
    "Event": fields.EVENT,
    "Article": fields.ARTICLE,
    "Source": fields.ARTICLE["source"].shape.fields,
    "Annotation": fields.ANNOTATION,
    "Quote": fields.ANNOTATION["quote"].shape.parts,
    "Page": fields.PAGE,
}


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def section(page: str, title: str) -> str:
    """What stands under a heading, up to the next one of any level."""
    text = FENCE.sub("", read(page))
    found = re.search(rf"^#+ {re.escape(title)}\n(.*?)(?=^#|\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"{page} has no heading {title!r}"
    return found[1]


def whole_files(page: str) -> dict[str, str]:
    return dict(WHOLE_FILE.findall(read(page)))


def without_code(text: str) -> str:
    return re.sub(r"`[^`\n]*`", "", FENCE.sub("", text))


def slug(heading: str) -> str:
    """The anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.replace("`", "")).strip().lower().replace(" ", "-")


# README.md


def test_the_first_ten_minutes_go_as_the_readme_tells(tmp_path: Path, briefgen: Callable[..., Run]) -> None:
    fences = FENCE.findall(read("README.md"))
    text = next(body for language, body in fences if language == "text")
    annotations = next(body for language, body in fences if language == "yaml")
    shown = next(body for _, body in fences if body.startswith("$ briefgen build\n"))
    assert briefgen(tmp_path, "init", "aurvik").code == 0
    folder = tmp_path / "aurvik"
    assert briefgen(folder, "build", "--strict").code == 0
    (folder / "content/articles/vote-put-off.txt").write_text(text, encoding="utf-8")
    assert briefgen(folder, "new", "article", "vote-put-off").code == 0
    path = folder / "content/articles/vote-put-off.yaml"
    path.write_text(path.read_text(encoding="utf-8").partition("annotations:")[0] + annotations, encoding="utf-8")
    broken = briefgen(folder, "build")
    assert (broken.code, "$ briefgen build\n" + broken.err) == (1, shown)
    path.write_text(path.read_text(encoding="utf-8").replace("until spring", "until March 2030"), encoding="utf-8")
    assert briefgen(folder, "build", "--strict").code == 0
    tracker = (folder / "site/deadlines/index.html").read_text(encoding="utf-8")
    assert re.search(r"<s\b", tracker), "the old date is struck through"
    assert "March 2030" in tracker


# docs/format.md


@pytest.mark.parametrize("title", RECORDS)
def test_every_key_of_a_record_is_documented(title: str) -> None:
    rows = {key: (bool(bold), value) for bold, key, value in ROW.findall(section("docs/format.md", title))}
    assert list(rows) == list(RECORDS[title])
    for key, item in RECORDS[title].items():
        required, value = rows[key]
        assert required == item.required, f"{title}: bold means required: {key}"
        if isinstance(item.shape, OneOf):
            assert tuple(re.findall(r"`([^`]+)`", value)) == item.shape.words, f"{title}: the words of {key}"


def records_within(item: Field) -> list[fields.Fields]:
    shape = item.shape.item if isinstance(item.shape, ListOf) else item.shape
    if isinstance(shape, QuoteSelector):
        return [shape.parts]
    return [shape.fields] if isinstance(shape, Struct | RecordList | Register) else []


def test_no_record_is_forgotten() -> None:
    tables = [value for value in vars(fields).values() if isinstance(value, dict)]
    known = [table for table in tables if table and all(isinstance(item, Field) for item in table.values())]
    known += [inner for record in tuple(known) for item in record.values() for inner in records_within(item)]
    assert all(any(record is documented for documented in RECORDS.values()) for record in known)


def test_the_whole_briefing_of_the_format_page_builds() -> None:
    files = {path.removeprefix("content/"): text.encode() for path, text in whole_files("docs/format.md").items()}
    assert len(files) >= 10
    decoded = decode(Snapshot(files=files))
    resolved = resolve(decoded.value)
    tracker = assess(resolved.value, AsOf(date(2025, 3, 20), True))
    faults = [*decoded.diagnostics, *resolved.diagnostics, *run_checks(resolved.value, tracker)]
    assert not faults
    assert {key: state.value for key, state in tracker.states.items()} == {
        "contract-ends": "upcoming",
        "hearing": "soon",
        "council-decision": "soon",
    }
    effects = [step.effect.value for step in resolved.value.histories["council-decision"].steps]
    assert effects == ["first", "move"]


def test_a_build_makes_what_the_format_page_says(project: Callable[..., Path], briefgen: Callable[..., Run]) -> None:
    """With the overriding templates of docs/templates.md, so that they are held to work, too."""
    folder = project({**whole_files("docs/format.md"), **whole_files("docs/templates.md")})
    run = briefgen(folder, "build", "--strict")
    assert run.code == 0, run.err
    made = {path.relative_to(run.site).as_posix() for path in run.site.rglob("*") if path.is_file()}
    listed = re.findall(r"`([^`]+)`", "".join(re.findall(r"^\| (.*?) \|", makes(), re.MULTILINE)))
    assert len(listed) > 20
    for path in listed:
        pattern = re.escape(path).replace("ID", r"[a-z0-9-]+").replace("…", ".+")
        assert any(re.fullmatch(pattern, one) for one in made), path
    page = (run.site / "index.html").read_text(encoding="utf-8")
    assert ">Method</a></p>" in page
    assert any("112.5%" in sheet.read_text(encoding="utf-8") for sheet in run.site.glob("assets/*.css"))


def makes() -> str:
    return section("docs/format.md", "What a build makes")


def test_the_dates_of_the_format_page_cover_what_it_says() -> None:
    rows = re.findall(r"^\| (`.*?`) \| .*? \| (.*?) \| (.*?) \|$", section("docs/format.md", "Dates"), re.MULTILINE)
    assert len(rows) > 15
    for written, firsts, lasts in rows:
        for text, first, last in zip(written.split(", "), firsts.split(", "), lasts.split(", "), strict=True):
            edtf = parse_edtf(text.strip("`"))
            assert isinstance(edtf, Edtf), edtf
            assert (days(edtf.start)[0].isoformat() if edtf.start else "–") == first, text
            assert (days(edtf.end)[1].isoformat() if edtf.end else "–") == last, text


# docs/commands.md


def command(name: str) -> click.Command | None:
    try:
        return importlib.import_module(f"briefgen.commands.{COMMANDS[name][0]}").command
    except ModuleNotFoundError:
        return None


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_a_command_is_documented(name: str) -> None:
    asked = command(name)
    if asked is None:
        pytest.skip(f"{name} is not written yet")
    text = section("docs/commands.md", f"briefgen {name}")
    if name in ("build", "check", "publish"):
        text += section("docs/commands.md", "Options of build and check")
    documented = set(re.findall(r"--[a-z][a-z-]*", text))
    options = {o for p in asked.params if isinstance(p, click.Option) for o in p.opts if o.startswith("--")}
    assert options == documented - {"--help"}
    for argument in (p for p in asked.params if isinstance(p, click.Argument)):
        words = (
            argument.type.choices
            if isinstance(argument.type, click.Choice)
            else [argument.metavar or str(argument.name).upper()]
        )
        assert all(word in text for word in words), f"{name}: {argument.name}"


def test_every_environment_variable_is_documented() -> None:
    table = section("docs/commands.md", "Environment")
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "briefgen").rglob("*.py")]
    asked = {name for text in sources for name in re.findall(r"environ(?:\.get\(|\[)\"(\w+)\"", text)}
    asked |= {name for text in sources for name in re.findall(r"\"(\w+)\" (?:not )?in os\.environ", text)}
    assert asked
    assert all(f"`{name}`" in table for name in asked), asked


# docs/templates.md


def dataclasses_of(module: ModuleType) -> list[type]:
    return [
        value
        for _, value in inspect.getmembers(module, inspect.isclass)
        if value.__module__ == module.__name__ and getattr(value, "__annotations__", None)
    ]


def in_words(annotation: object) -> str:
    """A type as a template author reads it."""
    text = annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)
    text = re.sub(r"(?:\w+\.)+(\w+)", r"\1", text)
    for old, new in (
        ("Html", "HTML"),
        ("Markup", "HTML"),
        ("str", "text"),
        ("int", "number"),
        ("float", "decimal"),
        ("bool", "yes or no"),
    ):
        text = re.sub(rf"\b{old}\b", new, text)
    while found := re.search(r"tuple\[((?:[^\[\]])*?), \.\.\.\]", text):
        text = text.replace(found[0], f"list of {found[1]}")
    while found := re.search(r"tuple\[([^\[\]]*)\]", text):
        text = text.replace(found[0], f"({found[1]})")
        text = re.sub(r"tuple\[(\([^\[\]]*\)), \.\.\.\]", r"list of \1", text)
    return text.replace(" | None", " or none")


@pytest.mark.parametrize(
    "view",
    [view for module in (views, textviews, guideviews, viewparts, briefview) for view in dataclasses_of(module)],
    ids=lambda view: view.__name__,
)
def test_every_field_of_a_view_is_documented(view: type) -> None:
    rows = [(key, kind) for _, key, kind in ROW.findall(section("docs/templates.md", view.__name__))]
    wanted = [(name, in_words(kind)) for name, kind in inspect.get_annotations(view).items()]
    missing = "\n".join(f"| `{name}` | {kind} | |" for name, kind in wanted)
    assert rows == wanted, f"the table of {view.__name__} in docs/templates.md must have these rows:\n{missing}"


def test_every_page_template_is_documented() -> None:
    text = read("docs/templates.md")
    for view, template in views.TEMPLATES.items():
        assert re.search(rf"`{re.escape(template)}` \| \[{view.__name__}\]\(#{view.__name__.lower()}\)", text), template
    assert all(f"`{template}`" in text for template in briefview.BRIEF_TEMPLATES.values())


# All pages


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_the_documents_lead_somewhere(page: Path) -> None:
    for link in LINK.findall(without_code(page.read_text(encoding="utf-8"))):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{page.name}: {link}"
        if anchor and target.suffix == ".md":
            headings = re.findall(r"^#+ (.*)$", FENCE.sub("", target.read_text(encoding="utf-8")), re.MULTILINE)
            assert anchor in map(slug, headings), f"{page.name}: {link}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_yaml_examples_can_be_read(page: Path) -> None:
    for language, text in FENCE.findall(page.read_text(encoding="utf-8")):
        if language == "yaml" and "${{" not in text and "uses:" not in text:
            tree = parse_yaml(SourceFile(path="example.yaml", text=text))
            assert tree.value is not None, text
            assert not tree.diagnostics, tree.diagnostics


def test_the_pictures_are_small() -> None:
    pictures = [path for path in (DOCS / "images").glob("*") if path.is_file()]
    assert all(path.stat().st_size < 250_000 for path in pictures)
