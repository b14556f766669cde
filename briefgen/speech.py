"""Sentences of a raw text, and those in which somebody speaks: what is in quotation marks, and who is said to say it.

All places are character offsets into the text; English and Korean.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from briefgen.passages import Stretch, paragraphs

_ENDING: Final = re.compile(r"[.!?。…]+[\"”’'»)\]]*\s+(?=\S)")
_NO_ENDING: Final = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Sen|Rep|Gov|Rev|Hon|St|No|vs|cf|approx|ca|Art|Sec|Jan|Feb|Mar|Apr"
    r"|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|(?<![\w.])[A-Z]|\b[ap]\.m|\be\.g|\bi\.e)\.\s+\Z"
)
_INITIALS: Final = re.compile(r"\b(?:[A-Z]\.)+\s+\Z|\b(?:Inc|Corp|Co|Ltd|Jr|Sr)\.\s+\Z")
_BEGINNING: Final = re.compile(
    r"[\"“‘'(\[]*(?:The|A|An|It|He|She|They|We|I|This|That|These|Those|There|In|On|At|But|However|And|If|When|While"
    r"|After|Before|Both|Its|His|Her|Their|Under|For|As|According|Meanwhile|Last|No|Not|What|Who)\b"
)

_QUOTATION: Final = re.compile(r"[\"“«「『]([^\"“”«»「」『』]*)(?:[\"”»」』]|\Z)")
_SAID: Final = re.compile(
    r"\b(?:said|says|told|stated|states|added|adds|noted|notes|announced|explained|remarked|continued|warned|warns|argued"
    r"|argues|claimed|claims|insisted|insists|acknowledged|declared|commented|confirmed|emphasi[sz]ed|stressed|replied"
    r"|wrote|writes|reiterated|cautioned|asked|asks|urged|urges|demanded|denied|admitted|conceded|predicted|vowed|pledged"
    r"|promised|rejected|proposed|suggested|requested)\b"
    r"|(?:말|밝|전|강조|설명|주장|답|요구|지적|언급|촉구|반박|경고|약속|제안|거부|부인|인정|덧붙|예상|전망)(?:했|혔|였|하였|붙였|해왔)"
    r"|(?:라|다|냐|자)고\s?(?:했|하였)"
)
_NAME: Final = r"[A-Z][\w’'-]+(?:\s+(?:(?:of|the|for|and|de|van|von|al)\s+)?[A-Z][\w’'.-]*){0,6}"
_BEFORE: Final = re.compile(rf"({_NAME})(?:,(?:[^,\"“”]{{2,80}},)?)?\s*\Z")
_BEHIND: Final = re.compile(rf"\s+(?:the\s+)?({_NAME})")
_BETWEEN: Final = re.compile(r"[\s,]*(?:\w+[\s,]+){0,6}")
_PRONOUN: Final = re.compile(r"(?:He|She|It|They|We|I|You|Who|This|That|The|A|An|But|And|In|On|As|Both)\Z")
_WORD: Final = re.compile(r"\w+")
_FEW: Final = 4
"""Words in quotation marks, fewer than which are a term and no speech."""


class Sentence(NamedTuple):
    """A sentence `text[start:end]`; `quoted` are the stretches of it in quotation marks that are more than a term.

    `said` is the verb by which somebody says what is in it, the first outside the quotation marks. What `goes_on`
    begins within what a sentence before it began to quote.
    """

    start: int
    end: int
    quoted: tuple[Stretch, ...]
    said: Stretch | None
    goes_on: bool

    @property
    def is_speech(self) -> bool:
        return self.goes_on or self.said is not None or bool(self.quoted)


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text in order, without the white space between them."""
    found: list[Sentence] = []
    for start, end in paragraphs(text):
        quotations = tuple(
            (match.start() + start, match.end() + start) for match in _QUOTATION.finditer(text[start:end])
        )
        for stretch in _cut(text, start, end):
            found.append(_sentence(text, stretch, quotations))
    return tuple(found)


def _cut(text: str, start: int, end: int) -> Iterator[Stretch]:
    """A paragraph cut behind each sentence; not behind `Mr.`, and behind `U.S.` only where a new sentence begins."""
    begin = start
    for ending in _ENDING.finditer(text, start, end):
        before = text[max(begin, ending.end() - 12) : ending.end()]
        if text[ending.end()].islower() or _NO_ENDING.search(before):
            continue
        if _INITIALS.search(before) and not _BEGINNING.match(text, ending.end()):
            continue
        yield begin, ending.start() + len(ending[0].rstrip())
        begin = ending.end()
    yield begin, end


def _sentence(text: str, stretch: Stretch, quotations: Sequence[Stretch]) -> Sentence:
    start, end = stretch
    quoted = tuple(
        (max(start, one), min(end, other))
        for one, other in quotations
        if one < end and start < other and _is_speech(text[one:other])
    )
    goes_on = any(one < start < other for one, other in quotations)
    said = next(
        (
            match.span()
            for match in _SAID.finditer(text, start, end)
            if not any(one <= match.start() < other for one, other in quotations)
        ),
        None,
    )
    return Sentence(start, end, quoted, said, goes_on)


def _is_speech(quoted: str) -> bool:
    """Not a term, and not the title of something, in which every longer word has a capital."""
    words: list[str] = _WORD.findall(quoted)
    return len(words) >= _FEW and not all(word[0].isupper() for word in words if len(word) > _FEW and word.isascii())


def speaker_of(text: str, sentence: Sentence, actors: Iterable[Stretch]) -> Stretch | None:
    """Who speaks: the place of one of the `actors` (in order), else of the name that stands at the verb of saying."""
    if sentence.said is None:
        return None
    verb, end_of_verb = sentence.said
    outside = [one for one in actors if not any(a <= one[0] < b for a, b in sentence.quoted)]
    for start, end in reversed(_gaps(sentence, verb)):
        named = next((one for one in outside if start <= one[0] and one[1] <= end), None)
        if named:
            return named
        found = _BEFORE.search(text, start, end) if end == verb else None
        if found and not _PRONOUN.match(found[1]):
            return found.span(1)
    behind = next((one for one in outside if one[0] >= end_of_verb), None)
    if behind and _BETWEEN.fullmatch(text, end_of_verb, behind[0]):
        return behind
    found = _BEHIND.match(text, end_of_verb, sentence.end)
    return found.span(1) if found and not _PRONOUN.match(found[1]) else None


def _gaps(sentence: Sentence, until: int) -> list[Stretch]:
    """What stands before a place of the sentence outside quotation marks."""
    gaps, at = [], sentence.start
    for start, end in sentence.quoted:
        if start >= until:
            break
        gaps.append((at, start))
        at = end
    return [*gaps, (at, until)]
