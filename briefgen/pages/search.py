"""The page of the search: its form, and the ways to the lists for whoever cannot search."""

from collections.abc import Iterator

from briefgen.guideviews import Choice, Filters, SearchPage
from briefgen.labels import LABELS, N_
from briefgen.model import Actor
from briefgen.pages.choices import label_choices, side_choices, topic_choices
from briefgen.pages.parts import Parts, month_of
from briefgen.viewparts import Link

PATH = "search/index.html"
INDEX = "search/pagefind"
"""The folder of the index, which is made when all pages are known (`searching`)."""

TYPES = {
    "article": N_("article"),
    "passage": N_("passage"),
    "note": N_("note"),
    "topic": N_("topic"),
    "actor": N_("actor"),
    "event": N_("event"),
    "page": N_("page"),
}
"""What can be found, as the index names it."""


def search_page(parts: Parts, lists: tuple[Link, ...]) -> SearchPage:
    """The view of the search; `lists` lead to all that can be found by it."""
    site, words = parts.site, parts.words
    kinds = {annotation.kind for annotation in site.annotations.values()}
    return SearchPage(
        title=words.gettext("Search"),
        filters=Filters(
            types=tuple(Choice(value, words.gettext(name), ()) for value, name in TYPES.items()),
            topics=topic_choices(parts, site.content.topics),
            actors=tuple(Choice(actor.id, actor.name, ()) for actor in _by_name(parts)),
            sides=side_choices(parts, [side.id for side in parts.sides]),
            kinds=label_choices(parts, "kind", (kind for kind in LABELS["kind"] if kind in kinds)),
            months=tuple(_months(parts)),
        ),
        lists=lists,
    )


def _by_name(parts: Parts) -> list[Actor]:
    actors = parts.site.content.actors.values()
    return sorted(actors, key=lambda actor: (actor.name.casefold(), actor.id))


def _months(parts: Parts) -> Iterator[Choice]:
    """The months, and years that are all that is known, in which something is dated; latest first."""
    site = parts.site
    dates = [article.published for article in site.content.articles.values()]
    dates += [history.dated.edtf for history in site.histories.values() if history.dated]
    for year, month in sorted({month_of(edtf) for edtf in dates if edtf is not None}, reverse=True):
        value = f"{year:04}-{month:02}" if month else f"{year:04}"
        yield Choice(value, parts.month_title(year, month), ())
