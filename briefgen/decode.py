"""From the files of the content folder to `Content`.

`load_article` and its like are pure functions of a file's bytes, so they can be mapped in parallel and remembered by
content; `assemble` puts what they give together.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol, TypeVar

from briefgen.articles import decode_article
from briefgen.diagnostics import Checked, Diagnostic, error, has_errors, warning
from briefgen.freepages import decode_page
from briefgen.layout import REGISTERS, ArticleFiles, Layout, kind_of, plan_layout
from briefgen.model import Article, Briefing, Content, FreePage
from briefgen.registers import decode_briefing, decode_register, has_wrong_ids, is_incomplete, merge_registers
from briefgen.source import Span
from briefgen.textfile import decode_text

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Everything a build reads, as values: content-relative POSIX paths to bytes, and what was refused unread.

    `refused` holds paths with the reason: links, pipes, devices, names that are not UTF-8.
    """

    files: Mapping[str, bytes]
    refused: tuple[tuple[str, str], ...] = ()


_HIDING = frozenset(
    (
        "bidi-control",
        "control-character",
        "duplicate-key",
        "file-too-large",
        "invalid-id",
        "not-utf8",
        "reserved-id",
        "unknown-key",
        "wrong-type",
        "yaml-alias",
        "yaml-documents",
        "yaml-merge-key",
        "yaml-syntax",
        "yaml-tag",
        "yaml-too-deep",
    )
)
"""Faults in an article by which annotations or their ids may be lost: what then leads nowhere is not their fault."""


class ArticleJob(NamedTuple):
    """What one article is made from; the bytes are empty where a file is missing."""

    id: str
    paths: ArticleFiles
    yaml: bytes
    text: bytes


class Mapper(Protocol):
    """`map`, or an executor's: how to do the same to many things, perhaps at once."""

    def __call__(self, function: Callable[[T], R], items: Iterable[T], /) -> Iterable[R]: ...


class Caller(Protocol):
    """Calls a pure function; one that remembers gives again what it gave for equal arguments."""

    def __call__(self, function: Callable[..., R], /, *arguments: Any) -> R: ...


def call(function: Callable[..., R], /, *arguments: Any) -> R:
    return function(*arguments)


def decode(snapshot: Snapshot, *, drafts: bool = False, mapper: Mapper = map, call: Caller = call) -> Checked[Content]:
    """All records of a snapshot, and all faults of reading them. `drafts` keeps drafts in."""
    planned = call(plan_layout, tuple(snapshot.files))
    layout = planned.value
    faults: list[Diagnostic] = [*planned.diagnostics, *map(_refusal, snapshot.refused)]
    incomplete = _lost(snapshot, planned.diagnostics)
    unread = {path.rpartition("/")[2].rpartition(".")[0] for path, _ in snapshot.refused if kind_of(path) == "article"}
    briefing = _load_briefing(snapshot, layout, faults, incomplete)
    registers: dict[str, dict[str, Any]] = {}
    for kind in REGISTERS:
        loaded = [call(load_register, kind, path, snapshot.files[path]) for path in layout.registers[kind]]
        if any(is_incomplete(file) for file in loaded):
            incomplete.add(kind.removesuffix("s"))
        merged = merge_registers(loaded)
        registers[kind] = merged.value
        faults.extend(merged.diagnostics)
    jobs = (
        ArticleJob(key, paths, snapshot.files.get(paths.yaml, b""), snapshot.files.get(paths.text, b""))
        for key, paths in layout.articles.items()
        if key not in unread
    )
    articles, left_out = _collect_articles(mapper(load_article, jobs), drafts, faults, incomplete)
    pages = {}
    for key, path in layout.pages.items():
        page = call(load_page, key, path, snapshot.files[path])
        pages[key] = page.value
        faults.extend(page.diagnostics)
    content = Content(
        briefing=briefing,
        topics=registers["topics"],
        actors=registers["actors"],
        events=registers["events"],
        articles=articles,
        pages=pages,
        assets=frozenset(layout.assets),
        drafts=frozenset(left_out),
        incomplete=frozenset(incomplete),
    )
    return Checked(content, tuple(faults))


def _lost(snapshot: Snapshot, faults: Iterable[Diagnostic]) -> set[str]:
    """The kinds of records of which some are missing: their files were refused, or have names that are no ids."""
    named = (fault.primary.span.path for fault in faults if fault.code in ("invalid-id", "reserved-id"))
    return {kind_of(path) for path in (*named, *(path for path, _ in snapshot.refused))}


