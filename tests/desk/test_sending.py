"""The health of sending at the desk and in /healthz; pausing and resuming."""

from datetime import timedelta

import pytest
from django.urls import reverse

from clinic import clock
from clinic.models import AuditEvent, Role
from notifications import health, inbound, outbox
from notifications.models import Heartbeat, Kind, Message, Pause
from tests import factories
from tests.factories import NOW

SENDING = "/sending/"


@pytest.fixture
def manager(sign_in, oak):
    return sign_in(Role.MANAGER, oak)


@pytest.fixture
def nurse(sign_in, oak):
    return sign_in(Role.NURSE, oak)


def all_ran(ago=timedelta()):
    """Every sweeper ended well, so long ago."""
    at = clock.real_now() - ago
    for sweeper in health.health(NOW).sweepers:
        Heartbeat.objects.update_or_create(
            name=sweeper.name, defaults={"last_at": at, "last_ok_at": at}
        )


def planned_text(at, now=NOW):
    patient = factories.consenting_patient(at=at)
    return outbox.queue_text(
        clinic=at, patient=patient, number=patient.phone, purpose=inbound.NOTICE, owner_id=None,
        dedupe_key=f"test:{patient.pk}", body="Oak Clinic: Hello.", kind=Kind.PLANNED, now=now,
    )  # fmt: skip


def pause(client, **fields):
    return client.post(reverse("desk:pause"), {"reason": "wrong wording", **fields})


def test_all_is_well_is_said_in_a_quiet_page(nurse):
    all_ran()
    shown = nurse.get(SENDING).content.decode()
    assert "All is well" in shown
    assert "late by" not in shown


def test_the_page_names_no_patient(manager, oak):
    text = planned_text(oak)
    shown = manager.get(SENDING).content.decode()
    assert text.patient.last_name not in shown
    assert text.number not in shown


@pytest.mark.parametrize(("minutes", "grave"), [(5, False), (30, True)])
def test_a_late_sweeper_stands_on_every_staff_page(nurse, minutes, grave):
    all_ran(timedelta(minutes=minutes + 5))
    shown = nurse.get("/candidates/").content.decode()
    assert "Texts may not be going out" in shown
    assert ("trouble grave" in shown) is grave
    assert "late by" in nurse.get(SENDING).content.decode()


def test_no_banner_while_all_run(nurse):
    all_ran()
    assert "Texts may not be going out" not in nurse.get("/candidates/").content.decode()


def test_a_paused_text_is_kept_and_goes_after_resuming(manager, oak):
    text = planned_text(oak)
    assert pause(manager, scope="clinic", clinic=str(oak.pk)).status_code == 302
    outbox.send(text.pk, NOW)
    text.refresh_from_db()
    assert (text.state, text.reason) == ("queued", "sending is paused: wrong wording")
    standing = Pause.objects.get()
    manager.post(reverse("desk:resume", args=[standing.pk]))
    standing.refresh_from_db()
    assert standing.resumed_by == manager.staff
    actions = AuditEvent.objects.values_list("action", flat=True)
    assert {"sending.paused", "sending.resumed"} <= set(actions)


def test_a_pause_shows_on_every_staff_page(manager, nurse):
    pause(manager, scope="all")
    assert "Sending is paused" in nurse.get("/candidates/").content.decode()
    assert "wrong wording" in nurse.get(SENDING).content.decode()


def test_resuming_twice_says_so(manager):
    pause(manager, scope="all")
    where = reverse("desk:resume", args=[Pause.objects.get().pk])
    manager.post(where)
    assert "resumed this already" in manager.post(where, follow=True).content.decode()


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "Choose what to hold back"),
        ({"scope": "clinic"}, "Choose the clinic"),
        ({"scope": "protocol"}, "Choose the follow-up"),
        ({"scope": "all", "reason": ""}, "Say why"),
    ],
)
def test_a_pause_without_what_or_why_is_refused_in_words(manager, fields, says):
    response = pause(manager, **fields)
    assert response.status_code == 422
    assert says in response.content.decode()
    assert not Pause.objects.exists()


def test_only_a_manager_pauses_and_only_their_own_clinics(nurse, manager, elsewhere):
    assert pause(nurse, scope="all").status_code == 403
    assert pause(manager, scope="clinic", clinic=str(elsewhere.pk)).status_code == 422


def test_another_clinics_pause_is_missing(manager, elsewhere, sign_in):
    theirs = sign_in(Role.MANAGER, elsewhere)
    pause(theirs, scope="clinic", clinic=str(elsewhere.pk))
    where = reverse("desk:resume", args=[Pause.objects.get().pk])
    assert manager.post(where).status_code == 404
    assert Pause.objects.get().resumed_at is None


def test_somebody_without_a_role_sees_nothing(client):
    person = factories.staff(Role.NURSE)
    person.roles.all().delete()
    client.force_login(person)
    assert client.get(SENDING).status_code == 403


def test_live_answers_without_signing_in(client):
    assert client.get("/healthz/live").json() == {"live": True}


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
    assert Message.objects.count() == 1
