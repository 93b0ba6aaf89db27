"""The preview: the command's bytes over HTTP, refusals in words, and nothing kept."""

import json
import logging
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from clinic.models import AuditEvent, Staff
from tests import factories
from tests.api.conftest import PREVIEW, Caller
from tests.intake.cases import facts

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.json"))
GOOD = json.dumps(facts())


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_the_answer_is_the_commands_line_byte_for_byte(sample, program, capfdbinary):
    call_command("assess", str(sample))
    answer = program(sample.read_bytes())
    assert answer.status_code == 200
    assert answer.content == capfdbinary.readouterr().out
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({}, "age: is required"),
        ([], "facts: must be an object"),
        ([facts()], "facts: must be an object"),
        ("null", "facts: must be an object"),
        (facts(shoe=1), "shoe: is not a key of the facts"),
        (facts(nrs={"now": 11}), "nrs.now: must be a whole number from 0 to 10"),
        (GOOD.replace('"age": 50', '"age": 50, "age": 51'), "age: is given twice"),
        (GOOD.replace('"age": 50', '"age": NaN'), "age: must be a whole number from 0 to 130"),
        (GOOD.replace('"age": 50', f'"age": {"9" * 5000}'), "age: must be a whole number"),
    ],
    ids=range(9),
)
def test_bad_facts_are_refused_path_by_path(body, error, program):
    answer = program(body)
    assert answer.status_code == 422
    assert list(answer.json()) == ["errors"]
    assert any(problem.startswith(error) for problem in answer.json()["errors"])


def test_every_problem_of_the_facts_is_named(program):
    answer = program({"age": "old", "pain_sites": [{"side": "up"}]})
    assert answer.json()["errors"] == [
        "age: must be a whole number from 0 to 130",
        "pain_sites[0].site: is required",
        "pain_sites[0].side: must be one of left, right, both, middle",
    ]


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("", "body: is empty"),
        ("{", "body: is not JSON"),
        ("nonsense", "body: is not JSON"),
        (f"{GOOD}\n{GOOD}", "body: is not JSON (Extra data, line 2"),
        (b'{"age": "\xff"}', "body: is not UTF-8 text"),
        ("[" * 100_000, "body: is nested too deeply"),
    ],
    ids=range(6),
)
def test_what_is_no_json_is_refused(body, error, program):
    answer = program(body, **{"content-type": "application/json"})
    assert answer.status_code == 400
    (problem,) = answer.json()["errors"]
    assert problem.startswith(error)


@pytest.mark.parametrize(("size", "status"), [(1_000_000, 200), (1_000_001, 413)])
def test_a_body_has_a_longest_length(size, status, program):
    answer = program(GOOD + " " * (size - len(GOOD)))
    assert answer.status_code == status
    if status == 413:
        assert answer.json() == {"errors": ["body: is longer than 1,000,000 bytes"]}


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
def test_only_json_is_taken(content_type, program, browser, staff):
    for call in (program, browser(staff)):
        answer = call(GOOD, content_type=content_type)
        assert answer.status_code == 415
        assert answer.json()["errors"]


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete", "options"])
def test_there_is_nothing_but_post(method, program):
    answer = getattr(program.client, method)(PREVIEW, headers=program.headers)
    assert answer.status_code == 405
    assert answer.json()["errors"]


def test_there_is_no_page_for_browsing(program):
    answer = program(GOOD, accept="text/html")
    assert answer.status_code == 406
    assert answer.headers["Content-Type"] == "application/json"


def test_nothing_is_kept_but_who_used_it(program, staff):
    def rows():
        return {model: model.objects.count() for model in apps.get_models()}

    before = rows()
    assert program(SAMPLES[0].read_bytes()).status_code == 200
    after = rows()
    assert {model for model in after if after[model] != before[model]} == {AuditEvent}
    event = AuditEvent.objects.get(action="read.assessment_preview")
    assert (event.staff, event.patient_ids, event.detail) == (staff, [], {})


def test_no_word_of_the_facts_reaches_the_log(program, caplog, settings):
    caplog.set_level(logging.DEBUG)
    canary = "zzyxcanary"
    for body in (facts(goals=[canary]), {canary: 1}, f'{{"{canary}', canary * 200_000):
        program(body)
    assert canary not in caplog.text


def test_one_caller_cannot_take_it_all(program):
    statuses = [program({}).status_code for _ in range(121)]
    assert statuses[:120] == [422] * 120
    assert statuses[120] == 429
    answer = program({})
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert answer.json()["errors"]


def test_another_caller_is_not_held_up(program, browser):
    for _ in range(121):
        program({})
    assert browser(factories.staff())(facts()).status_code == 200
    assert Staff.objects.count() == 2


def test_the_caller_is_asked_before_the_body_is_read(client):
    assert Caller(client)("x" * 2_000_000).status_code == 401
