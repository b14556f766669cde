"""The exporters, one after the other. A new one is a function and its name here."""

from collections.abc import Callable, Iterable, Iterator

from briefgen.exporters.calendar import calendars
from briefgen.exporters.data import deadline_tables
from briefgen.exporters.export import Export
from briefgen.exporters.feeds import feeds
from briefgen.resolve import Site, Tracker
from briefgen.wording import Words

Exporter = Callable[[Site, Tracker, Words], Iterable[Export]]

EXPORTERS: tuple[Exporter, ...] = (deadline_tables, calendars, feeds)


def exports(site: Site, tracker: Tracker, words: Words) -> Iterator[Export]:
    """All files for programs."""
    for exporter in EXPORTERS:
        yield from exporter(site, tracker, words)
