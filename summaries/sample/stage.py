"""The stage: the simulated carrier as a process, the web in a thread, the clinic's clock moved."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import requests
from celery import current_app
from django.conf import settings
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application

from clinic import clock
from notifications import sweepers
from surveys import release, upcoming

PATIENCE_SECONDS = 10


class _Quiet(WSGIRequestHandler):
    """Logs no request: their paths hold tokens."""

    def log_message(self, format: str, *args: object) -> None:
        return None


@dataclass(frozen=True)
class Stage:
    """Where the carrier is, and the means to let time pass."""

    carrier: str

    def texts(self, number: str) -> list[dict]:
        """Every text of this number at the carrier, oldest first, once all have their receipt."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            answer = requests.get(f"{self.carrier}/record.json", {"to": number}, timeout=5)
            messages = answer.json()["messages"]
            final = ("delivered", "undelivered", "failed", "received")
            if all(m["status"] in final for m in messages) or time.monotonic() > deadline:
                return messages
            time.sleep(0.02)

    def reply(self, number: str, body: str) -> None:
        """The patient types an answer on the phone."""
        url = f"{self.carrier}/phones/{number}/reply"
        requests.post(url, json={"body": body}, timeout=10).raise_for_status()

    def wait_until(self, moment: datetime) -> None:
        """Let time pass, stopping wherever a text falls due, as the minute's beat would."""
        while True:
            now = clock.now()
            next_text = upcoming.next_text(now)
            if next_text is None or next_text.at > moment:
                break
            clock.move_to(max(next_text.at, now))
            tick()
        if moment > clock.now():
            clock.move_to(moment)
        tick()


def tick() -> None:
    """What beat brings each minute."""
    now = clock.now()
    release.release_due(now)
    sweepers.sweep(now)


@contextmanager
def stage(*, record: Path, port: int = 0) -> Iterator[Stage]:
    """Set the stage for this process: tasks in line, the web on `port`, a carrier of our own."""
    current_app.conf.task_always_eager = True
    server = ThreadedWSGIServer(("127.0.0.1" if not port else _host(), port), _Quiet)
    server.set_app(get_wsgi_application())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    before = settings.PUBLIC_URL, settings.TWILIO_BASE_URL
    web = f"http://127.0.0.1:{server.server_port}"
    if not port:
        settings.PUBLIC_URL = web
    carrier = _start_carrier(record, web)
    try:
        settings.TWILIO_BASE_URL = carrier.stdout.readline().split()[-1]
        yield Stage(settings.TWILIO_BASE_URL)
    finally:
        carrier.terminate()
        carrier.wait(PATIENCE_SECONDS)
        server.shutdown()
        server.server_close()
        settings.PUBLIC_URL, settings.TWILIO_BASE_URL = before


def _host() -> str:
    host = urlsplit(settings.PUBLIC_URL).hostname
    return "127.0.0.1" if host in ("127.0.0.1", "localhost") else "0.0.0.0"  # noqa: S104


def _start_carrier(record: Path, web: str) -> "subprocess.Popen[str]":
    options = {
        "--port": "0",
        "--record": record,
        "--account": settings.TWILIO_ACCOUNT_SID,
        "--token": settings.TWILIO_AUTH_TOKEN,
        "--sender": settings.TWILIO_FROM,
        "--webhook-base": settings.PUBLIC_URL,
        "--sandbox-url": f"{web}/sandbox/",
    }
    command = [sys.executable, "-m", "simulator"]
    for name, value in options.items():
        command += [name, str(value)]
    return subprocess.Popen(command, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True)