def load_register(kind: str, path: str, data: bytes) -> Checked[tuple[Any, ...]]:
    text = decode_text(path, data)
    if text.value is None:
        return Checked((), text.diagnostics)
    records = decode_register(kind, text.value)
    return Checked(records.value, text.diagnostics or records.diagnostics)


def load_article(job: ArticleJob) -> Checked[Article | None]:
    """One article; `None` for a raw text that is not annotated yet, which has no page."""
    raw = decode_text(job.paths.text, job.text, raw=True) if job.paths.text else None
    faults: tuple[Diagnostic, ...] = raw.diagnostics if raw else ()
    if raw and raw.value and not raw.value.text.strip():
        faults = (
            *faults,
            _at(error, "empty-text", job.paths.text, "the raw text is empty", "paste the article's text"),
        )
    if not job.paths.yaml:
        hint = f"write {job.id}.yaml beside it"
        message = "this text has no annotations file yet, so it gets no page"
        return Checked(None, (*faults, _at(warning, "not-annotated", job.paths.text, message, hint)))
    source = decode_text(job.paths.yaml, job.yaml)
    if source.value is None:
        empty = Article(id=job.id, span=Span(job.paths.yaml, 0, 0), at={})
        return Checked(empty, (*faults, *source.diagnostics))
    if not job.paths.text:
        message = f"the article has no raw text: {job.id}.txt is missing"
        faults = (*faults, _at(error, "missing-text", job.paths.yaml, message, f"put the text into {job.id}.txt"))
    text = raw.value if raw and not has_errors(faults) else None
    article = decode_article(job.id, source.value, text)
    return Checked(article.value, (*faults, *(source.diagnostics or article.diagnostics)))


def load_page(page: str, path: str, data: bytes) -> Checked[FreePage]:
    text = decode_text(path, data)
    if text.value is None:
        return Checked(FreePage(id=page, span=Span(path, 0, 0), at={}), text.diagnostics)
    decoded = decode_page(page, text.value)
    return Checked(decoded.value, text.diagnostics or decoded.diagnostics)


def load_briefing(path: str, data: bytes) -> Checked[Briefing]:
    text = decode_text(path, data)
    if text.value is None:
        return Checked(Briefing(id="briefing", span=Span(path, 0, 0), at={}), text.diagnostics)
    briefing = decode_briefing(text.value)
    return Checked(briefing.value, text.diagnostics or briefing.diagnostics)


def _load_briefing(snapshot: Snapshot, layout: Layout, faults: list[Diagnostic], incomplete: set[str]) -> Briefing:
    path = layout.briefing or "briefing.yaml"
    empty = Briefing(id="briefing", span=Span(path, 0, 0), at={})
    if any(name == path for name, _ in snapshot.refused):
        return empty
    if not layout.briefing:
        hint = "create it with a line `title: …`, or name the content folder with --content"
        faults.append(_at(error, "missing-briefing", path, "the content folder has no briefing.yaml", hint))
        incomplete.add("side")
        return empty
    briefing = load_briefing(path, snapshot.files[path])
    found = briefing.diagnostics
    faults.extend(found)
    sides = briefing.value.sides
    if has_wrong_ids(sides) or (not sides and has_errors(found)):
        incomplete.add("side")
    if has_errors(found):
        incomplete.add("judgment")
    return briefing.value


def _collect_articles(
    loaded: Iterable[Checked[Article | None]], drafts: bool, faults: list[Diagnostic], incomplete: set[str]
) -> tuple[dict[str, Article], list[str]]:
    articles: dict[str, Article] = {}
    left_out: list[str] = []
    for found in loaded:
        article = found.value
        if article is not None and article.draft and not drafts:
            left_out.append(article.id)
            continue
        faults.extend(found.diagnostics)
        if article is not None:
            articles[article.id] = article
            is_bare = not article.annotations and has_errors(found.diagnostics)
            if is_bare or any(fault.code in _HIDING for fault in found.diagnostics):
                incomplete.add(f"article:{article.id}")
    return articles, left_out


def _refusal(refused: tuple[str, str]) -> Diagnostic:
    path, reason = refused
    return _at(error, "not-a-file", path, f"this is {reason}, and is not read", "put a plain file in its place")


def _at(make: Any, code: str, path: str, message: str, hint: str) -> Diagnostic:
    fault: Diagnostic = make(code, Span(path, 0, 0), message, hint=hint)
    return fault
