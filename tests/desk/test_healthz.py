"""/healthz for supervisors and monitors: whether the process lives, and what is not ready."""

from datetime import timedelta

from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from notifications import aftermath
from tests.factories import NOW

from .sending_stage import all_ran, planned_text


def out_of_reach(*_):
    raise OperationalError("the server closed the connection")


def test_live_answers_without_signing_in(client):
    assert client.get("/healthz/live").json() == {"live": True}


def test_outside_the_sandbox_live_asks_no_database(client, settings):
    settings.SANDBOX = False
    with connection.execute_wrapper(out_of_reach):
        assert client.get("/healthz/live").status_code == 200


def test_a_database_out_of_reach_is_not_ready(client, settings):
    settings.SANDBOX = False
    with connection.execute_wrapper(out_of_reach):
        answer = client.get("/healthz/ready")
    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "checks": {"database": False}}


def test_a_missing_migration_is_not_ready(client):
    all_ran()
    MigrationRecorder(connection).migration_qs.filter(app="notifications").latest("id").delete()
    answer = client.get("/healthz/ready")
    assert answer.status_code == 503
    assert answer.json()["checks"] == {"database": True, "migrations": False}


def test_a_carrier_that_refuses_us_is_not_ready(client, oak):
    all_ran()
    aftermath.pause_all("20003", NOW)
    answer = client.get("/healthz/ready")
    assert answer.status_code == 503
    assert answer.json()["checks"]["carrier"] is False


def test_ready_names_each_check(client):
    all_ran()
    answer = client.get("/healthz/ready")
    assert answer.status_code == 200
    assert set(answer.json()["checks"]) == {"database", "migrations", "sweepers", "carrier"}


def test_a_late_sweeper_is_not_ready(client):
    all_ran(timedelta(hours=1))
    answer = client.get("/healthz/ready")
    assert answer.status_code == 503
    assert answer.json()["checks"]["sweepers"] is False
    assert "check_ins" in answer.json()["figures"]["late"]


def test_ready_tells_no_patients_data(client, oak):
    text = planned_text(oak, now=NOW - timedelta(minutes=2))
    said = client.get("/healthz/ready").content.decode()
    assert '"oldest_due_seconds": 120' in said
    for word in (text.number, text.body, text.patient.last_name, str(text.patient_id)):
        assert word not in said
