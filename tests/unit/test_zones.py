import pickle
from datetime import datetime, timedelta

import pytest

from briefgen import zones
from briefgen.zones import Zone, ZoneFault, parse_zone

NOON = datetime(2025, 6, 9, 12)


@pytest.mark.parametrize(
    ("name", "known_as", "hours"),
    [
        ("UTC", "UTC", 0),
        ("UTC+9", "UTC+9", 9),
        ("UTC+09", "UTC+9", 9),
        ("UTC-08", "UTC-8", -8),
        ("UTC-3:30", "UTC-3:30", -3.5),
        ("UTC+05:30", "UTC+5:30", 5.5),
        ("UTC+0", "UTC", 0),
        ("UTC-00:00", "UTC", 0),
        ("UTC+14", "UTC+14", 14),
        ("UTC-14:00", "UTC-14", -14),
        ("AoE", "AoE", -12),
        ("Asia/Seoul", "Asia/Seoul", 9),
        ("America/New_York", "America/New_York", -4),
        ("America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires", -3),
        ("US/Eastern", "US/Eastern", -4),
        ("Etc/GMT+5", "Etc/GMT+5", -5),
    ],
)
def test_zones(name, known_as, hours):
    zone = parse_zone(name)
    assert isinstance(zone, Zone)
    assert zone.name == known_as
    assert NOON.replace(tzinfo=zone.tz).utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("name", "candidates"),
    [
        ("PT", ["America/Los_Angeles", "America/Vancouver"]),
        ("KST", ["Asia/Seoul", "UTC+9"]),
        ("kst", ["Asia/Seoul", "UTC+9"]),
        ("EST", ["America/New_York", "UTC-5"]),
        ("CST", ["America/Chicago", "UTC-6", "Asia/Shanghai"]),
        ("EST5EDT", ["America/New_York", "America/Toronto"]),
        ("GMT", ["UTC", "Europe/London"]),
        ("Z", ["UTC"]),
        ("GMT+2", ["UTC+2"]),
        ("utc+2", ["UTC+2"]),
        ("UTC +2", ["UTC+2"]),
        ("UTC+0530", ["UTC+5:30"]),
        ("UTC−3:30", ["UTC-3:30"]),
        ("+09:00", ["UTC+9"]),
        ("UTC+15", []),
        ("UTC+14:01", []),
        ("UTC+9:60", []),
        ("GMT+15", []),
        ("Korea", ["Asia/Seoul", "Asia/Pyongyang"]),
        ("Japan", ["Asia/Tokyo"]),
        ("South Korea", ["Asia/Seoul"]),
        ("Eastern Time", ["America/New_York", "America/Toronto"]),
        ("Korea Standard Time", ["Asia/Seoul", "Asia/Pyongyang"]),
        ("Washington, D.C.", ["America/New_York"]),
        ("America/Washington", ["America/New_York"]),
        ("asia/seoul", ["Asia/Seoul"]),
        ("america/NEW_YORK", ["America/New_York"]),
        ("America/New York", ["America/New_York"]),
        (" Asia/Seoul", ["Asia/Seoul"]),
        ("utc", ["UTC"]),
        ("aoe", ["AoE"]),
        ("Anywhere on Earth", ["AoE"]),
        ("Seoul", ["Asia/Seoul"]),
        ("new york", ["America/New_York"]),
        ("America/London", ["Europe/London"]),
        ("Europe/Berln", ["Europe/Berlin"]),
        ("", []),
        ("localtime", []),
        ("Factory", []),
        ("/etc/localtime", []),
        ("Asia/Seo\0ul", None),
        ("Asia/\ud800", None),
        ("x" * 1000, []),
        ("Asia", None),
        ("America/Argentina", None),
    ],
)
def test_anything_else_is_a_fault_with_candidates(name, candidates):
    fault = parse_zone(name)
    assert isinstance(fault, ZoneFault)
    assert len(fault.message) < 120
    assert all(isinstance(parse_zone(candidate), Zone) for candidate in fault.candidates)
    if candidates is not None:
        assert list(fault.candidates[: max(1, len(candidates))]) == candidates


def test_a_path_is_never_opened():
    for name in (
        "../Asia/Seoul",
        "/usr/share/zoneinfo/Asia/Seoul",
        "posix/Asia/Seoul",
        "right/Asia/Seoul",
        "Asia/../UTC",
    ):
        assert isinstance(parse_zone(name), ZoneFault)


def test_zones_of_one_name_are_equal():
    assert parse_zone("UTC+05:30") == parse_zone("UTC+5:30")
    assert len({parse_zone("UTC+05:30"), parse_zone("UTC+5:30"), parse_zone("Asia/Kolkata")}) == 2
    assert parse_zone("Asia/Seoul") is parse_zone("Asia/Seoul")
    assert pickle.loads(pickle.dumps(parse_zone("Asia/Seoul"))) == parse_zone("Asia/Seoul")


@pytest.mark.parametrize("table", [zones._ABBREVIATIONS, zones._PLACES])
def test_every_candidate_of_the_tables_is_a_zone(table):
    for key, candidates in table.items():
        assert key == key.casefold()
        assert candidates
        for candidate in candidates:
            assert isinstance(parse_zone(candidate), Zone), candidate
