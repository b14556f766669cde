"""`briefgen coverage`."""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

import click

from briefgen.build import check_content
from briefgen.commands.options import Where, now
from briefgen.commands.shared import show_faults
from briefgen.console import escaped
from briefgen.coverage import ArticleCoverage, Coverage, Gap, cover, outside_links
from briefgen.diagnostics import Severity
from briefgen.project import read_snapshot
from briefgen.request import Request, Templates
from briefgen.resolve import Site
from briefgen.source import SourceFile, Span
from briefgen.textfile import decode_text
from briefgen.weblinks import Answer, Fate, ask
from briefgen.zones import use_packaged_zones

_LISTED = 5
"""So many paragraphs of one article are listed in the text; JSON has all."""


class _Place(NamedTuple):
    """The files of a content folder, to say where something stands."""

    folder: Path
    files: Mapping[str, bytes]
    sources: dict[str, SourceFile]

    def of(self, span: Span) -> dict[str, Any]:
        source = self.sources.get(span.path)
        if source is None and span.path in self.files:
            raw = PurePosixPath(span.path).suffix == ".txt"
            source = decode_text(span.path, self.files[span.path], raw=raw).value
        if source is None:
            source = SourceFile(path=span.path, text="")
        self.sources[span.path] = source
        position = source.position(span.start)
        return {"file": (self.folder / span.path).as_posix(), "line": position.line, "column": position.column}

    def text(self, span: Span) -> str:
        place = self.of(span)
        return f"{place['file']}:{place['line']}:{place['column']}"


@click.command()
@click.option(
    "--content",
    type=click.Path(path_type=Path),
    default=Path("content"),
    show_default=True,
    help="The content folder.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people or for programs.",
)
@click.option("--links", is_flag=True, help="Ask every web address whether it still answers. This opens connections.")
@click.option(
    "--timeout",
    type=click.FloatRange(0.1, 300),
    default=10.0,
    show_default=True,
    help="Seconds for each address, with --links.",
)
def command(content: Path, form: str, links: bool, timeout: float) -> int:
    """Show what a briefing leaves uncovered: passages, sides, records, questions.

    Nothing in it is a fault. No connection is opened without --links.
    """
    use_packaged_zones()
    snapshot = read_snapshot(content)
    request = Request(snapshot=snapshot, templates=Templates(sources={}, files={}, catalogues={}), now=now())
    checked = check_content(request)
    faults = [fault for fault in checked.diagnostics if fault.severity is Severity.ERROR]
    if faults:
        show_faults(faults, request, Where(content, None), "text")
        return 1
    site = checked.value[0]
    bare = tuple(fault.primary.span.path for fault in checked.diagnostics if fault.code == "not-annotated")
    coverage = cover(site, bare)
    place = _Place(content, snapshot.files, {})
    answers = _ask(site, timeout) if links else None
    if form == "json":
        click.echo(json.dumps(_object(coverage, site, place, answers), ensure_ascii=False, indent=2))
    else:
        lines = (*_lines(coverage, site, place), *(_link_lines(site, place, answers) if answers is not None else ()))
        click.echo("".join(f"{escaped(line)}\n" for line in lines), nl=False)
    return 0


def _ask(site: Site, seconds: float) -> tuple[Answer, ...]:
    urls = [link.url for link in outside_links(site)]
    if sys.stderr.isatty():
        click.echo(f"asking {len(urls)} addresses …", err=True)
    return ask(urls, seconds)


def _lines(coverage: Coverage, site: Site, place: _Place) -> Iterator[str]:
    yield f"{site.content.briefing.title}: {_percent(coverage.share)} of the texts annotated"
    yield from _section("Articles", [line for article in coverage.articles for line in _article(article, place)])
    yield from _section(
        "Texts without annotations", [(place.folder / path).as_posix() for path in coverage.unannotated]
    )
    sides = {side.id: side.title for side in site.content.briefing.sides}
    yield from _section(
        "Topics on which a side is not heard",
        [f"{gap.topic.title}: {', '.join(sides[key] for key in gap.sides)}" for gap in coverage.sides],
    )
    yield from _section("Actors never used", [_gap(gap, place) for gap in coverage.actors])
    yield from _section("Events that no article reports", [_gap(gap, place) for gap in coverage.events])
    yield from _section("Questions that cite no source", [_gap(gap, place) for gap in coverage.questions])


def _section(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield title
        yield from (f"  {line}" for line in lines)


def _article(article: ArticleCoverage, place: _Place) -> Iterator[str]:
    done = article.paragraphs - len(article.bare)
    share = f"{_percent(article.share)}, {done} of {article.paragraphs} paragraphs"
    yield f"{article.article}: {share}" if article.annotations else f"{article.article}: not annotated"
    for bare in article.bare[:_LISTED] if article.annotations else ():
        yield f"  {place.text(bare.place)}  {bare.words}"
    if article.annotations and len(article.bare) > _LISTED:
        yield f"  and {len(article.bare) - _LISTED} more"


def _gap(gap: Gap, place: _Place) -> str:
    return f"{gap.title} ({gap.id})  {place.text(gap.place)}"


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"


def _link_lines(site: Site, place: _Place, answers: tuple[Answer, ...]) -> Iterator[str]:
    places = {link.url: link.place for link in outside_links(site)}
    titles = {Fate.GONE: "Links that lead nowhere", Fate.MOVED: "Links that moved", Fate.UNSURE: "Links in doubt"}
    for fate, title in titles.items():
        listed = [answer for answer in answers if answer.fate is fate]
        yield from _section(title, [f"{a.url}: {a.words}  {place.text(places[a.url])}" for a in listed])
    fine = sum(1 for answer in answers if answer.fate is Fate.FINE)
    yield ""
    yield f"{fine} of {len(answers)} links answer"


def _object(coverage: Coverage, site: Site, place: _Place, answers: tuple[Answer, ...] | None) -> dict[str, Any]:
    def gap(one: Gap) -> dict[str, Any]:
        return {"id": one.id, "title": one.title, "place": place.of(one.place)}

    found: dict[str, Any] = {
        "title": site.content.briefing.title,
        "share": round(coverage.share, 4),
        "articles": [
            {
                "id": one.article,
                "title": one.title,
                "annotations": one.annotations,
                "paragraphs": one.paragraphs,
                "share": round(one.share, 4),
                "bare": [{"words": bare.words, "place": place.of(bare.place)} for bare in one.bare],
            }
            for one in coverage.articles
        ],
        "unannotated": [(place.folder / path).as_posix() for path in coverage.unannotated],
        "sides": [{**gap(one.topic), "sides": list(one.sides)} for one in coverage.sides],
        "actors": [gap(one) for one in coverage.actors],
        "events": [gap(one) for one in coverage.events],
        "questions": [gap(one) for one in coverage.questions],
    }
    if answers is not None:
        places = {link.url: link.place for link in outside_links(site)}
        found["links"] = [
            {
                "url": one.url,
                "fate": one.fate.value,
                "status": one.status or None,
                "words": one.words,
                "to": one.to or None,
                "place": place.of(places[one.url]),
            }
            for one in answers
        ]
    return found
