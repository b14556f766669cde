"""The gates: sizes, imports, what templates may use, and words that have no business in the project."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import fields as fields_of
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import meta, nodes
from tools.projects import ROOT

from briefgen.brief import for_markdown
from briefgen.briefview import BRIEF_TEMPLATES, BriefPage
from briefgen.source import SourceFile
from briefgen.templating import make_environment
from briefgen.viewparts import Chrome
from briefgen.views import TEMPLATES, PageView
from briefgen.wording import load_words

PACKAGE = ROOT / "briefgen"
MODULES = {path.relative_to(ROOT).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}
TREES = {name: ast.parse(path.read_bytes()) for name, path in MODULES.items()}
TEMPLATE_FOLDER = ROOT / "templates"
SOURCES = {
    path.relative_to(TEMPLATE_FOLDER).as_posix(): SourceFile(path=path.name, text=path.read_text("utf-8"))
    for path in sorted(TEMPLATE_FOLDER.rglob("*.*"))
    if path.suffix in (".html", ".jinja")
}
GETTEXT = ("_", "gettext", "ngettext", "pgettext", "npgettext")

LONGEST_MODULE = 400
LONGEST_FUNCTION = 50
VAGUE = {"utils", "util", "helpers", "helper", "common", "core", "manager", "misc"}


def contracts() -> dict[str, dict[str, object]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return {contract["type"]: contract for contract in settings["tool"]["importlinter"]["contracts"]}


def pure_modules() -> set[str]:
    """The names below `briefgen.` of what knows no outside world: all below the bytes, and two of these."""
    layers = [re.findall(r"\w+", layer) for layer in contracts()["layers"]["layers"]]
    bytes_floor = next(number for number, names in enumerate(layers) if "templating" in names)
    return {"assets", "exporters", *(name for names in layers[bytes_floor + 1 :] for name in names)}


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or ""


# The program


def test_modules_are_short() -> None:
    lengths = {name: len(path.read_text("utf-8").splitlines()) for name, path in MODULES.items()}
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_functions_are_short() -> None:
    lengths = {
        f"{name}:{function.name}": (function.end_lineno or 0) - function.lineno + 1
        for name, tree in TREES.items()
        for function in functions(tree)
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def test_imports_stand_at_the_top() -> None:
    found = [f"{name}:{line}" for name, tree in TREES.items() for each in functions(tree) for line, _ in imports(each)]
    assert found == []


def test_no_globals_are_rebound() -> None:
    found = [f"{name}:{node.lineno}" for name, tree in TREES.items() for node in ast.walk(tree) if is_global(node)]
    assert found == []


def is_global(node: ast.AST) -> bool:
    return isinstance(node, ast.Global)


def test_names_say_something() -> None:
    assert [name for name in MODULES if VAGUE & set(re.split(r"[/_.]", name))] == []


def test_packages_hold_no_logic() -> None:
    """Only a docstring and plain values."""
    found = [
        f"{name}:{node.lineno}"
        for name, tree in TREES.items()
        if name.endswith("__init__.py")
        for node in tree.body
        if not (isinstance(node, ast.Expr | ast.Assign) and isinstance(node.value, ast.Constant))
    ]
    assert found == []


def test_everything_is_annotated_in_signatures() -> None:
    """mypy and ruff say so too; here it costs nothing."""
    found = [
        f"{name}:{function.name}"
        for name, tree in TREES.items()
        for function in functions(tree)
        if not function.returns
    ]
    assert found == []


def test_the_pure_middle_is_what_the_contract_lists() -> None:
    listed = {str(name).removeprefix("briefgen.") for name in contracts()["forbidden"]["source_modules"]}
    there = {path.split("/")[1].removesuffix(".py") for path in MODULES} & pure_modules()
    assert there <= listed, "add them to source_modules in pyproject.toml"


def test_the_pure_middle_knows_no_outside_world() -> None:
    """The contract of import-linter again, so that `pytest` alone tells it."""
    forbidden, pure = set(contracts()["forbidden"]["forbidden_modules"]), pure_modules()
    found = [
        f"{name}:{line} imports {module}"
        for name, tree in TREES.items()
        if name.split("/")[1].removesuffix(".py") in pure
        for line, module in imports(tree)
        if module.partition(".")[0] in forbidden
    ]
    assert found == []


@pytest.mark.parametrize("call", ["now", "today", "utcnow", "open", "print", "input", "eval", "exec", "getenv"])
def test_the_pure_middle_calls_nothing_outside(call: str) -> None:
    pure = pure_modules()
    found = [
        f"{name}:{node.lineno}"
        for name, tree in TREES.items()
        if name.split("/")[1].removesuffix(".py") in pure and not name.endswith("__main__.py")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and called(node) == call
    ]
    assert found == []


def called(call: ast.Call) -> str:
    function = call.func
    return (
        function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""
    )


# The templates


@pytest.fixture(scope="module")
def parse() -> Callable[[str], nodes.Template]:
    environment = make_environment(SOURCES, load_words("en"))
    other = for_markdown(environment)
    return lambda name: (other if name.endswith(".md.jinja") else environment).parse(SOURCES[name].text, name)


def test_every_view_has_a_template() -> None:
    assert set(TEMPLATES) == set(PageView.__args__)
    assert set(TEMPLATES.values()) == {name for name in SOURCES if name.startswith("pages/")}


@pytest.mark.parametrize("name", SOURCES)
def test_templates_use_nothing_but_page_and_chrome(parse: Callable[[str], nodes.Template], name: str) -> None:
    """A macro is given all that it needs; only pages, what they extend and what they include see the two names."""
    tree = parse(name)
    given = set() if name.startswith("macros/") else {"page", "chrome"}
    unknown = meta.find_undeclared_variables(tree) - given - set(GETTEXT) - set(tree.environment.globals)
    assert unknown - made_here(tree) == set()


def made_here(tree: nodes.Template) -> set[str]:
    """Names that blocks, macros and branches take from around them, and that Jinja's own look-up misses there."""
    imported = (name for each in tree.find_all(nodes.FromImport) for name in each.names)
    set_here = (each.target.name for each in tree.find_all(nodes.Assign) if isinstance(each.target, nodes.Name))
    return {
        *(name[-1] if isinstance(name, tuple) else name for name in imported),
        *(each.name for each in tree.find_all(nodes.Macro)),
        *set_here,
    }


