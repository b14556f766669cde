"""The form of a text in which quotes are compared, and the way back to the text.

What counts as equal is the section "Quotes" in the description of the content format: folding makes it the same.
"""

import hashlib
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

WHITE = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
)
WHITE += "\u2028\u2029\u202f\u205f\u3000"
PASSED_OVER = "\u00ad\u200b\u2060\ufeff"
"""Soft hyphen, zero-width space, word joiner, zero-width no-break space. Joiners carry meaning and are kept."""

_ASCII_EQUALS = tuple((char, " ") for char in WHITE if char != " " and char.isascii())
_EQUALS = tuple(
    (char, form)
    for form, chars in ((" ", WHITE), ('"', "“”„«»"), ("'", "‘’‚‹›′"), ("-", "‐‑–—−"))
    for char in chars
    if char != " "
)
_SPACES = re.compile(f" [ {PASSED_OVER}]+")
_ODD = re.compile(f"[{PASSED_OVER}…]")

# Characters that NFC neither changes nor joins to the one before them: a text may be cut in front of each.
_STARTERS = (
    "\x00-\x1f!-\u00ac\u00ae-\u02ff\u0391-\u03ff\u0400-\u0482\u048a-\u0556\u05d0-\u05ea\u0621-\u064a\u0904-\u0927"
    "\u0e01-\u0e30\u0e40-\u0e44\u0e81-\u0eb0\u0f0b\u1000-\u1021\u1100-\u115f\u1780-\u17a2\u3001-\u3029\u3041-\u3096"
    "\u30a1-\u30fa\u3400-\u9fff\uac00-\ud7a3"
)
_FOLLOWER = f"[^ …{PASSED_OVER}{_STARTERS}]"

# Scripts written without blanks between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
UNSPACED += "\uff66-\uff9f\U0001b000-\U0001b16f\U00020000-\U0003ffff"
is_unspaced = re.compile(f"[{UNSPACED}]").match


