"""What stands in a site folder before a build writes there, looked at once."""

import stat
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from briefgen.journal import digest, folders_of
from briefgen.stamps import Stamp, Survey, survey

Known = Mapping[str, tuple[Stamp, str]]
"""Stamps and SHA-256 digests of files, from when they were written."""


class Ground(NamedTuple):
    """The files of a site by their stamps; of the `known` ones that have the same stamp still the digests too."""

    site: Path
    stamps: Mapping[str, Stamp]
    folders: frozenset[str]
    known: Known

    def digest(self, path: str) -> str | None:
        """The SHA-256 of a file; empty if nothing is there, `None` if a link, a folder or the like is in its way."""
        stamp = self.stamps.get(path)
        if stamp is None:
            in_the_way = path in self.folders or any(folder in self.stamps for folder in folders_of(path))
            return None if in_the_way else ""
        if not stat.S_ISREG(stamp[0]):
            return None
        known = self.known.get(path)
        return known[1] if known and known[0] == stamp else digest((self.site / path).read_bytes())


def look_at(site: Path, known: Known) -> Ground:
    found: Survey = survey(site)
    return Ground(site, found.stamps, found.folders, known)
