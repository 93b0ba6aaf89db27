"""The product on one set-up, with every wait shortened, and what a fault may do to it."""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

from tests.faults.processes import PATIENCE, PAUSE, Keeper, wait_for
from tests.faults.setups import Setup
from tests.journeys.running import ROOT, free_port

ACCOUNT, TOKEN = "AC" + "0" * 32, "a-token-for-faults"
READ_SECONDS = 1.5
SHORTENED = {
    "SWEEP_SECONDS": "1",
    "POLL_SECONDS": "2",
    "CLAIM_LEASE_SECONDS": "4",
    "TWILIO_READ_SECONDS": str(READ_SECONDS),
    "RETRY_SECONDS": "0.2,1",
    "LOOKUP_AFTER_SECONDS": "1,3,7",
    "SENDING_THREADS": "4",
}
OURS = ("TASKS_INLINE", "BROKER_URL", "DATABASE_URL", "TEST_DATA_DIR", "SIMULATOR_SCRIPT")


class Stage:
    """Web, workers, beat and the carrier of one run, and the helper that looks inside."""

    def __init__(self, setup: Setup, folder: Path) -> None:
        self.setup, self.folder, self.is_broken = setup, folder, False
        ports = free_port(), free_port()
        self.web, self.carrier = (f"http://127.0.0.1:{port}" for port in ports)
        self.env = {
            **{name: value for name, value in os.environ.items() if name not in OURS},
            **SHORTENED,
            "SANDBOX": "1",
            "DATA_DIR": str(folder),
            "TMPDIR": str(folder),
            "PUBLIC_URL": self.web,
            "TWILIO_BASE_URL": self.carrier,
            "TWILIO_ACCOUNT_SID": ACCOUNT,
            "TWILIO_AUTH_TOKEN": TOKEN,
            "SIMULATOR_RECORD": str(folder / "simulator.sqlite3"),
            "DJANGO_SETTINGS_MODULE": "config.settings",
            **setup.env,
        }
        migrate = [sys.executable, "manage.py", "migrate", "-v0"]
        subprocess.run(migrate, cwd=ROOT, env=self.env, check=True)
        self._inside = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.inside"],
            cwd=ROOT,
            env=self.env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=(folder / "inside.log").open("w"),
            text=True,
        )
        self._keeper = Keeper(self.env, folder / "processes.log")
        self._start(*ports)

    def _start(self, web: int, carrier: int) -> None:
        program, celery = self._keeper.program, ("celery", "-A", "config")
        self.simulator = program("simulator", "--port", str(carrier))
        self.server = program(
            "gunicorn", "config.wsgi", "-b", f"127.0.0.1:{web}", "--threads", "8",
            "--no-control-socket",
        )  # fmt: skip
        quiet = ("--without-gossip", "--without-mingle", "--without-heartbeat")
        self.workers = [
            program(*celery, "worker", "-P", "threads", "-n", f"worker{n}@%h", *quiet)
            for n in range(self.setup.workers + 1)
        ]
        self.spare_worker = self.workers.pop()
        self.beats = [program(*celery, "beat", "--pidfile=") for _ in range(2)]
        for each in (self.simulator, self.server, self.beats[0], *self.workers):
            each.start()
        wait_for(self.carrier)
        wait_for(f"{self.web}/healthz/live")

    def inside(self, name: str, *arguments: object) -> Any:
        """Ask the helper in Django."""
        self._inside.stdin.write(json.dumps([name, arguments]) + "\n")
        self._inside.stdin.flush()
        answer = self._inside.stdout.readline()
        if not answer:
            raise RuntimeError(f"{name} failed: see {self.folder}/inside.log")
        return json.loads(answer)

    def start_web(self) -> None:
        self.server.start()
        wait_for(f"{self.web}/healthz/live")

    def heal(self) -> None:
        """As if nothing had happened: the carrier well, the broker there, everybody running."""
        requests.delete(f"{self.carrier}/script", timeout=PATIENCE)
        self.setup.bring_broker_back()

    def stop(self) -> None:
        self._inside.stdin.close()
        self._inside.wait()
        self._keeper.stop()
        self.setup.clean_up()


@dataclass
class Run:
    """One fault with one seed on a stage: its own clinic, patients and numbers."""

    stage: Stage
    fault: int
    seed: int
    problems: list[str] = field(default_factory=list)
    clinic: str = ""
    email: str = ""
    phones: list[str] = field(default_factory=list)
    by_link: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rng = random.Random(f"{self.fault}:{self.seed}")  # noqa: S311 - to be repeatable

    @property
    def by_reply(self) -> list[str]:
        return [phone for phone in self.phones if phone not in self.by_link]

    @property
    def staff_phone(self) -> str:
        return f"+1555010{self.fault * 100 + 99:04d}"

    def people(self, count: int) -> None:
        made = self.stage.inside("people", self.fault * 100, count)
        self.clinic, self.email = made["clinic"], made["email"]
        self.phones = [one["phone"] for one in made["people"]]
        self.by_link = [one["phone"] for one in made["people"] if one["by_link"]]

    def fall_due(self) -> None:
        """Two texts for each patient, at once."""
        self.inside("fall_due")

    def ask(self, count: int) -> None:
        """Patients who have their texts."""
        self.people(count)
        self.fall_due()
        self.wait("all texts at the carrier", lambda: len(self.accepted()) >= 2 * count)
        self.wait("calm", self.is_calm)

    def inside(self, name: str, *arguments: object) -> Any:
        return self.stage.inside(name, self.clinic, *arguments)

    def script(self, *rules: dict[str, Any]) -> None:
        """What the carrier does wrong from now on."""
        answer = requests.post(f"{self.stage.carrier}/script", json=rules, timeout=PATIENCE)
        answer.raise_for_status()

    def record(self, table: str = "messages") -> list[dict[str, Any]]:
        """The carrier's own record of this clinic's numbers."""
        answer = requests.get(f"{self.stage.carrier}/record.json", timeout=PATIENCE).json()
        ours, name = {*self.phones, self.staff_phone}, "to" if table == "attempts" else "phone"
        return [row for row in answer[table] if row[name] in ours]

    def accepted(self) -> list[dict[str, Any]]:
        """The texts to these numbers that the carrier took."""
        return [text for text in self.record() if text["direction"] != "inbound"]

    def reply(self, phone: str, body: str) -> int | None:
        """The patient texts; what the webhook answered, None where nobody did."""
        url = f"{self.stage.carrier}/phones/{phone}/reply"
        return requests.post(url, json={"body": body}, timeout=PATIENCE).json()["webhook_status"]

    def is_calm(self) -> bool:
        """Nothing is left to do here, and whatever came in at the carrier stands in a table."""
        if self.inside("unsettled"):
            return False
        stored = {text["carrier_id"] for text in self.inside("texts")}
        return all(t["sid"] in stored for t in self.record() if t["direction"] == "inbound")

    def wait(self, what: str, is_so: Callable[[], object], seconds: float = PATIENCE) -> bool:
        """Until it is so; where it does not become so, that is a problem of this run."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if is_so():
                return True
            time.sleep(PAUSE)
        self.problems.append(f"not reached in {seconds:.0f} s: {what}")
        return False

    def must(self, is_so: object, what: str) -> None:
        if not is_so:
            self.problems.append(what)

    def soon(self, longest: float) -> None:
        """Some moment of chance, before an injury."""
        time.sleep(self.rng.uniform(0, longest))

    @contextmanager
    def web_away(self) -> Iterator[None]:
        """The carrier's receipts and replies reach nobody."""
        self.stage.server.stop()
        try:
            yield
        finally:
            self.stage.start_web()
