import pytest

from briefgen.edtf import (
    Edtf,
    EdtfFault,
    Point,
    Precision,
    days,
    has_time,
    html_datetimes,
    is_all_day,
    is_exact,
    parse_edtf,
    qualifiers,
)

DATES = [
    # text, precision, first day, last day
    ("2025", Precision.YEAR, "2025-01-01", "2025-12-31"),
    ("1000", Precision.YEAR, "1000-01-01", "1000-12-31"),
    ("9998", Precision.YEAR, "9998-01-01", "9998-12-31"),
    ("201X", Precision.DECADE, "2010-01-01", "2019-12-31"),
    ("998X", Precision.DECADE, "9980-01-01", "9989-12-31"),
    ("20XX", Precision.CENTURY, "2000-01-01", "2099-12-31"),
    ("2025-06", Precision.MONTH, "2025-06-01", "2025-06-30"),
    ("2024-02", Precision.MONTH, "2024-02-01", "2024-02-29"),
    ("1900-02", Precision.MONTH, "1900-02-01", "1900-02-28"),
    ("2025-XX", Precision.SOME_MONTH, "2025-01-01", "2025-12-31"),
    ("2025-XX-XX", Precision.SOME_DAY_OF_YEAR, "2025-01-01", "2025-12-31"),
    ("2025-06-XX", Precision.SOME_DAY_OF_MONTH, "2025-06-01", "2025-06-30"),
    ("2025-06-09", Precision.DAY, "2025-06-09", "2025-06-09"),
    ("2024-02-29", Precision.DAY, "2024-02-29", "2024-02-29"),
    ("2025-21", Precision.SEASON, "2025-03-01", "2025-05-31"),
    ("2025-22", Precision.SEASON, "2025-06-01", "2025-08-31"),
    ("2025-23", Precision.SEASON, "2025-09-01", "2025-11-30"),
    ("2025-24", Precision.SEASON, "2025-12-01", "2026-02-28"),
    ("2027-24", Precision.SEASON, "2027-12-01", "2028-02-29"),
    ("2025-33", Precision.QUARTER, "2025-01-01", "2025-03-31"),
    ("2025-36", Precision.QUARTER, "2025-10-01", "2025-12-31"),
    ("2025-07-09T00:01", Precision.MINUTE, "2025-07-09", "2025-07-09"),
    ("2025-07-09T00:01:59Z", Precision.SECOND, "2025-07-09", "2025-07-09"),
]


@pytest.mark.parametrize(("text", "precision", "first", "last"), DATES)
@pytest.mark.parametrize("qualifier", ["", "~", "?", "%"])
def test_a_date_has_a_precision_and_covers_days(text, precision, first, last, qualifier):
    date = parse_edtf(text + qualifier)
    assert isinstance(date, Edtf)
    assert date.text == text + qualifier
    assert date.start is date.end
    assert not date.is_interval
    assert date.start.precision is precision
    assert date.start.qualifier == qualifier
    assert [day.isoformat() for day in days(date.start)] == [first, last]
    assert date.start.has_unspecified == ("X" in text)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("2025-07-09T00:01", (0, 1, None, None)),
        ("2025-07-09T23:59:59", (23, 59, 59, None)),
        ("2025-07-09T00:01-04:00", (0, 1, None, -240)),
        ("2025-07-09T00:01:00+05:30", (0, 1, 0, 330)),
        ("2025-07-09T00:01-03:30", (0, 1, None, -210)),
        ("2025-07-09T00:01Z", (0, 1, None, 0)),
        ("2025-07-09T00:01+00:00", (0, 1, None, 0)),
        ("2025-07-09T00:01-04", (0, 1, None, -240)),
        ("2025-07-09T00:01+14:00", (0, 1, None, 840)),
    ],
)
def test_times(text, clock):
    point = parse_edtf(text).start
    assert (point.hour, point.minute, point.second, point.offset) == clock


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2025-06-09/2025-06-15", "2025-06-09", "2025-06-15"),
        ("2025-06~/2025-06-15?", "2025-06~", "2025-06-15?"),
        ("2025-21/2025-36", "2025-21", "2025-36"),
        ("201X/2025", "201X", "2025"),
        ("2025-12/2025", "2025-12", "2025"),
        ("2025/2025-01", "2025", "2025-01"),
        ("2025-06/..", "2025-06", None),
        ("../2025-06", None, "2025-06"),
        ("2025-06/", "2025-06", None),
        ("/2025-06", None, "2025-06"),
        ("2025-06-09T10:00/12:00", "2025-06-09T10:00", "2025-06-09T12:00"),
        ("2025-06-09T10:00~/12:00:30?", "2025-06-09T10:00~", "2025-06-09T12:00:30?"),
        ("2025-06-09T10:00+09:00/12:00", "2025-06-09T10:00+09:00", "2025-06-09T12:00+09:00"),
        ("2025-06-09T10:00Z/12:00", "2025-06-09T10:00Z", "2025-06-09T12:00Z"),
        ("2025-06-09T10:00+09:00/08:00Z", "2025-06-09T10:00+09:00", "2025-06-09T08:00Z"),
        ("2025-06-09T10:00/2025-06-10T12:00", "2025-06-09T10:00", "2025-06-10T12:00"),
        ("2025-06-09T10:00+09:00/2025-06-10T12:00", "2025-06-09T10:00+09:00", "2025-06-10T12:00"),
        ("2025-06-09T10:00/2025-06-09", "2025-06-09T10:00", "2025-06-09"),
        ("2025-06-09T10:00/10:00", "2025-06-09T10:00", "2025-06-09T10:00"),
        # Which comes first depends on the zone.
        ("2025-06-09T10:00/2025-06-09T09:00+02:00", "2025-06-09T10:00", "2025-06-09T09:00+02:00"),
    ],
)
def test_intervals(text, start, end):
    date = parse_edtf(text)
    assert isinstance(date, Edtf), date
    assert date.is_interval
    assert date.start == (parse_edtf(start).start if start else None)
    assert date.end == (parse_edtf(end).start if end else None)


