"""Dates in words, their `<time>` values, and countdowns."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.chronology import Dated
from briefgen.datewords import countdown, date_view, day_view, is_fuzzy
from briefgen.edtf import Edtf, html_datetimes, parse_edtf
from briefgen.timespan import TimeSpan, time_span
from briefgen.wording import load_words
from briefgen.zones import parse_zone

ENGLISH = load_words("en")
KOREAN = load_words("ko")
SEOUL = parse_zone("Asia/Seoul")
BLANKS = str.maketrans({"\u2009": " ", "\u202f": " ", "\u00a0": " "})


def dated_of(text, zone="Asia/Seoul"):
    edtf, place = parse_edtf(text), parse_zone(zone)
    assert isinstance(edtf, Edtf)
    span = time_span(edtf, place)
    assert isinstance(span, TimeSpan)
    return Dated(edtf, span, place)


def view_of(text, zone="Asia/Seoul", words=ENGLISH, home=SEOUL):
    return date_view(dated_of(text, zone), words, home)


@pytest.mark.parametrize(
    ("text", "english", "values"),
    [
        ("2025", "2025", "2025"),
        ("2025-06", "June 2025", "2025-06"),
        ("2025-06-09", "9 June 2025", "2025-06-09"),
        ("1000-01-01", "1 January 1000", "1000-01-01"),
        ("9998-12-31", "31 December 9998", "9998-12-31"),
        ("2025-06~", "June 2025, approximate", "2025-06"),
        ("2025-07-08?", "8 July 2025, uncertain", "2025-07-08"),
        ("2025-07-08%", "8 July 2025, uncertain and approximate", "2025-07-08"),
        ("2025-06-XX", "June 2025 (day not given)", "2025-06"),
        ("2025-XX", "2025 (month not given)", "2025"),
        ("2025-XX-XX", "2025 (day not given)", "2025"),
        ("202X", "2020–2029", ""),
        ("20XX", "2000–2099", ""),
        ("2025-21", "spring 2025 (March – May 2025)", "2025-03 2025-05"),
        ("2025-22~", "summer 2025 (June – August 2025), approximate", "2025-06 2025-08"),
        ("2025-24", "winter 2025 (December 2025 – February 2026)", "2025-12 2026-02"),
        ("2025-34", "2nd quarter 2025 (April – June 2025)", "2025-04 2025-06"),
        ("2025-06-09/2025-06-15", "9–15 June 2025", "2025-06-09 2025-06-15"),
        ("2025-06-09~/2025-06-15~", "9–15 June 2025, approximate", "2025-06-09 2025-06-15"),
        ("2025-06-09/2025-06-15~", "9 June 2025 – 15 June 2025 (approximate)", "2025-06-09 2025-06-15"),
        ("2025-06-09?/2025-06-15~", "9 June 2025 (uncertain) – 15 June 2025 (approximate)", "2025-06-09 2025-06-15"),
        ("2025-06-09/2025-07-15", "9 June – 15 July 2025", "2025-06-09 2025-07-15"),
        ("2025-12-29/2026-01-03", "29 December 2025 – 3 January 2026", "2025-12-29 2026-01-03"),
        ("2025-06-09/2025-06-09", "9 June 2025", "2025-06-09"),
        ("2025-05/2025-06", "May – June 2025", "2025-05 2025-06"),
        ("2025-06/2025-06", "June 2025", "2025-06"),
        ("2024/2025", "2024 – 2025", "2024 2025"),
        ("2025-06-09/2025-07", "9 June 2025 – July 2025", "2025-06-09 2025-07"),
        ("2025-06/..", "from June 2025", "2025-06"),
        ("2025-06/", "from June 2025, end unknown", "2025-06"),
        ("../2025-06", "until June 2025", "2025-06"),
        ("/2025-06", "until June 2025, start unknown", "2025-06"),
        ("2025-06~/..", "from June 2025, approximate", "2025-06"),
        ("202X/..", "from 2020–2029", ""),
        ("2025-06-09T10:00", "9 June 2025, 10:00 Seoul time", "2025-06-09T10:00"),
        ("2025-06-09T10:00:30", "9 June 2025, 10:00:30 Seoul time", "2025-06-09T10:00:30"),
        ("2025-06-09T10:00~", "9 June 2025, 10:00 Seoul time, approximate", "2025-06-09T10:00"),
        ("2025-07-09T00:01-04:00", "9 July 2025, 00:01 UTC−4", "2025-07-09T00:01-04:00"),
        ("2025-07-09T00:01Z", "9 July 2025, 00:01 UTC", "2025-07-09T00:01Z"),
        ("2025-06-09T10:00/12:00", "9 June 2025, 10:00–12:00 Seoul time", "2025-06-09T10:00 2025-06-09T12:00"),
        (
            "2025-06-09T10:00+05:30/2025-06-09T12:00+05:30",
            "9 June 2025, 10:00–12:00 UTC+5:30",
            "2025-06-09T10:00+05:30 2025-06-09T12:00+05:30",
        ),
        (
            "2025-06-09T10:00/2025-06-10T12:00",
            "9 June 2025, 10:00 – 10 June 2025, 12:00 Seoul time",
            "2025-06-09T10:00 2025-06-10T12:00",
        ),
        (
            "2025-06-09T10:00+09:00/2025-06-10T12:00-04:00",
            "9 June 2025, 10:00 UTC+9 – 10 June 2025, 12:00 UTC−4",
            "2025-06-09T10:00+09:00 2025-06-10T12:00-04:00",
        ),
        (
            "2025-06-09T10:00/2025-06-12",
            "9 June 2025, 10:00 Seoul time – 12 June 2025",
            "2025-06-09T10:00 2025-06-12",
        ),
    ],
)
def test_english(text, english, values):
    view = view_of(text)
    assert view.text.translate(BLANKS) == english
    assert " ".join(part.datetime for part in view.parts if part.datetime) == values
    assert view.edtf == text


@pytest.mark.parametrize(
    ("text", "korean"),
    [
        ("2025", "2025년"),
        ("2025-06", "2025년 6월"),
        ("2025-06-09", "2025년 6월 9일"),
        ("2025-06-09/2025-06-15", "2025년 6월 9일~15일"),
        ("2025-06-09/2025-07-15", "2025년 6월 9일 ~ 7월 15일"),
        ("2025-05/2025-06", "2025년 5월~6월"),
        ("2025-33", "2025년 제 1/4분기 (2025년 1월~3월)"),
        ("2025-07-09T00:01-04:00", "2025년 7월 9일 00:01 UTC−4"),
    ],
)
def test_korean(text, korean):
    view = view_of(text, words=KOREAN)
    assert view.text.translate(BLANKS) == korean
    assert not any(part.datetime and part.text.endswith(("~", " ")) for part in view.parts)


def test_the_words_are_those_of_the_catalogue():
    catalogue = """
