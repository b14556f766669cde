"""Where a text names what a briefing knows: actors, topics and events, by their names and aliases.

A name is found as whole words, in the article's typography; capitals count only in short forms (`NTE`). People are also
found by one part of their name once it stands in full, governments by their country (`the U.S. side`), and whoever has
no name but a description (`Korean trade official (unnamed)`) by its last words.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from briefgen.folding import RawText, fold
from briefgen.model import Actor, Content
from briefgen.saiddates import MONTH_NUMBERS

_KOREAN_END: Final = re.compile("[가-힣]")
_ASIDE: Final = re.compile(r"\s*\([^)]*\)")
_COUNTRY: Final = re.compile(r"(?:the )?(?:federal |national )?government of (?:the )?(.+)", re.IGNORECASE)
_FORM: Final = re.compile(r"(?:republic|kingdom|state|commonwealth|people's republic) of (?:the )?(.+)", re.IGNORECASE)
_SMALL: Final = frozenset(("of", "the", "and", "for"))
_SHORTEST: Final = 3


class Mention(NamedTuple):
    """A record that is named: `kind` is actor, topic or event, `text[start:end]` its name."""

    start: int
    end: int
    kind: str
    id: str


class _Name(NamedTuple):
    text: str
    kind: str
    id: str
    minds_case: bool = False
    only_with: str = ""
    """The full name that must stand in the text for this part of it to count."""


def mentions(raw: RawText, content: Content) -> tuple[Mention, ...]:
    """Every mention in order. Of names that overlap the longest counts; one that two records share is nobody's."""
    text = raw.folded
    small = _small(text)
    found: list[Mention] = []
    for name in _unshared(_names(content)):
        if _small(name.only_with) in small:
            found.extend(_places(raw, name, text if name.minds_case else small))
    found.sort(key=lambda one: (one.start, one.kind != "actor", -one.end))
    return tuple(_outermost(found))


def _outermost(found: Iterable[Mention]) -> Iterator[Mention]:
    """Of each kind, what lies within no longer mention of that kind."""
    ends: dict[str, int] = {}
    for one in found:
        if one.end > ends.get(one.kind, 0):
            ends[one.kind] = one.end
            yield one


def _small(text: str) -> str:
    """In small letters, and as long as before."""
    small = text.lower()
    return (
        small if len(small) == len(text) else "".join(char if len(char.lower()) > 1 else char.lower() for char in text)
    )


def _places(raw: RawText, name: _Name, text: str) -> Iterator[Mention]:
    """Where a name stands in the folded text as whole words; a Korean word may go on in its particle."""
    needle = name.text if name.minds_case else _small(name.text)
    at = text.find(needle)
    while at >= 0:
        end = at + len(needle)
        is_whole = not text[at - 1 : at].isalnum() or not needle[0].isalnum()
        if is_whole and (_KOREAN_END.match(needle[-1]) or not text[end : end + 1].isalnum()):
            place = raw.raw_range(at, end)
            if place is not None and not _is_half(raw.text, *place):
                yield Mention(*place, name.kind, name.id)
        at = text.find(needle, end)


def _is_half(text: str, start: int, end: int) -> bool:
    """Whether a hyphen makes it a part of another word, as in `U.S.-Korea`; dashes do not."""
    return (not text[max(0, start - 2) : start - 1].isspace() and text[start - 1 : start] == "-") or (
        text[end : end + 1] == "-" and text[end + 1 : end + 2].isalnum()
    )


def _unshared(names: Iterable[_Name]) -> Iterable[_Name]:
    """Names by their text. What two records of a kind are called tells neither; a name in full goes before a part."""
    known: dict[tuple[str, str], _Name | None] = {}
    for name in sorted(names, key=lambda name: bool(name.only_with)):
        key = (name.kind, name.text.lower())
        other = known.setdefault(key, name)
        if other is not None and other.id != name.id and bool(other.only_with) == bool(name.only_with):
            known[key] = None
    return [name for name in known.values() if name is not None]


def _names(content: Content) -> Iterator[_Name]:
    sides = {side.id: side.title for side in content.briefing.sides}
    for topic in content.topics.values():
        yield from _full("topic", topic.id, (topic.title, *topic.aliases))
    for event in content.events.values():
        yield from _full("event", event.id, (event.title,))
    for actor in content.actors.values():
        yield from _full("actor", actor.id, (actor.name, *actor.aliases))
        yield from _forms(actor, sides)


def _full(kind: str, key: str, texts: Iterable[str]) -> Iterator[_Name]:
    for text in texts:
        name = fold(text)
        if len(name) >= 2:
            yield _Name(name, kind, key, minds_case=name.isupper() or (len(name) <= _SHORTEST and name.isascii()))


def _forms(actor: Actor, sides: Mapping[str, str]) -> Iterator[_Name]:
    """Other forms of an actor's name that news texts use."""
    name = fold(_ASIDE.sub("", actor.name))
    if name != fold(actor.name):
        yield from _full("actor", actor.id, (name,))
    if actor.kind == "government":
        country = _COUNTRY.fullmatch(name)
        places = [country[1]] if country else []
        places += [sides[actor.side.id]] if actor.side and actor.side.id in sides else []
        for place in dict.fromkeys(map(fold, places)):
            for form in _of_country(place):
                yield _Name(form, "actor", actor.id, minds_case=True)
    words = name.split()
    if actor.kind == "person" and len(words) > 1:
        if all(word[:1].isupper() or word in _SMALL for word in words):
            for word in words:
                if len(word) >= _SHORTEST and word[:1].isupper() and word[:3] not in MONTH_NUMBERS:
                    yield _Name(word, "actor", actor.id, minds_case=True, only_with=name)
        elif words[-1].islower() and words[-2].islower() and len(words) > 2:
            yield _Name(" ".join(words[-2:]), "actor", actor.id)


def _of_country(place: str) -> Iterator[str]:
    """`Republic of Korea`, `Korea`; `United States`, `U.S.`."""
    yield place
    form = _FORM.fullmatch(place)
    if form:
        yield form[1]
    letters = [word[0] for word in place.split() if word not in _SMALL]
    if len(letters) > 1 and form is None and all(letter.isupper() for letter in letters):
        yield "".join(f"{letter}." for letter in letters)
