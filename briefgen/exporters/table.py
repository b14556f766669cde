"""The exporters, one after the other. A new one is a function and a line here."""

from collections.abc import Callable, Iterable

from briefgen.artifacts import Artifact
from briefgen.exporters.calendar import calendars
from briefgen.exporters.data import deadline_tables
from briefgen.exporters.feeds import feeds
from briefgen.resolve import Site, Tracker
from briefgen.wording import Words

Exporter = Callable[[Site, Tracker, Words], Iterable[Artifact]]

EXPORTERS: tuple[Exporter, ...] = (deadline_tables, calendars, feeds)


def export(site: Site, tracker: Tracker, words: Words) -> Iterable[Artifact]:
    """All files for programs."""
    for exporter in EXPORTERS:
        yield from exporter(site, tracker, words)
