"""The nearest known word to a misspelt one, for hints."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, if any is like it at all."""
    choices = {choice.lower(): choice for choice in known}
    found = get_close_matches(word.lower(), tuple(choices), n=1, cutoff=0.6)
    return choices[found[0]] if found else None


def suggestion(word: str, known: Iterable[str], *, what: str) -> str:
    """A hint: the nearest known word, else the known ones if they are few."""
    choices = tuple(known)
    found = nearest(word, choices)
    if found:
        return f"did you mean `{found}`?"
    if 0 < len(choices) <= 24:
        return f"{what}: {', '.join(choices)}"
    return ""
