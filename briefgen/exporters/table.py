"""The exporters, one after the other. A new one is a function and its name here."""

from collections.abc import Callable, Iterable, Iterator

from briefgen.exporters.annotations import annotation_pages
from briefgen.exporters.bibliography import bibliography
from briefgen.exporters.briefing import whole_briefing
from briefgen.exporters.calendar import calendars
from briefgen.exporters.data import deadline_tables
from briefgen.exporters.export import Export
from briefgen.exporters.feeds import feeds
from briefgen.exporters.rawtext import raw_texts
from briefgen.resolve import Site, Tracker
from briefgen.wording import Words

Exporter = Callable[[Site, Tracker, Words], Iterable[Export]]

EXPORTERS: tuple[Exporter, ...] = (
    deadline_tables,
    calendars,
    feeds,
    whole_briefing,
    annotation_pages,
)
OF_CONTENT: tuple[Callable[[Site], Iterable[Export]], ...] = (raw_texts, bibliography)
"""Exporters of what was given, and of nothing that is worked out."""


def exports(site: Site, tracker: Tracker, words: Words) -> Iterator[Export]:
    """All files for programs, but for the map of the pages."""
    for exporter in EXPORTERS:
        yield from exporter(site, tracker, words)
    for exporter_of_content in OF_CONTENT:
        yield from exporter_of_content(site)
