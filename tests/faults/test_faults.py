"""One seed on the embedded defaults, a test for each fault; `make faults` has the other set-ups."""

from collections.abc import Iterator

import pytest

from tests.faults.faults import FAULTS
from tests.faults.rounds import play, stage
from tests.faults.stage import Stage

pytestmark = pytest.mark.faults


@pytest.fixture(scope="module")
def product() -> Iterator[Stage]:
    with stage("sqlite") as on:
        yield on


@pytest.mark.parametrize("number", sorted(FAULTS))
def test_nothing_is_lost_and_nothing_doubled(product: Stage, number: int) -> None:
    played = play(product, FAULTS[number], seed=1)
    assert not played.wrong, played
