"""The preview of a site in memory: the last good one, brought up to date file by file, each page made when asked for.

It goes through the same chain as a build and writes nothing. What a page needs in a browser to stay up to date is put
into it on its way out; the site itself has none of it.
"""

import hashlib
import mimetypes
import re
import secrets
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from importlib.resources import files as package_files
from pathlib import Path
from traceback import extract_tb
from typing import Any, NamedTuple

from jinja2 import BytecodeCache

from briefgen.build import Files, Memo, SitePlan, plan_site, words_of
from briefgen.console import render_text, source_files
from briefgen.decode import Mapper
from briefgen.diagnostics import Diagnostic, Severity, has_errors, in_order
from briefgen.exporters.searchrecords import search_records
from briefgen.filenames import is_passed_over
from briefgen.gate import RESERVED
from briefgen.pages.parts import Parts
from briefgen.pages.search import INDEX
from briefgen.previewscript import with_script
from briefgen.problems import Problem
from briefgen.project import read_snapshot, read_templates, refresh_snapshot
from briefgen.remembered import Remembered
from briefgen.request import Request
from briefgen.resolve import Site, Tracker
from briefgen.revise import Resolver
from briefgen.searchindex import index_files
from briefgen.source import SourceFile

KEPT = 48 << 20
"""Bytes of pages that are kept in memory; the others are made again when they are asked for."""

_STYLE = re.compile(rb"assets/style\.[0-9a-f]{10}\.css")
_LASTING = re.compile(r"assets/[^/]*\.[0-9a-f]{10}\.\w+")


class Served(NamedTuple):
    """A file as the preview sends it.

    `mark` changes with whatever a reader could see but the stylesheet, whose path is `style`; both are empty for what
    is no page. What `is_lasting` has a fingerprint in its address, so that a browser may keep it.
    """

    body: bytes
    kind: str
    mark: str = ""
    style: str = ""
    is_lasting: bool = False

    @property
    def tag(self) -> str:
        return f'"{_digest(self.body)}"'


class Fault(NamedTuple):
    """A fault as it is shown: its frame as in the terminal, and where it is, for an editor."""

    severity: str
    frame: str
    path: str = ""
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A state of the site: how to make each file, and what it was made from."""

    request: Request
    plan: SitePlan

    @property
    def files(self) -> Files:
        return self.plan.files


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What a browser is told: `name` changes with every change of anything, `faults` are those of the last attempt."""

    name: str
    is_built: bool
    faults: tuple[Fault, ...]

    def message(self) -> Mapping[str, Any]:
        severities = [fault.severity for fault in self.faults]
        return {
            "name": self.name,
            "built": self.is_built,
            "faults": _digest(repr(self.faults).encode()) if self.faults else "",
            "errors": severities.count("error"),
            "warnings": severities.count("warning"),
        }


class Project(NamedTuple):
    """What is previewed: the content folder (`shown` as the user names it), where to find own templates, and what is
    asked of the build."""

    content: Path
    shown: str
    templates: Callable[[], Path | None]
    now: Callable[[], int]
    options: Mapping[str, Any]


