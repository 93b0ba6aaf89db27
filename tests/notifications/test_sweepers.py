"""More sweepers: receipts, replies the webhook missed, alerts nobody heard of."""

from datetime import timedelta

import pytest

from clinic import clock
from notifications import alerts, consents, gateway, inbound, outbox, owners, states, sweepers
from notifications.models import (
    Alert,
    Direction,
    Grade,
    Heartbeat,
    Message,
    Permission,
)
from tests import factories
from tests.factories import NOW
from tests.notifications.texts import in_state, queue, send

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def patient():
    return factories.consenting_patient()


@pytest.fixture
def urgent_alert():
    raised, _ = alerts.raise_alert(
        clinic=factories.clinic(alert_number=factories.patient().phone), patient=None, cause="x",
        grade=Grade.URGENT, reason="r", url_name="", target_id=None, actor="test", now=NOW,
    )  # fmt: skip
    return raised


def texts_of(alert):
    return Message.objects.filter(owner_id=alert.pk).order_by("id")


@pytest.mark.parametrize("state", [states.ACCEPTED, states.SENT])
def test_a_day_without_a_last_receipt_is_a_mark_not_a_state(patient, receipt, state):
    message = in_state(queue(patient), state, accepted_at=NOW, carrier_id="SM1")
    sweepers.sweep(NOW + DAY - timedelta(seconds=1))
    message.refresh_from_db()
    assert message.no_receipt_since is None
    sweepers.sweep(NOW + DAY)
    message.refresh_from_db()
    assert (message.no_receipt_since, message.state) == (NOW, state)
    receipt(message, "delivered")
    assert message.state == states.DELIVERED


def test_a_receipt_that_could_not_be_obeyed_is_stored_and_obeyed_later(patient, receipt):
    class Broken(owners.SilentOwner):
        def on_outcome(self, message, now):
            raise RuntimeError

    owners.register("broken", Broken())
    message = in_state(queue(patient, purpose="broken"), states.SENT, carrier_id="SM1")
    receipt(message, "undelivered", ErrorCode="30004")
    assert message.state == states.SENT
    owners.register("broken", owners.SilentOwner())
    sweepers.sweep(NOW)
    message.refresh_from_db()
    assert (message.state, message.carrier_code) == (states.UNDELIVERED, "30004")


def test_a_reply_that_the_webhook_missed_is_fetched_stored_once_and_obeyed(carrier, patient):
    sent = send(queue(patient))
    carrier.reply(patient.phone, "STOP")
    for _ in range(2):
        sweepers.poll_inbound(NOW)
    [stored] = Message.objects.filter(direction=Direction.IN, number=patient.phone)
    [said] = [m for m in carrier.record(patient.phone)["messages"] if m["direction"] == "inbound"]
    assert (stored.carrier_id, stored.body, stored.state) == (said["sid"], "STOP", states.HANDLED)
    assert not consents.has(patient, Permission.TEXTS)
    assert NOW - timedelta(minutes=1) < stored.created_at <= NOW
    assert sent.carrier_id != stored.carrier_id


def test_a_reply_is_stored_as_of_when_it_came(carrier, patient):
    """So that it answers the question before it, not one that was asked while we were away."""
    send(queue(patient))
    sid = carrier.reply(patient.phone, "7")["sid"]
    real = clock.real_now() + timedelta(hours=2)
    [came] = [t for t in gateway.received_since(real - DAY) if t.carrier_id == sid]
    sweepers.store(came, NOW, real)
    ago = NOW - Message.objects.get(carrier_id=sid).created_at
    assert timedelta(minutes=119) < ago < timedelta(minutes=121)


def test_a_reply_that_is_here_already_is_not_stored_again(carrier, patient):
    sid = carrier.reply(patient.phone, "7")["sid"]
    inbound.receive(carrier_id=sid, number=patient.phone, body="7", now=NOW)
    sweepers.poll_inbound(NOW)
    assert Message.objects.filter(carrier_id=sid).count() == 1


