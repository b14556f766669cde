from datetime import UTC, date, datetime

import pytest

from briefgen.edtf import parse_edtf
from briefgen.timespan import (
    ENDLESS,
    TimeFault,
    TimeSpan,
    calendar_days,
    day_end,
    day_start,
    local_day,
    time_span,
)
from briefgen.zones import parse_zone


def moment(text):
    return int(datetime.fromisoformat(text).timestamp())


@pytest.mark.parametrize(
    ("text", "zone", "first", "last", "touched"),
    [
        ("2025-06-09", "UTC", "2025-06-09T00:00:00Z", "2025-06-09T23:59:59Z", 1),
        ("2025-06-09%", "Asia/Seoul", "2025-06-09T00:00:00+09:00", "2025-06-09T23:59:59+09:00", 1),
        ("2025-06", "UTC-3:30", "2025-06-01T00:00:00-03:30", "2025-06-30T23:59:59-03:30", 30),
        ("2025-06-XX", "UTC", "2025-06-01T00:00:00Z", "2025-06-30T23:59:59Z", 30),
        ("2025", "AoE", "2025-01-01T12:00:00Z", "2026-01-01T11:59:59Z", 365),
        ("201X", "UTC", "2010-01-01T00:00:00Z", "2019-12-31T23:59:59Z", 3652),
        ("2025-24", "UTC", "2025-12-01T00:00:00Z", "2026-02-28T23:59:59Z", 90),
        ("2025-35", "UTC", "2025-07-01T00:00:00Z", "2025-09-30T23:59:59Z", 92),
        ("1000", "UTC", "1000-01-01T00:00:00Z", "1000-12-31T23:59:59Z", 365),
        ("9998", "UTC+14", "9997-12-31T10:00:00Z", "9998-12-31T09:59:59Z", 365),
        ("9998-24", "AoE", "9998-12-01T12:00:00Z", "9999-03-01T11:59:59Z", 90),
        ("2025-06-09~/2025-06-15~", "UTC", "2025-06-09T00:00:00Z", "2025-06-15T23:59:59Z", 7),
        ("2025-07-09T00:01", "America/New_York", "2025-07-09T04:01:00Z", "2025-07-09T04:01:59Z", 1),
        ("2025-07-09T00:01:30", "America/New_York", "2025-07-09T04:01:30Z", "2025-07-09T04:01:30Z", 1),
        ("2025-07-09T00:01-04:00", "Asia/Seoul", "2025-07-09T04:01:00Z", "2025-07-09T04:01:59Z", 1),
        ("2025-06-09T10:00/12:00", "Asia/Seoul", "2025-06-09T01:00:00Z", "2025-06-09T03:00:59Z", 1),
        ("2025-06-09T22:00Z/23:00", "Asia/Seoul", "2025-06-09T22:00:00Z", "2025-06-09T23:00:59Z", 1),
        ("2025-06-09T14:00Z/16:00", "Asia/Seoul", "2025-06-09T14:00:00Z", "2025-06-09T16:00:59Z", 2),
        ("2025-06-09T10:00/2025-06-10", "UTC", "2025-06-09T10:00:00Z", "2025-06-10T23:59:59Z", 2),
        # Clocks change at 02:00: a day of 23 hours, and one of 25.
        ("2025-03-09", "America/New_York", "2025-03-09T05:00:00Z", "2025-03-10T03:59:59Z", 1),
        ("2025-11-02", "America/New_York", "2025-11-02T04:00:00Z", "2025-11-03T04:59:59Z", 1),
        # Midnight does not exist: the day begins at 01:00, or at 00:30.
        ("2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00:00Z", "2018-11-05T01:59:59Z", 1),
        ("2018-11-03", "America/Sao_Paulo", "2018-11-03T03:00:00Z", "2018-11-04T02:59:59Z", 1),
        ("1919-03-31", "America/Toronto", "1919-03-31T04:30:00Z", "1919-04-01T03:59:59Z", 1),
        # The last hour of a day stands twice.
        ("2018-02-17", "America/Sao_Paulo", "2018-02-17T02:00:00Z", "2018-02-18T02:59:59Z", 1),
        # Midnight stands twice: the first one counts.
        ("2025-11-02", "America/Havana", "2025-11-02T04:00:00Z", "2025-11-03T04:59:59Z", 1),
        # A month that lost a day.
        ("2011-12", "Pacific/Apia", "2011-12-01T10:00:00Z", "2011-12-31T09:59:59Z", 31),
        # A year that lost its last day.
        ("1994", "Pacific/Kiritimati", "1994-01-01T10:00:00Z", "1994-12-31T09:59:59Z", 364),
        # After the last rule of the database.
        ("2090-07-01", "America/New_York", "2090-07-01T04:00:00Z", "2090-07-02T03:59:59Z", 1),
        # An offset of local mean time.
        ("1800-01-01", "Asia/Seoul", "1799-12-31T15:32:08Z", "1800-01-01T15:32:07Z", 1),
    ],
)
def test_spans(text, zone, first, last, touched):
    zone = parse_zone(zone)
    span = time_span(parse_edtf(text), zone)
    assert span == TimeSpan(moment(first), moment(last))
    assert calendar_days(span, zone) == touched


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-06/..", "2025-06-01T00:00:00Z", None),
        ("2025-06/", "2025-06-01T00:00:00Z", None),
        ("../2025-06", None, "2025-06-30T23:59:59Z"),
        ("/2025-06-09T10:00", None, "2025-06-09T10:00:59Z"),
    ],
)
def test_open_spans(text, first, last):
    zone = parse_zone("UTC")
    span = time_span(parse_edtf(text), zone)
    assert span == TimeSpan(first and moment(first), last and moment(last))
    assert calendar_days(span, zone) == ENDLESS


