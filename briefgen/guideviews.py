"""The pages that help to find and to understand: positions, method, search; and the filters of lists.

Plain data for templates, like all views.
"""

from dataclasses import dataclass
from typing import NamedTuple

from briefgen.viewparts import Link, NavItem, Note, SideMark, Tag


class Choice(NamedTuple):
    """A choice of a filter; `covers` are the values of rows that it stands for, where they are not just its own."""

    value: str
    label: str
    covers: tuple[str, ...]


class Filters(NamedTuple):
    """What rows can be chosen by; what is empty is no filter of the page."""

    topics: tuple[Choice, ...] = ()
    sides: tuple[Choice, ...] = ()
    kinds: tuple[Choice, ...] = ()
    states: tuple[Choice, ...] = ()
    attributions: tuple[Choice, ...] = ()
    confidences: tuple[Choice, ...] = ()
    types: tuple[Choice, ...] = ()
    actors: tuple[Choice, ...] = ()
    months: tuple[Choice, ...] = ()


class Positions(NamedTuple):
    """Where a side stood on a topic over time, newest first, and how many older ones there are."""

    notes: tuple[Note, ...]
    more: int

    @property
    def note(self) -> Note | None:
        """The newest."""
        return self.notes[0] if self.notes else None


class PositionRow(NamedTuple):
    """A topic and what each side said on it."""

    topic: Link
    cells: tuple[Positions, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionsPage:
    """Topics down, sides across, all that each side wanted, offered and answered; on `silent` ones none is heard."""

    sides: tuple[SideMark, ...]
    rows: tuple[PositionRow, ...]
    silent: tuple[Link, ...]
    filters: Filters
    pages: tuple[NavItem, ...]


class Term(NamedTuple):
    """A word of the format, and what it means here."""

    tag: Tag
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodPage:
    """What the terms mean. The grades are letters and digits with their words (Admiralty code)."""

    title: str
    likelihoods: tuple[Term, ...]
    confidences: tuple[Term, ...]
    attributions: tuple[Term, ...]
    reliability: tuple[tuple[str, str], ...]
    credibility: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """The form of the search. `lists` lead on where there can be no search."""

    title: str
    filters: Filters
    lists: tuple[Link, ...]
