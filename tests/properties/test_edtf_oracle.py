"""Laws that hold for every date, and agreement with another EDTF parser where that one is sound.

The oracle is compared on days, months, years, unspecified digits, spring to autumn, quarters, and intervals between
these that do not run backwards. It is left out where it is wrong or says less: winter (it ends in December), unknown
ends (ten years away), intervals that run backwards (accepted), times without an offset or without seconds (refused),
intervals with a quarter or `2025-XX` at one end (refused, and an AttributeError).
"""

import string
from datetime import UTC, date, datetime, timedelta
from math import inf

import edtf as oracle
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from briefgen.edtf import Edtf, EdtfFault, days, html_datetimes, parse_edtf
from briefgen.timespan import TimeFault, TimeSpan, calendar_days, day_end, day_start, local_day, time_span
from briefgen.zones import parse_zone

YEARS = st.integers(1000, 9998)
MONTHS = st.integers(1, 12)
DATES = st.dates(date(1000, 1, 1), date(9998, 12, 31))
ZONES = st.sampled_from(
    [
        *("UTC", "AoE", "UTC-3:30", "UTC+14", "Asia/Seoul", "America/New_York", "America/Sao_Paulo", "Asia/Kolkata"),
        *("Australia/Lord_Howe", "Africa/Cairo", "Africa/Casablanca", "Asia/Beirut", "Europe/Dublin"),
    ]
).map(parse_zone)

ENDS = st.one_of(
    DATES.map(str),
    YEARS.map(str),
    st.builds("{}-{:02}".format, YEARS, MONTHS),
    st.builds("{}-{:02}-XX".format, YEARS, MONTHS),
    st.builds("{}-XX-XX".format, YEARS),
    st.builds("{}X".format, st.integers(100, 998)),
    st.builds("{}XX".format, st.integers(10, 98)),
    st.builds("{}-{}".format, YEARS, st.sampled_from([21, 22, 23])),
)
POINTS = st.one_of(
    ENDS,
    st.builds("{}-XX".format, YEARS),
    st.builds("{}-{}".format, YEARS, st.sampled_from([33, 34, 35, 36])),
)
QUALIFIED = st.builds("{}{}".format, POINTS, st.sampled_from(["", "~", "?", "%"]))


def bounds_by_oracle(text):
    parsed = oracle.parse_edtf(text)
    ends = (parsed.lower_strict(), parsed.upper_strict())
    return tuple(None if end in (inf, -inf) else date(*end[:3]) for end in ends)


def bounds(parsed):
    return (parsed.start and days(parsed.start)[0], parsed.end and days(parsed.end)[1])


@settings(max_examples=60, deadline=None)
@given(POINTS)
def test_the_oracle_agrees_on_single_dates(text):
    assert bounds(parse_edtf(text)) == bounds_by_oracle(text)


@settings(max_examples=40, deadline=None)
@given(ENDS, ENDS)
def test_the_oracle_agrees_on_intervals(first, second):
    parsed = parse_edtf(f"{first}/{second}")
    assume(isinstance(parsed, Edtf))
    assert bounds(parsed) == bounds_by_oracle(parsed.text)


@settings(max_examples=20, deadline=None)
@given(DATES, st.sampled_from(["{}/..", "../{}"]))
def test_the_oracle_agrees_on_open_intervals(day, form):
    text = form.format(day)
    assert bounds(parse_edtf(text)) == bounds_by_oracle(text)


@settings(max_examples=60, deadline=None)
@given(YEARS, st.integers(0, 13), st.integers(0, 32))
def test_the_oracle_agrees_on_which_days_exist(year, month, day):
    text = f"{year}-{month:02}-{day:02}"
    assert isinstance(parse_edtf(text), Edtf) == oracle.is_valid_edtf(text)


@given(st.text() | st.text(string.digits + "-/.:TZXx~?%+ ", max_size=24) | st.text(string.printable, max_size=90))
def test_any_text_is_a_date_or_a_fault_with_a_message_and_a_hint(text):
    result = parse_edtf(text)
    if isinstance(result, EdtfFault):
        assert result.message
        assert result.hint
    else:
        assert result.text == text


@given(QUALIFIED, st.integers(0, 12), st.sampled_from(string.digits + "-/.:TZXx~?%+ junQ"))
def test_a_slip_of_the_pen_never_raises(text, place, character):
    result = parse_edtf(text[:place] + character + text[place + 1 :])
    assert isinstance(result, Edtf | EdtfFault)
    if isinstance(result, Edtf):
        assert isinstance(time_span(result, parse_zone("Asia/Seoul")), TimeSpan | TimeFault)
        assert all(isinstance(parse_edtf(value), Edtf) for value in html_datetimes(result))


@given(QUALIFIED, QUALIFIED, ZONES)
def test_a_reversed_interval_is_a_fault_exactly_if_the_spans_are_disjoint(first, second, zone):
    start, end = time_span(parse_edtf(first), zone), time_span(parse_edtf(second), zone)
    assume(isinstance(start, TimeSpan) and isinstance(end, TimeSpan))
    whole = parse_edtf(f"{first}/{second}")
    assert isinstance(whole, EdtfFault) == (end.last < start.first)
    if isinstance(whole, Edtf):
        assert time_span(whole, zone) == TimeSpan(start.first, end.last)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), ZONES)
def test_days_follow_each_other_without_gap_or_overlap(day, zone):
    first, last = day_start(day, zone), day_end(day, zone)
    assert 22 * 3600 <= last + 1 - first <= 26 * 3600
    assert last + 1 == day_start(day + timedelta(days=1), zone)
    assert local_day(first, zone) == local_day(last, zone) == day
    assert local_day(first - 1, zone) == day - timedelta(days=1)
    assert time_span(parse_edtf(str(day)), zone) == TimeSpan(first, last)
    assert calendar_days(TimeSpan(first, last), zone) == 1
    assert calendar_days(TimeSpan(first - 1, last + 1), zone) == 3


@given(st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)).map(lambda d: d.replace(microsecond=0)), ZONES)
def test_a_local_time_is_the_one_moment_at_which_clocks_show_it(wall, zone):
    """Every moment near it is looked at by the standard library, from UTC: there is no folding in that direction."""
    span = time_span(parse_edtf(wall.isoformat()), zone)
    offsets = {
        (wall.replace(tzinfo=UTC) + timedelta(hours=hours)).astimezone(zone.tz).utcoffset() for hours in range(-30, 31)
    }
    moments = {wall.replace(tzinfo=UTC) - offset for offset in offsets}
    showing = [moment for moment in moments if moment.astimezone(zone.tz).replace(tzinfo=None) == wall]
    if len(showing) == 1:
        assert span == TimeSpan(int(showing[0].timestamp()), int(showing[0].timestamp()))
    else:
        assert isinstance(span, TimeFault)
        assert len(span.readings) == 2
