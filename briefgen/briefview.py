"""What a brief shows: the whole briefing in one file, for paper and for mail. A view like those of the pages."""

from collections.abc import Mapping
from dataclasses import dataclass

from briefgen.viewparts import Footnote
from briefgen.views import Group, HomePage

BRIEF_TEMPLATES: Mapping[str, str] = {
    "html": "brief/mail.html",
    "md": "brief/text.md.jinja",
    "pdf": "brief/paper.html",
}
"""The template of each form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefPage:
    """`home` is the view of the first page, `groups` the dates by state, of past ones the newest; `more_past` counts
    the others.

    Every passage that is shown has a note: `numbers` gives it by the passage's `href`, `first` the first note of an
    article by the article's.
    """

    home: HomePage
    groups: tuple[Group, ...]
    more_past: int
    numbers: Mapping[str, int]
    first: Mapping[str, int]
    footnotes: tuple[Footnote, ...]
