"""The Markdown that curators write most, without the engine: paragraphs, headings, and lists of one level whose items
are lines.

In them may stand `**x**`, `*x*`, `` `x` ``, plain links and citations. Whatever could be read in two ways is left to
the engine, and what is read here is what the engine makes of it: a property test holds the two together.
"""

import re

from briefgen.markup_links import Citation, Part, Problem, Reference, read_address, read_citation

MAX_WITH_MARKS = 4000
"""Characters of a text with more than words in it; the engine counts its steps in longer ones."""

# What no page can hold, or HTML writes in another way.
_UNUSUAL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\xa0\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
# Characters that mean something in Markdown or HTML.
_SIGNS = r"\\`*_\[\]<>&|"
_WORDS = rf"[^\s{_SIGNS}](?:[^\n{_SIGNS}]*[^\s{_SIGNS}])?"
# White space, or the beginning of a list, a heading or the line under one: no line of a paragraph begins so.
_START = r"(?!\s|[-+=#]|\d+\.)"
_SPAN = rf"[^\s{_SIGNS}](?:(?:[^\n{_SIGNS}]|(?<!\s)\n{_START})*[^\s{_SIGNS}])?"
_BEGIN = rf"(?:(?P<item>- )|(?P<level>#{{1,6}}) (?=[^#\n]+(?:\n\n|\Z)))?{_START}"
_ORDINARY = re.compile(rf"(?:{_START}{_WORDS}(?:\n(?!\Z)|\Z))+")

_HOST = r"[a-z][a-z0-9]{0,30}(?:-[a-z0-9]{1,30})?"
_ADDRESS = rf"https?://(?:{_HOST}\.){{1,5}}[a-z]{{2,20}}(?:/[A-Za-z0-9/._~=%+,;?#-]*)?"
_REFERENCE = r"(?:topic|actor|event|page|article):[a-z0-9#-]+"
_FIRST = re.compile(_BEGIN)
_TOKEN = re.compile(
    rf"(?P<plain>[^\n{_SIGNS}]+)"
    rf"|(?P<break>(?<!\s)\n(?P<blank>\n+)?{_BEGIN})"
    rf"|\*\*(?P<strong>{_SPAN})\*\*(?!\*)"
    rf"|\*(?P<em>{_SPAN})\*(?!\*)"
    rf"|`(?P<code>{_WORDS})`(?!`)"
    rf"|(?<!!)\[(?P<label>(?:{_SPAN})?)\]\((?:(?P<address>{_ADDRESS})|(?P<reference>{_REFERENCE}))\)"
    r"|(?<!!)\[(?P<cited>@[a-z0-9@#; -]+)\](?![(\[])"
)
_OPENING = {"p": "<p>", "li": "<ul>\n<li>"}
_CLOSING = {"p": "</p>", "li": "</li>\n</ul>"}
_WITHIN = {("p", "p"): "\n", ("li", "li"): "</li>\n<li>"}


def parse_prose(text: str, *, top_level: int, inline: bool) -> tuple[Part, ...] | None:
    """The parts of a text, as `markup.Markup` has them; `None` for what the engine has to read."""
    prose = text.strip("\n")
    if _UNUSUAL.search(prose):
        return None
    if _ORDINARY.fullmatch(prose):
        return (prose if inline else f"<p>{prose}</p>",)
    first = _FIRST.match(prose)
    if not prose or not first or len(text) > MAX_WITH_MARKS or prose[-1].isspace():
        return None
    shift = text.index(prose)
    at, tag = first.end(), _tag(first, top_level)
    bare = inline and tag == "p" and "\n\n" not in prose
    parts: list[Part] = []
    html = ["" if bare else _OPENING.get(tag, f"<{tag}>")]
    while at < len(prose):
        token = _TOKEN.match(prose, at)
        if token is None:
            return None
        at = token.end()
        kind = token.lastgroup
        if kind == "plain":
            html.append(token[0])
        elif kind == "break":
            before, tag = tag, _tag(token, top_level)
            between = _between(before, tag, token["blank"] is not None)
            if between is None:
                return None
            html.append(between)
        elif kind == "address":
            html.append(f'<a href="{token["address"]}">{token["label"]}</a>')
        elif kind == "reference" or kind == "cited":
            part = _reference(token, shift) if kind == "reference" else _citation(token, shift)
            if part is None:
                return None
            parts += ("".join(html), part)
            html = []
        else:
            html.append(f"<{kind}>{token[kind or 0]}</{kind}>")
    html.append("" if bare else _CLOSING.get(tag, f"</{tag}>"))
    parts.append("".join(html))
    return tuple(part for part in parts if part)


def _tag(line: re.Match[str], top_level: int) -> str:
    """What a line begins."""
    if line["level"]:
        return f"h{min(6, top_level - 1 + len(line['level']))}"
    return "li" if line["item"] else "p"


def _between(before: str, after: str, blank: bool) -> str | None:
    """What stands between two lines; `None` where that is not for us to say."""
    if not blank:
        return _WITHIN.get((before, after))
    if before == after == "li":
        return None
    return f"{_CLOSING.get(before, f'</{before}>')}\n{_OPENING.get(after, f'<{after}>')}"


def _reference(token: re.Match[str], shift: int) -> Reference | None:
    reference = read_address(token["reference"])
    if not isinstance(reference, Reference):
        return None
    label = (token["label"],) if token["label"].strip() else ()
    return reference._replace(label=label, start=token.start("reference") + shift, end=token.end("reference") + shift)


def _citation(token: re.Match[str], shift: int) -> Citation | None:
    references = read_citation(token["cited"])
    if references is None or isinstance(references, Problem):
        return None
    at = token.start("cited") + shift
    placed = tuple(one._replace(start=one.start + at, end=one.end + at) for one in references)
    return Citation(placed, token.start() + shift, token.end() + shift)