@pytest.mark.parametrize("name", SOURCES)
def test_templates_name_what_is_there(parse: Callable[[str], nodes.Template], name: str) -> None:
    views = [view for view, template in TEMPLATES.items() if template == name]
    views += [BriefPage for template in BRIEF_TEMPLATES.values() if template == name]
    known = {"chrome": names_of(Chrome), "page": set.intersection(*map(names_of, views)) if views else set()}
    used = {
        f"{node.node.name}.{node.attr}"
        for node in parse(name).find_all(nodes.Getattr)
        if isinstance(node.node, nodes.Name) and node.node.name in known
    }
    assert {each for each in used if each.partition(".")[2] not in known[each.partition(".")[0]]} == set()


def names_of(view: type) -> set[str]:
    return {field.name for field in fields_of(view)} | {name for name in vars(view) if not name.startswith("_")}


@pytest.mark.parametrize("name", SOURCES)
def test_templates_that_are_named_are_there(parse: Callable[[str], nodes.Template], name: str) -> None:
    assert set(meta.find_referenced_templates(parse(name))) <= set(SOURCES)


def test_no_template_is_idle(parse: Callable[[str], nodes.Template]) -> None:
    used = {other for name in SOURCES for other in meta.find_referenced_templates(parse(name))}
    assert set(SOURCES) - used == {*TEMPLATES.values(), *BRIEF_TEMPLATES.values()}


class BareWords(HTMLParser):
    """Words that a reader sees and no translator: text, and the attributes that are read out."""

    READ_OUT = frozenset(["title", "alt", "aria-label", "aria-description", "placeholder", "label"])

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        for name, value in attributes:
            if name in self.READ_OUT:
                self.handle_data(value or "")

    def handle_data(self, data: str) -> None:
        words = re.sub(r"[\w-]+=\"[^\"]*\"|\bdata-\w+", "", data)  # some macros give attributes
        self.found.extend(re.findall(r"[^\W\d_]{2,}", words))


@pytest.mark.parametrize("name", SOURCES)
def test_every_word_of_a_template_can_be_translated(name: str) -> None:
    if name.endswith(".css.jinja"):
        return  # what a stylesheet says is looked for in tests/unit/test_languages.py
    text = re.sub(
        r"\{%-?\s*trans\b.*?endtrans\s*-?%\}|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", SOURCES[name].text, flags=re.S
    )
    parser = BareWords()
    parser.feed(text)
    parser.close()
    assert parser.found == []


# The project


def project_files() -> list[Path]:
    """The files that git knows or would add; without git, those of the folders that are published."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0:
        return [path for name in listed.stdout.split("\0") if (path := ROOT / name).is_file()]
    folders = ("briefgen", "templates", "tests", "docs", ".ci")
    return [*ROOT.glob("*.*"), *(path for folder in folders for path in (ROOT / folder).rglob("*.*") if path.is_file())]


PLACES = re.compile(r"\.\./share[d]\b|(?<![\w.-])/wor[k]/|(?<!\w)/hom[e]/(?!me/)\w|(?<!\w)/Users/\w+|(?<!\w)/roo[t]\b")
"""Folders of whoever wrote this. In brackets, so that this line is none of them."""

AUTHORS = re.compile(r"\b([C]laude|[A]nthropic|[L]LMs?|[C]hatGPT|[C]opilot|(?<![Uu]ser.)[a]gents?)\b")
"""The tools of whoever wrote this."""


@pytest.mark.parametrize("pattern", [PLACES, AUTHORS], ids=["places", "authors"])
def test_nothing_of_the_workshop_is_left(pattern: re.Pattern[str]) -> None:
    found = []
    for path in project_files():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue  # a picture
        found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in pattern.finditer(text)]
    assert found == []
