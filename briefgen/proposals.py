"""Annotations that are proposed: quotes that lead to one place, ids, and the YAML to paste."""

import re
from collections.abc import Iterable, Mapping
from typing import TypeAlias

import yaml

from briefgen.anchoring import Ambiguous, Found, RawText, Selector, find_quote
from briefgen.folding import in_one_line
from briefgen.model import Article, Quote
from briefgen.source import SourceFile
from briefgen.values import Fault, identifier
from briefgen.yamltree import Node, Scalar, Sequence, is_null, parse_yaml

Value: TypeAlias = str | tuple[str, ...] | dict[str, str]
"""Of a key of an annotation: a text, a list of ids, or a selector."""

_AROUND = 40
_PLAIN = re.compile(r"[a-z0-9][a-z0-9-]*\Z|\d{2,4}[\dX~?%/.-]*\Z")


def quote_at(raw: RawText, meant: Found) -> Quote | None:
    """The words at a place as a quote that leads there, with as much around them as it needs; `None` if none does."""
    text = raw.text
    before, after = text[: meant.start][-_AROUND * 2 :], text[meant.end :][: _AROUND * 2]
    exact = in_one_line(text[meant.start : meant.end])
    selector = selector_for(raw, exact, meant, Selector(in_one_line(before), in_one_line(after)))
    quote = Quote(exact, *selector)
    return quote if find_quote(raw, *quote) == meant else None


def selector_for(raw: RawText, exact: str, meant: Found, around: Selector) -> Selector:
    """What has to be said besides the words so that this place is found and no other; nothing if nothing has."""
    found = find_quote(raw, exact)
    if found == meant:
        return Selector("", "")
    if isinstance(found, Ambiguous) and meant in found.places:
        deciding = found.deciding[found.places.index(meant)]
        if find_quote(raw, exact, deciding.prefix, deciding.suffix) == meant:
            return deciding
    near = Selector(in_one_line(around.prefix)[-_AROUND:], in_one_line(around.suffix)[:_AROUND])
    return near if find_quote(raw, exact, near.prefix, near.suffix) == meant else around


def quote_value(quote: Quote) -> Value:
    """The value of `quote`: the words, or with a prefix or suffix a selector."""
    if not (quote.prefix or quote.suffix):
        return quote.exact
    return {name: part for name, part in quote._asdict().items() if part}


def suggest_id(words: str, taken: Iterable[str]) -> str:
    """An id from the telling words of a quote, or `note-1` and so on where it has none in Latin letters."""
    known = frozenset(taken)
    telling = [word for word in re.findall(r"[a-z0-9]+", words.lower()) if word not in _COMMON][:4]
    base = "-".join(telling)
    if isinstance(identifier(base), Fault) or len(base) < 3:
        base = "note"
    for number in range(1, len(known) + 2):
        name = base if number == 1 and base != "note" else f"{base}-{number}"
        if name not in known:
            break
    return name


def entry_lines(values: Mapping[str, Value], remarks: Mapping[str, str]) -> tuple[str, ...]:
    """A record as lines of YAML: text, lists of text, and selectors. A remark stands behind its key, or alone."""
    lines: list[str] = []
    for key, value in values.items():
        remark = f"  # {remarks[key]}" if key in remarks else ""
        if isinstance(value, dict):
            lines += [f"{key}:", *(f"  {name}: {scalar(part)}" for name, part in value.items())]
        elif isinstance(value, tuple):
            lines.append(f"{key}: [{', '.join(map(scalar, value))}]{remark}")
        else:
            lines.append(f"{key}: {scalar(value)}{remark}")
    lines += [f"# {key}: {remark}" for key, remark in remarks.items() if key not in values]
    return tuple(lines)


def scalar(text: str) -> str:
    """One line of text as a YAML value, plain where that says the same."""
    if _PLAIN.match(text) or _is_plain(text):
        return text
    dumped: str = yaml.safe_dump(text, allow_unicode=True, width=1 << 20, default_style="'")
    return dumped.removesuffix("\n")


def _is_plain(text: str) -> bool:
    """Whether YAML reads the text, without quotes, as that very text: in a line of its own, and within brackets."""
    tree = parse_yaml(SourceFile(path="", text=f"- {text}\n- [{text}]\n"))
    nodes = tree.value.items if isinstance(tree.value, Sequence) else ()
    if tree.diagnostics or len(nodes) != 2:
        return False
    inner = nodes[1].items if isinstance(nodes[1], Sequence) else ()
    return len(inner) == 1 and all(_says(node, text) for node in (nodes[0], inner[0]))


def _says(node: Node, text: str) -> bool:
    return isinstance(node, Scalar) and node.plain and node.value == text and not is_null(node)


_COMMON = frozenset(
    re.findall(
        r"\w+",
        "a an the of in on at to for from by with and or but not no is are was were be been being it its that this"
        " these those as has have had will would can could may which who what when where there their his her our they"
        " he she we i you than then so if into over under after before about up out",
    )
)


def propose_annotation(article: Article, words: str, before: str, after: str) -> str:
    """An annotation of selected words as YAML, an entry of `annotations`; empty if they are not in the raw text.

    `before` and `after` are what stands around them: they tell which place is meant where the words stand twice, and
    the quote then gets the prefix or suffix that it needs.
    """
    raw = RawText(article.text)
    meant = find_quote(raw, words, before, after)
    if not isinstance(meant, Found):
        meant = find_quote(raw, words)
    if not isinstance(meant, Found):
        return ""
    exact = in_one_line(words)
    quoted = quote_value(Quote(exact, *selector_for(raw, exact, meant, Selector(before, after))))
    entry = {"id": suggest_id(exact, (note.id for note in article.annotations)), "kind": "statement", "quote": quoted}
    text = yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=1 << 20)
    return "".join(f"  {line}" for line in text.splitlines(keepends=True))
