"""The schemas take what the loader takes, and refuse misspelt keys and words."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from briefgen.fields import ANNOTATION, ARTICLE, BRIEFING, EVENT
from briefgen.schemas import KINDS, modeline, schema, schemas

BASE = Path(__file__).parents[1] / "cases" / "faults" / "base"
EXAMPLES = (
    ("briefing", "briefing.yaml"),
    ("topics", "topics.yaml"),
    ("actors", "actors.yaml"),
    ("events", "events.yaml"),
    ("article", "articles/round-one.yaml"),
    ("article", "articles/round-two.yaml"),
    ("page", "pages/about.md"),
)


class AsEditorsDo(yaml.SafeLoader):
    """YAML 1.2, in which a date is a text."""


AsEditorsDo.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith(":timestamp")]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def parse(text: str) -> Any:
    return yaml.load(text, AsEditorsDo)


def faults(kind: str, text: str) -> list[str]:
    return [fault.message for fault in Draft7Validator(schema(kind)).iter_errors(parse(text))]


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_one(kind: str) -> None:
    Draft7Validator.check_schema(schema(kind))
    assert schema(kind)["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert schema(kind)["title"]


def test_one_file_for_each_kind() -> None:
    assert list(schemas()) == [f"{kind}.schema.json" for kind in KINDS]


@pytest.mark.parametrize(("kind", "path"), EXAMPLES)
def test_what_the_loader_takes_is_valid(kind: str, path: str) -> None:
    text = (BASE / path).read_text("utf-8")
    front = re.match(r"---\n(.*?)---\n", text, re.DOTALL)
    assert faults(kind, front[1] if front else text) == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("topics", ""),
        ("topics", "dues: {title: 1984}"),
        ("topics", "dues: {title: Dues, broader: , aliases: , summary: ~}"),
        ("events", "vote: {title: V, date: 2025-06-20, status: at-risk, topics: dues, follows: [a, b]}"),
        ("article", "{title: T, published: 2025, annotations: , draft: true, source: }"),
        ("article", "{title: T, published: 2025, annotations: [{quote: {exact: a, prefix: b}, answers: x#y}]}"),
    ],
)
def test_valid(kind: str, text: str) -> None:
    assert faults(kind, text) == []


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        ("briefing", "{titel: T}", "titel"),
        ("briefing", "{title: T, publisher: {nmae: N}}", "nmae"),
        ("briefing", "{title: T, sides: {Korea: {title: K}}}", "Korea"),
        ("briefing", "{title: T, judgments: [{text: T, likelihood: probable}]}", "probable"),
        ("briefing", "{title: T, soon_days: soon}", "soon"),
        ("topics", "dues: {titel: Dues}", "titel"),
        ("topics", "dues: {summary: Dues}", "title"),
        ("topics", "Dues: {title: Dues}", "Dues"),
        ("actors", "port: {name: P, kind: harbour}", "harbour"),
        ("events", "vote: {title: V, status: sure}", "sure"),
        ("article", "{title: T}", "published"),
        ("article", "{title: T, published: 2025, url: www.example.org}", "www.example.org"),
        ("article", "{title: T, published: 2025, annotations: [{qoute: Q}]}", "qoute"),
        ("article", "{title: T, published: 2025, annotations: [{quote: Q, kind: demands}]}", "demands"),
        ("page", "{title: T, oder: 1}", "oder"),
    ],
)
def test_refused(kind: str, text: str, words: str) -> None:
    found = faults(kind, text)
    assert any(words in message for message in found), found


@pytest.mark.parametrize("fields", [BRIEFING, EVENT, ARTICLE, ANNOTATION])
def test_every_key_is_offered(fields: Any) -> None:
    assert all(f'"{name}"' in str(schemas()).replace("'", '"') for name in fields)


def test_modeline() -> None:
    assert modeline("topics") == "# yaml-language-server: $schema=../schemas/topics.schema.json"
    assert modeline("article", 2).endswith("=../../schemas/article.schema.json")
