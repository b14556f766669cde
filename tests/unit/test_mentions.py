"""What a text names of what a briefing knows."""

import pytest
from tools.briefings import resolved

from briefgen.folding import RawText
from briefgen.mentions import mentions

CONTENT = resolved(
    {
        "briefing.yaml": {"title": "x", "sides": {"usa": {"title": "United States"}, "korea": {"title": "Korea"}}},
        "topics.yaml": {
            "ntm": {"title": "Non-tariff measures", "aliases": ["NTE", "비관세 장벽"]},
            "fares": {"title": "Fares", "aliases": ["prices"]},
            "measures": {"title": "Measures"},
        },
        "actors.yaml": {
            "usa": {"name": "Government of the United States", "kind": "government", "side": "usa"},
            "korea": {"name": "Government of the Republic of Korea", "kind": "government"},
            "ustr": {"name": "Office of the United States Trade Representative", "aliases": ["USTR"]},
            "ahn": {"name": "Ahn Duk-geun", "kind": "person"},
            "may": {"name": "Theresa May", "kind": "person"},
            "kim-a": {"name": "Kim Ara", "kind": "person"},
            "kim-b": {"name": "Kim Bora", "kind": "person"},
            "official": {"name": "Korean trade official (unnamed)", "kind": "person"},
            "bok": {"name": "한국은행", "kind": "organisation"},
        },
        "events.yaml": {"vote": {"title": "Council's vote"}},
    }
).site.content

NAMED = {
    "The non-tariff measures": ["topic ntm Non-tariff measures"],
    "Non‑tariff\nmeasures": ["topic ntm Non‑tariff\nmeasures"],
    "FARES and prices rise; farespray": ["topic fares FARES", "topic fares prices"],
    "the NTE report, in nte": ["topic ntm NTE"],
    "비관세 장벽을 낮추고": ["topic ntm 비관세 장벽"],
    "the U.S. side": ["actor usa U.S."],
    "U.S.-Korea talks": [],
    "talks—Korea said": ["actor korea Korea"],
    "the Office of the United States Trade Representative": ["actor ustr …"],
    "Minister Ahn": [],
    "Ahn Duk-geun left. Ahn said": ["actor ahn Ahn Duk-geun", "actor ahn Ahn"],
    "Theresa May left in May.": ["actor may Theresa May"],
    "Kim Ara met Kim Bora. Kim left.": ["actor kim-a Kim Ara", "actor kim-b Kim Bora"],
    "a government trade official said": ["actor official trade official"],
    "한국은행은 금리를": ["actor bok 한국은행"],
    "the council’s vote": ["event vote council’s vote"],
    "": [],
}


@pytest.mark.parametrize("text", NAMED)
def test_named(text: str) -> None:
    found = mentions(RawText(text), CONTENT)
    shown = [f"{one.kind} {one.id} {text[one.start : one.end]}" for one in found]
    assert [line.casefold() for line in shown] == [
        line.replace("…", "Office of the United States Trade Representative").casefold() for line in NAMED[text]
    ]
