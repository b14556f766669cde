"""What `briefgen new article --from` does beside writing: taking the article, and telling what was found."""

import codecs

import click

from briefgen.console import escaped
from briefgen.intake.extract import Taken, take
from briefgen.intake.fetch import read_source
from briefgen.problems import Problem

_WANTED = ("title", "publisher", "author", "published", "language", "url")


def take_from(source: str, encoding: str) -> Taken:
    """The article at an address, in a file or on standard input; every `Problem` names the source."""
    try:
        codecs.lookup(encoding or "utf-8")
    except LookupError:
        raise click.UsageError(f"--encoding: there is none called `{encoding}`") from None
    try:
        return take(read_source(source, encoding))
    except Problem as problem:
        name = "standard input" if source == "-" else source
        message = problem.message if name in problem.message else f"{name}: {problem.message}"
        raise Problem(message, problem.hint) from None


def tell(taken: Taken, *, title: str) -> None:
    """What was found and what was not, on standard error: standard output has the paths."""
    text = taken.text.decode("utf-8")
    paragraphs = sum(1 for block in text.replace("\r\n", "\n").split("\n\n") if block.strip())
    click.echo(f"took {len(text):,} characters in {paragraphs} paragraph{'s' if paragraphs != 1 else ''}", err=True)
    facts = taken.facts._replace(title=title or taken.facts.title)
    found = [name for name in _WANTED if getattr(facts, name)]
    missing = [name for name in _WANTED if not getattr(facts, name)]
    if found:
        click.echo(f"found: {', '.join(found)}", err=True)
    if missing:
        note = "; `published` is today until you correct it" if "published" in missing else ""
        click.echo(f"not found: {', '.join(missing)}{note}", err=True)
    for name, why in facts.guessed:
        click.echo(f"check: {name} {getattr(facts, name)}, {why}", err=True)
    for remark in taken.remarks:
        click.echo(f"check: {escaped(remark)}", err=True)
