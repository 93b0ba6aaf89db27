"""One clock: nothing but clinic/clock.py asks the machine; only edges ask clinic.clock."""

import ast

from tests.architecture.source import APPS, ROOT, at, files, name, tree

MACHINE = {
    "timezone.now", "timezone.localtime", "timezone.localdate", "datetime.now", "datetime.utcnow",
    "datetime.today", "date.today", "time.time", "time.time_ns", "datetime.datetime.now",
    "datetime.date.today",
}  # fmt: skip
# Waiting for another process, and names of files in order: no time of the clinic's.
STOPWATCH = {"time.monotonic", "time.sleep", "monotonic", "sleep"}
MAY_USE_A_STOPWATCH = ("summaries/sample/", "config/celery.py")
# The edges: middleware, tasks, commands, the sandbox's clock itself and its sample clinic.
EDGES = ("/tasks.py", "/management/commands/", "clinic/clock.py", "desk/sandbox.py",
         "summaries/sample/")  # fmt: skip
# The leases of claims, look-ups, heartbeats and the idle time of an opened link: on real time.
ON_REAL_TIME = ("clinic/clock.py", "notifications/outbox.py", "notifications/lookups.py",
                "notifications/sweepers.py", "notifications/heartbeats.py",
                "notifications/health.py", "questions/opening.py", "questions/kiosk.py",
                "summaries/management/commands/sample_clinic.py")  # fmt: skip


def uses(names):
    """(file, line, what) of every mention of these dotted names."""
    for path in files(*APPS):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute | ast.Name) and ast.unparse(node) in names:
                yield path.relative_to(ROOT).as_posix(), at(path, node.lineno), ast.unparse(node)


def test_nothing_but_the_clock_asks_the_machine_for_the_time():
    assert not [where for file, *where in uses(MACHINE) if file != "clinic/clock.py"]


def test_no_field_reads_the_clock_by_itself():
    assert not [
        at(path, node.value.lineno)
        for path in files(*APPS)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}
    ]


def test_only_the_sample_clinic_and_the_broker_use_a_stopwatch():
    assert not [where for file, *where in uses(STOPWATCH) if not file.startswith(
        MAY_USE_A_STOPWATCH)]  # fmt: skip


def test_the_clinics_clock_is_read_at_the_edges_and_passed_down():
    inside = [
        where for file, *where in uses({"clock.now"}) if not any(edge in file for edge in EDGES)
    ]
    assert not inside


def test_real_time_is_for_leases_and_sessions_only():
    assert not [where for file, *where in uses({"clock.real_now"}) if file not in ON_REAL_TIME]


def test_a_pure_decision_takes_the_time_as_an_argument():
    """No module but the edges imports the clock's now() under another name."""
    assert not [
        at(path, node.lineno)
        for path in files(*APPS)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").endswith("clock")
        and name(path) != "clinic.clock"
    ]
