"""Where every page stands. Paths are planned before any page is made, and each passes one gate.

A page of the kind `topic` with the id `x` is `topics/x.html`; links are relative and name their file, so that the
folder works under any address and opened from disk.
"""

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import quote, urlsplit

FOLDERS = {
    "topic": "topics",
    "actor": "actors",
    "event": "events",
    "article": "articles",
    "page": "pages",
}

_PLAIN = re.compile(r"[A-Za-z0-9_.~/-]*")
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?$", re.IGNORECASE)
_SEGMENT = re.compile(r"[\w(][\w .,+()@=-]*(?<![ .])\Z")


def page_path(kind: str, key: str) -> str:
    """The output path of a record's page."""
    return f"{FOLDERS[kind]}/{key}.html"


def root_of(path: str) -> str:
    """The way from a page to the site's root: `""` or `"../"` as often as it takes."""
    return "../" * path.count("/")


def absolute_root(base_url: str) -> str:
    """The root for a page that is shown under any address (404): the path of `base_url`, `""` without one."""
    return urlsplit(base_url).path or "/" if base_url else ""


def href(root: str, path: str, fragment: str = "") -> str:
    """A relative link from a page with this `root` to an output path."""
    address = path if _PLAIN.fullmatch(path) else quote(path, safe="/")
    return f"{root}{address}#{fragment}" if fragment else root + address


def path_fault(path: str) -> str:
    """Why a path cannot be written on every file system and served under every address; empty if it can."""
    if unicodedata.normalize("NFC", path) != path:
        return "it is not in Unicode's composed form (NFC)"
    if len(path.encode()) > 400:
        return "it is longer than 400 bytes"
    for segment in path.split("/"):
        if len(segment.encode()) > 240:
            return "a name in it is longer than 240 bytes"
        if _RESERVED.match(segment):
            return f"`{segment}` is reserved on some systems"
        if not _SEGMENT.match(segment):
            return f"`{segment}` begins or ends with a dot or a blank, or has a character that is not safe in a name"
    return ""


def clashes(paths: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of paths that some file systems cannot tell apart (NFC, letter case)."""
    seen: dict[str, str] = {}
    pairs = []
    for path in paths:
        key = unicodedata.normalize("NFC", path).casefold()
        first = seen.setdefault(key, path)
        if first != path:
            pairs.append((first, path))
    return pairs
