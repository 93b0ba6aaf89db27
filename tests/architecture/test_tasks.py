"""Every task is found by the worker, and everything on the schedule is a task."""

import ast

import pytest

from config.celery import app
from tests.architecture.source import APPS, files, name, tree

TASK_MODULES = [path for path in files(*APPS) if path.name == "tasks.py"]


@pytest.fixture(scope="module")
def registered():
    app.loader.import_default_modules()
    return app.tasks


def test_everything_on_the_schedule_is_a_task(registered):
    assert app.conf.beat_schedule
    for entry in app.conf.beat_schedule.values():
        assert entry["task"] in registered


@pytest.mark.parametrize("path", TASK_MODULES, ids=name)
def test_every_task_is_found_by_the_worker(registered, path):
    tasks = [
        node.name
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef)
        and any("shared_task" in ast.unparse(d) for d in node.decorator_list)
    ]
    assert tasks
    for task in tasks:
        assert f"{name(path)}.{task}" in registered


def test_no_task_is_defined_outside_a_tasks_module():
    assert not [
        path
        for path in files(*APPS)
        if path.name != "tasks.py" and "shared_task" in path.read_text(encoding="utf-8")
    ]


@pytest.mark.parametrize("path", TASK_MODULES, ids=name)
def test_a_task_carries_an_id_and_nothing_of_a_patient(path):
    arguments = {
        argument.arg
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef)
        for argument in node.args.args
    }
    assert all(argument.endswith("_id") for argument in arguments)


def test_beat_keeps_no_file():
    assert app.conf.beat_scheduler == "celery.beat:Scheduler"
