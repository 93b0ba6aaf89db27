"""On PostgreSQL with real brokers: a nudge reaches a worker, a lost broker costs nothing.

TEST_DATABASE_URL and TEST_BROKER_URLS (apart by blanks) name them: `.ci/run` does.
"""

import os
import subprocess
import sys
import time
import uuid

import psycopg
import pytest

from tests.journeys.running import PATIENCE, ROOT, Product

pytestmark = [
    pytest.mark.broker,
    pytest.mark.skipif("TEST_BROKER_URLS" not in os.environ, reason="no broker was named"),
]
BROKERS = os.environ.get("TEST_BROKER_URLS", "none").split()
NUMBER = "+15550100142"
QUEUE_ONE = """
from clinic import clock
from clinic.models import Clinic
from notifications import inbound, outbox
from notifications.models import Kind
outbox.queue_text(
    clinic=Clinic.objects.get(), patient=None, number="{number}", purpose=inbound.NOTICE,
    owner_id=None, dedupe_key="{key}", body="Oak Clinic: Hello {key}.", kind=Kind.STAFF,
    now=clock.now(),
)
"""


@pytest.fixture(scope="module", params=BROKERS, ids=lambda url: url.split(":")[0])
def product(request, tmp_path_factory):
    """Web, worker and simulator on a database of their own, without beat: only nudges send."""
    server = os.environ["TEST_DATABASE_URL"]
    name = f"reprieve_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"create database {name}")
    own = {
        "DATABASE_URL": server.rsplit("/", 1)[0] + f"/{name}",
        "BROKER_URL": request.param,
    }
    running = Product(tmp_path_factory.mktemp("product"), own)
    make = "from summaries.sample.clinic import open_clinic; open_clinic()"
    running.manage("shell", "-v0", "-c", make)
    yield running
    running.stop()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"drop database {name} with (force)")


def queue(product, key, **environment):
    code = QUEUE_ONE.format(number=NUMBER, key=key)
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", code]
    subprocess.run(command, cwd=ROOT, env=product.env | environment, check=True, timeout=PATIENCE)


def bodies(product):
    return [text["body"] for text in product.texts(NUMBER)]


def wait_for(product, body):
    deadline = time.monotonic() + PATIENCE
    while body not in bodies(product) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert bodies(product).count(body) == 1


def test_a_nudge_through_the_broker_sends_the_text_at_once(product):
    queue(product, "one")
    wait_for(product, "Oak Clinic: Hello one.")


def test_with_the_broker_out_of_reach_the_text_is_kept_and_the_sweeper_sends_it(product):
    queue(product, "two", BROKER_URL="amqp://guest:guest@127.0.0.1:9//")
    assert "Oak Clinic: Hello two." not in bodies(product)
    sweep = "from notifications.tasks import sweep; sweep()"
    product.manage("shell", "-v0", "-c", sweep)
    wait_for(product, "Oak Clinic: Hello two.")
