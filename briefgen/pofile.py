"""Catalogues of translations: gettext's PO format, read with a place for every fault.

Only what a translation needs is read: flags, `msgid`, `msgid_plural`, `msgstr` and the `Plural-Forms` of the header.
The format: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from gettext import c2py
from typing import NamedTuple

from briefgen.diagnostics import Checked, Diagnostic, Label, error
from briefgen.source import SourceFile, Span

Plural = Callable[[int], int]
"""Which form goes with a number, counted from 0."""

_LINE = re.compile(r'(?:(msgctxt|msgid|msgid_plural|msgstr(?:\[[0-9]\])?)[ \t]*)?"((?:[^"\\]|\\["\\ntr])*)"')
_FUZZY = re.compile(r"#,.*\bfuzzy\b")
_ESCAPE = re.compile(r"\\(.)")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}
_PLURAL_FORMS = re.compile(r"^Plural-Forms:(.*)$", re.MULTILINE | re.IGNORECASE)
_RULE = re.compile(r"\s*nplurals\s*=\s*([1-9])\s*;\s*plural\s*=\s*([^;]+?)\s*;?\s*")
_PLACEHOLDER = re.compile(r"%(?:\(\w*\))?.?", re.DOTALL)
_COUNTS = range(1000)
"""Numbers that a rule is tried with: no language's rule looks further than at the last three digits."""

_HINT_LINE = 'write msgid, msgid_plural or msgstr, then the text in "…", with \\" for " and \\\\ for \\'
_HINT_RULE = 'take it over from another catalogue of the language, as "Plural-Forms: nplurals=2; plural=(n != 1);\\n"'


class Translation(NamedTuple):
    """A message in another language: its forms (one, if it has no plural), and which goes with a number."""

    forms: tuple[str, ...]
    plural: Plural


class _Rule(NamedTuple):
    forms: int
    plural: Plural


@dataclass(slots=True)
class _Entry:
    """An entry while it is read: texts by keyword, and the lines on which they begin."""

    is_fuzzy: bool = False
    texts: dict[str, str] = field(default_factory=dict)
    places: dict[str, Span] = field(default_factory=dict)

    @property
    def strings(self) -> dict[str, str]:
        return {keyword: text for keyword, text in self.texts.items() if keyword.startswith("msgstr")}


def germanic(count: int) -> int:
    """gettext's own rule, where a catalogue has none: a form for one, and one for all other numbers."""
    return int(count != 1)


def read_catalogue(source: SourceFile) -> Checked[Mapping[str, Translation]]:
    """Translations by their English ids. Those that are empty or marked fuzzy are left out, and so are contexts."""
    faults: list[Diagnostic] = []
    messages: dict[str, Translation] = {}
    first: dict[str, Span] = {}
    rule: _Rule | None = None
    for entry in _entries(source, faults):
        key = entry.texts.get("msgid")
        if key is None:
            place = next(iter(entry.places.values()))
            faults.append(_syntax(place, "this belongs to no msgid", "write the msgid above it"))
        elif "msgctxt" in entry.texts or (entry.is_fuzzy and key):
            continue
        elif not key:
            rule = _read_rule(entry, faults)
        elif key in first:
            again = Label(span=first[key], text="first here")
            what = "this message is translated twice"
            faults.append(_syntax(entry.places["msgid"], what, "remove one of the two", again))
        else:
            first[key] = entry.places["msgid"]
            wrong = tuple(_faults_of(entry, rule))
            faults.extend(wrong)
            forms = tuple(entry.strings.values())
            if not wrong and all(forms):
                messages[key] = Translation(forms, rule.plural if rule else germanic)
    # Without a rule every plural is at fault: one is enough to say so.
    ruleless = [fault for fault in faults if fault.code == "translation-plurals"]
    return Checked(messages, tuple(fault for fault in faults if fault not in ruleless[1:]))


def _entries(source: SourceFile, faults: list[Diagnostic]) -> Iterator[_Entry]:
    """The entries in order, obsolete ones left out. A line ends at a line feed alone, not at U+2028 and its like."""
    entry, keyword, start = _Entry(), "", 0
    for raw in source.text.split("\n"):
        line = raw.strip(" \t\r\f")
        place = source.span(start, start + len(raw))
        start += len(raw) + 1
        if line.startswith("#"):
            if entry.texts:
                yield entry
                entry, keyword = _Entry(), ""
            entry.is_fuzzy |= bool(_FUZZY.match(line))
            continue
        found = _LINE.fullmatch(line)
        if found and (found[1] or keyword):
            if found[1]:
                keyword = found[1]
                if keyword in entry.texts or (keyword in ("msgctxt", "msgid") and "msgid" in entry.texts):
                    yield entry
                    entry = _Entry()
                entry.texts[keyword] = ""
                entry.places[keyword] = place
            entry.texts[keyword] += _ESCAPE.sub(lambda escape: _ESCAPES.get(escape[1], escape[1]), found[2])
        elif line:
            faults.append(_syntax(place, "this line of the catalogue cannot be read", _HINT_LINE))
    if entry.texts:
        yield entry


def _read_rule(header: _Entry, faults: list[Diagnostic]) -> _Rule | None:
    """The rule for plurals, if the header has one. It is tried, so that no page meets a number without a form."""
    written = _PLURAL_FORMS.search(header.texts.get("msgstr", ""))
    if not written:
        return None
    found = _RULE.fullmatch(written[1])
    if found:
        try:
            rule = _Rule(int(found[1]), c2py(found[2]))
            if all(0 <= rule.plural(count) < rule.forms for count in _COUNTS):
                return rule
        except (ValueError, ZeroDivisionError):
            pass
    message = f"this rule for plurals cannot be used:{written[1]}"
    faults.append(error("translation-plurals", header.places["msgstr"], message, hint=_HINT_RULE))
    return None


def _faults_of(entry: _Entry, rule: _Rule | None) -> Iterator[Diagnostic]:
    """What is wrong with the translation of one message."""
    place = entry.places["msgid"]
    has_plural = "msgid_plural" in entry.texts
    if has_plural and rule is None:
        message = "this message has a plural, and the header of the catalogue no rule for one"
        yield error("translation-plurals", place, message, hint=_HINT_RULE)
        return
    wanted = [f"msgstr[{form}]" for form in range(rule.forms)] if has_plural and rule else ["msgstr"]
    if list(entry.strings) != wanted:
        names = ", ".join(wanted)
        yield _syntax(place, f"below this message {names} must stand, and nothing else", f"give it {names}")
        return
    known = set(_PLACEHOLDER.findall(entry.texts["msgid"] + " " + entry.texts.get("msgid_plural", "")))
    known |= {f"{placeholder[:-1]}s" for placeholder in known if placeholder.endswith("d")} | {"%%"}
    for keyword, text in entry.strings.items():
        for unknown in dict.fromkeys(_PLACEHOLDER.findall(text)):
            if unknown not in known:
                message = f"the message has no placeholder {unknown}"
                hint = f"it has {', '.join(sorted(known - {'%%'})) or 'none'}; a per cent sign is written %%"
                yield error("translation-placeholder", entry.places[keyword], message, hint=hint)


def _syntax(place: Span, message: str, hint: str, *others: Label) -> Diagnostic:
    return error("translation-syntax", place, message, hint=hint, secondary=others)
