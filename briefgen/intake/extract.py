"""From bytes to the raw text of an article: web pages, PDF, Markdown and plain text, each kept word for word."""

import codecs
import logging
import re
from collections.abc import Mapping
from io import BytesIO
from typing import Final, NamedTuple

from briefgen.extras import extra_package
from briefgen.intake.facts import Facts, fields_facts, page_facts
from briefgen.intake.located import locate, stretches
from briefgen.intake.page import read_page
from briefgen.problems import Problem
from briefgen.source import SourceFile, normalise_newlines
from briefgen.textfile import MAX_RAW_TEXT, decode_text
from briefgen.yamltree import Mapping as Node
from briefgen.yamltree import Scalar, Sequence, parse_yaml

KINDS: Final[Mapping[str, str]] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".pdf": "pdf",
}
"""What the ending of a file's name says of it."""

_LABELS: Final[Mapping[str, str]] = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
}
"""What browsers read under the names of older encodings (encoding.spec.whatwg.org), by Python's names."""

_ALIASES: Final[Mapping[str, str]] = {
    "ks_c_5601-1987": "cp949",
    "x-windows-949": "cp949",
    "windows-949": "cp949",
    "x-sjis": "cp932",
    "x-gbk": "gb18030",
}
_DECLARED = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]+encoding\s*=\s*[\"']([\w.:-]+)", re.I)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?\r?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_HEADING = re.compile(r"^#[ \t]+(.+?)[ \t#]*\r?$|^(.+)\n=+[ \t]*\r?$", re.MULTILINE)
_HEAD = 4096


class Raw(NamedTuple):
    """What was read, and what is known of it: its `kind`, the `charset` that came with it, the address it came from."""

    data: bytes
    kind: str
    charset: str = ""
    address: str = ""


class Taken(NamedTuple):
    """An article: its raw text as bytes, what is known of it, and what a person should look at (`remarks`)."""

    text: bytes
    facts: Facts
    remarks: tuple[str, ...] = ()


def kind_of(data: bytes) -> str:
    """What bytes without a name look like."""
    if data.startswith(b"%PDF-"):
        return "pdf"
    begin = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return "html" if begin.startswith((b"<!doctype html", b"<html", b"<?xml")) or b"<body" in begin else "text"


def take(raw: Raw) -> Taken:
    """The article in what was read; raises `Problem` where there is none, or none that may be kept."""
    make = {"html": _from_html, "pdf": _from_pdf, "markdown": _from_markdown}.get(raw.kind, _from_text)
    taken = make(raw)
    text = taken.text.decode("utf-8")
    remarks = taken.remarks
    controls = len(_CONTROLS.findall(text))
    if controls:
        text = _CONTROLS.sub("", text)
        remarks = (
            *remarks,
            f"{controls} control character{'s' if controls > 1 else ''} left out: no page can hold them",
        )
    if not text.strip():
        raise Problem("there is no text in it", "if it is a picture of a page, have the words recognised first")
    data = text.encode("utf-8")
    for fault in decode_text("", data, raw=True).diagnostics:
        if fault.code == "file-too-large":
            raise Problem(f"its text is larger than {MAX_RAW_TEXT >> 20} MiB", "take a part of it")
        remarks = (*remarks, fault.message)
    return Taken(data, taken.facts, remarks)


# Web pages


def _from_html(raw: Raw) -> Taken:
    html, remarks = _decoded(raw, _encoding_of(raw))
    trafilatura = extra_package("trafilatura", "web")
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    document = trafilatura.bare_extraction(html, include_comments=False, include_tables=True, with_metadata=False)
    if document is None:
        raise Problem(
            "no article was found on the page",
            "it may come by a script, or stand behind a consent: save the page from your browser, or copy its text",
        )
    page = read_page(html)
    found = locate(page.text, stretches(document.body))
    strays = tuple(f"not on the page in one piece, so compare: {_short(stray)}" for stray in found.strays)
    return Taken(found.text.encode("utf-8"), page_facts(page, raw.address), (*remarks, *strays))


