"""From the two files of an article to its record: annotations read, and each quote found in the raw text."""

import hashlib
from typing import Any

from briefgen.anchoring import Found, RawText, default_id, find_quote
from briefgen.diagnostics import Checked, Diagnostic, Label, error, has_errors, warning
from briefgen.fields import ARTICLE
from briefgen.misquotes import misquote
from briefgen.model import Annotation, Article, Quote
from briefgen.shapes import Entry, Reading, read_fields
from briefgen.source import SourceFile, Span
from briefgen.yamltree import node_at, parse_yaml

_NO_QUOTE = Quote("")
_NOWHERE = Found(0, 0)


def decode_article(article: str, source: SourceFile, text: SourceFile | None) -> Checked[Article]:
    """The article `ID.yaml` with its raw text `ID.txt`; `text` is `None` if that file is missing or unreadable."""
    start = Span(source.path, 0, 0)
    tree = parse_yaml(source)
    reading = Reading(source, record=article, diagnostics=list(tree.diagnostics))
    values: dict[str, Any] = {}
    at: dict[str, Span] = {}
    if tree.value is not None:
        got = read_fields(tree.value, ARTICLE, reading, what="an article", owner=start)
        values, at = dict(got.values), got.at
    elif not tree.diagnostics:
        reading.fault("missing-key", start, "an article needs `title` and `published`", "add `title: …`")
    entries: tuple[Entry, ...] = values.pop("annotations", ())
    if text is not None:
        _check_hash(values, at, text, reading)
        raw = RawText(text.text)
    else:
        raw = None
    ids: dict[str, Annotation] = {}
    annotations = []
    for entry in entries:
        quote = entry.fields.values.get("quote")
        found = None if raw is None or quote is None else find_quote(raw, quote.exact, quote.prefix, quote.suffix)
        annotation = _annotation(article, entry, found if isinstance(found, Found) else _NOWHERE)
        _check_confirmed(annotation, reading)
        if text is not None and tree.value is not None and found is not None and not isinstance(found, Found):
            node = node_at(tree.value, annotation.place("quote")) or tree.value
            reading.diagnostics.append(misquote(node, annotation.quote, found, source, text))
        _check_id(annotation, ids, reading)
        if annotation.outcome and annotation.answers is None:
            reading.diagnostics.append(
                warning(
                    "outcome-without-answers",
                    annotation.place("outcome"),
                    "an outcome is given, but not what it is the outcome of",
                    hint="add `answers: ANNOTATION`, or leave `outcome` out",
                )
            )
        annotations.append(annotation)
    record = Article(
        id=article,
        span=start,
        at=at,
        text=text.text if text else "",
        text_path=text.path if text else "",
        annotations=tuple(annotations),
        **values,
    )
    return Checked(record, _without_follow_ups(reading.diagnostics))


def _without_follow_ups(diagnostics: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """A warning may be the echo of an error in the same file (a misspelt `answers`), so it waits its turn."""
    if has_errors(diagnostics):
        return tuple(d for d in diagnostics if has_errors((d,)))
    return tuple(diagnostics)


def text_digest(text: str) -> str:
    """SHA-256 of a raw text, newlines as `\\n`, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _check_hash(values: dict[str, Any], at: dict[str, Span], text: SourceFile, reading: Reading) -> None:
    wanted = values.get("sha256")
    digest = text_digest(text.text) if wanted else ""
    if wanted != (digest or None):
        reading.fault(
            "raw-text-edited",
            at["sha256"],
            "the raw text is not the one that was annotated: its SHA-256 differs",
            f"restore the text; if the change is meant, write `sha256: {digest}`",
        )


def _annotation(article: str, entry: Entry, found: Found) -> Annotation:
    values = dict(entry.fields.values)
    quote = values.pop("quote", _NO_QUOTE)
    own = values.pop("id", "")
    answers = values.pop("answers", None)
    if answers is not None and not answers.id:
        answers = answers._replace(id=article)
    at = entry.fields.at
    return Annotation(
        id=own or default_id(quote.exact),
        span=at.get("id", at.get("quote", entry.span)),
        at=at,
        article=article,
        quote=quote,
        start=found.start,
        end=found.end,
        own_id=bool(own),
        answers=answers,
        **values,
    )


def _check_confirmed(annotation: Annotation, reading: Reading) -> None:
    """What a program proposed is published only when a person stands by it."""
    if annotation.suggested:
        reading.fault(
            "suggested-annotation",
            annotation.place("suggested"),
            f"the annotation `{annotation.id}` is a suggestion that nobody has confirmed",
            "check it against the article and take this line out; or take out the annotation",
        )


def _check_id(annotation: Annotation, ids: dict[str, Annotation], reading: Reading) -> None:
    if not annotation.quote.exact and not annotation.own_id:
        return
    first = ids.setdefault(annotation.id, annotation)
    if first is annotation:
        return
    if annotation.own_id or first.own_id:
        message, hint = f"the annotation id `{annotation.id}` stands twice", "give one of the two another id"
    else:
        message = "two annotations without an id quote the same words, so they cannot be told apart"
        hint = "give each an `id`"
    reading.diagnostics.append(
        error(
            "duplicate-id",
            annotation.span,
            message,
            label="second time",
            secondary=[Label(span=first.span, text="first time")],
            hint=hint,
        )
    )
