"""What a page is before it is made: where it stands, and how to make it."""

from collections.abc import Callable
from typing import NamedTuple

from briefgen.guideviews import MethodPage, SearchPage
from briefgen.pages.parts import Parts
from briefgen.views import DeadlinesPage, NotesPage, PageView

PartsOf = Callable[[str], Parts]
"""The parts for pages so far from the site's root."""


class Planned(NamedTuple):
    """A page: its path, what kind it is, its title, a line of description, and its view."""

    path: str
    kind: str
    title: str
    description: str
    view: PageView


class Sketch(NamedTuple):
    """A page to be made: where it stands, and how to make it. Making it twice gives the same."""

    path: str
    make: Callable[[], Planned]


def titled(path: str, kind: str, make: Callable[[], DeadlinesPage | NotesPage | MethodPage | SearchPage]) -> Sketch:
    """A page whose view has its title."""

    def made() -> Planned:
        view = make()
        return Planned(path, kind, view.title, "", view)

    return Sketch(path, made)
