"""Whether a build has anything to do: what the last one found, said and left behind, kept in the project's cache.

Nothing has to be done if the program, what it is asked, the sources, the day and the site folder are all as they were
when a build ended. That is told from the stamps of the files (`stamps`); none is read but those changed just before.
"""

import json
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from briefgen.cachefolder import CacheFolder
from briefgen.ground import Known
from briefgen.journal import JOURNAL, RECORD
from briefgen.stamps import Stamp, Survey, digest_of, stamp_of, survey


class Asked(NamedTuple):
    """What a build is asked for, as far as it bears on the site or on what is printed of faults."""

    content: Path
    templates: Path | None
    site: Path
    as_of: str | None
    base_url: str | None
    drafts: bool
    form: str
    colour: bool


class Outcome(NamedTuple):
    """What a build came to. It holds from `first` to `last` (epoch seconds; `None` if on any day).

    `shown` is what was printed of faults, `day` the day of the states.
    """

    first: int | None
    last: int | None
    shown: str
    day: str
    files: int
    warnings: int


class Sources(NamedTuple):
    """The stamps of all that is read, taken before it is read."""

    content: Survey
    templates: Survey


class LastBuild:
    """The last build that was asked for the same, by the same program (`made_by`).

    Looks at the sources when it is made, so that has to be before a build reads them.
    """

    def __init__(self, cache: CacheFolder, asked: Asked, made_by: str) -> None:
        self.cache = cache
        self.made_by = made_by
        self._asked = asked
        own = asked.templates
        self._sources = Sources(survey(asked.content), survey(own) if own else Survey({}, ()))
        folders = (str(asked.content.resolve()), str(asked.site.resolve()))
        self._site_name = f"site-{digest_of(folders[1])[:16]}"
        self._name = f"build-{digest_of((made_by, folders, [*map(str, asked)]))[:16]}"

    def recall(self, now: int) -> Outcome | None:
        """What the last build came to, if a build would do nothing but come to the same."""
        data, sources = self.cache.read(self._name), self._sources
        if data is None:
            return None
        kept = json.loads(data)
        outcome = Outcome(*kept["outcome"])
        is_day = (outcome.first is None or outcome.first <= now) and (outcome.last is None or now <= outcome.last)
        if not is_day or kept["sources"] != _digest(sources) or not self._are(kept["recent"]):
            return None
        if kept["site"] != _site_now(self._asked.site):
            return None
        if kept["recent"] and not _recent(sources):
            self._write({**kept, "recent": {}})
        return outcome

    def known(self) -> Known:
        """The files of the site with the digests that they had when the last build of it ended."""
        data = self.cache.read(self._site_name)
        if data is None:
            return {}
        return {path: (tuple(stamp), value) for path, (stamp, value) in json.loads(data).items()}

    def keep(self, read: Mapping[str, bytes], files: Mapping[str, str], outcome: Outcome) -> None:
        """Keeps what a build came to: `read` are the files of the content that it read.

        `files` are those of the site with their SHA-256. A template that was written to a moment ago may be written to
        again without a trace; then nothing but these is kept.
        """
        try:
            there = survey(self._asked.site).stamps
        except OSError:
            return
        known = {path: (there[path], value) for path, value in files.items() if path in there}
        self.cache.write(self._site_name, json.dumps(known).encode())
        site, sources = _site_digest(self._asked.site, there), self._sources
        if site and not sources.templates.recent:
            recent = {path: _sum(read[path]) for path in sources.content.recent if path in read}
            self._write({"outcome": outcome, "sources": _digest(sources), "recent": recent, "site": site})

    def _write(self, kept: Mapping[str, object]) -> None:
        self.cache.write(self._name, json.dumps(kept).encode())
        self.cache.prune("build")
        self.cache.prune("site")

    def _are(self, recent: Mapping[str, str]) -> bool:
        """Whether these files of the content still hold what they held."""
        try:
            return all(_sum((self._asked.content / path).read_bytes()) == known for path, known in recent.items())
        except OSError:
            return False


def _recent(sources: Sources) -> tuple[str, ...]:
    return (*sources.content.recent, *sources.templates.recent)


def _digest(sources: Sources) -> str:
    return digest_of((sources.content.digest, sources.templates.digest))


def _site_digest(site: Path, stamps: Mapping[str, Stamp]) -> str:
    """One value for all files of a site, its record among them; empty while somebody is writing there."""
    try:
        return "" if (site / JOURNAL).exists() else digest_of((stamps, stamp_of((site / RECORD).lstat())))
    except OSError:
        return ""


def _site_now(site: Path) -> str | None:
    try:
        return _site_digest(site, survey(site).stamps) or None
    except OSError:
        return None


def _sum(data: bytes) -> str:
    return blake2b(data, digest_size=32).hexdigest()
