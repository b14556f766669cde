"""Which file of the content folder is what, told from its path alone."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from briefgen.diagnostics import Checked, Diagnostic, Label, error, warning
from briefgen.filenames import is_passed_over
from briefgen.source import Span
from briefgen.values import Fault, identifier

REGISTERS = ("topics", "actors", "events")


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


_KINDS = {
    "briefing": "side",
    "topics": "topic",
    "actors": "actor",
    "events": "event",
    "articles": "article",
    "pages": "page",
    "assets": "asset",
}


def kind_of(path: str) -> str:
    """The kind of what is referred to in a file of that path; empty for a stray."""
    return _KINDS.get(path.split("/", 1)[0].partition(".")[0], "")


def plan_layout(paths: Iterable[str]) -> Checked[Layout]:
    """Sorts content-relative POSIX paths into a layout; strays, doubles and names that are no ids are reported."""
    faults: list[Diagnostic] = []
    briefing = ""
    registers: dict[str, list[str]] = {kind: [] for kind in REGISTERS}
    articles: dict[str, list[str]] = {}
    pages: dict[str, str] = {}
    assets: list[str] = []
    names = set(paths)
    for path in sorted(names):
        if is_passed_over(path):
            continue
        folder, _, name = path.rpartition("/")
        top = path.split("/", 1)[0]
        stem, dot, ending = name.rpartition(".")
        if ending == "yml" and top != "assets":
            faults.append(error("yml-extension", _whole(path), "files end in .yaml here", hint=f"name it {stem}.yaml"))
            if f"{path[:-4]}.yaml" in names:
                continue
            ending = "yaml"  # it is read all the same, so that nothing seems to be missing
        if top == "assets" and folder:
            assets.append(path)
        elif path in ("briefing.yaml", "briefing.yml"):
            briefing = path
        elif ending == "yaml" and (folder if folder else stem) in REGISTERS:
            registers[folder if folder else stem].append(path)
        elif top == "articles" and folder and ending in ("yaml", "txt") and dot:
            articles.setdefault(stem, []).append(path)
        elif folder == "pages" and ending == "md":
            if _is_id(stem, path, faults):
                pages[stem] = path
        else:
            faults.append(_stray(path))
    files = {
        stem: _pair(stem, found, faults) for stem, found in sorted(articles.items()) if _is_id(stem, found[0], faults)
    }
    layout = Layout(briefing, {k: tuple(v) for k, v in registers.items()}, files, pages, tuple(assets))
    return Checked(layout, tuple(faults))


def _pair(article: str, paths: Sequence[str], faults: list[Diagnostic]) -> ArticleFiles:
    """The two files of an article; those of a further folder are refused, and the fuller folder is taken."""
    folders: dict[str, dict[str, str]] = {}
    for path in paths:
        folder, _, name = path.rpartition("/")
        folders.setdefault(folder, {})[name.rpartition(".")[2].replace("yml", "yaml")] = path
    chosen = max(folders.values(), key=len)
    for files in folders.values():
        if files is not chosen:
            faults.append(
                error(
                    "duplicate-id",
                    _whole(min(files.values())),
                    f"the article `{article}` stands in two folders",
                    secondary=[Label(span=_whole(min(chosen.values())), text="the other one")],
                    hint="keep ID.txt and ID.yaml side by side, once; folders are no part of the id",
                )
            )
    return ArticleFiles(chosen.get("yaml", ""), chosen.get("txt", ""))


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