class Preview:
    """The state of a preview. All methods but `kept` and `end` belong to one thread, since making a page takes long.

    `refresh` looks at the disk and makes a new edition; one with errors is not taken, so the last good site stays.
    """

    def __init__(self, project: Project, cache: BytecodeCache | None = None, mapper: Mapper = map) -> None:
        self.project = project
        self._cache = cache
        self._remembered = Remembered(mapper)
        self._memo = Memo(self._remembered.call, Resolver(), _later)
        self.assets = own_assets()
        self._script = f"/{RESERVED}/preview.js?{_digest(b''.join(own.body for own in self.assets.values()))}"
        self._run = secrets.token_hex(4)
        self._number = 0
        self._request: Request | None = None
        self.edition: Edition | None = None
        self._kept: OrderedDict[str, Served] = OrderedDict()
        self._index: tuple[Edition | None, Mapping[str, bytes]] = (None, {})
        self._failed: dict[str, tuple[Diagnostic, ...]] = {}
        self._found: tuple[Diagnostic, ...] = ()
        self.last: SitePlan | None = None
        self._odd: tuple[Fault, ...] = ()
        self._before: Edition | None = None
        self.state = State(name=f"{self._run}-0", is_built=False, faults=())

    # Bringing it up to date

    def refresh(self, paths: Iterable[Path] | None) -> bool:
        """Reads what stands at these paths (at all for `None`) and plans the site anew; tells if anything changed."""
        try:
            request = self._read(paths)
        except Problem as problem:
            self._tell((Fault("error", f"error: {problem.message}\n  = hint: {problem.hint}\n"),))
            return True
        if request is None and self.state.is_built == (self.edition is not None) and not self._troubled():
            return False
        if request is not None:
            self._request = request
            try:
                self._plan(request)
            except Exception as bug:
                # The site that there is stays; the next change, which may lead round it, reads everything anew.
                self._request = None
                where = extract_tb(bug.__traceback__)[-1]
                place = f"{Path(where.filename).name}:{where.lineno}"
                self._tell((Fault("error", f"error: a bug of briefgen: {type(bug).__name__}: {bug} ({place})\n"),))
                return True
        self._tell(self._shown(self._found))
        return True

    def _troubled(self) -> bool:
        """Whether the folders could not be read the last time."""
        return any(not fault.path for fault in self.state.faults)

    def _read(self, paths: Iterable[Path] | None) -> Request | None:
        """The request for what stands on the disk now; `None` if that is what stood there before."""
        old, project = self._request, self.project
        own = project.templates()
        if old is None:
            snapshot = read_snapshot(project.content)
            templates = read_templates(own, project.content)
        else:
            known = (project.content, Path()) if paths is None else tuple(paths)
            inner = [path for path in (_below(project.content, path) for path in known) if path is not None]
            snapshot = refresh_snapshot(old.snapshot, project.content, inner) if inner else old.snapshot
            is_own = len(inner) < len(known)
            templates = read_templates(own, project.content) if is_own else old.templates
        if old is not None and snapshot is old.snapshot and templates == old.templates:
            return None
        if old is not None and templates == old.templates:
            templates = old.templates
        return Request(snapshot=snapshot, templates=templates, now=project.now(), **{"drafts": True, **project.options})

    def _plan(self, request: Request) -> None:
        self.last = plan = plan_site(request, self._remembered.map, self._cache, self._memo)
        self._remembered.forget()
        edition = Edition(request=request, plan=plan)
        faults = plan.diagnostics
        old = self.edition
        is_tried = old is not None and old.request.templates is request.templates and not self._failed
        if not has_errors(faults) and not is_tried and self.project.templates():
            faults = in_order((*faults, *_try_templates(edition, self._failed)))
        self._found = faults
        if not has_errors(faults):
            if not self._failed:
                # Only a template of the project's own can fail, on a page that nobody has asked for yet.
                self._before = old if self.project.templates() else None
            self.edition = edition
            self._failed = {}
            self._kept.clear()

    def take_warnings(self, plan: SitePlan, warnings: Iterable[Diagnostic]) -> bool:
        """Takes what is merely odd in a plan, if it is still the last one; tells if that is other than before.

        Looking for it takes longer than a page may, so until then the warnings of the time before stand.
        """
        odd = self._shown(in_order(warnings)) if plan is self.last else self._odd
        if odd == self._odd:
            return False
        self._odd = odd
        self._tell(self._shown(self._found))
        return True

    def _tell(self, faults: tuple[Fault, ...]) -> None:
        self._number += 1
        name = f"{self._run}-{self._number}"
        self.state = State(name=name, is_built=self.edition is not None, faults=(*faults, *self._odd))

    def _shown(self, diagnostics: Iterable[Diagnostic]) -> tuple[Fault, ...]:
        """Faults with their frames, as the terminal shows them."""
        if self._request is None:
            return ()
        faults = tuple(diagnostics)
        sources = sources_of(self._request, faults)
        return tuple(_fault(fault, sources, self.project.shown) for fault in faults)

    def end(self) -> None:
        """Breaks off what takes long. May be called from any thread."""
        self._remembered.is_over = True

    # Files

    def fetch(self, path: str) -> Served | None:
        """A file of the site, made if it is not kept; `None` if there is none."""
        edition = self.edition
        if edition and path.startswith(f"{INDEX}/"):
            return self._indexed(edition, path)
        draft = edition.files.get(path) if edition else None
        if edition is None or draft is None:
            return None
        made = draft.make()
        content = made.value.content
        if made.diagnostics and path not in self._failed:
            self._failed[path] = made.diagnostics
            self._found = in_order((*self._found, *made.diagnostics))
            self._tell(self._shown(self._found))
        if has_errors(made.diagnostics):
            content = self._last_good(path)
        served = self._served(path, content, edition.plan.stylesheet)
        self._keep(path, served)
        return served

    def _indexed(self, edition: Edition, path: str) -> Served | None:
        """A file of the search index, which is made when somebody searches."""
        site, tracker = edition.plan.site, edition.plan.tracker
        briefing = site.content.briefing
        if self._index[0] is not edition and briefing.search:
            words = words_of(edition.request.templates, briefing.language).value
            made = index_files(search_records(Parts(site, tracker, words, "")), briefing.language)
            self._index = (edition, {artifact.path: artifact.content for artifact in made})
        content = self._index[1].get(path)
        kind = "text/javascript; charset=utf-8" if path.endswith(".js") else "application/octet-stream"
        return Served(content, kind) if content is not None and briefing.search else None

    def _last_good(self, path: str) -> bytes:
        """The page as it was before a template failed on it; an empty one if there was none."""
        draft = self._before.files.get(path) if self._before else None
        return draft.make().value.content if draft else b""

    def kept(self, path: str) -> Served | None:
        """A file of the site that needs not be made. May be called from any thread."""
        return self._kept.get(path)

    def _keep(self, path: str, served: Served) -> None:
        self._kept[path] = served
        while sum(len(other.body) for other in self._kept.values()) > KEPT and len(self._kept) > 1:
            self._kept.popitem(last=False)

    def _served(self, path: str, content: bytes, style: str) -> Served:
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        if not path.endswith(".html"):
            return Served(content, kind, is_lasting=_LASTING.fullmatch(path) is not None)
        mark = _digest(_STYLE.sub(b"", content))
        return Served(self._with_script(content, mark, style), "text/html; charset=utf-8", mark, style)

    def _with_script(self, page: bytes, mark: str, style: str) -> bytes:
        return with_script(page, self._script, mark, style, self.state.name)

    def placeholder(self, words: str) -> Served:
        """A page for when there is none: it says why, and is there to be replaced."""
        text = f"<!doctype html>\n<html lang=en>\n<head><meta charset=utf-8><title>{escape(words)}</title></head>\n"
        body = f"{text}<body><p>{escape(words)}</p></body>\n</html>\n".encode()
        mark = _digest(body)
        return Served(self._with_script(body, mark, ""), "text/html; charset=utf-8", mark)


