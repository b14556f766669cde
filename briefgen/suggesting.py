"""`briefgen suggest`: what an article of a project suggests, and how to add it to the article's file."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from briefgen.decode import ArticleJob, Snapshot, load_article, load_register
from briefgen.diagnostics import Checked
from briefgen.layout import REGISTERS, Layout, plan_layout
from briefgen.model import Article, Briefing, Content
from briefgen.problems import Problem
from briefgen.registers import decode_briefing, merge_registers
from briefgen.rewriting import Change
from briefgen.source import SourceFile, Span
from briefgen.spelling import suggestion
from briefgen.splicing import Bare, add_items, bare, splice
from briefgen.suggestions import Suggestion, suggest_annotations
from briefgen.textfile import decode_text
from briefgen.yamltree import Node, parse_yaml


class Offer(NamedTuple):
    """What is suggested for the article whose annotations stand at `path`."""

    path: str
    data: bytes
    source: SourceFile
    tree: Node | None
    suggestions: tuple[Suggestion, ...]


def offer_suggestions(snapshot: Snapshot, article: str) -> Offer:
    """Suggestions for an article by its id. Raises `Problem` where there is no such article, or it cannot be read."""
    layout = plan_layout(tuple(snapshot.files)).value
    paths = layout.articles.get(article)
    if paths is None:
        hint = suggestion(article, sorted(layout.articles), what="the articles")
        raise Problem(f"there is no article `{article}`", hint)
    if not paths.yaml or not paths.text:
        missing = f"{article}.yaml" if paths.text else f"{article}.txt"
        hint = f"briefgen new article {article} makes it" if paths.text else "put the article's text into it"
        raise Problem(f"{missing} is missing", hint)
    data = snapshot.files[paths.yaml]
    source = decode_text(paths.yaml, data)
    tree = parse_yaml(source.value) if source.value else Checked(None)
    loaded = load_article(ArticleJob(article, paths, data, snapshot.files[paths.text]))
    if source.value is None or tree.diagnostics or loaded.value is None or not loaded.value.text:
        fault = next(iter((*source.diagnostics, *tree.diagnostics, *loaded.diagnostics)))
        raise Problem(f"{article} cannot be read: {fault.message}", "mend it first: briefgen check shows where")
    content = _known(snapshot, layout, loaded.value)
    return Offer(paths.yaml, data, source.value, tree.value, suggest_annotations(loaded.value, content))


def plan_addition(offer: Offer) -> Change:
    """The article's file with the suggestions at the end of its annotations, and nothing else changed.

    Raises `Problem` where the file is written so that nothing can be added to it.
    """
    source, items = offer.source, [suggestion.lines() for suggestion in offer.suggestions]
    after = splice(offer.data, (add_items(source, offer.tree, "annotations", items),))
    wanted = bare(offer.tree) if offer.tree is not None else {}
    added = parse_yaml(SourceFile(path="", text="".join(_listed(items)))).value
    if isinstance(wanted, dict) and added is not None:
        # One annotation needs no list.
        old = wanted.get("annotations")
        new = bare(added)
        wanted["annotations"] = (*(old if isinstance(old, tuple) else ()), *(new if isinstance(new, tuple) else ()))
    if _read(offer.path, after) != wanted:
        raise Problem(f"nothing can be added to {offer.path} safely", "paste what the command prints without --write")
    return Change(offer.path, offer.data, after)


def _listed(items: Iterable[tuple[str, ...]]) -> Iterable[str]:
    return (f"{'  ' if number else '- '}{line}\n" for item in items for number, line in enumerate(item))


def _read(path: str, data: bytes) -> Bare:
    text = decode_text(path, data).value
    tree = parse_yaml(text) if text else Checked(None)
    return None if tree.value is None or tree.diagnostics else bare(tree.value)


def _known(snapshot: Snapshot, layout: Layout, article: Article) -> Content:
    """The briefing and its registers, as far as they can be read; of the articles only this one."""
    empty = Briefing(id="briefing", span=Span("briefing.yaml", 0, 0), at={})
    text = decode_text(layout.briefing, snapshot.files[layout.briefing]).value if layout.briefing else None
    registers: dict[str, Any] = {
        kind: merge_registers(load_register(kind, path, snapshot.files[path]) for path in layout.registers[kind]).value
        for kind in REGISTERS
    }
    return Content(
        briefing=decode_briefing(text).value if text else empty,
        articles={article.id: article},
        pages={},
        assets=frozenset(),
        **registers,
    )
