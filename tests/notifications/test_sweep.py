"""The sweeper: what was missed is found, what died in a worker's hands waits for a person."""

from datetime import timedelta

import pytest

from clinic import clock
from notifications import inbound, states, sweepers
from notifications.models import Message
from tests import factories
from tests.factories import NOW
from tests.notifications.texts import calls, in_state, queue

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient():
    return factories.consenting_patient()


@pytest.fixture
def sweep(django_capture_on_commit_callbacks):
    """One run, with the tasks it nudges; they read the clock themselves."""

    def run(now):
        clock.move_to(now)
        with django_capture_on_commit_callbacks(execute=True):
            sweepers.sweep(now)

    return run


def claimed(message, ago):
    return in_state(message, states.SENDING, claimed_at=clock.real_now() - ago)


def test_a_claim_whose_worker_died_is_in_doubt_and_never_sent_again(carrier, patient, sweep):
    message = claimed(queue(patient), timedelta(minutes=3))
    sweep(NOW)
    sweep(NOW + timedelta(hours=1))
    message.refresh_from_db()
    assert (message.state, message.reason) == (states.IN_DOUBT, "the sending worker stopped")
    assert calls(carrier, patient.phone) == 0


def test_a_claim_is_left_alone_while_its_worker_may_still_be_calling(patient, sweep):
    message = claimed(queue(patient), timedelta(seconds=90))
    sweep(NOW)
    message.refresh_from_db()
    assert message.state == states.SENDING


def test_the_lease_of_a_claim_runs_on_real_time_when_the_clock_is_moved(patient, sweep):
    message = claimed(queue(patient), timedelta(seconds=5))
    sweep(NOW + timedelta(days=30))
    message.refresh_from_db()
    assert message.state == states.SENDING


def test_a_due_text_whose_nudge_was_lost_is_sent(carrier, patient, sweep):
    message = queue(patient)
    sweep(NOW)
    sweep(NOW)
    message.refresh_from_db()
    assert message.state == states.ACCEPTED
    assert calls(carrier, patient.phone) == 1


def test_a_text_that_is_not_due_is_left(carrier, patient, sweep):
    message = queue(patient, due_at=NOW + timedelta(hours=1))
    sweep(NOW)
    message.refresh_from_db()
    assert message.state == states.QUEUED


def test_an_inbound_text_whose_nudge_was_lost_is_handled(patient, sweep):
    inbound.receive(carrier_id="SM1", number=patient.phone, body="STOP", now=NOW)
    sweep(NOW)
    assert Message.objects.get(carrier_id="SM1").state == states.HANDLED
