"""The health of sending at the desk; pausing and resuming."""

from datetime import timedelta

import pytest
from django.urls import reverse

from clinic import clock
from clinic.models import AuditEvent, Role
from notifications import alerts, lookups, outbox, states
from notifications.models import Alert, Message, Outcome, Pause
from tests import factories
from tests.factories import NOW

from .sending_stage import all_ran, came_in, planned_text

SENDING = "/sending/"


@pytest.fixture
def manager(sign_in, oak):
    return sign_in(Role.MANAGER, oak)


@pytest.fixture
def nurse(sign_in, oak):
    return sign_in(Role.NURSE, oak)


def in_doubt(at):
    text = planned_text(at)
    Message.objects.filter(pk=text.pk).update(state=states.IN_DOUBT)
    text.refresh_from_db()
    return text


def unresolved(at):
    """Looked up a quarter of an hour after the attempt, and not found at the carrier."""
    text = in_doubt(at)
    Message.objects.filter(pk=text.pk).update(claimed_at=clock.real_now() - timedelta(hours=1))
    lookups.look_up(Message.objects.get(pk=text.pk), NOW)
    return text


def pause(client, **fields):
    return client.post(reverse("desk:pause"), {"reason": "wrong wording", **fields})


def test_all_is_well_is_said_in_a_quiet_page(nurse):
    all_ran()
    shown = nurse.get(SENDING).content.decode()
    assert "All is well" in shown
    assert "late by" not in shown


def test_what_has_never_run_is_not_called_well(nurse):
    shown = nurse.get(SENDING).content.decode()
    assert "All is well" not in shown
    assert "have not run yet" in shown


def test_a_text_that_came_in_and_waits_is_not_called_well(nurse, oak):
    all_ran()
    came_in(oak, NOW - timedelta(minutes=6))
    assert "All is well" not in nurse.get(SENDING).content.decode()
    assert "Answers may not be reaching you" in nurse.get("/candidates/").content.decode()


@pytest.mark.parametrize(("minutes", "grave"), [(4, None), (6, False), (16, True)])
def test_an_answer_nobody_reads_stands_on_every_staff_page(nurse, oak, minutes, grave):
    all_ran()
    came_in(oak, NOW - timedelta(minutes=minutes))
    shown = nurse.get("/candidates/").content.decode()
    assert (f"has waited {minutes} min to be read" in shown) is (grave is not None)
    assert ("trouble grave" in shown) is bool(grave)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.NURSE])
def test_the_page_names_no_patient(sign_in, oak, carrier, role):
    shown = ""
    for make in (planned_text, in_doubt, unresolved):
        text = make(oak)
        page = sign_in(role, oak).get(SENDING).content.decode()
        shown = page[page.index("<main") : page.index("</main>")]
        assert text.patient.last_name not in shown
        assert text.number not in shown
        assert text.body not in shown
    assert "may or may not have gone" in shown


def test_a_nurse_is_led_to_the_patient_of_a_text_in_doubt_and_a_manager_is_not(nurse, manager, oak):
    text = in_doubt(oak)
    address = reverse("desk:patient", args=[text.patient_id])
    assert address in nurse.get(SENDING).content.decode()
    assert str(text.patient_id) not in manager.get(SENDING).content.decode()


def test_a_text_nobody_could_settle_stands_until_its_alert_is_closed(nurse, oak, carrier):
    all_ran()
    unresolved(oak)
    alert = Alert.objects.get()
    assert reverse("desk:alert", args=[alert.pk]) in nurse.get(SENDING).content.decode()
    alerts.close(alert, nurse.staff, Outcome.DONE, "called the patient", NOW)
    shown = nurse.get(SENDING).content.decode()
    assert "may or may not have gone" not in shown
    assert "All is well" in shown


def test_another_clinics_doubts_and_pauses_are_not_shown(nurse, manager, elsewhere, sign_in):
    all_ran()
    in_doubt(elsewhere)
    pause(sign_in(Role.MANAGER, elsewhere), scope="clinic", clinic=str(elsewhere.pk))
    for client in (nurse, manager):
        shown = client.get(SENDING).content.decode()
        assert "may or may not have gone" not in shown
        assert "wrong wording" not in shown.lower()
    assert "held back" not in nurse.get("/candidates/").content.decode()


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
    assert f"resumed by {manager.staff.name}" in manager.get(SENDING).content.decode()
    actions = AuditEvent.objects.values_list("action", flat=True)
    assert {"sending.paused", "sending.resumed"} <= set(actions)


def test_a_pause_shows_on_every_staff_page(manager, nurse):
    pause(manager, scope="all")
    assert "All planned texts are held back" in nurse.get("/candidates/").content.decode()
    assert "Wrong wording" in nurse.get(SENDING).content.decode()


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


def test_a_late_check_does_not_hide_a_pause(manager, nurse):
    all_ran(timedelta(minutes=30))
    pause(manager, scope="all")
    shown = nurse.get("/candidates/").content.decode()
    assert "Texts may not be going out" in shown
    assert "wrong wording" in shown.lower()
