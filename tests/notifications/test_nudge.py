"""A nudge may get lost: whatever the broker does, the page that caused it goes on."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NUDGE = """
import shutil, sys, uuid, django
django.setup()
from django.conf import settings
if sys.argv[1:] == ["gone"]:
    shutil.rmtree(settings.BROKER_DIR)
from notifications.nudge import nudge
from notifications.tasks import send_message
nudge(send_message, uuid.uuid4())
print("the page goes on")
"""
PATIENCE = 60  # seconds until a nudge that hangs is given up


@pytest.fixture
def nudge(tmp_path):
    """Nudge a worker from a process of its own, whose broker is at `url`."""

    def run(url, *options):
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "SANDBOX": "1",
            "TASKS_INLINE": "0",
            "BROKER_URL": url,
            "DATA_DIR": str(tmp_path),
            "DATABASE_URL": f"sqlite:///{tmp_path}/own.sqlite3",
        }
        return subprocess.run(
            [sys.executable, "-c", NUDGE, *options],
            cwd=ROOT, env=environment, capture_output=True, text=True, timeout=PATIENCE,
        )  # fmt: skip

    return run


def assert_forgiven(done):
    assert done.stdout == "the page goes on\n", done.stderr
    assert "broker unreachable; the sweeper will find it" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("scheme", ["amqp", "redis"])
def test_a_broker_that_refuses_is_forgiven(nudge, scheme):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # bound and never listening: every connection is refused
        assert_forgiven(nudge(f"{scheme}://127.0.0.1:{closed.getsockname()[1]}//"))


@pytest.mark.parametrize("scheme", ["amqp", "redis"])
def test_a_broker_that_never_answers_is_forgiven(nudge, scheme):
    with socket.create_server(("127.0.0.1", 0)) as hung:
        assert_forgiven(nudge(f"{scheme}://127.0.0.1:{hung.getsockname()[1]}//"))


def test_a_broker_folder_that_is_gone_is_forgiven(nudge):
    assert_forgiven(nudge("filesystem://", "gone"))


def test_a_nudge_leaves_one_message_with_nothing_but_an_id_in_it(nudge, tmp_path):
    done = nudge("filesystem://")
    assert (done.stdout, done.returncode) == ("the page goes on\n", 0), done.stderr
    [message] = (tmp_path / "broker" / "messages").glob("*.msg")
    assert "notifications.tasks.send_message" in message.read_text()
