"""New projects and new records: what to write is planned as values, and written without ever overwriting anything."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from string import Template
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import urlsplit

from briefgen.articles import text_digest
from briefgen.decode import Snapshot, load_register
from briefgen.diagnostics import has_errors
from briefgen.editors import editor_settings
from briefgen.intake.extract import Taken
from briefgen.intake.facts import Facts
from briefgen.problems import Problem
from briefgen.schemas import FOLDER, KINDS, modeline, schemas
from briefgen.source import SourceFile
from briefgen.starter import ARTICLE_ID, FILES, SECOND_ID
from briefgen.textfile import decode_text
from briefgen.values import Fault, identifier
from briefgen.yamlfaults import quoted
from briefgen.yamltree import Mapping as Node
from briefgen.yamltree import Scalar, is_null, parse_yaml

RECORDS = ("article", "topic", "actor", "event")
"""What `plan_new` makes."""

_MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905
_SUGGESTED = 12
_LONGEST_TITLE = 200
_LONGEST_SLUG = 60


class NewFile(NamedTuple):
    """A file to write, or to write `data` at the end of: then `before` is what it held when that was planned."""

    path: str
    data: bytes
    before: bytes | None = None


# A new project


def plan_init(name: str, today: date) -> Mapping[str, str]:
    """The files of a new project, by path: a briefing without faults, with dates around `today`, and the schemas."""
    title = _one_line(name.replace("-", " ").replace("_", " ")) or "A briefing"
    heading = title[0].upper() + title[1:]
    vote = today + timedelta(days=30)
    words = {
        "heading": heading,
        "title": yaml_text(heading),
        "article": ARTICLE_ID,
        "second": SECOND_ID,
        "today": today.isoformat(),
        "published": (today - timedelta(days=3)).isoformat(),
        "second_published": (today - timedelta(days=1)).isoformat(),
        "hearing": (today + timedelta(days=10)).isoformat(),
        "vote": vote.isoformat(),
        "vote_words": f"{vote.day} {_MONTHS[vote.month - 1]} {vote.year}",
        **{f"head_{kind}": modeline(kind, 2 if kind == "article" else 1) for kind in KINDS},
    }
    files = {path: Template(text).substitute(words) for path, text in FILES.items()}
    for file, schema in schemas().items():
        files[f"{FOLDER}/{file}"] = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
    return {**files, **editor_settings()}


# A new record


def plan_new(
    kind: str, key: str, *, title: str = "", today: date, existing: Snapshot, taken: Taken | None = None
) -> tuple[NewFile, ...]:
    """The files, relative to the content folder, that add an article, a topic, an actor or an event.

    `taken` is the text of an article, and what is known of it. Raises `Problem` where the id is none or exists, or
    where a register cannot be added to.
    """
    fault = identifier(key)
    if isinstance(fault, Fault):
        raise Problem(fault.message, fault.hint)
    if kind == "article":
        return _new_article(key, _one_line(title), today, existing, taken)
    return (_new_record(kind, key, _one_line(title) or _title_from_id(key), today, existing),)


def article_id(facts: Facts, today: date) -> str:
    """An id for an article, as a person would choose it: its day, and the words of its title or of its publisher."""
    host = (urlsplit(facts.url).hostname or "").removeprefix("www.").partition(".")[0]
    words = next(filter(None, map(_slug, (facts.title, facts.publisher, host))), "article")
    return f"{facts.published[:10] or today.isoformat()}-{words}"


def _slug(text: str) -> str:
    """Small letters, digits and hyphens, cut between words; empty where a title is not in Latin letters."""
    plain = normalize("NFKD", text.casefold())
    letters = sum(char.isalpha() for char in plain)
    kept = re.sub(r"['’]|[^\x00-\x7f]", "", plain)
    if sum(char.isalpha() for char in kept) * 2 < letters:
        return ""
    slug = re.sub(r"[^a-z0-9]+", "-", kept).strip("-")
    return slug if len(slug) <= _LONGEST_SLUG else slug[: _LONGEST_SLUG + 1].rpartition("-")[0] or slug[:_LONGEST_SLUG]


def _new_article(key: str, title: str, today: date, existing: Snapshot, taken: Taken | None) -> tuple[NewFile, ...]:
    found = {
        path.rpartition(".")[2]: path
        for path in sorted(existing.files)
        if path.startswith("articles/") and path.rpartition("/")[2] in (f"{key}.txt", f"{key}.yaml")
    }
    there = found.get("yaml") or (found.get("txt") if taken else None)
    if there:
        raise Problem(f"the article {key} exists: {there}", "choose another id, or edit that file")
    text_path = found.get("txt", f"articles/{key}.txt")
    data = taken.text if taken else existing.files.get(text_path, b"")
    text = decode_text(text_path, data, raw=True)
    if text.value is None:
        fault = text.diagnostics[0]
        raise Problem(f"{text_path}: {fault.message}", fault.hint)
    raw = text.value.text
    facts = taken.facts if taken else Facts()
    facts = facts._replace(title=title or _one_line(facts.title) or _first_line(raw) or _title_from_id(key))
    lines = [
        modeline("article", text_path.count("/") + 1),
        *filter(None, _head(facts, today)),
        f"# topics: {_known('topics', existing)}",
    ]
    if raw.strip():
        lines.append(f"sha256: {text_digest(raw)}")
    lines += [
        "",
        "annotations:",
        "#  - id: an-id                 # needed to be cited, as [@" + key + "#an-id]",
        "#    kind: statement",
        "#    quote: words of the article",
        f"#    actor: {_known('actors', existing)}",
        f"#    topics: {_known('topics', existing)}",
        f"#    event: {_known('events', existing)}",
        "#    date:",
        "#    note:",
    ]
    folder = text_path.rpartition("/")[0]
    made = [NewFile(f"{folder}/{key}.yaml", "".join(f"{line}\n" for line in lines).encode())]
    if "txt" not in found:
        made.insert(0, NewFile(text_path, data))
    return tuple(made)


def _head(facts: Facts, today: date) -> Iterator[str]:
    """What is known of an article; what is not, to be filled in."""
    yield f"title: {yaml_text(facts.title)}"
    if facts.published:
        why = dict(facts.guessed).get("published", "")
        yield f"published: {facts.published}" + (f"  # {why}: check it" if why else "")
    else:
        yield f"published: {today}              # the day on which it appeared"
    for name in ("publisher", "author", "language", "url"):
        value = _one_line(getattr(facts, name))
        missing = {"url": "# url: https://", "language": ""}.get(name, f"# {name}:")
        yield f"{name}: {yaml_text(value)}" if value else missing
    yield f"accessed: {today}"
    yield "# source: {reliability: B, credibility: 2}"


_KEYS: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "topic": ("topics", "title", ("# summary:", "# broader:")),
    "actor": (
        "actors",
        "name",
        ("kind: other             # person, organisation, government, other", "# side:", "# role:"),
    ),
    "event": (
        "events",
        "title",
        ("kind: deadline          # deadline, meeting, election, decision, publication, other", "# date: {today}"),
    ),
}


def _new_record(kind: str, key: str, title: str, today: date, existing: Snapshot) -> NewFile:
    register, name, more = _KEYS[kind]
    for path, ids in _ids(register, existing):
        if key in ids:
            raise Problem(f"the {kind} {key} exists, in {path}", "choose another id, or edit that record")
    path = _register_file(register, existing)
    before = existing.files.get(path)
    lines = [f"{key}:", f"  {name}: {yaml_text(title)}", *(f"  {line.format(today=today)}" for line in more)]
    if before is None:
        lines.insert(0, modeline(register, path.count("/") + 1))
    newline = "\r\n" if b"\r\n" in (before or b"") else "\n"
    ends_short = bool(before) and not (before or b"").endswith((b"\n", b"\r"))
    data = ((newline if ends_short else "") + "".join(f"{line}{newline}" for line in lines)).encode()
    _check_addition(register, key, path, before, data)
    return NewFile(path, data, before)


def _register_file(register: str, existing: Snapshot) -> str:
    """`topics.yaml` if it is there; else the last of `topics/*.yaml`, if there are any."""
    whole = f"{register}.yaml"
    parts = sorted(path for path in existing.files if path.startswith(f"{register}/") and path.endswith(".yaml"))
    return whole if whole in existing.files or not parts else parts[-1]


def _check_addition(register: str, key: str, path: str, before: bytes | None, data: bytes) -> None:
    """Whoever wrote the file may have written it in a way to which nothing can be added at the end."""
    old = load_register(register, path, before or b"")
    new = load_register(register, path, (before or b"") + data)
    ids = [record.id for record in old.value]
    if has_errors(old.diagnostics):
        raise Problem(f"{path} has faults: {old.diagnostics[0].message}", "mend it first: briefgen check shows where")
    if has_errors(new.diagnostics) or [record.id for record in new.value] != [*ids, key]:
        raise Problem(
            f"nothing can be added at the end of {path}", f"add the record yourself, as `{key}:` and its keys"
        )


def _ids(register: str, existing: Snapshot) -> Iterable[tuple[str, tuple[str, ...]]]:
    """The ids of a register by file; keys alone count, so that a file with faults does not hide them."""
    for path in sorted(existing.files):
        if path == f"{register}.yaml" or (path.startswith(f"{register}/") and path.endswith(".yaml")):
            text = decode_text(path, existing.files[path])
            tree = parse_yaml(text.value).value if text.value else None
            yield path, tuple(entry.value for entry, _ in tree.entries) if isinstance(tree, Node) else ()


def _known(register: str, existing: Snapshot) -> str:
    ids = [key for _, keys in _ids(register, existing) for key in keys]
    more = ", …" if len(ids) > _SUGGESTED else ""
    return f"[{', '.join(ids[:_SUGGESTED])}{more}]"


# Words


def yaml_text(text: str) -> str:
    """A line of text as a YAML value: plain if YAML would read it as written, else in quotes."""
    tree = parse_yaml(SourceFile(path="", text=f"title: {text}\n"))
    value = tree.value.entries[0][1] if isinstance(tree.value, Node) and tree.value.entries else None
    is_plain = isinstance(value, Scalar) and value.plain and value.value == text and not is_null(value)
    return text if is_plain and not tree.diagnostics else quoted(text)


def _one_line(text: str) -> str:
    """Without characters that YAML or a page could not hold."""
    return " ".join("".join(char for char in " ".join(text.split()) if char.isprintable()).split())


def _first_line(text: str) -> str:
    """The first line of an article, where it may be its title rather than its first paragraph."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return _one_line(first) if len(first) <= _LONGEST_TITLE else ""


def _title_from_id(key: str) -> str:
    words = key.replace("-", " ")
    return words[0].upper() + words[1:]


# Writing


def write_new(folder: Path, files: Iterable[NewFile]) -> None:
    """Writes planned files below a folder: new ones where nothing stands, additions to what they were planned on."""
    planned = tuple(files)
    for file in planned:
        path = folder / file.path
        if file.before is None and (path.exists() or path.is_symlink()):
            raise Problem(f"{path} exists and stays as it is", "remove it first, or choose another folder or id")
        if file.before is not None and path.read_bytes() != file.before:
            raise Problem(f"{path} was changed meanwhile", "run the command again")
    for file in planned:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb" if file.before is None else "ab") as stream:
            stream.write(file.data)


def write_project(folder: Path, files: Mapping[str, str]) -> None:
    """Writes a planned project; nothing at all is written if any of its files is there already."""
    write_new(folder, (NewFile(path, text.encode()) for path, text in files.items()))
