"""`make run` where it cannot start: one sentence, before anything is made or started."""

import os
import shutil
import socket
import subprocess
import sys

import pytest

from tests.architecture.source import ROOT


@pytest.fixture
def run(tmp_path):
    """deploy/run.py, with a data folder of its own."""

    def start(checkout=ROOT, **environ):
        env = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path / "data"), **environ}
        command = [sys.executable, str(checkout / "deploy" / "run.py")]
        return subprocess.run(command, env=env, capture_output=True, text=True)

    yield start
    assert not (tmp_path / "data").exists()


@pytest.fixture
def taken():
    """A port of this machine that somebody listens on."""
    with socket.socket() as somebody:
        somebody.bind(("127.0.0.1", 0))
        somebody.listen()
        yield somebody.getsockname()[1]


@pytest.mark.parametrize("name", ["PORT", "SIMULATOR_PORT"])
def test_a_port_in_use_is_named_with_what_to_type(run, taken, name):
    done = run(**{name: str(taken)})
    assert done.returncode == 1
    assert f"{taken} ({name})" in done.stderr
    assert f"{name}=" in done.stderr
    assert "make run" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"PORT": "http"}, "PORT=http is not a port."),
        ({"PORT": "8100", "SIMULATOR_PORT": "8100"}, "are both 8100"),
        ({"HOST": "203.0.113.9"}, "is not an address of this machine"),
    ],
)
def test_addresses_that_cannot_be_are_said(run, environ, words):
    done = run(**environ)
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_deployments_settings_are_not_filled_with_samples(run, tmp_path):
    shutil.copytree(ROOT / "deploy", tmp_path / "checkout" / "deploy")
    (tmp_path / "checkout" / ".env").write_text("SECRET_KEY=real\n")
    done = run(tmp_path / "checkout")
    assert done.returncode == 1
    assert "it does not say SANDBOX=1" in done.stderr
