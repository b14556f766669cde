"""`briefgen clean`."""

from pathlib import Path

import click

from briefgen.cachefolder import cache_beside
from briefgen.journal import OWN, forget
from briefgen.output import WritePlan, apply_plan, open_site, plan_writes


@click.command()
@click.option(
    "--content", type=click.Path(path_type=Path), default=Path("content"), show_default=True, help="The content folder."
)
@click.option(
    "--output", type=click.Path(path_type=Path), default=Path("site"), show_default=True, help="The site folder."
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing.")
def command(content: Path, output: Path, quiet: bool) -> int:
    """Remove what builds have made: the files of the site, and the cache.

    Whatever briefgen did not write, or what was changed since, stays.
    """
    had_cache = cache_beside(content).remove()
    plan = _cleared(output)
    if not quiet:
        for path in plan.kept if plan else ():
            click.echo(f"note: {output / path} stays: it was changed by hand")
        removed = len(plan.delete) if plan else 0
        click.echo(f"removed {removed} files of {output}/{' and the cache' if had_cache else ''}")
    return 0


def _cleared(site: Path) -> WritePlan | None:
    """Removes the files of a site, and tells what that was; `None` if no build has written there."""
    if site.is_symlink() or not (site / OWN).is_dir():
        return None
    with open_site(site):
        plan = plan_writes(site, ())
        apply_plan(site, plan)
        forget(site)
    return plan
