"""The whole product as `make run` starts it: web, worker and simulator as processes."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import requests

ROOT = Path(__file__).parents[2]
PATIENCE = 30


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Product:
    """A running sandbox on free ports, its data in `folder`; `own` settings come on top."""

    def __init__(self, folder: Path, own: dict[str, str] | None = None) -> None:
        web, carrier = free_port(), free_port()
        self.web, self.carrier = f"http://127.0.0.1:{web}", f"http://127.0.0.1:{carrier}"
        self.env = {
            **{k: v for k, v in os.environ.items() if k not in ("TASKS_INLINE", "BROKER_URL")},
            "SANDBOX": "1",
            "DATA_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{folder}/reprieve.sqlite3",
            "TMPDIR": str(folder),
            "PUBLIC_URL": self.web,
            "TWILIO_BASE_URL": self.carrier,
            "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
            "TWILIO_AUTH_TOKEN": "a-token-for-tests",
            "SIMULATOR_SANDBOX_URL": f"{self.web}/sandbox/",
            "SIMULATOR_RECORD": str(folder / "simulator.sqlite3"),
            **(own or {}),
        }
        self.log = (folder / "processes.log").open("w")
        self.manage("migrate", "-v0")
        self.commands = {
            "web": ("gunicorn", "config.wsgi", "-b", f"127.0.0.1:{web}", "--threads", "4",
                    "--no-control-socket"),
            "worker": ("celery", "-A", "config", "worker", "-P", "threads", "-c", "4"),
            "simulator": ("simulator", "--port", str(carrier)),
        }  # fmt: skip
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        for name in ("web", "worker", "simulator"):
            self.start(name)
        self.wait_for(f"{self.web}/accounts/login/")
        self.wait_for(self.carrier)

    def manage(self, *arguments: str) -> None:
        command = [sys.executable, "manage.py", *arguments]
        subprocess.run(command, cwd=ROOT, env=self.env, check=True)

    def start(self, name: str, kind: str = "", **own: str) -> None:
        """Start a process; a second one of a kind has a name of its own."""
        self.processes[name] = subprocess.Popen(
            [sys.executable, "-m", *self.commands[kind or name]],
            cwd=ROOT, env=self.env | own, stdout=self.log, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def wait_for(self, url: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                return requests.get(url, timeout=PATIENCE).raise_for_status()
            except requests.ConnectionError:
                time.sleep(0.05)
        raise AssertionError(f"{url} did not answer; see {self.log.name}")

    def texts(self, number: str) -> list[dict]:
        answer = requests.get(f"{self.carrier}/record.json", {"to": number}, timeout=PATIENCE)
        return answer.json()["messages"]

    def stop(self) -> None:
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            process.wait(PATIENCE)
        self.log.close()