def test_the_carrier_is_asked_again_from_its_last_answer_on(
    carrier, patient, settings, closed_port
):
    send(queue(patient))
    sweepers.poll_inbound(NOW)
    answered = Heartbeat.objects.get(name="inbound_poll").last_ok_at
    good, settings.TWILIO_BASE_URL = settings.TWILIO_BASE_URL, f"http://127.0.0.1:{closed_port}"
    sweepers.poll_inbound(NOW)
    beat = Heartbeat.objects.get(name="inbound_poll")
    assert (beat.last_ok_at, beat.note) == (answered, "Unanswered")
    assert beat.last_at > answered
    settings.TWILIO_BASE_URL = good
    sid = carrier.reply(patient.phone, "7")["sid"]
    sweepers.poll_inbound(NOW)
    assert Message.objects.filter(carrier_id=sid).exists()


@pytest.mark.parametrize(
    "state",
    [states.CANCELLED, states.FAILED, states.UNDELIVERED, states.EXPIRED, states.UNRESOLVED],
)
def test_an_alert_whose_text_was_lost_gets_another_and_each_waits_longer(urgent_alert, state):
    first = in_state(texts_of(urgent_alert).get(), state)
    sweepers.sweep(NOW)
    assert list(texts_of(urgent_alert)) == [first]
    sweepers.sweep(NOW + timedelta(minutes=1))
    assert texts_of(urgent_alert).count() == 2
    in_state(texts_of(urgent_alert).last(), state)
    sweepers.sweep(NOW + timedelta(minutes=2))
    assert texts_of(urgent_alert).count() == 2
    sweepers.sweep(NOW + timedelta(minutes=3))
    assert texts_of(urgent_alert).count() == 3


@pytest.mark.parametrize("state", [states.QUEUED, states.SENT, states.IN_DOUBT, states.DELIVERED])
def test_an_alert_whose_text_may_yet_arrive_gets_no_other(urgent_alert, state):
    in_state(texts_of(urgent_alert).get(), state, lookup_at=clock.real_now() + DAY)
    sweepers.sweep(NOW + DAY)
    assert texts_of(urgent_alert).count() == 1


def test_an_alert_that_somebody_has_or_that_can_wait_gets_none(urgent_alert):
    in_state(texts_of(urgent_alert).get(), states.FAILED)
    alerts.acknowledge(urgent_alert, factories.staff(at=urgent_alert.clinic), NOW)
    Alert.objects.create(
        clinic=urgent_alert.clinic, cause="y", grade=Grade.PROMPT, reason="r", raised_at=NOW,
        due_at=NOW,
    )  # fmt: skip
    sweepers.sweep(NOW + DAY)
    assert Message.objects.count() == 1


def test_an_alert_raised_before_the_clinic_had_a_number_is_told_once_it_has(urgent_alert):
    texts_of(urgent_alert).delete()
    sweepers.sweep(NOW)
    assert texts_of(urgent_alert).count() == 1


def test_one_bad_row_stops_no_other_and_shows_in_the_heartbeat(patient):
    long_ago = clock.real_now() - timedelta(minutes=30)
    bad = in_state(queue(patient, purpose="nobody's"), states.SENDING, claimed_at=long_ago)
    good = in_state(queue(patient), states.SENDING, claimed_at=long_ago)
    sweepers.sweep(NOW)
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.state, good.state) == (states.SENDING, states.IN_DOUBT)
    beats = {beat.name: beat for beat in Heartbeat.objects.all()}
    assert (beats["dead_claims"].note, beats["dead_claims"].last_ok_at) == ("KeyError", None)
    assert {beat.note for name, beat in beats.items() if name != "dead_claims"} == {""}


def test_a_text_that_cannot_be_judged_steps_aside(patient):
    message = queue(patient, purpose="nobody's")
    outbox.send(message.pk, NOW)
    message.refresh_from_db()
    assert (message.state, message.reason) == (
        states.QUEUED, "a fault of ours: it is in the log",
    )  # fmt: skip
    assert message.due_at == NOW + timedelta(minutes=5)
