"""A text in doubt is looked up at the carrier; a machine never sends it to a patient again."""

from datetime import timedelta

import pytest

from clinic import clock
from notifications import alerts, lookups, states, sweepers
from notifications.models import Alert, Grade, Heartbeat, Kind, Message
from tests import factories
from tests.factories import NOW
from tests.notifications.texts import calls, in_state, queue, send

pytestmark = pytest.mark.django_db
ALL_DUE, NONE_LEFT, LAST = [0, 0, 3600], [3600], [0]


@pytest.fixture
def patient():
    return factories.consenting_patient()


@pytest.fixture
def staff_alert():
    """An urgent alert, and its text to staff."""

    def raised():
        alert, _ = alerts.raise_alert(
            clinic=factories.clinic(alert_number=factories.patient().phone), patient=None,
            cause="x", grade=Grade.URGENT, reason="r", url_name="", target_id=None, actor="test",
            now=NOW,
        )  # fmt: skip
        return Message.objects.get(owner_id=alert.pk)

    return raised


def doubted(carrier, message, settings, do="accept_then_error", after=ALL_DUE):
    settings.LOOKUP_AFTER_SECONDS = after
    carrier.script({"match": {"to": message.number}, "do": do})
    message = send(message)
    assert message.state == states.IN_DOUBT
    return message


def look_up(message):
    sweepers.look_up_doubts(NOW)
    message.refresh_from_db()
    return message


def test_an_accepted_text_is_found_and_takes_the_carriers_id_and_status(carrier, patient, settings):
    message = look_up(doubted(carrier, queue(patient), settings))
    [text] = carrier.record(patient.phone)["messages"]
    assert message.carrier_id == text["sid"]
    assert message.state in states.REACHED_CARRIER
    assert [event.by for event in message.events.order_by("id")][-1] == "look-up"


def test_a_link_is_found_by_the_digest_of_its_token(carrier, patient, settings):
    """Two texts in doubt, the same but for their links: each is matched with its own."""
    texts = [
        queue(patient, body="Oak Clinic: {link}", link_purpose="intake", owner_id=patient.pk,
              link_expires_at=NOW + timedelta(days=1))
        for _ in range(2)
    ]  # fmt: skip
    for message, do in zip(texts, ["server_error", "accept_then_error"], strict=True):
        doubted(carrier, message, settings, do)
    first, second = (look_up(message) for message in texts)
    assert (first.state, first.carrier_id) == (states.IN_DOUBT, None)
    assert second.state in states.REACHED_CARRIER


def test_a_text_that_another_message_holds_is_not_taken(carrier, patient, settings):
    other = send(queue(patient))
    message = look_up(doubted(carrier, queue(patient), settings, "server_error"))
    assert other.carrier_id
    assert message.state == states.IN_DOUBT


def test_the_same_words_of_another_hour_are_not_taken(carrier, patient, settings):
    other = send(queue(patient))
    Message.objects.filter(pk=other.pk).update(carrier_id=None)
    message = doubted(carrier, queue(patient), settings, "server_error")
    hour_ago = message.claimed_at - timedelta(hours=1)
    in_state(message, states.IN_DOUBT, claimed_at=hour_ago, lookup_at=clock.real_now())
    settings.LOOKUP_AFTER_SECONDS = [2 * 3600]
    assert look_up(message).state == states.IN_DOUBT


def test_while_the_same_words_are_on_their_way_nothing_is_taken(carrier, patient, settings):
    message = doubted(carrier, queue(patient), settings)
    rival = in_state(queue(patient), states.SENDING)
    assert look_up(message).state == states.IN_DOUBT
    in_state(rival, states.FAILED)
    in_state(message, states.IN_DOUBT, lookup_at=clock.real_now())
    assert look_up(message).state in states.REACHED_CARRIER


def test_two_copies_at_the_carrier_are_an_alarm_and_the_first_is_taken(
    carrier, patient, settings, caplog
):
    stray = send(queue(patient))
    sid = stray.carrier_id
    Message.objects.filter(pk=stray.pk).update(carrier_id=None)
    message = look_up(doubted(carrier, queue(patient), settings))
    assert message.carrier_id == sid
    assert "more than one copy" in caplog.text