@pytest.mark.parametrize(
    ("text", "open_start", "open_end"),
    [
        ("2025/..", False, True),
        ("2025/", False, False),
        ("../2025", True, False),
        ("/2025", False, False),
        ("2025", False, False),
    ],
)
def test_an_open_end_is_not_an_unknown_one(text, open_start, open_end):
    date = parse_edtf(text)
    assert (date.open_start, date.open_end) == (open_start, open_end)


FAULTS = [
    # text, what the message says, what the hint says
    ("2025-06-31", "June 2025 has 30 days", "2025-06-01 to 2025-06-30"),
    ("2025-02-29", "February 2025 has 28 days", "2025-02-28"),
    ("1900-02-29", "February 1900 has 28 days", ""),
    ("2025-06-00", "no day 00", "2025-06-01"),
    ("2025-13", "no month 13", "quarters 33 to 36"),
    ("2025-13-06", "no month 13", "2025-06-13"),
    ("2025-00-06", "no month 00", "01 to 12"),
    ("2025-20", "no month 20", "seasons 21"),
    ("2025-25", "no month 25", ""),
    ("2025-37", "no month 37", ""),
    ("2025-21-XX", "no month 21", ""),
    ("0999", "year 0999", "1000 to 9998"),
    ("9999-01-01", "year 9999", "1000 to 9998"),
    ("999X", "year 999X", "1000 to 9998"),
    ("99XX", "year 99XX", "1000 to 9998"),
    ("0XXX", "not a date", ""),
    ("09XX", "year 09XX", ""),
    ("2025-06-09T24:00", "no hour 24", "2025-06-10T00:00"),
    ("2025-06-30T24:00:00", "no hour 24", "2025-07-01T00:00"),
    ("2025-06-09T25:00", "no hour 25", "00 to 23"),
    ("2025-06-09T24:01", "no hour 24", "00 to 23"),
    ("2025-06-09T10:60", "no minute 60", "00 to 59"),
    ("2025-06-09T10:00:60", "no second 60", "00 to 59"),
    ("2025-06-09T10:00+14:01", "far from UTC", "-14:00 to +14:00"),
    ("2025-06-09T10:00+09:75", "far from UTC", ""),
    ("2025-06-15/2025-06-09", "before it begins", "2025-06-09/2025-06-15"),
    ("2025-07/2025-06-30", "before it begins", "2025-06-30/2025-07"),
    ("2025-06-09T10:00Z/2025-06-09T10:00+01:00", "before it begins", ""),
    ("2025-06-09T10:00Z/2025-06-05", "before it begins", ""),
    ("2025-06-09T22:00/02:00", "before it begins", "2025-06-09T22:00/2025-06-10T02:00"),
    ("2025-06-09T22:00+09:00/02:00", "before it begins", "2025-06-09T22:00+09:00/2025-06-10T02:00+09:00"),
    ("2025-06-09T22:00+09:00/02:00+09:00", "before it begins", "/2025-06-10T02:00+09:00"),
    ("2025-06-09/12:00", "without a time", "2025-06-09T10:00/12:00"),
    ("../12:00", "without a time", ""),
    ("2025-06-09T10:00/25:00", "no hour 25", ""),
    ("2025-06-09T10:00/12:00+09:00", "only the end", "2025-06-09T10:00+09:00/12:00"),
    ("2025-06-31/2025-07", "June 2025 has 30 days", ""),
    ("2025-06/2025-06-31", "June 2025 has 30 days", ""),
    ("../..", "needs a date", "2025-06/.."),
    ("/", "needs a date", ""),
    ("..", "not a date", ""),
    ("2025-06-09\n", "not a date", "write 2025-06-09"),
    ("２０２５", "not a date", ""),
    ("Y17000", "not a date", "write 2025-06-09"),
]


