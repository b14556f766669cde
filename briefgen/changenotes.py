"""What changed between two issues, as text for a terminal, as Markdown for a covering mail, and as JSON.

Everything here returns text. What comes out of a briefing may hold characters that steer a terminal or mean something
in Markdown; they are escaped.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from posixpath import normpath
from typing import Any

from briefgen.changes import Change, Difference, words_of
from briefgen.console import escaped
from briefgen.model import Annotation
from briefgen.resolve import Site, Tracker
from briefgen.routes import page_path
from briefgen.source import Position, SourceFile

_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~])")
_ACTS = {
    "moved": "date moved",
    "refined": "date refined",
    "conflicting": "conflicting date",
    "withdrawn": "date withdrawn",
    "corrected": "date corrected",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One of the two: its `label` (a revision or a folder), and the folder that its paths are shown below."""

    site: Site
    tracker: Tracker
    label: str
    folder: str
    sources: Mapping[str, SourceFile]

    @property
    def day(self) -> str:
        return self.tracker.as_of.day.isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """Two issues and what changed from the one to the other."""

    old: Issue
    new: Issue
    changes: tuple[Change, ...]

    def issue(self, change: Change) -> Issue:
        return self.old if change.is_gone else self.new

    def place(self, change: Change) -> tuple[str, Position]:
        issue = self.issue(change)
        source = issue.sources.get(change.place.path)
        position = source.position(change.place.start) if source else Position(1, 1)
        return normpath(f"{issue.folder}/{change.place.path}"), position

    def topic(self, change: Change) -> str:
        return self.topic_title(change.topics[0]) if change.topics else ""

    def topic_title(self, key: str) -> str:
        topics = self.new.site.content.topics
        found = topics.get(key) or self.old.site.content.topics.get(key)
        return found.title if found else key

    def side_title(self, key: str) -> str:
        sides = (*self.new.site.content.briefing.sides, *self.old.site.content.briefing.sides)
        return next((side.title for side in sides if side.id == key), key)


def headline(notes: Notes, change: Change) -> str:
    """What happened, in one line: `new demand by …`, `date moved: EVENT, from … to …`."""
    by = {difference.field: difference for difference in change.differences}
    if change.kind in ("date", "status", "correction") and ("date" in by or "status" in by):
        parts = [f"{name} {_step(by[name])}" for name in ("date", "status") if name in by]
        what = _ACTS.get(change.act, f"{change.act} {change.kind}")
        return f"{what}: {change.title}, {'; '.join(parts)}"
    if change.kind == "event":
        parts = [f"{name} {by[name].new}" for name in ("date", "status") if name in by]
        return f"{change.act} event: {', '.join((change.title, *parts))}"
    if change.kind == "bottom-line":
        return f"{change.act} bottom line"
    if change.annotation is not None and change.kind != "judgment":
        return f"{change.act} {change.kind}{_who(notes, change)}"
    return f"{change.act} {change.kind}: {change.title}"


def _step(difference: Difference) -> str:
    if difference.old and difference.new:
        return f"from {difference.old} to {difference.new}"
    return difference.new or f"no longer {difference.old}"


def _who(notes: Notes, change: Change) -> str:
    annotation, content = change.annotation, notes.issue(change).site.content
    names = [
        content.actors[ref.id].name for ref in (annotation.actor if annotation else ()) if ref.id in content.actors
    ]
    sides = [notes.side_title(key) for key in change.sides]
    by = f" by {' and '.join(names)}" if names else ""
    return f"{by} ({', '.join(sides)})" if by and sides and sides != names else by


def details(notes: Notes, change: Change) -> Iterator[str]:
    """The fields that neither the headline nor the quote tells, a line each, and what an answer answers."""
    is_changed = change.act == "changed"
    for one in change.differences:
        if one.field in ("date", "status") or (not is_changed and one.field in ("text", "quote", "kind", "cites")):
            continue
        if one.field in ("text", "quote") and one.old:
            yield f"{one.field} before: {one.old}"
            if change.kind == "bottom-line":
                yield f"{one.field} now: {one.new or 'none'}"
        elif is_changed:
            yield f"{one.field}: {one.old or 'none'} → {one.new or 'none'}"
        else:
            yield f"{one.field}: {one.new or one.old}"
    annotation, site = change.annotation, notes.issue(change).site
    if change.kind == "answer" and annotation is not None and annotation.answers is not None:
        asked = site.annotations.get((annotation.answers.id, annotation.answers.annotation))
        if asked is not None:
            yield f"in answer to: “{words_of(site, asked)}”"


