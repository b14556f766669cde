"""`briefgen rename`."""

from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

import click

from briefgen.console import escaped
from briefgen.project import read_snapshot
from briefgen.renaming import KINDS, plan_rename
from briefgen.rewriting import Change, rewrite


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--dry-run", is_flag=True, help="Show the lines that would change; write nothing.")
@click.option(
    "--content",
    type=click.Path(path_type=Path),
    default=Path("content"),
    show_default=True,
    help="The content folder.",
)
def command(kind: str, old: str, new: str, dry_run: bool, content: Path) -> int:
    """Give a topic, an actor, an event or an article another id, everywhere it is written.

    Nothing else in the files changes. The old address forwards to the new one, by `redirects` in briefing.yaml.
    """
    plan = plan_rename(read_snapshot(content), kind, old, new)
    if dry_run:
        for change in plan.changes:
            for line in _shown(content, change):
                click.echo(escaped(line))
        return 0
    rewrite(content, plan.changes)
    files = len({place.path for place in plan.places})
    places = f"{_counted(len(plan.places), 'place')} in {_counted(files, 'file')}" if files else "no other place"
    click.echo(f"{kind} {old} is {new} now: {places} changed")
    for change in plan.changes:
        if change.to:
            click.echo(f"  {content / change.path} is {content / change.to}")
    return 0


def _shown(content: Path, change: Change) -> Iterator[str]:
    """The difference as `diff -u` shows it, without lines that stay."""
    old, new = ((content / path).as_posix() for path in (change.path, change.to or change.path))
    before, after = (data.decode("utf-8-sig").splitlines() for data in (change.before, change.after))
    lines = tuple(unified_diff(before, after, old, new, n=0, lineterm=""))
    yield from lines or (f"--- {old}", f"+++ {new}")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
