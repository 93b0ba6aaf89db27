"""The product as processes that are started again when they die, and can be killed by id."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO

import requests

from tests.journeys.running import ROOT

PATIENCE = 60
PAUSE = 0.05  # between two looks at a state


class Program:
    """One program: while it is wanted, it is started again whenever it dies."""

    def __init__(self, env: dict[str, str], log: IO[str], *arguments: str) -> None:
        self._env, self._log, self._arguments = env, log, arguments
        self._lock, self._process = threading.RLock(), None
        self._wanted = False

    def start(self) -> None:
        with self._lock:
            self._wanted = True
            self._process = subprocess.Popen(
                [sys.executable, "-m", *self._arguments],
                cwd=ROOT,
                env=self._env,
                stdout=self._log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def kill(self) -> None:
        """kill -9, its children too; whoever keeps it starts it again."""
        with self._lock:
            if self._process is None or self._process.poll() is not None:
                return
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def stop(self) -> float:
        """SIGTERM, and wait for its end; how many seconds that took."""
        with self._lock:
            self._wanted = False
            process = self._process
        if process is None or process.poll() is not None:
            return 0
        began = time.monotonic()
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()
        return time.monotonic() - began

    def keep(self) -> None:
        """Start it again if it died."""
        with self._lock:
            if self._wanted and self._process and self._process.poll() is not None:
                self.start()


class Keeper:
    """Looks after the programs, as supervisord does in a deployment."""

    def __init__(self, env: dict[str, str], log: Path) -> None:
        self._env, self._log = env, log.open("a")
        self._programs: list[Program] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def program(self, *arguments: str) -> Program:
        made = Program(self._env, self._log, *arguments)
        self._programs.append(made)
        return made

    def _watch(self) -> None:
        turn = 0.5  # a program that cannot start is not tried in a tight loop
        while not self._over.wait(turn):
            for program in self._programs:
                program.keep()

    def stop(self) -> None:
        self._over.set()
        self._thread.join()
        stopping = [threading.Thread(target=program.stop) for program in self._programs]
        for thread in stopping:
            thread.start()
        for thread in stopping:
            thread.join()
        self._log.close()


def wait_for(url: str) -> None:
    """Until this address answers at all."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            requests.get(url, timeout=PATIENCE).raise_for_status()
            return
        except requests.ConnectionError:
            time.sleep(PAUSE)
    raise TimeoutError(f"{url} did not answer")
