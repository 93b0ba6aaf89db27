"""The phone company as a process of its own, and a small product that takes its webhooks."""

import os
import subprocess
import sys
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from queue import Queue
from urllib.parse import parse_qsl, urlsplit

import requests
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

ACCOUNT, TOKEN = "AC" + "0" * 32, "a-token-for-tests"
SENDER, SERVICE = "+15550100190", "MG" + "0" * 32
ROOT = Path(__file__).parents[2]
PATIENCE = 10  # seconds a test waits for something that should come at once


@dataclass
class Product:
    """What the product was sent, in order: (path, form, signature); and how it answers."""

    url: str = ""
    webhooks: Queue = field(default_factory=Queue)
    skips: Queue = field(default_factory=Queue)
    answers: list = field(default_factory=list)
    state: str | None = None

    def next(self):
        return self.webhooks.get(timeout=PATIENCE)


class Webhooks(BaseHTTPRequestHandler):
    def do_POST(self):
        product = self.server.product
        form = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        if self.path == "/sandbox/skip":
            product.skips.put(form)
        else:
            product.webhooks.put((self.path, form, self.headers["X-Twilio-Signature"]))
        self._answer(product.answers.pop(0) if product.answers else 200)

    def do_GET(self):
        state = self.server.product.state
        self._answer(200 if state else 404, (state or "").encode())

    def _answer(self, status, body=b""):
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class _ToSimulator(TwilioHttpClient):
    def __init__(self, base: str) -> None:
        super().__init__()
        self.base = base
        self.session.trust_env = False

    def request(self, method, url, **options):
        parts = urlsplit(url)
        address = f"{self.base}{parts.path}" + (f"?{parts.query}" if parts.query else "")
        return super().request(method, address, **options)


class Simulator:
    """A running simulator process, and the ways to reach it."""

    def __init__(self, record: Path, *options: str) -> None:
        command = [sys.executable, "-m", "simulator", "--port", "0", "--record", str(record)]
        command += ["--account", ACCOUNT, "--token", TOKEN, "--sender", SENDER, *options]
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("SIMULATOR_")}
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=inherited
        )
        line = self._process.stdout.readline()
        assert line.startswith("simulator listening on http://"), line
        self.url = line.split()[-1]

    def client(self, token: str = TOKEN) -> Client:
        return Client(ACCOUNT, token, http_client=_ToSimulator(self.url))

    def send(self, to: str, body: str = "Oak Clinic: Hello.", **options: str):
        if "messaging_service_sid" not in options:
            options["from_"] = SENDER
        return self.client().messages.create(to=to, body=body, **options)

    def reply(self, phone: str, body: str) -> dict:
        answer = requests.post(
            f"{self.url}/phones/{phone}/reply", json={"body": body}, timeout=PATIENCE
        )
        answer.raise_for_status()
        return answer.json()

    def script(self, *rules: dict) -> requests.Response:
        return requests.post(f"{self.url}/script", json=list(rules), timeout=PATIENCE)

    def record(self, to: str) -> dict:
        return requests.get(f"{self.url}/record.json", params={"to": to}, timeout=PATIENCE).json()

    def page(self, path: str = "/") -> str:
        return requests.get(f"{self.url}{path}", timeout=PATIENCE).text

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=PATIENCE)
        self._process.stdout.close()
