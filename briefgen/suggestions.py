"""Annotations that a raw text suggests: its dates, the actors and topics it names, and what it says who said.

One suggestion is one sentence, or one date in it. What a person annotated already is not suggested again. Nothing is
invented: every quote is the text's own words, and whatever cannot be quoted so that it leads to one place is left out.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from briefgen.anchoring import Found
from briefgen.edtf import Edtf, Precision, days
from briefgen.folding import RawText, in_one_line
from briefgen.mentions import Mention, mentions
from briefgen.model import Article, Content, Quote
from briefgen.proposals import Value, entry_lines, quote_at, quote_value, suggest_id
from briefgen.saidtimes import SaidTime, said_times
from briefgen.speech import Sentence, sentences, speaker_of

_EXACT = (Precision.DAY, Precision.MINUTE, Precision.SECOND)
_LONGEST = 600
_AROUND = 250
_MARKS = {'"': '"', "“": "”", "«": "»", "「": "」"}


class Suggestion(NamedTuple):
    """A candidate: ids of known records, the EDTF text of a date and the words that tell it (`said`), all or any empty.

    `speaker` is the name of somebody who speaks and is no known actor, `named` are actors that the words name besides.
    """

    id: str
    kind: str
    quote: Quote
    actors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    event: str = ""
    date: str = ""
    said: str = ""
    speaker: str = ""
    named: tuple[str, ...] = ()

    def lines(self) -> tuple[str, ...]:
        """The suggestion as an entry of `annotations`, line by line."""
        values: dict[str, Value] = {"id": self.id, "suggested": "true", "kind": self.kind}
        values["quote"] = quote_value(self.quote)
        for key, ids in (("actor", self.actors), ("topics", self.topics)):
            if ids:
                values[key] = ids[0] if len(ids) == 1 else ids
        values |= {key: text for key, text in (("event", self.event), ("date", self.date)) if text}
        remarks = {"date": self.said, "speaker": self.speaker, "also named": ", ".join(self.named)}
        return entry_lines(values, {key: remark for key, remark in remarks.items() if remark})


class _Passage(NamedTuple):
    """A sentence with what is found in it and not annotated yet."""

    sentence: Sentence
    times: tuple[SaidTime, ...]
    named: tuple[Mention, ...]


def suggest_annotations(article: Article, content: Content) -> tuple[Suggestion, ...]:
    """Suggestions in the order of the text; of `content` the briefing, the registers and their names are used."""
    raw = RawText(article.text)
    passages = tuple(_passages(article, raw, content))
    found = [tuple(_of_passage(raw, passage)) for passage in passages]
    seen = {ref.id for note in article.annotations for ref in (*note.actor, *note.to, *note.reported_by)}
    seen.update(key for some in found for one in some for key in (*one.actors, *one.named))
    taken = [note.id for note in article.annotations]
    made: list[Suggestion] = []
    for passage, some in zip(passages, found, strict=True):
        for suggestion in some or _of_strangers(raw, passage, seen):
            key = suggest_id(suggestion.quote.exact, taken)
            taken.append(key)
            made.append(suggestion._replace(id=key))
    return tuple(made)


def _of_strangers(raw: RawText, passage: _Passage, seen: set[str]) -> Iterator[Suggestion]:
    """A sentence that suggests nothing else, where it is the first to name an actor."""
    new = tuple(key for key in _ids(one for one in passage.named if one.kind == "actor") if key not in seen)
    quote = _quote(raw, passage.sentence, passage.sentence) if new else None
    if quote is not None:
        seen.update(new)
        yield Suggestion("", "context", quote, actors=new)


def _passages(article: Article, raw: RawText, content: Content) -> Iterator[_Passage]:
    day, is_day = publication_day(article.published)
    covered = [(note.start, note.end) for note in article.annotations]
    times = [time for time in said_times(raw.text, day, is_day=is_day) if not _is_covered(time, covered)]
    named = mentions(raw, content)
    for sentence in sentences(raw.text):
        in_it = tuple(time for time in times if sentence.start <= time.start and time.end <= sentence.end)
        known = tuple(one for one in named if sentence.start <= one.start and one.end <= sentence.end)
        if in_it or not _is_covered(sentence, covered):
            yield _Passage(sentence, in_it, known)


def publication_day(published: Edtf | None) -> tuple[date | None, bool]:
    """The day that an article counts from, and whether it is known: the middle of a month or year is a guess."""
    point = published.start if published else None
    if point is None:
        return None, False
    first, last = days(point)
    return first + (last - first) // 2, point.precision in _EXACT


def _is_covered(one: Sentence | SaidTime, covered: Iterable[tuple[int, int]]) -> bool:
    return any(start < one.end and one.start < end for start, end in covered)


def _of_passage(raw: RawText, passage: _Passage) -> Iterator[Suggestion]:
    """A suggestion for each time; without one, for what is said, or is about a topic."""
    sentence, times, named = passage
    speech = sentence.is_speech
    actors = tuple(one for one in named if one.kind == "actor")
    speaker = speaker_of(raw.text, sentence, [(one.start, one.end) for one in actors]) if speech else None
    known = next((one.id for one in actors if speaker == (one.start, one.end)), "")
    ids = _ids(actors)
    suggestion = Suggestion(
        "",
        "statement",
        Quote(""),
        actors=(known,) if known else () if speech else ids,
        topics=_ids(one for one in named if one.kind == "topic"),
        speaker=in_one_line(raw.text[slice(*speaker)]) if speaker and not known else "",
        named=tuple(key for key in ids if key != known) if speech else (),
    )
    events = _ids(one for one in named if one.kind == "event")
    for time in times:
        quote = _quote(raw, sentence, time)
        if quote is not None:
            event = events[0] if len(events) == len(times) == 1 and not speech else ""
            said = in_one_line(raw.text[time.start : time.end])
            yield suggestion._replace(kind="event", quote=quote, event=event, date=time.edtf, said=said)
    if not times and (speech or suggestion.topics):
        quote = _quote(raw, sentence, sentence)
        if quote is not None:
            yield suggestion._replace(quote=quote)


def _ids(named: Iterable[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.id for one in named))


def _quote(raw: RawText, sentence: Sentence, around: SaidTime | Sentence) -> Quote | None:
    """The sentence; of one that is no sentence but a table or a list, only what stands around the words."""
    text, start, end = raw.text, sentence.start, sentence.end
    if end - start > _LONGEST:
        start, end = max(start, around.start - _AROUND), min(end, around.start + _AROUND)
        start += len(text[start : around.start].partition(" ")[0]) if start > sentence.start else 0
        end -= len(text[:end].rpartition(" ")[2]) if end < sentence.end and " " in text[around.end : end] else 0
    start, end = _without_stray_marks(text, start, end)
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return quote_at(raw, Found(start, end)) if start < end else None


def _without_stray_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """Without a quotation mark at an end whose fellow is in another sentence."""
    closing = {close: mark for mark, close in _MARKS.items()}
    if text[start] in _MARKS and _MARKS[text[start]] not in text[start + 1 : end]:
        start += 1
    if start < end and text[end - 1] in closing and closing[text[end - 1]] not in text[start : end - 1]:
        end -= 1
    return start, end


def as_yaml(suggestions: Sequence[Suggestion], indent: str = "  ") -> str:
    """The suggestions as items of `annotations`, to be pasted."""
    lines = (
        f"{indent}{'  ' if number else '- '}{line}"
        for suggestion in suggestions
        for number, line in enumerate(suggestion.lines())
    )
    return "".join(f"{line}\n" for line in lines)
