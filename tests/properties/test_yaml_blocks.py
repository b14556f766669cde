"""Whatever the file: what is read without the parser is what the parser's events come to."""

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefgen.source import SourceFile
from briefgen.yamlblocks import parse_blocks
from briefgen.yamlevents import parse_events

SAMPLE = """\
# A comment first.
title: It's "so", three per-cent   # and one behind

published: 2025-05-26T12:30+09:00
source: {reliability: A, credibility: 1}
topics: [a-b, two words,  관세]
empty:
none: []
quoted: 'it''s # one: text'
other: "two: [words]"
summary: |
  A paragraph of *words*:
    deeper # no comment

  - and a list

folded: >-

  Lines that are
  one line.


  And another.
long: words that go on
   in a deeper line
  and one more # to here
annotations:
  - quote: Some words, and "others"
    actor:
    - a
    -   b
    note: |+
      kept

  # between
  - id: x
    answers: 'y'
  -   plain
indentless:
- 1
- key: value
  next: null
-  >
  folded
deep:
    one:
      two:
       - three: [x]
"""
SNIPPETS = [
    *(
        " ",
        "  ",
        "\n",
        "\n\n",
        "\n  ",
        "-",
        "- ",
        "\n- ",
        "\n  - ",
        ":",
        ": ",
        ":\n",
        "#",
        " #",
        "# ",
        "'",
        "''",
        '"',
        "\\",
    ),
    *(
        "|",
        ">",
        "|-",
        "|2",
        "|\n",
        ">+\n",
        "[",
        "]",
        "[]",
        "{",
        "}",
        "{}",
        ",",
        ", ",
        "&a ",
        "*a",
        "!a ",
        "? ",
        "%",
        "@",
        "`",
    ),
    *(
        "\t",
        "\r",
        "\x85",
        "\xa0",
        "\u2028",
        "\u3000",
        "\ufeff",
        "\x01",
        "\u202e",
        "é",
        "😀",
        "---\n",
        "\n---\n",
        "...\n",
    ),
    *(
        "key: ",
        "key:\n",
        "title: x\n",
        "<<: ",
        "a",
        "1",
        "null",
        "~",
        ".",
        "%YAML 1.1\n",
        "- - ",
        "-\n",
        ": :",
        " : ",
        "a: b: c",
    ),
]
LINES = SAMPLE.splitlines(keepends=True)
SECTIONS = re.split(r"(?m)^(?=[a-z])", SAMPLE)


@st.composite
def nearly_sample(draw: st.DrawFn) -> str:
    """Some sections of the sample, with a few changes."""
    text = "".join(draw(st.lists(st.sampled_from(SECTIONS), min_size=1, max_size=4, unique=True)))
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(text)))
        gone = draw(st.sampled_from([0, 0, 0, 1, 2, 5]))
        text = text[:at] + draw(st.sampled_from([*SNIPPETS, *LINES, ""])) + text[at + gone :]
    return text


lines = st.builds(
    "{}{}{}{}\n".format,
    st.sampled_from(["", "", "  ", "  ", "    ", " "]),
    st.sampled_from(["", "", "- ", "-  "]),
    st.sampled_from(["a: ", "b: ", "c:", "d:  ", "", "a.b-c: "]),
    st.sampled_from(
        ["", "x", "'x'", '"y"', "|", ">", "|-", "[x, y]", "{a: b, c: d}", "# z", "x # z", "x:", "-x", "..."]
    ),
)


@given(nearly_sample() | st.lists(lines, max_size=8).map("".join))
@settings(max_examples=2500, deadline=None)
@example(SAMPLE)
@example("---\na: 1\n")
@example("a: b\n   c\n\n   d\n")
@example("a: |\n     \n  b\n")
@example("a: |\n  b\n   \n \nc: d\n")
@example("a:\n" + "".join(f"{' ' * level}a:\n" for level in range(1, 40)))
def test_the_short_way_equals_the_long(text: str) -> None:
    source = SourceFile(path="x.yaml", text=text)
    short = parse_blocks(source)
    if short is not None:
        long = parse_events(source)
        assert (short, ()) == (long.value, long.diagnostics)


def test_the_sample_is_read_the_short_way() -> None:
    assert parse_blocks(SourceFile(path="x.yaml", text=SAMPLE)) is not None
