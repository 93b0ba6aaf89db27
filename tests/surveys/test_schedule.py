"""When each step is due: local days and hours, calendar months, clock changes."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys import protocol, schedule

NEW_YORK = ZoneInfo("America/New_York")
EPIDURAL = protocol.load("epidural_steroid")


def test_the_epidurals_plan_after_a_procedure_in_march():
    planned = schedule.plan(EPIDURAL, date(2026, 3, 3), NEW_YORK)
    assert [(p.step.key, p.local_date.isoformat(), p.step.by) for p in planned] == [
        ("d1", "2026-03-04", "reply"),
        ("d3", "2026-03-06", "reply"),
        ("d7", "2026-03-10", "reply"),
        ("w2", "2026-03-17", "link"),
        ("w6", "2026-04-14", "link"),
        ("m3", "2026-06-03", "link"),
        ("m6", "2026-09-03", "link"),
    ]


def test_ten_in_the_morning_stays_ten_across_the_clock_change():
    planned = {p.step.key: p for p in schedule.plan(EPIDURAL, date(2026, 3, 3), NEW_YORK)}
    assert planned["d3"].due_at == datetime(2026, 3, 6, 15, tzinfo=UTC)  # EST
    assert planned["d7"].due_at == datetime(2026, 3, 10, 14, tzinfo=UTC)  # EDT


def test_a_safety_step_closes_after_a_day_and_a_routine_one_after_two_weeks():
    planned = {p.step.key: p for p in schedule.plan(EPIDURAL, date(2026, 3, 3), NEW_YORK)}
    assert (planned["d1"].expires_at - planned["d1"].due_at).days == 1
    assert (planned["w2"].expires_at - planned["w2"].due_at).days == 14


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 3, 3), 3, date(2026, 6, 3)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 10, 31), 3, date(2027, 1, 31)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
    ],
)
def test_months_are_calendar_months(day, months, expected):
    assert schedule.add_months(day, months) == expected


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 24))
def test_a_month_later_is_never_past_the_months_end_nor_out_of_order(day, months):
    later = schedule.add_months(day, months)
    assert later > day
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


def test_an_hour_that_the_clock_change_skips_still_gives_one_moment():
    assert schedule.due_at(date(2026, 3, 8), 2, NEW_YORK) == datetime(2026, 3, 8, 7, tzinfo=UTC)


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)))
def test_due_times_rise_and_fall_on_the_local_hour(day_0):
    planned = schedule.plan(EPIDURAL, day_0, NEW_YORK)
    assert [p.due_at for p in planned] == sorted(p.due_at for p in planned)
    assert {p.due_at.astimezone(NEW_YORK).hour for p in planned} == {10}