msgid ""
msgstr "Plural-Forms: nplurals=1; plural=0;\\n"

msgid "approximate"
msgstr "추정"

msgid "from %(date)s"
msgstr "%(date)s부터"

msgid "%(city)s time"
msgstr "%(city)s 시간"

msgid "in %(num)s day"
msgid_plural "in %(num)s days"
msgstr[0] "%(num)s일 후"
"""
    words = load_words("ko", catalogue)
    assert view_of("2025-06~/..", words=words).text == "2025년 6월부터, 추정"
    assert view_of("2025-06-09T10:00", "America/New_York", words).zone == "뉴욕 시간"
    assert countdown(dated_of("2025-07-08"), date(2025, 7, 7), SEOUL, words) == "1일 후"


@pytest.mark.parametrize(
    ("text", "zone", "named"),
    [
        ("2025-06-09", "Asia/Seoul", ""),
        ("2025-06-09", "America/New_York", "New York time"),
        ("2025-06-09", "America/Argentina/Buenos_Aires", "Buenos Aires time"),
        ("2025-06-09", "AoE", "anywhere on earth"),
        ("2025-06-09", "UTC-3:30", "UTC−3:30"),
        ("2025-06-09", "UTC", "UTC"),
        ("2025-06-09/2025-06-10", "AoE", "anywhere on earth"),
        ("2025-06", "AoE", ""),
        ("2025-06-XX", "AoE", ""),
        ("2025-06-09T10:00", "AoE", "anywhere on earth"),
        ("2025-06-09T10:00-04:00", "AoE", "UTC−4"),
    ],
)
def test_the_zone_is_named_where_it_matters(text, zone, named):
    assert view_of(text, zone).zone == named


def test_without_a_home_a_whole_day_has_no_zone():
    assert view_of("2025-06-09", "AoE", home=None).zone == ""
    assert view_of("2025-06-09T10:00", "AoE", home=None).zone == "anywhere on earth"


@pytest.mark.parametrize("language", ["en", "ko", "de", "ar", "ja", "zh-Hant", "fa", "pt-BR", "sr-Latn", "xx"])
@pytest.mark.parametrize("text", ["2025-06-09/2025-06-15", "2025-24/2026-33", "2025-06-09T10:00/12:00", "2025-XX"])
def test_every_language_has_words(language, text):
    view = view_of(text, words=load_words(language))
    assert "".join(part.text for part in view.parts).strip()
    assert all(part.text for part in view.parts)


POINT = st.one_of(
    st.dates(date(1000, 1, 1), date(9998, 12, 31)).map(date.isoformat),
    st.dates(date(1000, 1, 1), date(9998, 12, 31)).map(lambda day: f"{day:%Y-%m}".rjust(7, "0")),
    st.integers(1000, 9998).map(str),
    st.tuples(st.integers(1000, 9998), st.sampled_from(["21", "24", "33", "36", "XX", "XX-XX", "06-XX"])).map(
        lambda pair: f"{pair[0]}-{pair[1]}"
    ),
    st.tuples(st.dates(date(1000, 1, 1), date(9998, 12, 31)), st.times(), st.sampled_from(["", "Z", "+09:00"])).map(
        lambda three: f"{three[0].isoformat()}T{three[1]:%H:%M}{three[2]}"
    ),
)
MARKED = st.tuples(POINT, st.sampled_from(["", "~", "?", "%"])).map("".join)
ANY = st.one_of(
    MARKED, st.tuples(MARKED, MARKED).map("/".join), MARKED.map(lambda t: t + "/.."), MARKED.map(lambda t: "../" + t)
)
HTML_TIME = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?)?)?")


@given(ANY)
def test_every_time_value_is_one_of_html(text):
    edtf = parse_edtf(text)
    if not isinstance(edtf, Edtf) or not isinstance(time_span(edtf, SEOUL), TimeSpan):
        return
    view = view_of(text)
    values = [part.datetime for part in view.parts if part.datetime]
    assert all(HTML_TIME.fullmatch(value) for value in values)
    if edtf.start != edtf.end and not any(point and point.season for point in (edtf.start, edtf.end)):
        assert tuple(values) == html_datetimes(edtf)
    assert all(part.text for part in view.parts)


TODAY = date(2025, 7, 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2025-07-01", "today"),
        ("2025-07-01T10:00", "today"),
        ("2025-07-02", "in 1 day"),
        ("2025-08-12", "in 42 days"),
        ("2025-07-14/2025-07-20", "in 13 to 19 days"),
        ("2025-07-31T10:00/2025-08-01T10:00", "in 30 to 31 days"),
        ("2025-08", "in 31 to 61 days"),
        ("2025-07-14/..", "in 13 days or later"),
        ("2025-07-02/..", "in 1 day or later"),
        ("2025-06-30", "1 day ago"),
        ("2025-06-09/2025-06-15", "16 to 22 days ago"),
        ("../2025-06-29", "at least 2 days ago"),
        ("2025-06-25/2025-07-01", "now, last day"),
        ("2025-07-01/2025-07-02", "now, up to 1 day left"),
        ("2025-07", "now, up to 30 days left"),
        ("2025", "now, up to 183 days left"),
        ("2025-05-01/2025-07-01", "now, last day"),
        ("../2025-07-02", "now, up to 1 day left"),
        ("2025-06/..", "now"),
        ("1000-01-01", "374,555 days ago"),
    ],
)
def test_countdown(text, said):
    assert countdown(dated_of(text), TODAY, SEOUL, ENGLISH) == said


def test_a_day_of_another_zone_is_a_window_of_days_here():
    assert countdown(dated_of("2025-07-08", "America/New_York"), TODAY, SEOUL, ENGLISH) == "in 7 to 8 days"
    assert countdown(dated_of("2025-06-30", "AoE"), TODAY, SEOUL, ENGLISH) == "now, last day"
    assert countdown(dated_of("2025-06-30T23:59", "AoE"), TODAY, SEOUL, ENGLISH) == "today"


def test_no_date_no_countdown():
    assert countdown(None, TODAY, SEOUL, ENGLISH) == ""


def test_a_plain_day():
    view = day_view(date(2025, 6, 9), ENGLISH)
    assert (view.text, view.parts[0].datetime, view.zone, view.edtf) == ("9 June 2025", "2025-06-09", "", "2025-06-09")


@pytest.mark.parametrize(
    ("text", "fuzzy"),
    [
        ("2025-06-09", False),
        ("2025-06-09/2025-06-10", False),
        ("2025-06", True),
        ("2025-06-09~", True),
        ("2025/..", True),
    ],
)
def test_fuzzy(text, fuzzy):
    edtf = parse_edtf(text)
    assert isinstance(edtf, Edtf) and is_fuzzy(edtf) is fuzzy
