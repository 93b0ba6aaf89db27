"""`manage.py assess -` as a program of its own: a pipe in, a pipe out, for as long as it lasts."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.intake.cases import facts

ROOT = Path(__file__).parents[2]
GOOD = json.dumps(facts()) + "\n"
# 2 kB of a patient who is soon judged: what is kept of 10,000 of them would show.
MINOR = json.dumps({"age": 5, "pain_sites": [], "exam_findings": ["x" * 490] * 4}) + "\n"
ROOM_KB = 8_000


@pytest.fixture
def assess():
    """Starts the command on standard input; ends it after the test."""
    started = []

    def start(**environment):
        program = subprocess.Popen(
            [sys.executable, "manage.py", "assess", "-"],
            cwd=ROOT,
            env=os.environ | environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        started.append(program)
        return program

    yield start
    for program in started:
        program.kill()
        program.wait()
        for pipe in (program.stdin, program.stdout, program.stderr):
            pipe.close()


def ask(program, line):
    program.stdin.write(line.encode())
    program.stdin.flush()
    return json.loads(program.stdout.readline())


def peak_memory_kb(program):
    status = Path(f"/proc/{program.pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0])


def test_each_case_is_answered_before_the_next_is_given(assess):
    program = assess()
    assert ask(program, GOOD)["tier"] == "possible"
    assert ask(program, "nonsense\n")["errors"]
    assert ask(program, GOOD)["tier"] == "possible"
    out, err = program.communicate()
    assert (out, program.returncode) == (b"", 2)
    assert err == b"CommandError: 1 of 3 cases refused\n"


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads /proc")
def test_ten_thousand_cases_need_no_more_memory_than_a_hundred(assess):
    program = assess()

    def give(count):
        for number in range(count):
            found = ask(program, GOOD if number % 50 == 0 else MINOR)
            assert found["rules_version"]

    give(100)
    early = peak_memory_kb(program)
    give(9_900)
    assert peak_memory_kb(program) - early < ROOM_KB
    out, err = program.communicate()
    assert (out, program.returncode) == (b"", 0)
    assert err.splitlines() == [f"{count},000 cases".encode() for count in range(1, 11)]


def test_a_reader_that_leaves_is_no_failure(assess):
    program = assess()
    ask(program, GOOD)
    program.stdout.close()
    program.stdin.write(GOOD.encode() * 3)
    program.stdin.close()
    assert program.wait(60) == 0
    assert program.stderr.read() == b""


def test_the_bytes_do_not_depend_on_the_process(assess):
    cases = [path.read_bytes() for path in sorted((ROOT / "samples").glob("*.json"))]
    lines = b"".join(json.dumps(json.loads(case)).encode() + b"\n" for case in cases)
    first, second = (assess(PYTHONHASHSEED=seed).communicate(lines)[0] for seed in ("0", "1"))
    assert first == second
    assert first.count(b"\n") == len(cases)
