"""Lines are added where they belong, and no byte besides is touched."""

import pytest

from briefgen.problems import Problem
from briefgen.source import SourceFile
from briefgen.splicing import Edit, add_entry, add_items, bare, entry_removed, splice
from briefgen.textfile import decode_text
from briefgen.yamltree import Mapping, parse_yaml

ITEM = ("id: new", "quote: words  # a remark")

# A file in which `+` lines are those that are added.
LISTS = {
    "none": "title: x  # the title\n+\n+annotations:\n+  - id: new\n+    quote: words  # a remark\n",
    "nothing": "annotations:   # none yet\n+  - id: new\n+    quote: words  # a remark\n#  - id: an-id\n\ntopics: x\n",
    "items": "annotations:\n- id: a\n  quote: |\n    x\n+- id: new\n+  quote: words  # a remark\n\n# end\nz: y\n",
    "indented": (
        "annotations:\n    - quote: 'it''s'   # why\n      topics: [a,\n        b] # two\n"
        "+    - id: new\n+      quote: words  # a remark\n    # - quote: a comment\n"
    ),
    "parted": (
        "annotations:\n\n  - quote: a\n\n  - quote: >-\n      b\n      c\n"
        "+\n+  - id: new\n+    quote: words  # a remark\n\n\ntitle: x\n"
    ),
    "kept": "annotations:\n  - note: |+\n      a\n\n\n+  - id: new\n+    quote: words  # a remark\ntitle: x\n",
    "flow item": "annotations:\n  - {quote: a,\n     id: b}\n+  - id: new\n+    quote: words  # a remark\n# end\n",
    "null at the end": "annotations:\n  - quote: a\n    note:\n+  - id: new\n+    quote: words  # a remark\ntitle: x\n",
}


def parted(marked: str) -> tuple[str, str]:
    lines = marked.splitlines(keepends=True)
    return "".join(one for one in lines if one[0] != "+"), "".join(one.removeprefix("+") for one in lines)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("name", LISTS)
def test_items_are_added_below_the_last(name: str, mark: bytes, newline: str) -> None:
    before, after = (mark + text.replace("\n", newline).encode() for text in parted(LISTS[name]))
    source = decode_text("a.yaml", before).value
    assert source is not None
    assert splice(before, (add_items(source, parse_yaml(source).value, "annotations", [ITEM]),)) == after


def test_a_last_line_without_its_end_gets_one() -> None:
    source = SourceFile(path="a", text="annotations:\n  - quote: a")
    edit = add_items(source, parse_yaml(source).value, "annotations", [ITEM, ITEM])
    text = splice(source.text.encode(), (edit,)).decode()
    assert text == "annotations:\n  - quote: a" + "\n  - id: new\n    quote: words  # a remark" * 2 + "\n"


@pytest.mark.parametrize(
    "text",
    [
        "{title: x}",
        "- a",
        "annotations: []",
        "annotations: [a]",
        "annotations: ~",
        "annotations: {a: b}",
        "annotations: x",
    ],
)
def test_what_cannot_be_added_to_is_told(text: str) -> None:
    source = SourceFile(path="a.yaml", text=text + "\n")
    with pytest.raises(Problem, match="nothing can be added to"):
        add_items(source, parse_yaml(source).value, "annotations", [ITEM])


ENTRIES = {
    "title: x\n": "title: x\n\nredirects:\n  new: line\n",
    "redirects:\n    a: b # c\n\n# d\n": "redirects:\n    a: b # c\n    new: line\n\n# d\n",
    "redirects:\nz: y\n": "redirects:\n  new: line\nz: y\n",
    "redirects: {a: b}  # c\n": "redirects: {a: b, new: line}  # c\n",
    "redirects: {}\n": "redirects: {new: line}\n",
}


@pytest.mark.parametrize("text", ENTRIES)
def test_entries_are_added_below_the_last(text: str) -> None:
    source = SourceFile(path="a", text=text)
    edit = add_entry(source, parse_yaml(source).value, "redirects", "new: line")
    assert splice(text.encode(), (edit,)).decode() == ENTRIES[text]


def test_an_entry_is_taken_out_with_its_line() -> None:
    source = SourceFile(path="a", text="r:\n  a: b  # c\n  d: e\n")
    root = parse_yaml(source).value
    assert isinstance(root, Mapping) and isinstance(root.entries[0][1], Mapping)
    key, value = root.entries[0][1].entries[0]
    assert splice(source.text.encode(), (entry_removed(source, key, value),)) == b"r:\n  d: e\n"
    flow = SourceFile(path="a", text="{a: b, d: e}\n")
    tree = parse_yaml(flow).value
    assert isinstance(tree, Mapping)
    with pytest.raises(Problem, match="shares its line"):
        entry_removed(flow, *tree.entries[0])


def test_edits_keep_their_places_over_newlines_of_two_characters() -> None:
    text = "a\r\nb\rc\nd\r\n"
    at = decode_text("a", text.encode()).value
    assert at is not None and at.text == "a\nb\nc\nd\n"
    edits = [Edit(6, 7, "D\n"), Edit(0, 1, "A"), Edit(2, 3, "B")]
    assert splice(text.encode(), edits) == b"A\r\nB\rc\nD\r\n\r\n"


def test_what_a_tree_says() -> None:
    source = SourceFile(path="a", text="a: no\nb: [1, ~]\nc: |\n  x\n\nd:\n")
    tree = parse_yaml(source).value
    assert tree is not None
    assert bare(tree) == {"a": "no", "b": ("1", None), "c": "x", "d": None}
