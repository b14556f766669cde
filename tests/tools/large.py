"""Large briefings from a few patterns: every list is longer than a page."""

import random
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from tools.briefings import dumped

KINDS = ("statement", "demand", "offer", "response", "concern", "context", "commitment")
FIRST_DAY = date(2023, 1, 1)
SENTENCES = 8


class Size(NamedTuple):
    """How many records of each kind."""

    articles: int = 500
    topics: int = 60
    actors: int = 540
    events: int = 450


def sentence(number: int, place: int) -> str:
    return f"Point {place} of report {number} keeps the duty on steel as it was, says paragraph {number}-{place}"


def briefing(size: Size, seed: int = 1) -> dict[str, str]:
    """The files of a content folder.

    Most of what is said is on topic `t0`, by actor `p0`, and about event `e0`; all cite the first article.
    """
    chance = random.Random(seed)
    files = {
        "briefing.yaml": dumped(
            {
                "title": "A large briefing",
                "timezone": "Europe/Berlin",
                "as_of": "2024-06-01",
                "previous": "2024-05-01",
                "search": False,
                "sides": {"north": {"title": "North"}, "south": {"title": "South"}},
            }
        ),
        "topics.yaml": dumped({f"t{n}": _topic(n) for n in range(size.topics)}),
        "actors.yaml": dumped({f"p{n}": _actor(n) for n in range(size.actors)}),
        "events.yaml": dumped(events(size.events, size.topics, size.actors, chance)),
    }
    for number in range(size.articles):
        files[f"articles/a{number:04}.txt"] = " ".join(f"{sentence(number, n)}." for n in range(SENTENCES)) + "\n"
        files[f"articles/a{number:04}.yaml"] = dumped(_article(number, size, chance))
    return files


def _topic(number: int) -> dict[str, object]:
    return {"title": f"Topic {number}", "questions": ["What comes next?"], "summary": f"All that is on topic {number}."}


def _actor(number: int) -> dict[str, object]:
    side = {"side": ("north", "south")[number % 2]} if number % 3 else {}
    return {"name": f"Person {number:04} of the delegation", "role": "Speaks for the office of duties", **side}


def events(count: int, topics: int, actors: int, chance: random.Random) -> dict[str, dict[str, object]]:
    """Events around June 2024, every state among them, every eleventh without a date."""
    found: dict[str, dict[str, object]] = {}
    for number in range(count):
        day = date(2024, 6, 1) + timedelta(days=chance.randint(-600, 400))
        event: dict[str, object] = {
            "title": f"Event {number} on something that is to be decided",
            "kind": chance.choice(("deadline", "deadline", "meeting")),
            "topics": [f"t{number % topics}"] if topics else [],
            "if_missed": f"The rules of case {number} *stay* as they are.",
        }
        if number % 11:
            event["date"] = day.isoformat()
        if actors:
            event["set_by"] = f"p{number % actors}"
        found[f"e{number}"] = event
    return found


def _article(number: int, size: Size, chance: random.Random) -> dict[str, object]:
    annotations: list[dict[str, object]] = []
    for place in range(SENTENCES - 1):
        note: dict[str, object] = {"id": f"n{place}", "quote": sentence(number, place), "kind": chance.choice(KINDS)}
        note["topics"] = ["t0"] if place < 3 else [f"t{chance.randrange(size.topics)}"]
        note["actor"] = "p0" if place % 2 else f"p{chance.randrange(size.actors)}"
        if place == 0:
            note["note"] = "Compare with the *first* [@a0000#n0]."
        if place == 1:
            note |= {"kind": "event", "event": "e0", "date": _later(number)}
        if place == 2:
            note |= {"kind": "event", "event": f"e{chance.randrange(size.events)}", "date": _later(number)}
        if place == 3:
            note |= {"kind": "correction", "correction": "as it is now"}
        if place == 4 and number:
            note |= {"kind": "response", "answers": f"a{chance.randrange(number):04}#n5", "outcome": "partly"}
        if place == 5:
            note["kind"] = "demand"
        annotations.append(note)
    return {
        "title": f"Report {number} on the duties",
        "publisher": f"Paper {number % 20}",
        "published": (FIRST_DAY + timedelta(days=number)).isoformat(),
        "topics": [f"t{number % size.topics}"],
        "annotations": annotations,
    }


def _later(number: int) -> str:
    return (FIRST_DAY + timedelta(days=number + 20 + number % 40)).isoformat()


def records(size: Size) -> Iterable[str]:
    """The path of every record's page."""
    yield from (f"articles/a{number:04}.html" for number in range(size.articles))
    yield from (f"topics/t{number}.html" for number in range(size.topics))
    yield from (f"actors/p{number}.html" for number in range(size.actors))
    yield from (f"events/e{number}.html" for number in range(size.events))
