"""What a build is asked for: everything that it takes in, as values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from briefgen.decode import Snapshot
from briefgen.source import SourceFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Templates:
    """Templates by name, the files below their `assets/`, and catalogues (`.po`) by language in lower case.

    Of one language the project's own catalogue comes first. The paths of the sources are for faults.
    """

    sources: Mapping[str, SourceFile]
    files: Mapping[str, bytes]
    catalogues: Mapping[str, tuple[SourceFile, ...]]

    @property
    def by_path(self) -> Mapping[str, SourceFile]:
        """All that a fault can point into."""
        catalogues = (source for several in self.catalogues.values() for source in several)
        return {source.path: source for source in (*self.sources.values(), *catalogues)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to build. `now` (epoch seconds) counts only where neither `as_of` nor the briefing names a day.

    `search` tells that an index will be made for the site, so that it can have a page that searches.
    """

    snapshot: Snapshot
    templates: Templates
    now: int
    as_of: date | None = None
    base_url: str = ""
    drafts: bool = False
    search: bool = False
