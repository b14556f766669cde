"""`briefgen rename`: another id for a record everywhere it is written, and the old address forwarded.

Planned on the bytes of the content: only the ids change, then everything is read again and compared with what was
there, so that a plan is right or there is none.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from briefgen.decode import Snapshot, decode
from briefgen.diagnostics import Diagnostic, has_errors
from briefgen.freepages import body_start
from briefgen.layout import Layout, plan_layout
from briefgen.model import Content, Ref
from briefgen.problems import Problem
from briefgen.references import uses
from briefgen.resolve import resolve
from briefgen.rewriting import Change
from briefgen.source import SourceFile, Span
from briefgen.spelling import suggestion
from briefgen.splicing import Edit, add_entry, entry_removed, splice
from briefgen.textfile import decode_text
from briefgen.values import Fault, identifier
from briefgen.whereabouts import Target, in_markdown, in_record, in_register
from briefgen.yamltree import Mapping, Node, Scalar, parse_yaml

KINDS = ("topic", "actor", "event", "article")

_UNCONFIRMED = "suggested-annotation"


class Plan(NamedTuple):
    """The changes, and the places in the old files at which the id stood, in order."""

    changes: tuple[Change, ...]
    places: tuple[Span, ...]


class _Text(NamedTuple):
    source: SourceFile
    tree: Node | None


def plan_rename(snapshot: Snapshot, kind: str, old: str, new: str) -> Plan:
    """Renames a record. Raises `Problem` where there is none of that id, where the new one is none or exists, and
    where the content has faults by which a place might be missed."""
    before = _read_all(snapshot, "the content has faults")
    target = Target(kind, old)
    _check_ids(before, target, new)
    layout = plan_layout(tuple(snapshot.files)).value
    texts = {path: _parse(snapshot, path) for path in _yaml_files(layout)}
    places = sorted((*_places(layout, texts, target), *_places_on_pages(snapshot, layout, target)))
    edits: dict[str, list[Edit]] = {place.path: [] for place in places}
    for place in places:
        edits[place.path].append(Edit(place.start, place.end, new))
    if kind != "article" or not before.articles[old].draft:
        edits[layout.briefing] = [*_redirects(texts[layout.briefing], target, new, edits.get(layout.briefing, []))]
    moves = _moves(layout, target, new)
    changes = tuple(
        Change(path, data, splice(data, edits.get(path, ())), moves.get(path, ""))
        for path in sorted({*edits, *moves})
        for data in (snapshot.files[path],)
    )
    _check_outcome(snapshot, changes, before, target, new)
    return Plan(changes, tuple(places))


def _check_ids(content: Content, target: Target, new: str) -> None:
    kind, old = target
    known = {"topic": content.topics, "actor": content.actors, "event": content.events, "article": content.articles}[
        kind
    ]
    if old not in known:
        raise Problem(f"no {kind} has the id `{old}`", suggestion(old, sorted(known), what="known"))
    fault = identifier(new)
    if isinstance(fault, Fault):
        raise Problem(fault.message, fault.hint)
    if new in known:
        raise Problem(f"the {kind} `{new}` exists", "choose another id")


def _read_all(snapshot: Snapshot, message: str) -> Content:
    """All records, drafts too; a `Problem` if anything but an unconfirmed suggestion is wrong with them."""
    decoded = decode(snapshot, drafts=True)
    errors = [fault for fault in (*decoded.diagnostics, *resolve(decoded.value).diagnostics) if _counts(fault)]
    if errors:
        hint = f"{errors[0].primary.span.path}: {errors[0].message}; briefgen check shows all"
        raise Problem(message, hint)
    return decoded.value


def _counts(fault: Diagnostic) -> bool:
    return has_errors((fault,)) and fault.code != _UNCONFIRMED


# Where the id stands


def _yaml_files(layout: Layout) -> Iterator[str]:
    yield layout.briefing
    for paths in layout.registers.values():
        yield from paths
    yield from (paths.yaml for paths in layout.articles.values() if paths.yaml)


def _parse(snapshot: Snapshot, path: str) -> _Text:
    source = decode_text(path, snapshot.files[path]).value or SourceFile(path=path, text="")
    return _Text(source, parse_yaml(source).value)


def _places(layout: Layout, texts: dict[str, _Text], target: Target) -> Iterator[Span]:
    registers = {path: kind for kind, paths in layout.registers.items() for path in paths}
    for path, (source, tree) in texts.items():
        if tree is None or target.id not in source.text:
            continue
        if path in registers:
            yield from in_register(registers[path], source, tree, target)
        else:
            yield from in_record("briefing" if path == layout.briefing else "article", source, tree, target)


def _places_on_pages(snapshot: Snapshot, layout: Layout, target: Target) -> Iterator[Span]:
    for path in layout.pages.values():
        source = decode_text(path, snapshot.files[path]).value
        if source is not None and target.id in source.text:
            at = body_start(source.text)
            for place in in_markdown(path, source.text[at:], target):
                yield Span(path, at + place.start, at + place.end)


# What else changes


def _redirects(text: _Text, target: Target, new: str, edits: Iterable[Edit]) -> Iterator[Edit]:
    """The edits of the briefing, with one by which the old id leads to the new one, which is no old one any more.

    A draft has no page that anybody could have an address of.
    """
    node = next((value for key, value in _entries(text.tree) if key.value == "redirects"), None)
    gone = [
        entry_removed(text.source, key, value) for key, value in _entries(node) if key.value == f"{target.kind}:{new}"
    ]
    yield from gone
    yield from (edit for edit in edits if not any(out.start <= edit.start < out.end for out in gone))
    line = f"{target.kind}:{target.id}: {target.kind}:{new}"
    yield add_entry(text.source, text.tree, "redirects", line)


def _entries(node: Node | None) -> tuple[tuple[Scalar, Node], ...]:
    return node.entries if isinstance(node, Mapping) else ()


def _moves(layout: Layout, target: Target, new: str) -> dict[str, str]:
    """The two files of an article, which are called after it."""
    files = layout.articles[target.id] if target.kind == "article" else ()
    return {path: f"{path.rpartition('/')[0]}/{new}.{path.rpartition('.')[2]}" for path in files if path}


# Whether it came out right


def _check_outcome(snapshot: Snapshot, changes: Iterable[Change], before: Content, target: Target, new: str) -> None:
    """The new content has no faults, and differs from the old one in the id alone."""
    files = dict(snapshot.files)
    for change in changes:
        del files[change.path]
    files.update({change.to or change.path: change.after for change in changes})
    after = _read_all(Snapshot(files=files, refused=snapshot.refused), f"{target.id} cannot be renamed safely")
    renamed = _summary(before, target, new)
    if renamed != _summary(after, target, target.id):
        raise Problem(
            f"{target.id} cannot be renamed safely", "change its id by hand; briefgen check finds what is left"
        )


def _summary(content: Content, target: Target, to: str) -> tuple[object, ...]:
    """Ids and references, with one id in place of another."""

    def named(kind: str, key: str) -> str:
        return to if (kind, key) == target else key

    def refers(ref: Ref) -> tuple[str, str, str]:
        return ref.kind, named("article" if ref.kind == "annotation" else ref.kind, ref.id), ref.annotation

    kinds = {"topic": content.topics, "actor": content.actors, "event": content.events, "article": content.articles}
    ids = [[named(kind, key) for key in sorted(records)] for kind, records in kinds.items()]
    return [sorted(keys) for keys in ids], Counter(refers(ref) for _, ref in uses(content))
