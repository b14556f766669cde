"""Which file of the content folder is what, told from its path alone."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from briefgen.diagnostics import Checked, Diagnostic, Label, error, warning
from briefgen.source import Span
from briefgen.values import Fault, identifier

REGISTERS = ("topics", "actors", "events")

_PASSED_OVER = re.compile(r"(^|/)(\.|#[^/]*#$)|(~|\.swp|\.swo|\.bak|\.orig|\.tmp)$|(^|/)(Thumbs\.db|desktop\.ini)$")


class ArticleFiles(NamedTuple):
    """The two files of an article; a missing one is an empty path."""

    yaml: str
    text: str


class Layout(NamedTuple):
    """Paths by what they are, each group sorted. `registers` has the files of `topics`, `actors` and `events`."""

    briefing: str
    registers: dict[str, tuple[str, ...]]
    articles: dict[str, ArticleFiles]
    pages: dict[str, str]
    assets: tuple[str, ...]


def is_passed_over(path: str) -> bool:
    """Hidden files and editors' backups are no content."""
    return bool(_PASSED_OVER.search(path))


def plan_layout(paths: Iterable[str]) -> Checked[Layout]:
    """Sorts content-relative POSIX paths into a layout; strays, doubles and names that are no ids are reported."""
    faults: list[Diagnostic] = []
    briefing = ""
    registers: dict[str, list[str]] = {kind: [] for kind in REGISTERS}
    articles: dict[str, dict[str, str]] = {}
    pages: dict[str, str] = {}
    assets: list[str] = []
    for path in sorted(paths):
        if is_passed_over(path):
            continue
        folder, _, name = path.rpartition("/")
        top = path.split("/", 1)[0]
        stem, dot, ending = name.rpartition(".")
        if top == "assets" and folder:
            assets.append(path)
        elif ending == "yml":
            faults.append(error("yml-extension", _whole(path), "files end in .yaml here", hint=f"name it {stem}.yaml"))
        elif path == "briefing.yaml":
            briefing = path
        elif ending == "yaml" and (folder if folder else stem) in REGISTERS:
            registers[folder if folder else stem].append(path)
        elif top == "articles" and folder and ending in ("yaml", "txt") and dot:
            _add_article(articles, stem, ending, path, faults)
        elif folder == "pages" and ending == "md":
            if _is_id(stem, path, faults):
                pages[stem] = path
        else:
            faults.append(_stray(path))
    files = {key: ArticleFiles(found.get("yaml", ""), found.get("txt", "")) for key, found in sorted(articles.items())}
    layout = Layout(briefing, {k: tuple(v) for k, v in registers.items()}, files, pages, tuple(assets))
    return Checked(layout, tuple(faults))


def _add_article(
    articles: dict[str, dict[str, str]], stem: str, ending: str, path: str, faults: list[Diagnostic]
) -> None:
    if not _is_id(stem, path, faults):
        return
    files = articles.setdefault(stem, {})
    first = next((other for other in files.values() if other.rpartition("/")[0] != path.rpartition("/")[0]), None)
    first = files.get(ending, first)
    if first:
        faults.append(
            error(
                "duplicate-id",
                _whole(path),
                f"the article `{stem}` stands in two folders",
                secondary=[Label(span=_whole(first), text="the other one")],
                hint="keep ID.txt and ID.yaml side by side, once; folders are no part of the id",
            )
        )
        return
    files[ending] = path


def _is_id(stem: str, path: str, faults: list[Diagnostic]) -> bool:
    value = identifier(stem)
    if isinstance(value, Fault):
        faults.append(error(value.code, _whole(path), f"the file's name is its id: {value.message}", hint=value.hint))
        return False
    return True


def _stray(path: str) -> Diagnostic:
    return warning(
        "stray-file",
        _whole(path),
        "this file is no part of a briefing and was passed over",
        hint="files to be copied to the site belong in assets/; others outside the content folder",
    )


def _whole(path: str) -> Span:
    return Span(path, 0, 0)
