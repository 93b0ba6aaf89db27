"""Fixtures: a product that takes webhooks, a simulator of one's own or shared, a fresh number."""

import itertools
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
import requests

from tests.simulator.running import PATIENCE, Product, Simulator, Webhooks


@pytest.fixture
def product() -> Iterator[Product]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Webhooks)
    server.product = Product(url=f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    yield server.product
    server.shutdown()
    server.server_close()


@pytest.fixture
def start(tmp_path: Path) -> Iterator:
    """Start a simulator on the test's own record; all are stopped at the end."""
    running = []

    def begin(*options: str) -> Simulator:
        running.append(Simulator(tmp_path / "var" / "simulator.sqlite3", *options))
        return running[-1]

    yield begin
    for simulator in running:
        simulator.stop()


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    simulator = Simulator(tmp_path_factory.mktemp("carrier") / "simulator.sqlite3")
    yield simulator
    simulator.stop()


@pytest.fixture
def carrier(shared: Simulator) -> Iterator[Simulator]:
    """One simulator for many tests, without a script left over; each test takes its own phone."""
    yield shared
    requests.delete(f"{shared.url}/script", timeout=PATIENCE)


_numbers = itertools.count(100)


@pytest.fixture
def phone() -> str:
    """A number no other test of this run has used."""
    return f"+1555010{next(_numbers):04d}"
