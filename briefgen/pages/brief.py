"""The brief: what the first page says, every date that is ahead, and a numbered note for each passage."""

from collections.abc import Iterable

from markupsafe import Markup as Html

from briefgen.briefview import BriefPage
from briefgen.chronology import State
from briefgen.labels import tag
from briefgen.pages.citations import Citations
from briefgen.pages.home import home_page
from briefgen.pages.parts import Parts
from briefgen.pages.rows import event_order, event_row
from briefgen.viewparts import EventRow, Note, Passage
from briefgen.views import Group, HomePage

NEWEST_PAST = 6
"""So many past dates are shown; more would hide what is ahead."""


class BriefCitations(Citations):
    """Marks that need no style: a number, which leads to its note or to the passage."""

    def __init__(self, mark: str, *, to_notes: bool) -> None:
        super().__init__()
        self._mark = mark
        self._to_notes = to_notes

    def mark(self, passage: Passage) -> Html:
        number = self.number(passage)
        way = f"#note-{number}" if self._to_notes else passage.href
        return Html('<sup class="cite"><a href="{}">{}</a></sup>').format(way, self._mark.format(number))


def brief_page(parts: Parts, mark: str, *, to_notes: bool) -> BriefPage:
    """The view of the brief; `parts` are made for the address of the site as their root.

    `mark` has `{}` for the number of a note. In a mail it leads to the passage, since few mail programs know links
    within a message; on paper to the note, which has the address.
    """
    citations = BriefCitations(mark, to_notes=to_notes)
    home = home_page(parts, citations)
    groups, more_past = _dates(parts, citations)
    for passage in _passages(home, (row for group in groups for row in group.rows)):
        citations.number(passage)
    footnotes = citations.footnotes()
    return BriefPage(
        home=home,
        groups=groups,
        more_past=more_past,
        numbers={note.passage.href: note.number for note in footnotes},
        first={note.passage.article.href: note.number for note in reversed(footnotes)},
        footnotes=footnotes,
    )


def _dates(parts: Parts, citations: Citations) -> tuple[tuple[Group, ...], int]:
    """All dates by state, as in the tracker; of past ones the newest, and how many are left out."""
    by_state: dict[State, list[str]] = {state: [] for state in State}
    for key, state in parts.tracker.states.items():
        by_state[state].append(key)
    for keys in by_state.values():
        keys.sort(key=lambda key: event_order(parts, key))
    past = by_state[State.PAST]
    past.sort(key=lambda key: _age(parts, key))
    by_state[State.PAST] = past[:NEWEST_PAST]
    groups = (
        Group(tag("state", state, parts.words), tuple(event_row(parts, key, citations) for key in keys))
        for state, keys in by_state.items()
        if keys
    )
    return tuple(groups), len(past) - len(by_state[State.PAST])


def _age(parts: Parts, key: str) -> tuple[bool, int]:
    """Sort key: the newest first by the last possible moment, undated last."""
    dated = parts.site.histories[key].dated
    moment = dated.span.last or dated.span.first if dated else None
    return (moment is None, -(moment or 0))


def _passages(home: HomePage, rows: Iterable[EventRow]) -> Iterable[Passage]:
    """The passages that the brief shows beside those that its texts cite, in the order in which they stand there."""
    for row in rows:
        if row.source_words:
            yield row.source_words
        yield from (move.passage for move in row.moves)
        yield from row.sources[-1:]
    for line in home.matrix.rows:
        yield from (cell.note.passage for cell in line.cells if cell.note)
    for happening in home.news:
        yield from (move.passage for move in (happening.move,) if move)
        yield from (note.passage for note in (happening.note,) if isinstance(note, Note))
        if happening.passage:
            yield happening.passage