def _source(issue: Issue, annotation: Annotation) -> str:
    article = issue.site.content.articles[annotation.article]
    published = article.published.text if article.published else ""
    return ", ".join(part for part in (article.title, article.publisher, published) if part)


def _groups(notes: Notes) -> Iterator[tuple[str, tuple[Change, ...]]]:
    for topic, changes in groupby(notes.changes, key=notes.topic):
        yield topic, tuple(changes)


def _count(changes: Iterable[Change]) -> str:
    number = len(tuple(changes))
    return "nothing changed" if not number else f"{number} change{'' if number == 1 else 's'}"


def render_text(notes: Notes) -> str:
    """For a terminal."""
    lines = [
        f"{notes.new.site.content.briefing.title}",
        f"{notes.old.label} ({notes.old.day}) to {notes.new.label} ({notes.new.day}): {_count(notes.changes)}",
    ]
    for topic, changes in _groups(notes):
        lines += ["", topic or "On no topic"]
        for change in changes:
            lines.append(f"  {headline(notes, change)}")
            lines += [f"    {line}" for line in details(notes, change)]
            if change.annotation is not None:
                issue = notes.issue(change)
                lines.append(f"    “{words_of(issue.site, change.annotation)}”")
                lines.append(f"    {_source(issue, change.annotation)}")
            path, position = notes.place(change)
            lines.append(f"    {path}:{position.line}:{position.column}")
    return "".join(f"{escaped(line)}\n" for line in lines)


def render_markdown(notes: Notes) -> str:
    """For a covering mail: CommonMark, with links into the site where `base_url` says where it stands."""
    lines = [
        f"## {_md(notes.new.site.content.briefing.title)}: what changed",
        "",
        f"From {notes.old.day} to {notes.new.day}: {_count(notes.changes)}.",
    ]
    for topic, changes in _groups(notes):
        lines += ["", f"### {_md(topic or 'On no topic')}", ""]
        for change in changes:
            lines.append(f"- **{_md(headline(notes, change))}**")
            for line in details(notes, change):
                lines += ["", f"  {_md(line)}"]
            if change.annotation is not None:
                issue = notes.issue(change)
                quoted = f"  > {_md(words_of(issue.site, change.annotation))}"
                lines += ["", quoted, "", f"  — {_linked(notes, change)}", ""]
    return "".join(f"{escaped(line)}\n" for line in _without_double_blanks(lines))


def _without_double_blanks(lines: list[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        if line or (number and lines[number - 1] and number + 1 < len(lines)):
            yield line


def _linked(notes: Notes, change: Change) -> str:
    issue, annotation = notes.issue(change), change.annotation
    if annotation is None:
        return ""
    words = _md(_source(issue, annotation))
    address = _address(notes, change) or issue.site.content.articles[annotation.article].url
    return f"[{words}](<{address}>)" if address else words


def _address(notes: Notes, change: Change) -> str:
    """Where the words stand in the new site; empty if nobody knows where that will be, or they are gone from it."""
    base = notes.new.site.content.briefing.base_url
    if not base or change.is_gone or change.annotation is None:
        return ""
    return f"{base}{page_path('article', change.annotation.article)}#a-{change.annotation.id}"


def _md(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text)


def render_json(notes: Notes) -> str:
    """For programs."""
    found = {
        "title": notes.new.site.content.briefing.title,
        "old": {"label": notes.old.label, "as_of": notes.old.day},
        "new": {"label": notes.new.label, "as_of": notes.new.day},
        "changes": [_object(notes, change) for change in notes.changes],
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _object(notes: Notes, change: Change) -> dict[str, Any]:
    path, position = notes.place(change)
    annotation, issue = change.annotation, notes.issue(change)
    article = issue.site.content.articles[annotation.article] if annotation else None
    return {
        "kind": change.kind,
        "act": change.act,
        "title": change.title,
        "topics": list(change.topics),
        "sides": list(change.sides),
        "differences": {one.field: {"old": one.old, "new": one.new} for one in change.differences},
        "quote": words_of(issue.site, annotation) if annotation else None,
        "translation": (annotation.translation or None) if annotation else None,
        "article": article.id if article else None,
        "annotation": annotation.id if annotation else None,
        "published": article.published.text if article and article.published else None,
        "url": _address(notes, change) or None,
        "place": {"file": path, "line": position.line, "column": position.column},
    }