@pytest.mark.parametrize(("text", "message", "hint"), FAULTS)
def test_a_fault_says_what_is_wrong_and_what_to_write(text, message, hint):
    fault = parse_edtf(text)
    assert isinstance(fault, EdtfFault)
    assert message in fault.message
    assert hint in fault.hint
    assert fault.hint


def test_a_long_text_is_shown_in_part():
    assert len(parse_edtf("x" * 10_000).message) < 100


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("2025", ["2025"]),
        ("2025~", ["2025"]),
        ("2025-XX", ["2025"]),
        ("2025-XX-XX", ["2025"]),
        ("2025-06%", ["2025-06"]),
        ("2025-06-XX", ["2025-06"]),
        ("2025-06-09?", ["2025-06-09"]),
        ("2025-21", ["2025-03", "2025-05"]),
        ("2025-24", ["2025-12", "2026-02"]),
        ("2025-36", ["2025-10", "2025-12"]),
        ("201X", []),
        ("20XX", []),
        ("2025-06-09/2025-06-15~", ["2025-06-09", "2025-06-15"]),
        ("2025-21/2025-22", ["2025-03", "2025-08"]),
        ("2025-06/..", ["2025-06"]),
        ("/2025-06", ["2025-06"]),
        ("201X/2025", ["2025"]),
        ("2025-07-09T00:01", ["2025-07-09T00:01"]),
        ("2025-07-09T00:01-04:00", ["2025-07-09T00:01-04:00"]),
        ("2025-07-09T00:01:05+05:30~", ["2025-07-09T00:01:05+05:30"]),
        ("2025-07-09T00:01+00:00", ["2025-07-09T00:01Z"]),
        ("2025-07-09T00:01-04", ["2025-07-09T00:01-04:00"]),
        ("2025-06-09T10:00+09:00/12:00", ["2025-06-09T10:00+09:00", "2025-06-09T12:00+09:00"]),
    ],
)
def test_values_for_html(text, values):
    assert list(html_datetimes(parse_edtf(text))) == values


@pytest.mark.parametrize(
    ("text", "timed", "exact", "qualified"),
    [
        ("2025-06-09", False, True, ()),
        ("2025-06-09~", False, False, ("~",)),
        ("2025-06-09T10:00", True, True, ()),
        ("2025-06-09T10:00/12:00", True, True, ()),
        ("2025-06-09T10:00/2025-06-10", True, True, ()),
        ("2025-06-09?/2025-06-15~", False, False, ("?", "~")),
        ("2025-06-09~/2025-06-15~", False, False, ("~",)),
        ("2025-06", False, False, ()),
        ("2025-06-XX", False, False, ()),
        ("2025-06-09/..", False, False, ()),
        ("../2025-06-09T10:00", True, False, ()),
    ],
)
def test_questions_about_a_date(text, timed, exact, qualified):
    date = parse_edtf(text)
    assert (has_time(date), is_exact(date), qualifiers(date)) == (timed, exact, qualified)
    assert is_all_day(date) != timed


def test_points_compare_by_what_they_say():
    assert parse_edtf("2025-06").start == Point(Precision.MONTH, 2025, 6)
    assert parse_edtf("2025-06") == parse_edtf("2025-06") != parse_edtf("2025-06~")
