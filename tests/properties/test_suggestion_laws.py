"""Whatever the article: all that is suggested stands in it, can be read back, and can be added to its file."""

from hypothesis import given
from hypothesis import strategies as st
from tools.briefings import resolved

from briefgen.anchoring import Found, find_quote
from briefgen.decode import Snapshot, decode
from briefgen.diagnostics import has_errors
from briefgen.folding import RawText, in_one_line
from briefgen.source import SourceFile
from briefgen.splicing import bare
from briefgen.suggesting import offer_suggestions, plan_addition
from briefgen.suggestions import as_yaml, suggest_annotations
from briefgen.yamltree import parse_yaml

WORDS = st.sampled_from(
    (
        *(
            "Ada Lindqvist",
            "said",
            "the council",
            "fares",
            "NTE",
            "U.S.",
            "Mr.",
            "he added",
            "“Fares”",
            '"We will pay',
            '."',
        ),
        *(
            "on June 3",
            "last week",
            "the 20th",
            "in 1996",
            "mid-May",
            "2025-06-09",
            "다음 달 30일",
            "지난주",
            "말했다.",
            "요금",
        ),
        *(
            ".",
            "!",
            "?",
            "\n",
            "\n\n",
            ",",
            ":",
            "#",
            "'",
            "''",
            '"',
            "{",
            "]",
            "- ",
            "\\",
            "é",
            "e\u0301",
            "\u00ad",
            "…",
            "—",
        ),
        *("&a", "*b", "|", "> x", "%", "@c", "`d`", "no", "~", "null", "12:30", "\u200b", "\u2028", "\U0001f600", "İ"),
    )
)
TEXTS = st.lists(WORDS | st.text(max_size=4), max_size=40).map(" ".join)
REGISTERS: dict[str, object] = {
    "briefing.yaml": {"title": "x"},
    "topics.yaml": {"fares": {"title": "Fares", "aliases": ["요금"]}},
    "actors.yaml": {"ada": {"name": "Ada Lindqvist", "kind": "person"}, "council": {"name": "The council"}},
}
HEADS = st.sampled_from(
    (
        "title: x\npublished: 2025-05-26\n",
        "title: x\npublished: 2025-05\nannotations:",
        "title: x\r\npublished: 2025-05-26\r\nannotations:   # none yet\r\n\r\ntopics: fares\r\n",
        "\ufefftitle: x\npublished: 2025-05-26\nsummary: |\n  Ends without a newline",
    )
)


@given(TEXTS)
def test_all_that_is_printed_stands_in_the_text(text: str) -> None:
    files = {**REGISTERS, "articles/a.yaml": {"title": "x", "published": "2025-05-26"}, "articles/a.txt": text}
    content = resolved(files).site.content
    known = content.articles["a"]
    found = suggest_annotations(known, content)
    whole, raw = in_one_line(known.text), RawText(known.text)
    for one in found:
        assert isinstance(find_quote(raw, *one.quote), Found)
        assert all(words in whole for words in (one.quote.exact, one.said, one.speaker))
    tree = parse_yaml(SourceFile(path="", text=as_yaml(found)))
    assert not tree.diagnostics
    quotes = [item["quote"] for item in bare(tree.value)] if tree.value else []
    assert [quote if isinstance(quote, str) else quote["exact"] for quote in quotes] == [
        one.quote.exact for one in found
    ]


@given(TEXTS, HEADS)
def test_adding_changes_nothing_that_stood_there(text: str, head: str) -> None:
    files = {"articles/a.yaml": head, "articles/a.txt": f"Fares rose. {text}"}
    snapshot = Snapshot(
        files={
            "briefing.yaml": b"title: x\n",
            "topics.yaml": b"fares: {title: Fares}\n",
            **{path: written.encode("utf-8", "replace") for path, written in files.items()},
        }
    )
    if any(fault.code in ("control-character", "bidi-control") for fault in decode(snapshot).diagnostics):
        return
    change = plan_addition(offer_suggestions(snapshot, "a"))
    pairs = enumerate(zip(change.before, change.after, strict=False))
    at = next((number for number, (old, new) in pairs if old != new), len(change.before))
    assert change.after.endswith(change.before[at:])
    after = Snapshot(files={**snapshot.files, "articles/a.yaml": change.after})
    faults = decode(after)
    assert {fault.code for fault in faults.diagnostics if has_errors((fault,))} <= {"suggested-annotation"}
    assert not offer_suggestions(after, "a").suggestions
