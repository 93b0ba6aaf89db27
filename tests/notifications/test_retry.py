"""The wait before a text that was surely not taken is tried again."""

from datetime import timedelta

import pytest

from notifications.retry import wait_before


@pytest.mark.parametrize(
    ("attempt", "seconds"),
    [(1, 30), (2, 60), (3, 120), (4, 240), (5, 300), (5000, 300)],
)
def test_the_wait_doubles_from_the_first_to_the_longest(attempt, seconds):
    assert wait_before(attempt, timedelta(seconds=30), timedelta(seconds=300)) == timedelta(
        seconds=seconds
    )
