"""What the commands share that needs no content: options, the clock, the terminal. Quick to import."""

import os
import re
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click

from briefgen.engine import fingerprint
from briefgen.problems import Problem

F = TypeVar("F", bound=Callable[..., Any])


class Where(NamedTuple):
    """The folders of a project; `templates` is `None` where it has none of its own."""

    content: Path
    templates: Path | None


def content_options(command: F) -> F:
    """The options of every command that reads the content."""
    for option in reversed(
        (
            click.option(
                "--content",
                type=click.Path(path_type=Path),
                default=Path("content"),
                show_default=True,
                help="The content folder.",
            ),
            click.option(
                "--templates",
                type=click.Path(path_type=Path),
                help="Own templates, file by file over the built-in ones. [default: templates/ if it is there]",
            ),
            click.option("--as-of", metavar="DAY", help="The day that states are worked out for (YYYY-MM-DD)."),
            click.option("--base-url", metavar="URL", help="Where the site will stand; wins over briefing.yaml."),
            click.option("--drafts", is_flag=True, help="Keep drafts in."),
            click.option("--strict", is_flag=True, help="Treat warnings as errors."),
            click.option("--jobs", type=click.IntRange(1, 64), help="Processes to use. [default: one for each core]"),
            click.option(
                "--format",
                "form",
                type=click.Choice(["text", "json", "github", "gitlab"]),
                default="text",
                help="How faults are shown.",
            ),
            click.option("-q", "--quiet", is_flag=True, help="Print faults only."),
            click.option("-v", "--verbose", is_flag=True, help="Say what is done."),
        )
    ):
        command = option(command)
    return command


def find(content: Path, templates: Path | None) -> Where:
    """The project's folders: its own templates are taken if they are there."""
    beside = content.parent / "templates"
    return Where(content, templates or (beside if beside.is_dir() else None))


def now() -> int:
    """The time, in epoch seconds; `SOURCE_DATE_EPOCH` wins (reproducible-builds.org)."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not fixed:
        return int(time.time())
    if not re.fullmatch(r"[0-9]{1,11}", fixed):
        raise Problem(
            f"SOURCE_DATE_EPOCH is no number of seconds: {fixed}", "set it to seconds since 1970, or unset it"
        )
    return int(fixed)


def today() -> date:
    """The day on the clock of this machine; `SOURCE_DATE_EPOCH` wins, in UTC."""
    if os.environ.get("SOURCE_DATE_EPOCH", "").isdecimal():
        return datetime.fromtimestamp(now(), UTC).date()
    return date.today()


def made_by() -> str:
    """What tells this program from any other that might build differently."""
    return fingerprint(Path(click.__file__).parent.parent)


def use_colour() -> bool:
    """Whether standard error takes colour: a terminal, and neither `NO_COLOR` nor a dumb one."""
    if "NO_COLOR" in os.environ:
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stderr.isatty() and os.environ.get("TERM") != "dumb")
