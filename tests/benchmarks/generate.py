"""A briefing of any size, the same for the same number: `python tests/benchmarks/generate.py ARTICLES FOLDER`.

Each article has about 3.5 KB of text and 6 to 9 annotations; there is a topic for every 50 articles, an actor for every
25, an event for every 10. A few topics and actors are in much of it, most in little. Reports move dates and confirm
them, answers follow demands, notes cite earlier articles, summaries are Markdown.
"""

import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

_NOUNS = """
tariff quota ceiling rate offer demand answer steel cars beef rice visa port ship chip battery order letter court
minister envoy delegation ministry office round table text clause list annex package fund review panel deadline
extension pause truce statement briefing hearing filing vote budget currency exchange market access measure rule
standard origin customs duty relief exemption investment purchase energy gas corn data platform tax services trade
"""
WORDS = _NOUNS.split()
_ACTS = "asked offered refused signed delayed named sent read weighed moved kept dropped raised lowered set met"
VERBS = _ACTS.split()
_STATES = "early late narrow broad firm quiet public written second third joint new final open partial"
ADJECTIVES = _STATES.split()
KINDS = ("statement", "position", "demand", "offer", "response", "assessment", "context", "concern")
ATTRIBUTIONS = ("on-record", "unnamed-official", "document", "reported", "inference")
CONFIDENCES = ("low", "moderate", "high")
FIRST_DAY = date(2024, 1, 1)
PARAGRAPHS = 13


class Counts(NamedTuple):
    """How many there are of each."""

    topics: int
    actors: int
    events: int


class Story(NamedTuple):
    """What was told so far: the demands that can be answered, and the date that each event has at last."""

    demands: list[str]
    dates: dict[int, date]


