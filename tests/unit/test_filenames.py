"""What is passed over in a folder of content."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.filenames import is_passed_over

RULE = re.compile(r"(^|/)(\.|#[^/]*#\Z)|(~|\.swp|\.swo|\.bak|\.orig|\.tmp)\Z|(^|/)(Thumbs\.db|desktop\.ini)\Z")


BACKUPS = [".git", ".git/config", "articles/.hidden.yaml", "a/.b/c.txt", "x.yaml~", "a/x.swp", "x.orig", "x.tmp", "~"]
OTHERS = ["a/#x.yaml#", "##", "Thumbs.db", "assets/desktop.ini"]


@pytest.mark.parametrize("path", [*BACKUPS, *OTHERS])
def test_passed_over(path: str) -> None:
    assert is_passed_over(path)


@pytest.mark.parametrize(
    "path", ["x.yaml", "a/x.txt", "#", "a/#x", "x#", "a.b/c", "bak", "a.tmp/x", "aThumbs.db", "x~/y", "x"]
)
def test_content(path: str) -> None:
    assert not is_passed_over(path)


@given(st.text("a./#~\n", max_size=8))
def test_as_a_regular_expression_would_say_it(path: str) -> None:
    assert is_passed_over(path) == bool(RULE.search(path))
