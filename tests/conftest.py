"""What many tests need: one simulated carrier for the run."""

from collections.abc import Iterator

import pytest
import requests

from tests.simulator.running import PATIENCE, Simulator


@pytest.fixture(autouse=True)
def _quick_passwords(settings) -> None:
    """Hashing is slow on purpose; not in tests."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def _running_carrier(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    from django.conf import settings

    simulator = Simulator(
        tmp_path_factory.mktemp("carrier") / "simulator.sqlite3",
        "--account", settings.TWILIO_ACCOUNT_SID,
        "--token", settings.TWILIO_AUTH_TOKEN,
    )  # fmt: skip
    yield simulator
    simulator.stop()


@pytest.fixture
def carrier(_running_carrier: Simulator, settings) -> Iterator[Simulator]:
    """The simulated carrier, which the product is pointed at; no script is left over."""
    settings.TWILIO_BASE_URL = _running_carrier.url
    yield _running_carrier
    requests.delete(f"{_running_carrier.url}/script", timeout=PATIENCE)
