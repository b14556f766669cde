"""Publishing: which target, what is to go there, and whether it may.

What is published is what a build recorded. The content is compiled again and compared with the site folder, so that
neither an old build nor a file that lies about there ever leaves.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from briefgen.artifacts import Artifact
from briefgen.journal import JOURNAL, OWN, read_record
from briefgen.model import FolderTarget, Target
from briefgen.output import open_site, plan_writes
from briefgen.problems import Problem
from briefgen.publishers.remote import Changes, Edition
from briefgen.spelling import suggestion

_SHOWN = 5


def choose_target(targets: Sequence[Target], name: str | None) -> Target:
    """The target of this name, or the first one."""
    if not targets:
        raise Problem(
            "briefing.yaml names no target to publish to",
            "add `publish:`, as in: publish: {pages: {git: {remote: origin, branch: gh-pages}}}",
        )
    found = [target for target in targets if name in (None, target.id)]
    if not found:
        hint = suggestion(str(name), [target.id for target in targets], what="the targets")
        raise Problem(f"briefing.yaml names no target `{name}`", hint)
    return found[0]


def finish_build(site: Path) -> None:
    """A build that was killed while it wrote is finished by whatever command comes next."""
    if not site.is_dir():
        raise Problem(f"there is no site folder {site}", "run: briefgen build")
    if (site / OWN).is_dir() and (site / JOURNAL).exists():
        with open_site(site):
            pass


def current_edition(site: Path, artifacts: Iterable[Artifact]) -> Edition:
    """The site in the folder, which must be what its record says and what the content yields now.

    `artifacts` are those of the content; raises `Problem` naming some of the files that differ.
    """
    record = read_record(site)
    if not record:
        raise Problem(f"{site} has no record of a build", "run: briefgen build")
    plan = plan_writes(site, artifacts)
    differing = [*(artifact.path for artifact in plan.write), *plan.delete, *plan.foreign, *plan.kept]
    if differing or plan.record != record:
        # Of the search index, a file of which differs with every word, last: it tells the reader least.
        names = sorted(differing, key=lambda path: (path.startswith("search/"), path)) or sorted(
            dict(plan.record.items() ^ record.items())
        )
        more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        raise Problem(
            f"{site} is not what the content yields now: {', '.join(names[:_SHOWN])}{more}",
            "run `briefgen build` with the same options, then publish again; a day that has begun since changes states",
        )
    return Edition(site.resolve(), record)


def check_address(base_url: str, target: Target, served_at: Iterable[str]) -> Iterator[str]:
    """Warnings where `base_url` is not where the target is read; an own `url` of the target that differs is refused."""
    if not base_url:
        if not isinstance(target.to, FolderTarget) or target.url:
            yield "the briefing has no `base_url`: no canonical links, and no addresses in feeds and calendars"
        return
    if target.url and not _is_same(base_url, target.url):
        raise Problem(
            f"the site is built for {base_url}, but `{target.id}` is read at {target.url}",
            f"build and publish with --base-url {target.url}, or correct `base_url` or `url` in briefing.yaml",
        )
    addresses = tuple(served_at)
    if not target.url and addresses and not any(_is_same(base_url, address) for address in addresses):
        yield f"the site is built for {base_url}, but `{target.id}` seems to be read at {addresses[0]}"


def _is_same(first: str, second: str) -> bool:
    one, other = urlsplit(first), urlsplit(second)
    return (one.hostname, one.port, one.path.rstrip("/")) == (other.hostname, other.port, other.path.rstrip("/"))


def check_changes(changes: Changes, target: Target, *, allowed: bool) -> None:
    """Refuses to overwrite what is somebody else's, and to delete more than a share of what is there unless allowed."""
    if changes.blocked:
        listed = ", ".join(changes.blocked[:_SHOWN]) + (" …" if len(changes.blocked) > _SHOWN else "")
        raise Problem(
            f"files that briefgen did not publish stand in the way at `{target.id}`: {listed}",
            "move them away there, or publish to a place of its own",
        )
    there = len(changes.removed) + len(changes.changed) + changes.unchanged
    if not allowed and len(changes.removed) * 100 > there * target.delete_limit:
        raise Problem(
            f"{len(changes.removed)} of the {there} published files would be deleted from `{target.id}`, "
            f"more than {target.delete_limit} per cent",
            "look at --dry-run; if that is meant, publish with --yes",
        )


def lines_of(changes: Changes, most: int) -> Iterator[str]:
    """The files by what would be done to them, at most so many of each."""
    for verb, paths in (("added", changes.added), ("changed", changes.changed), ("removed", changes.removed)):
        yield from (f"  {verb:<8} {path}" for path in paths[:most])
        if len(paths) > most:
            yield f"  {verb:<8} … and {len(paths) - most} more"


def summary_of(changes: Changes) -> str:
    """The numbers, in one line."""
    return (
        f"{len(changes.added)} added, {len(changes.changed)} changed, {len(changes.removed)} removed, "
        f"{changes.unchanged} unchanged; {in_bytes(changes.size)}"
    )


def in_bytes(size: int) -> str:
    """A size for people, in powers of ten."""
    units: Mapping[str, int] = {"GB": 10**9, "MB": 10**6, "kB": 10**3}
    return next((f"{size / unit:.1f} {name}" for name, unit in units.items() if size >= unit), f"{size} bytes")