def sources_of(request: Request, faults: Iterable[Diagnostic]) -> dict[str, SourceFile]:
    """The files that faults point into: of the content and of the templates."""
    sources = source_files(request.snapshot.files, faults)
    sources.update(request.templates.by_path)
    return sources


def _fault(fault: Diagnostic, sources: Mapping[str, SourceFile], folder: str) -> Fault:
    span = fault.primary.span
    source = sources.get(span.path)
    line, column = source.position(span.start) if source else (1, 1)
    severity = "error" if fault.severity is Severity.ERROR else "warning"
    return Fault(severity, render_text((fault,), sources, folder=folder), span.path, line, column)


def _try_templates(edition: Edition, failed: Iterable[str]) -> list[Diagnostic]:
    """The faults of the templates, tried on one page of each kind and on those on which one failed before."""
    tried: dict[tuple[str, bool], str] = {}
    for draft in edition.files.all:
        path = draft.path
        if path.endswith(".html"):
            folder, _, name = path.rpartition("/")
            tried.setdefault((folder.partition("/")[0] or name, name == "index.html"), path)
    paths = dict.fromkeys((*tried.values(), *failed))
    drafts = (draft for draft in map(edition.files.get, paths) if draft)
    return [fault for draft in drafts for fault in draft.make().diagnostics]


def _below(folder: Path, path: Path) -> str | None:
    """The path relative to the content folder; `None` if it lies elsewhere."""
    if not path.is_relative_to(folder):
        return None
    relative = path.relative_to(folder).as_posix()
    return "" if relative == "." else relative


def is_of_interest(path: Path, folders: Iterable[Path]) -> bool:
    """Whether a change at a path can change the site: it lies in one of the folders, and is no backup of an editor."""
    for folder in folders:
        relative = _below(folder, path)
        if relative is not None:
            parts = relative.split("/")
            return not any(is_passed_over("/".join(parts[:end])) for end in range(1, len(parts) + 1))
    return False


def _later(*_: Site | Tracker) -> tuple[Diagnostic, ...]:
    """No warnings yet; see `Preview.take_warnings`."""
    return ()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def own_assets() -> Mapping[str, Served]:
    """The scripts and the style that only the preview has."""
    kinds = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
    folder = package_files("briefgen") / "preview_assets"
    return {
        file.name: Served(file.read_bytes(), kinds[Path(file.name).suffix], is_lasting=True)
        for file in folder.iterdir()
        if Path(file.name).suffix in kinds
    }
