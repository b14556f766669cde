"""The command line: arguments in, exit code out. The only place with a clock, an environment and standard output.

Exit codes: 0 fine, 1 faults in the content, 2 usage or trouble with the world outside, 3 a bug, 130 interrupted.
"""

import gc
import os
import sys
import traceback
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from briefgen import __version__
from briefgen.problems import Problem

COMMANDS: Mapping[str, tuple[str, str]] = {
    "build": ("build", "Check the content and write the site."),
    "serve": ("serve", "Show the site in a browser while you write."),
    "check": ("check", "Check the content, write nothing."),
    "publish": ("publish", "Put the built site where it is read."),
    "brief": ("brief", "Make one file of the briefing, for mail or paper."),
    "deadlines": ("deadlines", "List the dates that are watched, and where each stands."),
    "next-change": ("next_change", "Print the next moment at which a state will change, and why."),
    "diff": ("diff", "Show what changed between two issues of a briefing."),
    "coverage": ("coverage", "Show what a briefing leaves uncovered: passages, sides, questions."),
    "init": ("init", "Make a new project with a small briefing to start from."),
    "new": ("new", "Add an article, a topic, an actor or an event."),
    "clean": ("clean", "Remove what builds have made: the site's files and the cache."),
    "suggest": ("suggest", "Suggest annotations for an article: dates, actors, topics, who says what."),
    "rename": ("rename", "Give a topic, an actor, an event or an article another id, everywhere."),
    "schema": ("schema", "Print or write the JSON Schemas that editors complete from."),
}
"""Command → module of `briefgen.commands` and its line in the help, so that the help imports none of them."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called: `--help` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"briefgen.commands.{COMMANDS[cmd_name][0]}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            near = import_module("briefgen.spelling").nearest(args[0], COMMANDS)
            more = f" Did you mean `{near}`?" if near else ""
            raise click.UsageError(f"there is no command `{args[0]}`.{more}", ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="briefgen", message="%(prog)s %(version)s")
def main() -> None:
    """Static briefing sites: every sentence leads to its source, every date says how it moved."""


def run(arguments: list[str] | None = None) -> None:
    """The program: runs a command and exits with its code."""
    # A command makes few circles and ends soon: looking for them costs a tenth of its time. (The preview
    # does it itself, when there is time.)
    gc.disable()
    sys.exit(exit_code(arguments))


def exit_code(arguments: list[str] | None = None) -> int:
    """Runs a command and gives its exit code; every exception of the program ends here."""
    colour = None if "NO_COLOR" not in os.environ else False
    try:
        result: Any = main.main(args=arguments, prog_name="briefgen", standalone_mode=False, color=colour)
        sys.stdout.flush()
    except Problem as problem:
        _say(f"briefgen: {problem.message}", problem.hint)
        return 2
    except click.exceptions.Abort:
        return 130
    except KeyboardInterrupt:
        return 130
    except click.ClickException as problem:
        problem.show()
        return 2
    except (BrokenPipeError, SystemExit):
        # Whoever read our output has enough of it (`briefgen schema topics | head`); click exits then, and only then.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as problem:
        if os.environ.get("BRIEFGEN_DEBUG"):
            traceback.print_exc()
        frame = traceback.extract_tb(problem.__traceback__)[-1]
        where = f"{os.path.basename(frame.filename)}:{frame.lineno}"  # noqa: PTH119 - os is here already
        _say(
            f"briefgen {__version__}: a bug: {type(problem).__name__}: {problem} ({where})",
            "nothing was written that is not whole; please report this, with what BRIEFGEN_DEBUG=1 prints",
        )
        return 3
    return result if isinstance(result, int) else 0


def _say(message: str, hint: str) -> None:
    click.echo(message, err=True)
    if hint:
        click.echo(f"  {hint}", err=True)
