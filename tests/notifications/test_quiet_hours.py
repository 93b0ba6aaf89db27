"""When a text that we start may go: both sides of each boundary, clock changes, zones."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.quiet_hours import next_allowed

NEW_YORK = ZoneInfo("America/New_York")
ZONES = ["America/New_York", "America/Los_Angeles", "America/Phoenix", "Pacific/Honolulu"]


def local(text, zone=NEW_YORK):
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("moment", "allowed"),
    [
        ("2026-03-03T08:59:59", "2026-03-03T09:00"),
        ("2026-03-03T09:00:00", "2026-03-03T09:00"),
        ("2026-03-03T19:59:59", "2026-03-03T19:59:59"),
        ("2026-03-03T20:00:00", "2026-03-04T09:00"),
        ("2026-03-03T23:59:59", "2026-03-04T09:00"),
        ("2026-03-04T00:00:00", "2026-03-04T09:00"),
        ("2026-12-31T22:00:00", "2027-01-01T09:00"),
        ("2028-02-28T22:00:00", "2028-02-29T09:00"),
        # The clocks go forward on 8 March 2026 and back on 1 November 2026, at 2 am.
        ("2026-03-07T22:00:00", "2026-03-08T09:00"),
        ("2026-03-08T03:30:00", "2026-03-08T09:00"),
        ("2026-10-31T22:00:00", "2026-11-01T09:00"),
        ("2026-11-01T01:30:00", "2026-11-01T09:00"),
    ],
)
def test_a_text_waits_for_the_end_of_the_quiet_hours_it_falls_in(moment, allowed):
    assert next_allowed(local(moment), NEW_YORK, 20, 9) == local(allowed)


def test_the_second_half_past_one_of_the_autumn_night_waits_for_nine_too():
    twice = datetime(2026, 11, 1, 1, 30, tzinfo=NEW_YORK, fold=1).astimezone(UTC)
    assert next_allowed(twice, NEW_YORK, 20, 9) == datetime(2026, 11, 1, 14, tzinfo=UTC)


def test_an_end_in_the_hour_that_is_skipped_becomes_the_hour_after_it():
    asked = local("2026-03-07T22:00:00")
    assert next_allowed(asked, NEW_YORK, 20, 2) == local("2026-03-08T03:00")


def test_the_patients_own_zone_decides():
    moment = datetime(2026, 3, 3, 14, 30, tzinfo=UTC)  # 9:30 in New York, 6:30 in Los Angeles
    assert next_allowed(moment, NEW_YORK, 20, 9) == moment
    los_angeles = ZoneInfo("America/Los_Angeles")
    assert next_allowed(moment, los_angeles, 20, 9) == datetime(2026, 3, 3, 17, tzinfo=UTC)


@given(
    st.datetimes(datetime(2025, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(ZONES),
    st.integers(18, 23),
    st.integers(5, 10),
)
def test_what_is_allowed_is_never_earlier_never_quiet_and_within_a_day(moment, zone, start, end):
    allowed = next_allowed(moment, ZoneInfo(zone), start, end)
    assert moment <= allowed < moment + timedelta(hours=25)
    assert end <= allowed.astimezone(ZoneInfo(zone)).hour < start
    assert next_allowed(allowed, ZoneInfo(zone), start, end) == allowed
