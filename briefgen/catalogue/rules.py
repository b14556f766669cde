"""All rules, by code, and the page that documents them."""

from collections.abc import Iterator, Mapping

from briefgen.catalogue.doubts import DOUBTS, JUDGMENTS
from briefgen.catalogue.files import FILES
from briefgen.catalogue.markdown import MARKDOWN, TEMPLATES
from briefgen.catalogue.meaning import CHECKS, QUOTES, REFERENCES
from briefgen.catalogue.rule import Rule
from briefgen.catalogue.values import VALUES
from briefgen.catalogue.yaml import YAML

AREAS: Mapping[str, tuple[Rule, ...]] = {
    "Files": FILES,
    "YAML and records": YAML,
    "Values": VALUES,
    "Quotes": QUOTES,
    "References": REFERENCES,
    "Markdown": MARKDOWN,
    "Dates and states": (*CHECKS, *DOUBTS),
    "Judgments": JUDGMENTS,
    "Templates": TEMPLATES,
}
"""Rules by the headings under which they are documented."""

RULES: Mapping[str, Rule] = {rule.code: rule for rules in AREAS.values() for rule in rules}

_INTRODUCTION = """\
# Faults

What briefgen finds wrong in a briefing. Each fault has a code that never changes, the file, line and column of its
place, and a hint. An **error** stops the build, and the site stays as it was; a **warning** does not, unless
`--strict` is given. All faults of all files are reported in one run.

This page is made from the source: `python -m briefgen.catalogue > docs/diagnostics.md`.
"""


def render_catalogue() -> str:
    """`docs/diagnostics.md`: every rule under its area, with a table of contents."""
    return "\n".join((_INTRODUCTION, *_contents(), *_entries()))


def _contents() -> Iterator[str]:
    for area, rules in AREAS.items():
        links = " · ".join(f"[{rule.code}](#{rule.code})" for rule in rules)
        yield f"- **{area}**: {links}"
    yield ""


def _entries() -> Iterator[str]:
    for area, rules in AREAS.items():
        yield f"## {area}\n"
        for rule in rules:
            yield f"### {rule.code}\n"
            yield f"*{rule.title}* ({rule.severity.value}). {rule.explanation}\n"
            yield f"```text\n{rule.example}\n```\n"
            yield f"{rule.remedy}\n"
