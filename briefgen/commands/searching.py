"""The search index of a site, for the commands that need all of its files."""

import click

from briefgen.artifacts import Artifact
from briefgen.build import BuildResult, SitePlan, words_of
from briefgen.cachefolder import CacheFolder
from briefgen.exporters.hosting import compressed_copies
from briefgen.exporters.searchrecords import search_records
from briefgen.pages.parts import Parts
from briefgen.request import Request
from briefgen.searchindex import index_files


def search_index(of: SitePlan | BuildResult, request: Request, cache: CacheFolder | None) -> tuple[Artifact, ...]:
    """The files of the index of a site without errors; none if it has no search."""
    briefing = of.site.content.briefing
    if not briefing.search:
        return ()
    words = words_of(request.templates, briefing.language).value
    records = search_records(Parts(of.site, of.tracker, words, ""))
    index = index_files(records, briefing.language, cache, _warn)
    return (*index, *(compressed_copies(index) if briefing.precompress else ()))


def _warn(message: str) -> None:
    click.echo(f"note: {message}", err=True)
