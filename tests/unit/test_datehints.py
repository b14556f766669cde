"""What is suggested for text that is no date."""

import pytest

from briefgen.datehints import suggest
from briefgen.edtf import Edtf, EdtfFault, parse_edtf

SUGGESTIONS = {
    "2025-06-09": [
        *("June 9, 2025", "Jun 9 2025", "june 9th, 2025", "9 June 2025", "9. June 2025", "9th of June, 2025"),
        *("Monday, June 9, 2025", "Mon, 9 Jun 2025", "2025 Jun 9", "2025-Jun-09", "9-Jun-2025"),
        *("2025/06/09", "2025/6/9", "2025.06.09", "2025. 6. 9.", "2025-6-9", "2025-06-9", "20250609", "09.06.2025"),
        *("9.6.2025", "2025년 6월 9일", "2025年6月9日", "2025–06–09", "2025-160", " 2025-06-09 "),
    ],
    "2025-06-13": ["13/06/2025", "06/13/2025", "13-06-2025"],
    "2025-06-09 or 2025-09-06": ["06/09/2025", "6/9/2025", "06-09-2025"],
    "2025-06": ["June 2025", "Jun. 2025", "2025 June", "2025-6", "2025/06", "202506", "06/2025", "2025년 6월"],
    "2025": ["2025년", "2025 "],
    "2025-09": ["Sept 2025", "Sep. 2025", "September 2025"],
    "2025-35": ["2025-Q3", "2025Q3", "2025 q3", "Q3 2025", "3Q2025", "Q3/2025"],
    "2025-21": ["spring 2025", "Spring of 2025", "2025 spring", "2025-spring"],
    "2025-23": ["fall 2025", "Autumn 2025"],
    "2025-24 or 2024-24": ["winter 2025"],
    "199X": ["1990s", "the 1990s", "1990's", "199u", "199x"],
    "20XX": ["21st century", "the 21st century", "20xx"],
    "2025-06-XX": ["2025-06-xx", "2025-06-uu", "2025-06-1X"],
    "2025-06-02/2025-06-08": ["2025-W23", "2025W23"],
    "2025~": ["ca. 2025", "c. 2025", "circa 2025", "c.2025", "about 2025", "~2025", "2025 ~", "approx. 2025"],
    "2025-06~": ["around June 2025", "2025-~06", "roughly 2025-06", "June 2025~"],
    "2025-06?": ["maybe 2025-06", "June 2025?", "June 2025 (?)", "probably June 2025"],
    "2025-06%": ["2025-06~?", "2025-06?~"],
    "2025-06-09T10:00": [
        *("2025-06-09 10:00", "2025-06-09t10:00", "2025-06-09T10", "2025-06-09T1000", "June 9, 2025 at 10:00"),
        *("June 9, 2025, 10 a.m.", "9 June 2025 10:00 AM", "2025/06/09 10:00", "2025-06-09T10am"),
    ],
    "2025-06-09T22:30": ["2025-06-09 10:30 pm", "2025-06-09 10:30p.m."],
    "2025-06-09T00:05": ["2025-06-09 12:05 am"],
    "2025-06-09T10:00:00Z": ["2025-06-09T10:00:00.123Z", "2025-06-09 10:00:00 UTC", "20250609T100000Z"],
    "2025-06-09T10:00+09:00": ["2025-06-09 10:00 +09:00", "2025-06-09 10:00 UTC+9", "2025-06-09T10:00+0900"],
    "2025-06-09T10:00, and the zone in `timezone`": ["2025-06-09 10:00 KST", "2025-06-09T10:00[Asia/Seoul]"],
    "2025-06-09/2025-06-15": [
        *("2025-06-09 to 2025-06-15", "2025-06-09 - 2025-06-15", "2025-06-09–2025-06-15", "2025-06-09..2025-06-15"),
        *("from June 9, 2025 to June 15, 2025", "between 2025-06-09 and 2025-06-15", "2025-06-09 / 2025-06-15"),
        *("June 9-15, 2025", "June 9 – 15, 2025", "9–15 June 2025", "2025-06-09/15", "2025-06-09/06-15"),
        *("2025-06-09 to 15",),
    ],
    "2025-06-09/2025-07-02": ["June 9 - July 2, 2025"],
    "2025-06-09T10:00/12:00": ["2025-06-09T10:00/T12:00", "2025-06-09T10:00 - 12:00"],
    "2025-06/..": ["since June 2025", "2025-06/open", "after 2025-06", "2025-06 onwards", "2025-06-"],
    "../2025-07-08": ["until July 8, 2025", "by 2025-07-08", "open/2025-07-08", "no later than July 8, 2025"],
    "2025/": ["2025/unknown"],
    "/2025": ["unknown/2025"],
}


@pytest.mark.parametrize(
    ("text", "wanted"), [(text, wanted) for wanted, texts in SUGGESTIONS.items() for text in texts]
)
def test_what_can_be_told_is_suggested(text, wanted):
    fault = parse_edtf(text)
    assert isinstance(fault, EdtfFault)
    assert fault.hint == f"write {wanted}"


@pytest.mark.parametrize("text", ["", "  ", "?", "TBD", "n/a", "unknown", "pending"])
def test_nothing_to_say_is_left_out(text):
    assert parse_edtf(text).hint == "leave the date out while there is none"


@pytest.mark.parametrize(
    "text",
    [
        "tomorrow",
        "decision 2025",
        "next week",
        "may",
        "32 percent in May",
        "9.6.25",
        "06/09/25",
        "June 31, 2025",
        "12025",
        "2025-W54",
        "x" * 999,
    ],
)
def test_nothing_is_guessed(text):
    assert parse_edtf(text).hint.startswith("write 2025-06-09, 2025-06, 2025, or")


def test_only_what_the_caller_knows_as_a_date_is_suggested():
    assert suggest("06/09/2025", lambda text: text == "2025-09-06") == "write 2025-09-06"


@pytest.mark.parametrize("wanted", SUGGESTIONS)
def test_suggestions_are_dates(wanted):
    for text in wanted.partition(",")[0].split(" or "):
        assert isinstance(parse_edtf(text), Edtf)
