"""An id is changed everywhere it is written, in whatever way, and nothing else is."""

from difflib import ndiff

import pytest

from briefgen.decode import Snapshot, decode
from briefgen.diagnostics import has_errors
from briefgen.problems import Problem
from briefgen.renaming import KINDS, plan_rename
from briefgen.resolve import resolve

ODD = {
    "briefing.yaml": """\
# about fares and the topic fares
title: Talks on fares   # fares
sides: {fares: {title: "The town"}}
bottom_line: >-
  See [](topic:fares), [a
  b](topic:fares "fares") and `[](topic:fares)` and \\[@one]
  [@one#a; @one] [x][1] topic:fares ![](assets/fares.png)

  [1]: topic:fares
judgments:
  - text: "About \\"fares\\" [@one#a], [](topic:fares-2) 'x'"
    topics: ["fares", 'fares', fares, fares-2]  # fares
    cites: [one#a, 'one', "one#fares"]
publish: {fares: {folder: {path: fares}}}
""",
    "topics.yaml": """\
# fares
"fares":
  title: 'fares'   # the title
  aliases: [fares]
fares-2:
  title: Fares 2
  broader: fares # up
  questions:
  - '[](topic:fares)'
  - |
    fares? [](event:fares)
""",
    "actors/people.yaml": "\r\n".join(
        ("\ufeffann: {name: Ann, kind: person, side: fares}", "bob:", "  name: Bob # ann", "  member_of: 'ann'", "")
    ),
    "events.yaml": "\r\n".join(
        ("fares:", "  title: x", "  topics: fares", "  set_by: ann", "  follows: [later]", "later: {title: y}", "")
    ),
    "articles/sub/one.txt": "Ann said fares rise. Bob said no.\n",
    "articles/sub/one.yaml": """\
title: fares
published: 2025-01-02
topics:
  - fares
annotations:
- {id: a, quote: fares rise, topics: [fares], actor: ann,
   note: '[](actor:ann)'}
- id: fares
  quote: |
    Bob said no.
  answers: one#a
  event: fares
  actor: [bob, ann]
  note: |+
    see [](event:fares)
      [@one#a]
    [b](article:one#fares)

""",
    "articles/two.txt": "Nothing.\n",
    "articles/two.yaml": """\
title: two
published: 2025-01-03
draft: true
annotations:
  - {quote: Nothing, actor: ann}
""",
    "pages/m.md": """\
---
title: fares
---
\\[](topic:fares) [](topic:fares) [@one#a] ![x](assets/fares.png)

[](<topic:fares>)  [fares](topic:fares)
""",
    "assets/fares.png": "",
}
SNAPSHOT = Snapshot(files={path: text.encode() for path, text in ODD.items()})

EXPECTED = {
    ("topic", "fares", "prices"): """\
articles/sub/one.yaml
-  - fares
+  - prices
-- {id: a, quote: fares rise, topics: [fares], actor: ann,
+- {id: a, quote: fares rise, topics: [prices], actor: ann,
briefing.yaml
-  See [](topic:fares), [a
-  b](topic:fares "fares") and `[](topic:fares)` and \\[@one]
+  See [](topic:prices), [a
+  b](topic:prices "fares") and `[](topic:fares)` and \\[@one]
-  [1]: topic:fares
+  [1]: topic:prices
-    topics: ["fares", 'fares', fares, fares-2]  # fares
+    topics: ["prices", 'prices', prices, fares-2]  # fares
+
+redirects:
+  topic:fares: topic:prices
events.yaml
-  topics: fares
+  topics: prices
pages/m.md
-\\[](topic:fares) [](topic:fares) [@one#a] ![x](assets/fares.png)
+\\[](topic:fares) [](topic:prices) [@one#a] ![x](assets/fares.png)
-[](<topic:fares>)  [fares](topic:fares)
+[](<topic:prices>)  [fares](topic:prices)
topics.yaml
-"fares":
+"prices":
-  broader: fares # up
+  broader: prices # up
-  - '[](topic:fares)'
+  - '[](topic:prices)'
""",
    ("event", "fares", "rise"): """\
articles/sub/one.yaml
-  event: fares
+  event: rise
-    see [](event:fares)
+    see [](event:rise)
briefing.yaml
+
+redirects:
+  event:fares: event:rise
events.yaml
-fares:
+rise:
topics.yaml
-    fares? [](event:fares)
+    fares? [](event:rise)
""",
    ("actor", "ann", "anne-marie"): """\
actors/people.yaml
-ann: {name: Ann, kind: person, side: fares}
+anne-marie: {name: Ann, kind: person, side: fares}
-  member_of: 'ann'
+  member_of: 'anne-marie'
articles/sub/one.yaml
-- {id: a, quote: fares rise, topics: [fares], actor: ann,
-   note: '[](actor:ann)'}
+- {id: a, quote: fares rise, topics: [fares], actor: anne-marie,
+   note: '[](actor:anne-marie)'}
-  actor: [bob, ann]
+  actor: [bob, anne-marie]
articles/two.yaml
-  - {quote: Nothing, actor: ann}
+  - {quote: Nothing, actor: anne-marie}
briefing.yaml
+
+redirects:
+  actor:ann: actor:anne-marie
events.yaml
-  set_by: ann
+  set_by: anne-marie
""",
    ("article", "one", "three"): """\
articles/sub/one.txt → articles/sub/three.txt
articles/sub/one.yaml → articles/sub/three.yaml
-  answers: one#a
+  answers: three#a
-      [@one#a]
-    [b](article:one#fares)
+      [@three#a]
+    [b](article:three#fares)
briefing.yaml
-  [@one#a; @one] [x][1] topic:fares ![](assets/fares.png)
+  [@three#a; @three] [x][1] topic:fares ![](assets/fares.png)
-  - text: "About \\"fares\\" [@one#a], [](topic:fares-2) 'x'"
+  - text: "About \\"fares\\" [@three#a], [](topic:fares-2) 'x'"
-    cites: [one#a, 'one', "one#fares"]
+    cites: [three#a, 'three', "three#fares"]
+
+redirects:
+  article:one: article:three
pages/m.md
-\\[](topic:fares) [](topic:fares) [@one#a] ![x](assets/fares.png)
+\\[](topic:fares) [](topic:fares) [@three#a] ![x](assets/fares.png)
""",
    ("article", "two", "four"): """\
articles/two.txt → articles/four.txt
articles/two.yaml → articles/four.yaml
""",
}


