"""When a text that the carrier surely did not take is tried again. Pure."""

from datetime import timedelta

FIRST, LONGEST = timedelta(seconds=30), timedelta(minutes=30)


def wait_before(attempt: int) -> timedelta:
    """The wait after the `attempt`-th try (1, 2, …): 30 s doubling to 30 min."""
    return min(FIRST * 2 ** min(attempt - 1, 16), LONGEST)
