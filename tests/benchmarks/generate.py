"""A briefing of any size, the same for the same number: `python tests/benchmarks/generate.py ARTICLES FOLDER`.

Each article has 3.5 KB of text and 6 to 9 annotations; there is a topic for every 50 articles, an actor for every 25,
an event for every 10. Reports move dates, answers follow demands, notes cite earlier articles.
"""

import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

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
FIRST_DAY = date(2024, 1, 1)


def project(articles: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """The files of a content folder: paths and texts."""
    chance = random.Random(seed)
    topics, actors, events = max(4, articles // 50), max(6, articles // 25), max(5, articles // 10)
    yield "briefing.yaml", _briefing(articles)
    yield "topics.yaml", "".join(_topic(n) for n in range(topics))
    yield "actors.yaml", "".join(_actor(n) for n in range(actors))
    yield "events.yaml", "".join(_event(n, topics, actors) for n in range(events))
    demands: list[str] = []
    for number in range(articles):
        text = _text(chance, number)
        yield f"articles/{number // 500:02}/{name(number)}.txt", text
        sheet = _sheet(chance, number, text, (topics, actors, events), demands)
        yield f"articles/{number // 500:02}/{name(number)}.yaml", sheet


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
        f"title: Benchmark of {articles} articles\ndescription: Made by a program.\nlanguage: en\n"
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


def _event(number: int, topics: int, actors: int) -> str:
    return (
        f"event-{number}:\n  title: Deadline {number} for the {WORDS[number % len(WORDS)]}\n  kind: deadline\n"
        f"  topics: topic-{number % topics}\n  set_by: actor-{number % actors}\n"
        f"  if_missed: The {WORDS[number % len(WORDS)]} lapses.\n"
    )


def _sentence(chance: random.Random, mark: str) -> str:
    adjective, verb = chance.choice(ADJECTIVES), chance.choice(VERBS)
    first, second, third = chance.sample(WORDS, 3)
    return f"The {adjective} {first} {verb} the {second} on the {third} under point {mark}."


def _text(chance: random.Random, number: int) -> str:
    paragraphs = []
    for part in range(10):
        sentences = [_sentence(chance, f"{number:05}-{part}-{line}") for line in range(6)]
        paragraphs.append(" ".join(sentences))
    return "\n\n".join(paragraphs) + "\n"


def _sheet(chance: random.Random, number: int, text: str, counts: tuple[int, int, int], demands: list[str]) -> str:
    topics, actors, events = counts
    lines = [
        f"title: Report {number} on the {chance.choice(WORDS)}",
        f"publisher: Paper {number % 20}",
        f"published: {_day(number)}",
        f"url: https://example.org/reports/{number}",
        f"topics: topic-{number % topics}",
        f"summary: The {chance.choice(ADJECTIVES)} state of the {chance.choice(WORDS)}.",
        "annotations:",
    ]
    sentences = [sentence for paragraph in text.strip().split("\n\n") for sentence in paragraph.split(". ")]
    chosen = sorted(chance.sample(range(len(sentences)), chance.randint(6, 9)))
    for place, index in enumerate(chosen):
        key = f"first-{number:05}" if place == 0 else f"note-{number:05}-{place}"
        lines += [f"  - id: {key}", f"    quote: {sentences[index].rstrip('.')}"]
        lines += _about(chance, number, place, key, (topics, actors, events), demands)
    return "\n".join(lines) + "\n"


def _about(
    chance: random.Random, number: int, place: int, key: str, counts: tuple[int, int, int], demands: list[str]
) -> list[str]:
    """What an annotation says besides its quote."""
    topics, actors, events = counts
    if place == 1:
        due = _day(number) + timedelta(days=chance.randint(3, 60))
        return ["    kind: event", f"    event: event-{chance.randrange(events)}", f"    date: {due}"]
    kind = chance.choice(KINDS)
    lines = [
        f"    kind: {kind}",
        f"    actor: actor-{chance.randrange(actors)}",
        f"    topics: [topic-{chance.randrange(topics)}]",
    ]
    if kind == "demand":
        demands.append(f"{name(number)}#{key}")
    if kind == "response" and demands:
        outcome = chance.choice(("partly", "rejected"))
        lines += [f"    answers: {chance.choice(demands[-50:])}", f"    outcome: {outcome}"]
    if place == 2 and number:
        lines.append(f"    note: Compare with **before** [@{name(number - 1)}#first-{number - 1:05}].")
    return lines


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