def renamed(snapshot: Snapshot, kind: str, old: str, new: str) -> Snapshot:
    files = dict(snapshot.files)
    for change in plan_rename(snapshot, kind, old, new).changes:
        del files[change.path]
        files[change.to or change.path] = change.after
    return Snapshot(files=files)


def errors(snapshot: Snapshot) -> list[str]:
    decoded = decode(snapshot, drafts=True)
    faults = (*decoded.diagnostics, *resolve(decoded.value).diagnostics)
    return [fault.code for fault in faults if has_errors((fault,))]


def grouped(before: bytes, after: bytes) -> list[str]:
    """The lines that differ, those of one place together: first the old ones."""
    lines = [
        line for line in ndiff(*(data.decode("utf-8-sig").splitlines() for data in (before, after))) if line[0] != "?"
    ]
    out: list[str] = []
    old: list[str] = []
    new: list[str] = []
    for line in (*lines, "  "):
        if line[0] == " ":
            out += [*old, *new]
            old, new = [], []
        else:
            (old if line[0] == "-" else new).append(line[0] + line[2:])
    return out


def test_the_odd_briefing_has_no_errors() -> None:
    assert errors(SNAPSHOT) == []


@pytest.mark.parametrize("case", EXPECTED)
def test_only_the_lines_meant_change(case: tuple[str, str, str]) -> None:
    lines = []
    for change in plan_rename(SNAPSHOT, *case).changes:
        lines.append(f"{change.path} → {change.to}" if change.to else change.path)
        lines += grouped(change.before, change.after)
        assert change.before.count(b"\r\n") - change.after.count(b"\r\n") == 0
    assert lines == EXPECTED[case].splitlines()


@pytest.mark.parametrize("case", EXPECTED)
def test_what_is_renamed_back_is_as_it_was(case: tuple[str, str, str]) -> None:
    kind, old, new = case
    back = renamed(renamed(SNAPSHOT, kind, old, new), kind, new, old)
    files = dict(back.files)
    redirect = f"\nredirects:\n  {kind}:{new}: {kind}:{old}\n".encode()
    assert files["briefing.yaml"].endswith(redirect) == (old != "two")
    files["briefing.yaml"] = files["briefing.yaml"].removesuffix(redirect)
    assert files == SNAPSHOT.files
    assert errors(back) == []


def test_old_addresses_follow_through_several_renamings() -> None:
    twice = renamed(renamed(SNAPSHOT, "topic", "fares", "prices"), "topic", "prices", "costs")
    assert twice.files["briefing.yaml"].endswith(
        b"redirects:\n  topic:fares: topic:costs\n  topic:prices: topic:costs\n"
    )


REFUSED = {
    ("topic", "fairs", "x"): ("no topic has the id `fairs`", "did you mean `fares`?"),
    ("event", "ann", "x"): ("no event has the id `ann`", ""),
    ("topic", "fares", "fares-2"): ("the topic `fares-2` exists", "choose another id"),
    ("topic", "fares", "fares"): ("the topic `fares` exists", "choose another id"),
    ("topic", "fares", "Prices"): ("`Prices` is not an id", "write `prices`"),
    ("topic", "fares", "index"): ("`index` cannot be an id", ""),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused(case: tuple[str, str, str]) -> None:
    with pytest.raises(Problem) as told:
        plan_rename(SNAPSHOT, *case)
    message, hint = REFUSED[case]
    assert message in told.value.message
    assert hint in told.value.hint


def with_change(path: str, old: str, new: str) -> Snapshot:
    text = ODD[path]
    assert old in text
    return Snapshot(files={**SNAPSHOT.files, path: text.replace(old, new).encode()})


@pytest.mark.parametrize("kind", KINDS)
def test_content_with_faults_is_left_alone(kind: str) -> None:
    broken = with_change("articles/sub/one.yaml", "quote: fares rise", "quote: fares fall")
    old = {"topic": "fares", "actor": "ann", "event": "fares", "article": "one"}[kind]
    with pytest.raises(Problem, match="the content has faults"):
        plan_rename(broken, kind, old, "other")


def test_a_suggestion_that_is_not_confirmed_is_no_obstacle() -> None:
    snapshot = with_change("articles/sub/one.yaml", "- id: fares\n", "- id: fares\n  suggested: true\n")
    assert plan_rename(snapshot, "article", "one", "three").changes


def test_what_cannot_be_changed_in_place_stops_all() -> None:
    hidden = with_change("events.yaml", "topics: fares", 'topics: "f\\x61res"')
    with pytest.raises(Problem, match="cannot be changed in place"):
        plan_rename(hidden, "topic", "fares", "prices")