def test_what_the_carrier_does_not_have_is_a_persons_and_is_never_sent_again(
    carrier, patient, settings
):
    message = look_up(doubted(carrier, queue(patient), settings, "server_error", after=LAST))
    assert (message.state, message.reason) == (states.UNRESOLVED, "the carrier does not have it")
    alert = Alert.objects.get()
    assert (alert.cause, alert.grade) == (f"unresolved:{message.pk}", Grade.PROMPT)
    assert (alert.patient, alert.url_name) == (patient, "desk:patient")
    send(message)
    sweepers.sweep(NOW)
    look_up(message)
    assert calls(carrier, patient.phone) == 1
    assert Alert.objects.count() == 1


def test_a_receipt_settles_what_nobody_could_tell(carrier, patient, settings, receipt):
    message = look_up(doubted(carrier, queue(patient), settings, "server_error", after=LAST))
    receipt(message, "delivered")
    assert message.state == states.DELIVERED


def test_each_look_up_waits_for_its_time_and_the_last_decides(carrier, patient, settings):
    message = doubted(carrier, queue(patient), settings, "server_error", after=[0, 3600, 7200])
    look_up(message)
    assert (message.state, message.lookups) == (states.IN_DOUBT, 1)
    assert message.lookup_at == message.claimed_at + timedelta(hours=1)
    look_up(message)
    assert message.lookups == 1


def test_of_two_sweepers_one_asks(carrier, patient, settings):
    message = doubted(carrier, queue(patient), settings)
    first, second = (lookups.due(clock.real_now())[0] for _ in range(2))
    lookups.look_up(first, NOW)
    lookups.look_up(second, NOW)
    message.refresh_from_db()
    assert message.lookups == 1


def test_while_the_carrier_cannot_be_asked_nothing_is_concluded(
    carrier, patient, settings, closed_port
):
    message = doubted(carrier, queue(patient), settings, "server_error", after=[0, 600])
    settings.TWILIO_BASE_URL = f"http://127.0.0.1:{closed_port}"
    look_up(message)
    assert (message.state, message.lookups) == (states.IN_DOUBT, 1)
    long_ago = clock.real_now() - timedelta(minutes=21)
    in_state(message, states.IN_DOUBT, claimed_at=long_ago, lookup_at=long_ago)
    assert look_up(message).state == states.UNRESOLVED
    assert "could not be asked" in message.reason


def test_a_text_to_staff_that_is_not_found_is_sent_again_on_purpose(carrier, staff_alert, settings):
    message = look_up(doubted(carrier, staff_alert(), settings, "server_error"))
    again = Message.objects.get(dedupe_key=f"{message.dedupe_key}:again")
    assert message.state == states.IN_DOUBT
    assert (again.kind, again.body, again.owner_id) == (
        Kind.STAFF, message.body, message.owner_id,
    )  # fmt: skip
    assert send(again).state == states.ACCEPTED


def test_of_a_text_to_staff_there_is_one_more_and_no_alert_about_it(carrier, staff_alert, settings):
    message = look_up(doubted(carrier, staff_alert(), settings, "server_error", after=LAST))
    again = Message.objects.get(dedupe_key__endswith=":again")
    again = doubted(carrier, again, settings, "server_error", after=LAST)
    look_up(again)
    assert (message.state, again.state) == (states.UNRESOLVED, states.UNRESOLVED)
    assert Message.objects.filter(kind=Kind.STAFF).count() == 2
    assert Alert.objects.count() == 1


def test_one_look_up_that_fails_stops_no_other(carrier, patient, settings):
    bad = doubted(carrier, queue(patient, body="Oak Clinic: One."), settings)
    good = doubted(carrier, queue(patient, body="Oak Clinic: Two."), settings)
    in_state(bad, states.IN_DOUBT, purpose="nobody's")  # its owner cannot be told
    look_up(good)
    assert good.state in states.REACHED_CARRIER
    assert Heartbeat.objects.get(name="look_ups").last_ok_at is None


def test_a_worker_found_dead_is_looked_up_too(carrier, patient, settings):
    settings.LOOKUP_AFTER_SECONDS = LAST
    long_ago = clock.real_now() - timedelta(minutes=30)
    message = in_state(queue(patient), states.SENDING, claimed_at=long_ago)
    sweepers.sweep(NOW)
    assert look_up(message).state == states.UNRESOLVED
    assert calls(carrier, patient.phone) == 0