class RawText:
    """The raw text of an article with its folded form, and the way back from the one to the other.

    The places where the two differ in length are kept as blocks (`folded[fold_start:fold_end]` is the folded form of
    `text[raw_start:raw_end]`), in order; between blocks both run in step.
    """

    __slots__ = ("_fold_ends", "_fold_starts", "_raw_ends", "_raw_starts", "folded", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._fold_starts: list[int] = []
        self._fold_ends: list[int] = []
        self._raw_starts: list[int] = []
        self._raw_ends: list[int] = []
        even = text
        for char, form in _ASCII_EQUALS if text.isascii() else _EQUALS:
            even = even.replace(char, form)
        pieces: list[str] = []
        at = length = 0
        for start, end, form in _blocks(even):
            if start < at:
                continue
            pieces += (even[at:start], form)
            length += start - at
            self._fold_starts.append(length)
            length += len(form)
            self._fold_ends.append(length)
            self._raw_starts.append(start)
            self._raw_ends.append(end)
            at = end
        self.folded = "".join((*pieces, even[at:])) if pieces else even

    def raw_range(self, start: int, end: int) -> tuple[int, int] | None:
        """The raw range of `folded[start:end]`, which is not empty.

        None where an end lies within what is one piece in the raw text, as a single dot does in an ellipsis.
        """
        first = self._raw_start(start)
        last = self._raw_end(end)
        return None if first is None or last is None else (first, last)

    def covering(self, start: int, end: int) -> tuple[int, int]:
        """The smallest raw range that covers `folded[start:end]`; an empty one at `start` if that is empty."""
        first = self._raw_start(start)
        if first is None:
            first = self._raw_starts[bisect_right(self._fold_starts, start) - 1]
        if start == end:
            return first, first
        last = self._raw_end(end)
        if last is None:
            last = self._raw_ends[bisect_left(self._fold_ends, end)]
        return first, last

    def _raw_start(self, at: int) -> int | None:
        """The raw offset of the character at `at`."""
        block = bisect_right(self._fold_starts, at) - 1
        if block < 0:
            return at
        if at >= self._fold_ends[block]:
            return self._raw_ends[block] + at - self._fold_ends[block]
        if at == self._fold_starts[block]:
            return self._raw_starts[block]
        return max(self._cuts(block, at), default=None)

    def _raw_end(self, at: int) -> int | None:
        """The raw offset behind the character that ends at `at`."""
        block = bisect_left(self._fold_ends, at)
        if block == len(self._fold_ends):
            return len(self.text) - len(self.folded) + at
        if at <= self._fold_starts[block]:
            return self._raw_starts[block] + at - self._fold_starts[block]
        if at == self._fold_ends[block]:
            return self._raw_ends[block]
        return min(self._cuts(block, at), default=None)

    def _cuts(self, block: int, at: int) -> Iterator[int]:
        """Raw offsets in a block that cut it into what folds to the two halves of its folded form."""
        left = self.folded[self._fold_starts[block] : at]
        right = self.folded[at : self._fold_ends[block]]
        start, end = self._raw_starts[block], self._raw_ends[block]
        for cut in range(start + 1, end):
            if RawText(self.text[start:cut]).folded == left and RawText(self.text[cut:end]).folded == right:
                yield cut


def _bare(text: str) -> str:
    for char in PASSED_OVER:
        text = text.replace(char, "")
    return text


def _blocks(even: str) -> Sequence[tuple[int, int, str]]:
    """The places of a text that change their length when it is folded, with their folded form, in order.

    `even` has its white space, quotation marks and dashes folded already. A place within an earlier one is void.
    """
    blocks = [(*match.span(), " ") for match in _SPACES.finditer(even)]
    bare = even if even.isascii() else _bare(even)
    odd = "…" in even or len(bare) < len(even)
    if odd:
        blocks += [(*match.span(), "..." if match[0] == "…" else "") for match in _ODD.finditer(even)]
    composed = unicodedata.is_normalized("NFC", bare)
    if not composed:
        clusters = list(_cluster().finditer(even))
        # All in one go, which is much faster; no line break is left in the text, and none composes with anything.
        forms = unicodedata.normalize("NFC", _bare("\n".join(match[0] for match in clusters))).split("\n")
        blocks += [(*c.span(), form) for c, form in zip(clusters, forms, strict=True) if c[0] != form]
    if odd or not composed:
        blocks.sort()
    return blocks


@cache
def _cluster() -> re.Pattern[str]:
    """What may compose; compiled when a text needs it, since that takes a while."""
    return re.compile(f"(?:[{_STARTERS}][{PASSED_OVER}]*)?{_FOLLOWER}(?:[{PASSED_OVER}]*{_FOLLOWER})*")


def fold(text: str) -> str:
    """The form of a quote that is used for matching: all that counts as equal made the same, no space at its ends."""
    return RawText(text).folded.strip(" ")


def default_id(exact: str) -> str:
    """The id of an annotation that has none: `q-` and 8 hex digits of SHA-256 over the folded quote in UTF-8."""
    return "q-" + hashlib.sha256(fold(exact).encode("utf-8", "surrogatepass")).hexdigest()[:8]


def inside_word(text: str, at: int) -> bool:
    """Whether the cut in front of `text[at]` goes through a word.

    Scripts without blanks do not show where a word ends, so there it does not; before a combining mark it always does.
    """
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if _is_attached(after):
        return not before.isspace()
    if is_unspaced(before) or is_unspaced(after):
        return False
    return (before.isalnum() or before == "_" or _is_attached(before)) and (after.isalnum() or after == "_")


def _is_attached(char: str) -> bool:
    """Combining marks, joiners and what is passed over belong to the word that they stand in."""
    return char > "\x7f" and (char in "\u200c\u200d" or char in PASSED_OVER or unicodedata.category(char)[0] == "M")


def in_one_line(text: str) -> str:
    """A stretch of raw text as a person would write it: single spaces, nothing invisible."""
    return " ".join(_bare(text).split())