@pytest.mark.parametrize(
    ("text", "zone", "message", "readings"),
    [
        (
            "2025-03-09T02:30",
            "America/New_York",
            "2025-03-09T02:30 does not exist in America/New_York: clocks went from 02:00 to 03:00",
            ["2025-03-09T01:30-05:00", "2025-03-09T03:30-04:00"],
        ),
        (
            "2025-11-02T01:30:15~",
            "America/New_York",
            "2025-11-02T01:30:15 stands twice in America/New_York: clocks went back from 02:00 to 01:00",
            ["2025-11-02T01:30:15-04:00~", "2025-11-02T01:30:15-05:00~"],
        ),
        (
            "2018-11-04T00:00",
            "America/Sao_Paulo",
            "2018-11-04T00:00 does not exist in America/Sao_Paulo: clocks went from 00:00 to 01:00",
            ["2018-11-03T23:00-03:00", "2018-11-04T01:00-02:00"],
        ),
        (
            "2018-02-17T23:30",
            "America/Sao_Paulo",
            "2018-02-17T23:30 stands twice in America/Sao_Paulo: "
            "clocks went back from 2018-02-18 00:00 to 2018-02-17 23:00",
            ["2018-02-17T23:30-02:00", "2018-02-17T23:30-03:00"],
        ),
        (
            "2025-04-06T01:45",
            "Australia/Lord_Howe",
            "2025-04-06T01:45 stands twice in Australia/Lord_Howe: clocks went back from 02:00 to 01:30",
            ["2025-04-06T01:45+11:00", "2025-04-06T01:45+10:30"],
        ),
        (
            "2011-12-30",
            "Pacific/Apia",
            "2011-12-30 does not exist in Pacific/Apia: the calendar went from 2011-12-29 to 2011-12-31",
            ["2011-12-29", "2011-12-31"],
        ),
        (
            "1883-11-18T12:01",
            "America/New_York",
            "1883-11-18T12:01 stands twice in America/New_York: clocks went back from 12:03 to 12:00",
            ["1883-11-18T16:57:02Z", "1883-11-18T12:01-05:00"],
        ),
        (
            "2025-03-09T01:30/02:30",
            "America/New_York",
            "2025-03-09T02:30 does not exist in America/New_York: clocks went from 02:00 to 03:00",
            ["2025-03-09T01:30-05:00", "2025-03-09T03:30-04:00"],
        ),
        (
            "2025-06-09T10:00/2025-06-09T09:00+02:00",
            "UTC",
            "2025-06-09T10:00/2025-06-09T09:00+02:00 ends before it begins in UTC",
            [],
        ),
    ],
)
def test_a_time_that_is_none_is_a_fault_giving_the_readings(text, zone, message, readings):
    zone = parse_zone(zone)
    fault = time_span(parse_edtf(text), zone)
    assert isinstance(fault, TimeFault)
    assert fault.message == message
    assert list(fault.readings) == readings
    assert fault.hint
    for reading in readings:
        assert reading in fault.hint
        assert isinstance(time_span(parse_edtf(reading), zone), TimeSpan)


def test_an_offset_of_its_own_makes_every_time_exist():
    span = time_span(parse_edtf("2025-03-09T02:30-05:00"), parse_zone("America/New_York"))
    assert span.first == moment("2025-03-09T07:30:00Z")


def test_days_of_a_zone():
    seoul = parse_zone("Asia/Seoul")
    assert day_start(date(1970, 1, 1), seoul) == -9 * 3600
    assert day_end(date(1970, 1, 1), seoul) == 15 * 3600 - 1
    assert local_day(-9 * 3600, seoul) == date(1970, 1, 1)
    assert local_day(-9 * 3600 - 1, seoul) == date(1969, 12, 31)
    assert day_end(date(9998, 12, 31), parse_zone("UTC")) == int(datetime(9999, 1, 1, tzinfo=UTC).timestamp()) - 1


def test_a_skipped_day_is_empty():
    apia = parse_zone("Pacific/Apia")
    skipped = date(2011, 12, 30)
    assert day_start(skipped, apia) == day_start(date(2011, 12, 31), apia) == day_end(skipped, apia) + 1
    assert day_end(date(2011, 12, 29), apia) + 1 == day_start(date(2011, 12, 31), apia)
