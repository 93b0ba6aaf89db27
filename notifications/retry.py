"""When a text that the carrier surely did not take is tried again. Pure."""

from datetime import timedelta


def wait_before(attempt: int, first: timedelta, longest: timedelta) -> timedelta:
    """The wait after the `attempt`-th try (1, 2, …): `first`, doubling to `longest`."""
    return min(first * (1 << min(attempt - 1, 16)), longest)
