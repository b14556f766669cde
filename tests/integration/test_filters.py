"""The filters of plain lists: positions, what was said on a topic, changes: by keyboard, kept in the address."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tools.projects import Run

TEXT = "We ask for less.\n\nWe may offer time.\n\nIt asks for more, an official said.\n\nThat is refused.\n"
NOTES = [
    {"id": "less", "kind": "demand", "quote": "We ask for less.", "actor": "a", "attribution": "on-record"},
    {"id": "time", "kind": "offer", "quote": "We may offer time.", "actor": "a", "attribution": "reported"},
    {
        **{
            "id": "more",
            "kind": "demand",
            "quote": "It asks for more",
            "actor": "b",
            "attribution": "unnamed-official",
        },
        "confidence": "low",
    },
    {
        **{"id": "no", "kind": "response", "quote": "That is refused.", "actor": "b", "attribution": "on-record"},
        **{"confidence": "high", "answers": "less", "outcome": "rejected"},
    },
]
CONTENT = {
    "briefing.yaml": "title: Talks\nprevious: 2025-05-10\nsides: {n: {title: North}, s: {title: South}}\n",
    "topics.yaml": "trade: {title: Trade}\ntariffs: {title: Tariffs, broader: trade}\nquiet: {title: Quiet}\n",
    "actors.yaml": "a: {name: A, side: n}\nb: {name: B, side: s}\n",
    "articles/x.txt": TEXT,
    "articles/x.yaml": json.dumps(
        {"title": "X", "published": "2025-05-01", "annotations": [{**note, "topics": "tariffs"} for note in NOTES[:2]]}
    ),
    "articles/y.txt": TEXT,
    "articles/y.yaml": json.dumps(
        {"title": "Y", "published": "2025-05-20", "annotations": [{**note, "topics": "tariffs"} for note in NOTES]}
    ),
}


@pytest.fixture(scope="module")
def site(build_site: Callable[..., Run]) -> Path:
    return build_site(CONTENT).site


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    yield page
    page.close()
    assert faults == []


def shown(page: Page) -> list[str]:
    """The words of the entries that are shown."""
    return [entry.locator("q, blockquote").first.inner_text() for entry in page.locator("[data-entry]:visible").all()]


def cells(page: Page) -> list[list[str]]:
    """For each side the entries that are shown, or what stands in their place."""
    found = []
    for cell in page.locator(".matrix td").all():
        words = [quote.inner_text().strip("“”") for quote in cell.locator("[data-entry]:visible q").all()]
        found.append(words or [cell.locator("[data-none]:visible").inner_text()])
    return found


def open_page(page: Page, site: Path, path: str, query: str = "") -> None:
    page.goto(f"{(site / path).as_uri()}{query}")
    expect(page.locator("#filters")).to_be_visible()


POSITIONS = "positions/index.html"
NOTHING = ["not stated in the sources"]


def test_positions_over_time(page: Page, site: Path) -> None:
    open_page(page, site, POSITIONS)
    assert cells(page) == [
        ["We may offer time.", "We ask for less.", "We may offer time.", "We ask for less."],
        ["That is refused.", "It asks for more"],
    ]
    assert page.locator("main").get_by_text("by any side: Trade, Quiet").count() == 1
    assert page.locator("td", has_text="That is refused.").get_by_text("Answers: We ask for less.").count() == 1


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("kind=demand", [["We ask for less.", "We ask for less."], ["It asks for more"]]),
        ("kind=response", [NOTHING, ["That is refused."]]),
        ("attribution=reported", [["We may offer time.", "We may offer time."], NOTHING]),
        ("confidence=low", [NOTHING, ["It asks for more"]]),
        ("kind=demand&attribution=on-record", [["We ask for less.", "We ask for less."], NOTHING]),
        ("q=OFFICIAL%20asks", [NOTHING, ["It asks for more"]]),
        (
            "kind=nothing-of-the-kind",
            [["We may offer time.", "We ask for less."] * 2, ["That is refused.", "It asks for more"]],
        ),
    ],
)
def test_filters_of_positions_from_the_address(page: Page, site: Path, query: str, left: list[list[str]]) -> None:
    open_page(page, site, POSITIONS, f"?{query}")
    assert cells(page) == left


def test_by_keyboard_kept_in_the_address_and_announced(page: Page, site: Path) -> None:
    open_page(page, site, POSITIONS)
    page.locator("#filter-q").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "kind"
    page.keyboard.type("dem")
    status = page.locator("#filters [role=status]")
    expect(status).to_have_text("Shown: 3 of 6")
    assert cells(page)[1] == ["It asks for more"]
    assert page.url.endswith("?kind=demand")
    page.reload()
    expect(status).to_have_text("Shown: 3 of 6")
    page.locator("#filters button[type=reset]").focus()
    page.keyboard.press("Enter")
    expect(status).to_have_text("")
    assert len(shown(page)) == 6 and page.url.endswith(POSITIONS)


def test_what_was_said_on_a_topic(page: Page, site: Path) -> None:
    open_page(page, site, "topics/tariffs.html", "?kind=response")
    assert [text.strip() for text in shown(page)] == ["That is refused."]
    north, south = page.locator(".side-group").all()
    assert north.locator("[data-none]").is_visible() and not south.locator("[data-none]").is_visible()


def test_changes_by_topic_side_and_kind(page: Page, site: Path) -> None:
    open_page(page, site, "changes/index.html", "?side=s&kind=demand")
    assert shown(page) == ["It asks for more"]
    assert page.locator(".day:visible").count() == 1, "days without a change that was asked for are not there"
    open_page(page, site, "changes/index.html", "?topic=trade")
    assert len(shown(page)) == 6, "a topic stands for those below it"


def test_without_a_script_there_is_everything_and_no_form(chromium: Browser, site: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / POSITIONS).as_uri())
    assert not page.locator("#filters").is_visible()
    assert len(shown(page)) == 6
    context.close()
