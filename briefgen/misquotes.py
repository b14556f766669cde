"""What to say of a quote that does not lead to one passage: where the nearest one is, and what differs there."""

from briefgen.anchoring import Ambiguous, Empty, Nearest, NotFound, Part, Selector
from briefgen.diagnostics import Diagnostic, Label, error
from briefgen.folding import in_one_line
from briefgen.model import Quote
from briefgen.source import SourceFile, Span
from briefgen.yamltree import Mapping, Node, Scalar, scalar_place

_LISTED = 8
_DIFFERENCES = 3
_LONG = 240


def misquote(
    node: Node, quote: Quote, found: NotFound | Ambiguous | Empty, source: SourceFile, text: SourceFile
) -> Diagnostic:
    """The fault of a quote. `node` is its value in the annotations file `source`, `text` the raw text."""
    if isinstance(found, Ambiguous):
        return _ambiguous(node, quote, found, text)
    if isinstance(found, Empty):
        return error("quote-empty", node.span, "the quote holds no words", hint="quote words of the article")
    if found.nearest is None:
        return error(
            "quote-not-found",
            node.span,
            "the quoted words are not in the article, nor any like them",
            label="not found",
            hint=f"copy the words from {text.path.rpartition('/')[2]}, or annotate the article that has them",
        )
    if found.nearest.part is Part.EXACT:
        return _not_found(node, quote, found.nearest, source, text)
    return _other_company(node, quote, found.nearest, source, text)


def _ambiguous(node: Node, quote: Quote, found: Ambiguous, text: SourceFile) -> Diagnostic:
    labels = [
        Label(span=text.span(*place), text=f"decided by {_selector(selector, quote)}")
        for place, selector in zip(found.places[:_LISTED], found.deciding, strict=False)
    ]
    rest = found.count - len(labels)
    more = f"; {rest} more are not listed" if rest else ""
    first = _selector(found.deciding[0], quote)
    return error(
        "quote-ambiguous",
        node.span,
        f"the quoted words stand {found.count} times in the article{more}",
        label="which one?",
        secondary=labels,
        hint=f"say which one by what stands around it: quote: {{exact: …, {first}}}, or quote more words",
    )


def _selector(deciding: Selector, quote: Quote) -> str:
    """A deciding prefix or suffix as it would be written; what the quote has already is left out."""
    parts = (("prefix", deciding.prefix, quote.prefix), ("suffix", deciding.suffix, quote.suffix))
    new = [f"{name}: {_yaml(words)}" for name, words, given in parts if words and words != given]
    return ", ".join(new) or "more words"


def _not_found(node: Node, quote: Quote, nearest: Nearest, source: SourceFile, text: SourceFile) -> Diagnostic:
    if nearest.case_only:
        message, label = "the quoted words are in the article, but in another case", "only the case differs"
        hint = f"write capitals and small letters as the article does: {_yaml(nearest.text)}"
    else:
        message, label = "the quoted words are not in the article", "not found"
        hint = f"{_differences(quote.exact, nearest, text)}; use the article's words, or shorten the quote"
    return error(
        "quote-not-found",
        node.span,
        message,
        label=label,
        secondary=_labels(_part(node, Part.EXACT), quote.exact, nearest, source, text, "nearest"),
        hint=hint,
    )


def _other_company(node: Node, quote: Quote, nearest: Nearest, source: SourceFile, text: SourceFile) -> Diagnostic:
    """The words are there, but not what is said to stand before or behind them."""
    is_prefix = nearest.part is Part.PREFIX
    given, where = (quote.prefix, "before") if is_prefix else (quote.suffix, "behind")
    part = _part(node, nearest.part)
    if nearest.start == nearest.end:
        end = "begins" if is_prefix else "ends"
        label = f"the article {end} here"
        hint = f"take `{nearest.part}` out: nothing stands {where} these words"
        labels = [Label(span=text.span(nearest.start if is_prefix else len(text.text.rstrip())), text=label)]
    else:
        labels = _labels(part, given, nearest, source, text, f"stands {where} them")
        hint = f"write {nearest.part}: {_yaml(nearest.text)}"
        if nearest.case_only:
            hint += " (only the case differs)"
    return error(
        "quote-not-found",
        part.span,
        f"the quoted words are in the article, but not with this {nearest.part}",
        label=f"does not stand {where} them",
        secondary=labels,
        hint=hint,
    )


def _labels(part: Node, given: str, nearest: Nearest, source: SourceFile, text: SourceFile, words: str) -> list[Label]:
    """The nearest passage; then, without words of their own, the places that differ in the quote and in the text."""
    marks = [Span(text.path, start, end) for start, end in nearest.instead]
    if isinstance(part, Scalar) and part.value.strip() == given.strip():
        shift = part.value.find(given[:1])
        for start, end in nearest.differing:
            first, last = _with_neighbours(given, start, end)
            place = scalar_place(source, part, first + shift, last + shift)
            if place != part.span:
                marks.append(place)
    passage = Label(span=text.span(nearest.start, nearest.end), text=f"{words}: {_yaml(_short(nearest.text))}")
    return [passage, *(Label(span=mark) for mark in marks)]


def _with_neighbours(given: str, start: int, end: int) -> tuple[int, int]:
    """A range of words; where words are left out it is a blank, which says more with the words on either side."""
    if given[start:end].strip():
        return start, end
    behind = given[end:].split(maxsplit=1)
    before = given[:start].split()
    first = given.rfind(before[-1], 0, start) if before else start
    return first, (given.find(behind[0], end) + len(behind[0]) if behind else end)


def _differences(given: str, nearest: Nearest, text: SourceFile) -> str:
    asked = [in_one_line(given[start:end]) for start, end in nearest.differing]
    there = [in_one_line(text.text[start:end]) for start, end in nearest.instead]
    if len(asked) == len(there):
        pairs = zip(asked, there, strict=True)
        found = [
            f"the article has {_yaml(_short(b))} where the quote has {_yaml(_short(a))}"
            if a
            else f"the quote leaves out {_yaml(_short(b))}"
            for a, b in pairs
        ]
    else:
        found = [f"{_yaml(_short(words))} is not in the article" for words in asked if words]
        found += [f"the article has {_yaml(_short(words))} there" for words in there]
    return "; ".join(found[:_DIFFERENCES]) + ("; and more" if len(found) > _DIFFERENCES else "")


def _part(node: Node, part: Part) -> Node:
    """The value of `exact`, `prefix` or `suffix`, where the quote is a selector."""
    if isinstance(node, Mapping):
        return next((value for key, value in node.entries if key.value == part), node)
    return node


def _yaml(words: str) -> str:
    """Words in quotation marks that YAML would take."""
    if '"' not in words and "\\" not in words:
        return f'"{words}"'
    return "'" + words.replace("'", "''") + "'"


def _short(words: str) -> str:
    return words if len(words) <= _LONG else words[: _LONG - 1] + "…"
