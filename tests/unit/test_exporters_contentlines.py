"""Content lines: folded and put in order as the library does it, but quicker."""

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from icalendar.parser import Contentline
from tools.sites import DAY, HARBOUR, site_of

from briefgen.exporters.calendar import calendars
from briefgen.exporters.contentlines import content_lines, escape, fold
from briefgen.wording import load_words

PIECES = ("a", "xyz " * 6, "\\", "^", ",", "é", "관", "\U0001f642", "e\u0301")
LINES = st.lists(st.sampled_from(PIECES), max_size=150).map("".join) | st.text(
    st.characters(exclude_characters="\r\n", exclude_categories=("Cs",)), max_size=200
)


@given(LINES)
def test_folded_as_by_the_library(text: str) -> None:
    line = f"NAME:{text}"
    assert fold(line) == Contentline(line).to_ical()
    assert fold(line).replace(b"\r\n ", b"").decode() == line
    assert all(len(piece) < 75 for piece in fold(line).split(b"\r\n "))


def test_lines() -> None:
    assert content_lines(["A:1", "B:" + "x" * 80]) == b"A:1\r\nB:" + b"x" * 72 + b"\r\n " + b"x" * 8 + b"\r\n"
    assert content_lines([]) == b""
    assert escape("a\\b;c,d\ne:f") == "a\\\\b\\;c\\,d\\ne:f"


def test_the_library_writes_what_it_read() -> None:
    """So each property stands where the library has it, with its parameters as the library writes them."""
    site, tracker = site_of(HARBOUR, DAY)
    for export in calendars(site, tracker, load_words("en")):
        written = export.make()
        assert Calendar.from_ical(written).to_ical() == written
