"""Sending held back and let go: what we start waits, nothing is lost."""

from datetime import timedelta

import pytest

from clinic import clock
from clinic.models import AuditEvent, Role
from notifications import pauses, states, sweepers
from notifications.models import Alert, Grade, Kind, Message, Pause, Scope
from tests import factories
from tests.factories import NOW
from tests.notifications.texts import calls, queue, send, text_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient():
    return factories.consenting_patient()


@pytest.fixture
def manager(patient):
    return factories.staff(Role.MANAGER, patient.clinic)


@pytest.fixture
def pause(manager):
    def hold(scope=Scope.ALL, **fields):
        return pauses.pause_sending(
            scope=scope, reason="wording under review", now=NOW, staff=manager, **fields
        )

    return hold


def test_a_held_text_waits_with_the_reason_and_goes_when_sending_is_resumed(
    carrier, patient, pause, manager
):
    held, message = pause(), queue(patient)
    assert send(message).state == states.QUEUED
    assert (message.reason, message.due_at) == (
        "sending is paused: wording under review", NOW,
    )  # fmt: skip
    assert calls(carrier, patient.phone) == 0
    assert pauses.resume_sending(held, manager, NOW)
    assert send(message).state == states.ACCEPTED
    assert message.reason == ""


def test_resuming_sends_what_waits_at_once(
    carrier, patient, pause, manager, django_capture_on_commit_callbacks
):
    clock.move_to(NOW)
    held, message = pause(), queue(patient)
    send(message)
    with django_capture_on_commit_callbacks(execute=True):
        pauses.resume_sending(held, manager, NOW)
    message.refresh_from_db()
    assert message.state == states.ACCEPTED


@pytest.mark.parametrize("kind", [Kind.ANSWER, Kind.STAFF])
def test_answers_and_texts_to_staff_go_on_under_a_persons_pause(carrier, patient, pause, kind):
    pause()
    assert send(queue(patient, kind=kind)).state == states.ACCEPTED


def test_stop_is_confirmed_under_a_persons_pause(carrier, patient, pause):
    pause()
    [answer] = Message.objects.filter(dedupe_key=f"answer:{text_in(patient.phone, 'STOP').pk}")
    assert send(answer).state == states.ACCEPTED


def test_a_clinics_pause_holds_that_clinics_texts_only(carrier, patient, pause):
    other = factories.consenting_patient()
    pause(Scope.CLINIC, clinic=patient.clinic)
    assert send(queue(patient)).state == states.QUEUED
    assert send(queue(other)).state == states.ACCEPTED


def test_a_protocols_pause_holds_that_protocols_texts_only(carrier, patient, pause):
    pause(Scope.PROTOCOL, protocol="epidural_steroid")
    assert send(queue(patient, protocol="epidural_steroid")).state == states.QUEUED
    assert send(queue(patient, protocol="knee")).state == states.ACCEPTED
    assert send(queue(patient)).state == states.ACCEPTED


def test_a_protocols_pause_may_be_one_clinics(carrier, patient, pause):
    other = factories.consenting_patient()
    pause(Scope.PROTOCOL, protocol="knee", clinic=other.clinic)
    assert send(queue(patient, protocol="knee")).state == states.ACCEPTED
    assert send(queue(other, protocol="knee")).state == states.QUEUED


def test_a_follow_ups_texts_name_their_protocol(patient):
    factories.procedure(patient)
    assert Message.objects.get(purpose="follow_up").protocol == "epidural_steroid"


def test_a_held_text_past_its_time_is_expired(carrier, patient, pause):
    pause()
    message = send(queue(patient, expires_at=NOW + timedelta(hours=1)))
    assert send(message, NOW + timedelta(hours=1)).state == states.EXPIRED


def test_held_texts_do_not_hold_up_those_that_may_go(
    carrier, patient, pause, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(sweepers, "A_BATCH", 2)
    other = factories.consenting_patient()
    pause(Scope.CLINIC, clinic=patient.clinic)
    held = [queue(patient) for _ in range(3)]
    goes = queue(other, due_at=NOW + timedelta(seconds=1))
    expired = queue(patient, due_at=NOW + timedelta(seconds=1), expires_at=NOW)
    clock.move_to(NOW + timedelta(minutes=1))
    with django_capture_on_commit_callbacks(execute=True):
        sweepers.sweep(NOW + timedelta(minutes=1))
    states_now = dict(Message.objects.values_list("pk", "state"))
    assert {states_now[message.pk] for message in held} == {states.QUEUED}
    assert (states_now[goes.pk], states_now[expired.pk]) == (states.ACCEPTED, states.EXPIRED)


def test_a_repeat_returns_the_pause_that_stands_and_both_ends_are_audited(pause, manager):
    held = pause()
    assert pause() == held
    assert pauses.resume_sending(held, manager, NOW)
    assert not pauses.resume_sending(held, manager, NOW)
    assert pause() != held
    actions = AuditEvent.objects.filter(action__startswith="sending.").order_by("id")
    assert [e.action for e in actions] == ["sending.paused", "sending.resumed", "sending.paused"]
    assert {event.staff for event in actions} == {manager}


@pytest.mark.parametrize(
    ("scope", "protocol"), [(Scope.CLINIC, ""), (Scope.PROTOCOL, ""), (Scope.ALL, "knee")]
)
def test_a_pause_that_does_not_say_what_it_covers_is_refused(pause, scope, protocol):
    with pytest.raises(ValueError, match="names"):
        pause(scope, protocol=protocol)


@pytest.mark.parametrize("code", [20003, 21606, 30034])
def test_a_carrier_that_refuses_us_pauses_everything_with_an_alarm(carrier, patient, manager, code):
    carrier.script({"match": {"to": patient.phone}, "do": "reject", "code": code})
    message = send(queue(patient, kind=Kind.ANSWER))
    held = Pause.objects.get()
    assert (message.state, held.scope, held.by_product) == (states.QUEUED, Scope.ALL, True)
    alert = Alert.objects.get(clinic=patient.clinic)
    assert (alert.cause, alert.grade) == ("sending_paused", Grade.URGENT)
    later = NOW + timedelta(minutes=1)
    answer = send(queue(patient, kind=Kind.STAFF), later)
    assert answer.reason == f"sending is paused: {held.reason}"
    assert calls(carrier, patient.phone) == 1
    pauses.resume_sending(held, manager, later)
    assert send(message, later).state == states.ACCEPTED


def test_a_pause_of_ones_own_does_not_end_the_products(patient, pause, manager):
    product = pauses.pause_sending(scope=Scope.ALL, reason="r", now=NOW, staff=None)
    held = pause()
    assert held != product
    pauses.resume_sending(held, manager, NOW)
    assert list(pauses.open_pauses()) == [product]
