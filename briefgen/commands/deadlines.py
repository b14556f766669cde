"""`briefgen deadlines`."""

import shutil
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click

from briefgen.build import check_content
from briefgen.chronology import State, assess_state, clock_on
from briefgen.commands.options import find
from briefgen.commands.shared import make_request, show_faults
from briefgen.datewords import countdown, date_view
from briefgen.diagnostics import Severity, has_errors
from briefgen.exporters.data import Record, deadline_records, deadlines_csv, deadlines_json
from briefgen.labels import label
from briefgen.pages.parts import Parts
from briefgen.pages.rows import side_ids
from briefgen.resolve import Site, Tracker, topic_and_narrower
from briefgen.spelling import suggestion
from briefgen.wording import Words, load_words

_NEAR = (State.OVERDUE, State.NOW, State.SOON)
_GAP = "  "


@click.command()
@click.option(
    "--content", type=click.Path(path_type=Path), default=Path("content"), show_default=True, help="The content folder."
)
@click.option("--as-of", metavar="DAY", help="The day that states are worked out for (YYYY-MM-DD).")
@click.option("--base-url", metavar="URL", help="Where the site will stand; wins over briefing.yaml.")
@click.option("--drafts", is_flag=True, help="Keep drafts in.")
@click.option("--topic", "topics", metavar="ID", multiple=True, help="Only dates on this topic, or on one below it.")
@click.option("--side", "sides", metavar="ID", multiple=True, help="Only dates that this side set or takes part in.")
@click.option(
    "--days", type=click.IntRange(0, 3660), metavar="N", help="Only what is overdue, now, or within so many days."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
    help="A table for people; JSON or CSV like the site's.",
)
def command(
    content: Path,
    as_of: str | None,
    base_url: str | None,
    drafts: bool,
    topics: tuple[str, ...],
    sides: tuple[str, ...],
    days: int | None,
    form: str,
) -> int:
    """List the dates that are watched, and where each stands."""
    where = find(content, None)
    request = make_request(where, as_of, base_url, drafts)
    checked = check_content(request)
    if has_errors(checked.diagnostics):
        show_faults((f for f in checked.diagnostics if f.severity is Severity.ERROR), request, where, "text")
        return 1
    site, tracker = checked.value
    words = load_words("en")
    wanted = choose(site, tracker, words, topics=topics, sides=sides, days=days)
    records = tuple(record for record in deadline_records(site, tracker, words) if record["id"] in wanted)
    if form == "json":
        click.echo(deadlines_json(site, tracker, records), nl=False)
    elif form == "csv":
        click.echo(deadlines_csv(records), nl=False)
    else:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        click.echo(table(rows(site, tracker, words, records), width))
        click.echo(f"\n{_count(len(records), len(site.histories))} as of {tracker.as_of.day}", err=True)
    return 0


def choose(
    site: Site, tracker: Tracker, words: Words, *, topics: Iterable[str], sides: Iterable[str], days: int | None
) -> frozenset[str]:
    """The ids of the events that are asked for; a topic or side that is not there is a usage error."""
    parts = Parts(site, tracker, words, "")
    for topic in topics:
        _known(topic, site.content.topics, "--topic", "topics")
    for side in sides:
        _known(side, {side.id: side for side in site.content.briefing.sides}, "--side", "sides")
    on = {key for topic in topics for key in topic_and_narrower(site, topic)}
    clock = clock_on(tracker.as_of.day, days, site.zone) if days is not None else None
    found = []
    for key, event in site.content.events.items():
        history = site.histories[key]
        if on and not any(ref.id in on for ref in event.topics):
            continue
        if sides and not set(sides).intersection(side_ids(parts, event)):
            continue
        if clock and assess_state(event.kind, history.status, history.dated, clock) not in _NEAR:
            continue
        found.append(key)
    return frozenset(found)


def _known(name: str, known: Mapping[str, object], option: str, what: str) -> None:
    if name not in known:
        hint = suggestion(name, known, what=what)
        raise click.UsageError(f"{option}: there is no `{name}`{f': {hint}' if hint else ''}")


def rows(site: Site, tracker: Tracker, words: Words, records: Iterable[Record]) -> tuple[tuple[str, ...], ...]:
    """State, date, distance and title of each event, by state as in the tracker, with a heading."""
    order = {state: number for number, state in enumerate(State)}
    listed = []
    for record in sorted(records, key=lambda record: order[tracker.states[record["id"]]]):
        key = str(record["id"])
        state, dated = tracker.states[key], site.histories[key].dated
        status = record["status"]
        listed.append(
            (
                label("state", state, words) + (f", {label('status', status, words)}" if status else ""),
                date_view(dated, words).text if dated else "no date yet",
                "" if state is State.PAST else countdown(dated, tracker.as_of.day, site.zone, words),
                str(record["title"]),
            )
        )
    return (("State", "Date", "Distance", "Event"), *listed)


def table(lines: Sequence[Sequence[str]], width: int | None) -> str:
    """Aligned columns, as a terminal counts them; the last one is cut to the width, if there is one."""
    widths = [max(columns(line[at]) for line in lines) for at in range(len(lines[0]) - 1)]
    shown = []
    for *cells, last in lines:
        padded = [cell + " " * (size - columns(cell)) for cell, size in zip(cells, widths, strict=True)]
        room = None if width is None else max(width - sum(widths) - len(_GAP) * len(widths), 20)
        shown.append(_GAP.join((*padded, cut(last, room))).rstrip())
    return "\n".join(shown)


def columns(text: str) -> int:
    """The columns that a terminal gives a text: two for a wide character, none for one that combines."""
    return sum(_columns(char) for char in text)


def cut(text: str, room: int | None) -> str:
    """The text in so many columns, with an ellipsis where something is missing."""
    if room is None or columns(text) <= room:
        return text
    kept = ""
    left = room - 1
    for char in text:
        left -= _columns(char)
        if left < 0:
            break
        kept += char
    return f"{kept.rstrip()}…"


def _columns(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _count(shown: int, total: int) -> str:
    return f"{total} date{'s' if total != 1 else ''}" if shown == total else f"{shown} of {total} dates"
