"""What the page of an article makes of its raw text. Plain data for templates, like all views."""

from typing import NamedTuple

from briefgen.viewparts import Link, Note


class CitedIn(NamedTuple):
    """A place that refers to this article: the way to the sentence, what it is, and to which passage it refers.

    `short` names the place beside the text, where there is little room.
    """

    page: Link
    where: str
    passage: Link | None
    short: str


class Fragment(NamedTuple):
    """A stretch of raw text. `ids` are the annotations that cover it (space-separated), `begins` the element ids of
    those that begin here, `ends` the notes of those that end here as (number, href)."""

    text: str
    ids: str
    kinds: str
    begins: tuple[str, ...]
    ends: tuple[tuple[int, str], ...]


class Paragraph(NamedTuple):
    """A paragraph of raw text with the notes of the annotations that begin in it, and for each who cites its words.

    `cut_before` tells that text was left out before it (excerpts only).
    """

    fragments: tuple[Fragment, ...]
    notes: tuple[Note, ...]
    cited: tuple[tuple[CitedIn, ...], ...]
    cut_before: bool
