"""The wait before a text that was surely not taken is tried again."""

from datetime import timedelta

import pytest

from notifications.retry import wait_before


@pytest.mark.parametrize(
    ("attempt", "seconds"),
    [(1, 30), (2, 60), (3, 120), (4, 240), (5, 480), (6, 960), (7, 1800), (8, 1800), (5000, 1800)],
)
def test_the_wait_doubles_from_half_a_minute_to_half_an_hour(attempt, seconds):
    assert wait_before(attempt) == timedelta(seconds=seconds)