def project(articles: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """The files of a content folder: paths and texts."""
    chance = random.Random(seed)
    counts = Counts(max(4, articles // 50), max(6, articles // 25), max(5, articles // 10))
    yield "briefing.yaml", _briefing(articles)
    yield "topics.yaml", "".join(_topic(n) for n in range(counts.topics))
    yield "actors.yaml", "".join(_actor(n) for n in range(counts.actors))
    yield "events.yaml", "".join(_event(n, counts) for n in range(counts.events))
    yield "pages/method.md", "---\ntitle: Method\norder: 1\n---\n\nMade by a program, *not* by people.\n"
    story = Story([], {})
    for number in range(articles):
        text = _text(chance, number)
        yield f"articles/{number // 500:02}/{name(number)}.txt", text
        yield f"articles/{number // 500:02}/{name(number)}.yaml", _sheet(chance, number, text, counts, story)


def write(articles: int, folder: Path, seed: int = 1) -> Path:
    """Writes a briefing into `FOLDER/content`."""
    for path, text in project(articles, seed):
        file = folder / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def name(number: int) -> str:
    """The id of an article."""
    return f"{_day(number)}-report-{number:05}"


def _day(number: int) -> date:
    return FIRST_DAY + timedelta(days=number * 500 // 10_000 if number >= 1000 else number // 2)


def _briefing(articles: int) -> str:
    last = _day(articles - 1)
    return (
        f"title: Benchmark of {articles} articles\ndescription: Made by a program.\nlanguage: en\nsearch: false\n"
        f"timezone: Europe/Berlin\nas_of: {last + timedelta(days=7)}\nprevious: {last - timedelta(days=7)}\n"
        "sides:\n  north: {title: North}\n  south: {title: South}\n"
        f"bottom_line: The first report decides [@{name(0)}#first-{0:05}].\n"
        f"judgments:\n  - {{text: It will hold., likelihood: likely, confidence: low, cites: {name(0)}#first-{0:05}}}\n"
    )


def _topic(number: int) -> str:
    broader = f"  broader: topic-{number // 4}\n" if number >= 4 else ""
    return (
        f"topic-{number}:\n  title: Topic {number} of {WORDS[number % len(WORDS)]}\n{broader}"
        f"  summary: What is known of *{WORDS[number % len(WORDS)]}*.\n  questions: [What comes next?]\n"
    )


def _actor(number: int) -> str:
    side = "north" if number % 2 else "south"
    return f"actor-{number}:\n  name: Actor {number}\n  kind: organisation\n  side: {side}\n  role: Speaks for {side}\n"


def _event(number: int, counts: Counts) -> str:
    return (
        f"event-{number}:\n  title: Deadline {number} for the {WORDS[number % len(WORDS)]}\n  kind: deadline\n"
        f"  topics: topic-{number % counts.topics}\n  set_by: actor-{number % counts.actors}\n"
        f"  if_missed: The {WORDS[number % len(WORDS)]} lapses.\n"
    )


def _some(chance: random.Random, count: int) -> int:
    """One of so many, the first ones far more often than the last."""
    return int(count * chance.random() ** 2)


def _sentence(chance: random.Random, mark: str) -> str:
    adjective, verb = chance.choice(ADJECTIVES), chance.choice(VERBS)
    first, second, third = chance.sample(WORDS, 3)
    said = chance.random()
    if said < 0.15:
        return f"“The {first} is {adjective}, and the {second} {verb} the {third},” it says in point {mark}."
    if said < 0.5:
        return f"The {adjective} {first} {verb} the {second} on the {third} under point {mark}."
    return f"Point {mark} {verb} the {first} and the {second}."


def _text(chance: random.Random, number: int) -> str:
    paragraphs = []
    for part in range(PARAGRAPHS):
        sentences = [_sentence(chance, f"{number:05}-{part}-{line}") for line in range(chance.randint(3, 6))]
        paragraphs.append(" ".join(sentences))
    return "\n\n".join(paragraphs) + "\n"


def _summary(chance: random.Random) -> str:
    """A paragraph in lines of its own, and often a list."""
    first, second, third, fourth = chance.sample(WORDS, 4)
    lines = [
        f"The {chance.choice(ADJECTIVES)} state of the {first}, told by people who know the {second}.",
        f"It {chance.choice(VERBS)} the **{third}** and leaves the {fourth} as it is.",
    ]
    if chance.random() < 0.5:
        lines += ["", f"- The *{first}* {chance.choice(VERBS)} the {third}.", f"- The {second} waits for the {fourth}."]
    return "\n".join(["summary: |", *(f"  {line}".rstrip() for line in lines)])


def _sheet(chance: random.Random, number: int, text: str, counts: Counts, story: Story) -> str:
    lines = [
        f"title: Report {number} on the {chance.choice(WORDS)}",
        f"publisher: Paper {number % 20}",
        f"published: {_day(number)}",
        f"url: https://example.org/reports/{number}",
        f"topics: topic-{_some(chance, counts.topics)}",
        _summary(chance),
        "annotations:",
    ]
    sentences = [sentence for paragraph in text.strip().split("\n\n") for sentence in paragraph.split(". ")]
    chosen = sorted(chance.sample(range(len(sentences)), chance.randint(6, 9)))
    for place, index in enumerate(chosen):
        key = f"first-{number:05}" if place == 0 else f"note-{number:05}-{place}"
        lines += [f"  - id: {key}", f"    quote: {sentences[index].rstrip('.')}"]
        lines += _report(chance, number, counts, story) if place == 1 else []
        lines += _view(chance, number, place, key, counts, story) if place != 1 else []
    return "\n".join(lines) + "\n"


def _report(chance: random.Random, number: int, counts: Counts, story: Story) -> list[str]:
    """What an annotation says of an event: most often the date that is known, at times another."""
    event = min(counts.events - 1, max(0, number // 10 + chance.randint(-2, 2)))
    if event not in story.dates or chance.random() < 0.3:
        story.dates[event] = _day(number) + timedelta(days=chance.randint(3, 60))
    due = story.dates[event]
    lines = ["    kind: event", f"    event: event-{event}"]
    lines.append(f"    date: {due if chance.random() < 0.85 else f'{due:%Y-%m}'}")
    if chance.random() < 0.4:
        lines.append(f"    status: {chance.choice(('confirmed', 'tentative', 'at-risk'))}")
    return lines


def _view(chance: random.Random, number: int, place: int, key: str, counts: Counts, story: Story) -> list[str]:
    """What an annotation says of who holds what."""
    kind = chance.choice(KINDS)
    lines = [
        f"    kind: {kind}",
        f"    actor: actor-{_some(chance, counts.actors)}",
        f"    topics: [topic-{_some(chance, counts.topics)}]",
    ]
    if chance.random() < 0.3:
        lines.append(f"    reported_by: actor-{_some(chance, counts.actors)}")
    if chance.random() < 0.5:
        lines.append(f"    attribution: {chance.choice(ATTRIBUTIONS)}")
    if kind == "assessment":
        lines.append(f"    confidence: {chance.choice(CONFIDENCES)}")
    if kind == "demand":
        story.demands.append(f"{name(number)}#{key}")
    if kind == "response" and story.demands:
        outcome = chance.choice(("partly", "rejected"))
        lines += [f"    answers: {chance.choice(story.demands[-50:])}", f"    outcome: {outcome}"]
    if place == 2 and number:
        lines.append(f"    note: Compare with **before** [@{name(number - 1)}#first-{number - 1:05}].")
    elif place > 2 and chance.random() < 0.4:
        lines.append(f"    note: The {chance.choice(ADJECTIVES)} {chance.choice(WORDS)} was not named until now.")
    return lines


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
