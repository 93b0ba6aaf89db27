"""The product under injury: real processes, waits shortened, and the count at both ends."""

import contextlib
import json
import os
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import redis
import requests

from tests.journeys.running import PATIENCE, ROOT, Product

SHORT = {
    "SWEEP_SECONDS": "1",
    "POLL_SECONDS": "2",
    "CLAIM_LEASE_SECONDS": "4",
    "TWILIO_READ_SECONDS": "1",
    "RETRY_SECONDS": "1,2",
    "LOOKUP_AFTER_SECONDS": "1,2,3,5",
}
CALM_SECONDS = 60
FINAL = {"delivered", "undelivered", "failed", "unresolved", "suppressed", "cancelled", "expired"}
_QUEUE = """
import json, sys
from clinic import clock
from clinic.models import Clinic
from notifications import inbound, outbox
from notifications.models import Kind
clinic = Clinic.objects.get()
for key, number in json.loads({texts!r}):
    outbox.queue_text(
        clinic=clinic, patient=None, number=number, purpose=inbound.NOTICE, owner_id=None,
        dedupe_key=key, body=f"Oak Clinic: {{key}}.", kind=Kind.ANSWER, now=clock.now(),
    )
"""
_STATES = """
import json, sys
from notifications.models import Message
rows = Message.objects.filter(dedupe_key__startswith={prefix!r})
print("STATES", json.dumps(list(rows.values_list("dedupe_key", "state", "number"))))
"""


@dataclass(frozen=True)
class Outcome:
    """What became of a fault's texts: due, accepted by the carrier, lost, doubled, by state."""

    due: int
    accepted: int
    lost: int
    doubled: int
    states: dict[str, int]


class Injured(Product):
    """A product whose texts are counted at both ends."""

    def __init__(self, folder: Path, own: dict[str, str]) -> None:
        super().__init__(folder, SHORT | own)
        make = "from summaries.sample.clinic import open_clinic; open_clinic()"
        self.manage("shell", "-v0", "-c", make)
        self.start("beat")

    def shell(self, code: str, **own: str) -> str:
        """What a piece of the product's own code prints, run beside it."""
        command = [sys.executable, "manage.py", "shell", "-v0", "-c", code]
        done = subprocess.run(
            command, cwd=ROOT, env=self.env | own, check=True, capture_output=True, text=True
        )
        return done.stdout

    def script(self, *rules: dict) -> None:
        requests.post(f"{self.carrier}/script", json=list(rules), timeout=PATIENCE)

    def empty_broker(self) -> None:
        """Every nudge that waits is lost."""
        kind = self.env.get("BROKER_URL", "").split(":")[0]
        if kind == "redis":
            redis.Redis.from_url(self.env["BROKER_URL"]).flushdb()
        elif kind == "amqp":
            code = "from celery import current_app as app; app.control.purge()"
            self.shell(code)
        else:
            for nudge in (Path(self.env["DATA_DIR"]) / "broker" / "messages").glob("*.msg"):
                nudge.unlink(missing_ok=True)

    def queue(self, fault: str, many: int, first: int, **own: str) -> None:
        """Queue texts, each to a number of its own."""
        numbers = [f"+1555010{(first + n) % 10000:04d}" for n in range(many)]
        texts = [(f"{fault}:{n}", number) for n, number in enumerate(numbers)]
        self.shell(_QUEUE.format(texts=json.dumps(texts)), **own)

    def states(self, fault: str) -> list[tuple[str, str, str]]:
        said = self.shell(_STATES.format(prefix=f"{fault}:"))
        line = next(line for line in said.splitlines() if line.startswith("STATES "))
        return [tuple(row) for row in json.loads(line.removeprefix("STATES "))]

    def outcome(self, fault: str) -> Outcome:
        """Wait for calm, then count here and in the carrier's own record."""
        deadline = time.monotonic() + CALM_SECONDS
        rows = self.states(fault)
        while any(s not in FINAL for _, s, _ in rows) and time.monotonic() < deadline:
            time.sleep(1)
            rows = self.states(fault)
        record = requests.get(f"{self.carrier}/record.json", timeout=PATIENCE).json()
        taken = Counter(m["body"] for m in record["messages"] if m["direction"] != "inbound")
        copies = [taken[f"Oak Clinic: {key}."] for key, _, _ in rows]
        return Outcome(
            due=len(rows),
            accepted=sum(1 for n in copies if n),
            lost=sum(1 for _, state, _ in rows if state not in FINAL),
            doubled=sum(1 for n in copies if n > 1),
            states=dict(Counter(state for _, state, _ in rows)),
        )


@contextlib.contextmanager
def running(folder: Path, setup: str) -> Iterator[Injured]:
    """An injured product on SQLite, or on PostgreSQL with RabbitMQ or Redis."""
    if setup == "sqlite":
        product = Injured(folder, {})
        try:
            yield product
        finally:
            product.stop()
        return
    server = os.environ.get("TEST_DATABASE_URL", "postgres://postgres@127.0.0.1/postgres")
    broker = {"pg-rabbit": "amqp://guest:guest@127.0.0.1//", "pg-redis": "redis://127.0.0.1/9"}
    name = f"reprieve_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"create database {name}")
    url = f"{server.rsplit('/', 1)[0]}/{name}"
    product = Injured(folder, {"DATABASE_URL": url, "BROKER_URL": broker[setup]})
    try:
        yield product
    finally:
        product.stop()
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"drop database {name} with (force)")
