"""deploy/setup.sh on machines that lack something: a sentence and what to type, no traceback."""

import os
import subprocess

import pytest

from tests.architecture.source import ROOT

PYTHONS = ("python3", "python3.14", "python3.13", "python3.12", "python3.11")
# Stands in for Python: it is new enough, makes a .venv of itself, installs everything at once.
PYTHON = """#!/bin/sh
case "$*" in
    *version_info*) echo 3.12 ;;
    "-m venv .venv") mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
    *ctypes*) exit 1 ;;
esac
"""


class Machine:
    """A checkout on an invented machine, where PATH leads to made-up commands first."""

    def __init__(self, folder):
        self.checkout, self.bin = folder / "checkout", folder / "bin"
        for made in (self.bin, self.checkout / "deploy"):
            made.mkdir(parents=True)
        for file in ("deploy/setup.sh", "deploy/browser.sh", "requirements.txt"):
            (self.checkout / file).write_bytes((ROOT / file).read_bytes())
        (self.checkout / "deploy/browser.sh").chmod(0o755)
        self.has("id", "echo 1000")

    def has(self, command, script):
        path = self.bin / command
        path.write_text(script if script.startswith("#!") else f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    def set_up(self):
        env = {k: v for k, v in os.environ.items() if k not in ("PYTHON", "DATA_DIR")}
        env["PATH"] = f"{self.bin}:/usr/bin:/bin"
        command = ["sh", "deploy/setup.sh", "run"]
        return subprocess.run(command, cwd=self.checkout, env=env, capture_output=True, text=True)


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


def test_an_old_python_is_named_with_what_to_install(machine):
    for command in PYTHONS:
        machine.has(command, "exit 127")
    machine.has("python3", "echo 3.9; exit 1")
    done = machine.set_up()
    assert done.returncode == 1
    assert "needs Python 3.11 or newer. python3 is 3.9." in done.stderr
    assert "sudo apt-get install -y python3 python3-venv" in done.stderr


def test_no_python_at_all_is_said(machine):
    for command in PYTHONS:
        machine.has(command, "exit 127")
    assert "No Python was found." in machine.set_up().stderr


def test_an_old_default_python_gives_way_to_a_newer_one(machine):
    machine.has("python3", "echo 3.9; exit 1")
    for command in PYTHONS[1:]:
        machine.has(command, PYTHON)
    assert "Making .venv with Python 3.12." in machine.set_up().stdout


def test_a_python_without_venv_names_its_package(machine):
    machine.has("python3", PYTHON.replace("*ctypes*", "*ensurepip*"))
    done = machine.set_up()
    assert done.returncode == 1
    assert "sudo apt-get install -y python3.12-venv" in done.stderr
    assert not (machine.checkout / ".venv").exists()


def test_without_root_missing_libraries_are_a_command_to_type(machine):
    machine.has("python3", PYTHON)
    machine.has("apt-get", "touch apt-was-called")
    done = machine.set_up()
    assert done.returncode == 1
    assert "sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0" in done.stderr
    assert not (machine.checkout / "apt-was-called").exists()


def test_as_root_missing_libraries_are_installed_after_saying_so(machine):
    machine.has("id", "echo 0")
    machine.has("python3", PYTHON.replace("exit 1", "[ -e pango ]"))
    # Lists are empty at first: the install works only after an update.
    machine.has(
        "apt-get", 'case "$1" in update) touch lists ;; *) [ -e lists ] && touch pango ;; esac'
    )
    done = machine.set_up()
    assert done.returncode == 0, done.stderr
    assert "Installing libpango-1.0-0 libpangoft2-1.0-0 with apt-get" in done.stdout


def test_a_second_run_has_nothing_to_say(machine):
    machine.has("python3", PYTHON.replace("exit 1", "exit 0"))
    assert "Installing the pinned packages" in machine.set_up().stdout
    assert machine.set_up().stdout == ""


def test_a_failed_install_shows_what_pip_said(machine):
    pip_fails = '*"pip "*) echo no such version; exit 1 ;;\n    *ctypes*'
    machine.has("python3", PYTHON.replace("*ctypes*", pip_fails))
    done = machine.set_up()
    assert done.returncode == 1
    assert "no such version" in done.stderr
    assert "The packages could not be installed." in done.stderr