def _encoding_of(raw: Raw) -> str:
    """As a browser finds it: a mark at the beginning, what came with it, what the page says; else UTF-8."""
    for mark, name in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if raw.data.startswith(mark):
            return name
    found = _DECLARED.search(raw.data[:_HEAD])
    declared = (found[1] or found[2]).decode("ascii") if found else ""
    for label in (raw.charset, declared):
        name = _python_name(label)
        if name:
            # Whoever could read the declaration byte by byte knows that it is not UTF-16.
            return "utf-8" if label == declared and name.startswith("utf-16") else name
    return "utf-8"


def _python_name(label: str) -> str:
    label = label.strip().lower()
    try:
        name = codecs.lookup(_ALIASES.get(label, label)).name if label else ""
    except LookupError:
        return ""
    return _LABELS.get(name, name)


def _decoded(raw: Raw, encoding: str) -> tuple[str, tuple[str, ...]]:
    """The text; bytes that a declared encoding does not know are shown as U+FFFD and told."""
    try:
        return raw.data.decode(encoding).removeprefix("\ufeff"), ()
    except UnicodeDecodeError as problem:
        if encoding == "utf-8" and not raw.charset and not _DECLARED.search(raw.data[:_HEAD]):
            raise Problem(
                f"its encoding is not declared, and it is not UTF-8 (byte {problem.start})",
                "name it: --encoding cp949, --encoding windows-1252 …",
            ) from None
    text = raw.data.decode(encoding, "replace")
    lost = text.count("\ufffd")
    return text, (f"{lost} place{'s' if lost > 1 else ''} that could not be read as {encoding}, shown as \ufffd",)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:79]}…"


# Plain text and Markdown


def _from_text(raw: Raw) -> Taken:
    return Taken(_plain(raw).encode("utf-8"), Facts(url=raw.address))


def _from_markdown(raw: Raw) -> Taken:
    """The text below its head, as it is written; the head, and the first heading, tell what it is."""
    text = _plain(raw)
    front = _FRONT.match(text)
    facts = Facts()
    if front:
        facts = fields_facts(_fields(normalise_newlines(front[1])))
        text = text[front.end() :].lstrip("\r\n")
    heading = _HEADING.search(text)
    title = facts.title or ((heading[1] or heading[2]).strip() if heading else "")
    return Taken(text.encode("utf-8"), facts._replace(title=title, url=raw.address or facts.url))


def _fields(text: str) -> Mapping[str, str]:
    """The fields of a head that are texts or lists of texts, names in lower case."""
    tree = parse_yaml(SourceFile(path="", text=text)).value
    fields = {}
    for key, value in tree.entries if isinstance(tree, Node) else ():
        items = value.items if isinstance(value, Sequence) else (value,)
        fields[key.value.lower()] = ", ".join(item.value.strip("[]") for item in items if isinstance(item, Scalar))
    return fields


def _plain(raw: Raw) -> str:
    """A text as it is, in UTF-8 or UTF-16 unless another encoding is named."""
    has_mark = raw.data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    encoding = "utf-16" if has_mark else _python_name(raw.charset) or "utf-8"
    try:
        return raw.data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as problem:
        name = "UTF-8" if encoding == "utf-8" else encoding
        raise Problem(
            f"it is not {name} (byte {problem.start})", "name its encoding: --encoding cp949, --encoding windows-1252 …"
        ) from None


# PDF


def _from_pdf(raw: Raw) -> Taken:
    """The text of all pages, lines as they are printed."""
    pypdf = extra_package("pypdf", "web")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(BytesIO(raw.data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Problem("the PDF is locked with a password", "save it without one")
        pages = [normalise_newlines(page.extract_text()) for page in reader.pages]
        said = reader.metadata or {}
        language = reader.root_object.get("/Lang", "")
    except Problem:
        raise
    except Exception as problem:
        raise Problem(f"the PDF cannot be read: {problem}", "open and save it anew with another program") from None
    lines = ("\n".join(line.rstrip() for line in page.split("\n")).strip("\n") for page in pages)
    text = "\n\n".join(page for page in lines if page)
    fields = {"title": said.get("/Title"), "author": said.get("/Author"), "language": language}
    facts = fields_facts({key: str(value) for key, value in fields.items() if value})
    empty = sum(1 for page in pages if not page.strip())
    remarks = (f"{empty} of {len(pages)} pages have no text; are they pictures?",) if empty and text else ()
    return Taken(f"{text}\n".encode("utf-8", "replace"), facts._replace(url=raw.address), remarks)
