"""How sending stands: ages and counts for the staff's page and /healthz."""

from datetime import timedelta

import pytest

from clinic import clock
from notifications import health, pauses, states, sweepers
from notifications.models import Heartbeat, Scope
from tests import factories
from tests.factories import NOW
from tests.notifications.texts import in_state, queue

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def patient():
    return factories.consenting_patient()


def test_an_empty_clinic_is_well(patient):
    found = health.health(NOW)
    assert (found.due, found.oldest_due_age, found.inbound_waiting) == (0, None, 0)
    assert (found.late, found.pauses, found.last_beat_at) == ((), (), None)


def test_what_waits_is_counted_with_its_age(patient):
    queue(patient, due_at=NOW + HOUR)
    queue(patient, due_at=NOW + 3 * HOUR)
    in_state(queue(patient), states.IN_DOUBT)
    in_state(queue(patient), states.UNRESOLVED)
    in_state(queue(patient), states.SENT, no_receipt_since=NOW)
    in_state(queue(patient), states.DELIVERED, no_receipt_since=NOW)
    in_state(queue(patient), states.RECEIVED)
    found = health.health(NOW + 2 * HOUR)
    assert (found.due, found.oldest_due_age) == (1, HOUR)
    assert (found.in_doubt, found.unresolved, found.no_receipt) == (1, 1, 1)
    assert (found.inbound_waiting, found.oldest_inbound_age) == (1, 2 * HOUR)


def test_a_held_text_is_no_late_one(patient):
    queue(patient)
    pause = pauses.pause_sending(scope=Scope.ALL, reason="r", now=NOW, staff=None)
    found = health.health(NOW + HOUR)
    assert (found.due, found.held, found.pauses) == (0, 1, (pause,))
    assert found.is_refused


def test_a_sweeper_is_late_once_three_turns_are_missing():
    sweepers.sweep(NOW)
    found = health.health(NOW)
    assert found.last_beat_at is not None
    assert found.late == ()
    Heartbeat.objects.filter(name="due_texts").update(
        last_ok_at=clock.real_now() - timedelta(minutes=4)
    )
    [late] = health.health(NOW).late
    assert late.name == "due_texts"
    assert timedelta(seconds=59) < late.late_by < timedelta(minutes=2)


def test_a_sweeper_that_runs_and_fails_is_late_too():
    Heartbeat.objects.create(
        name="alerts", last_at=clock.real_now(), last_ok_at=clock.real_now() - HOUR, note="KeyError"
    )
    [late] = health.health(NOW).late
    assert (late.name, late.note) == ("alerts", "KeyError")


def test_where_nothing_has_run_yet_a_waiting_text_shows_it(patient):
    queue(patient)
    assert health.health(NOW + timedelta(minutes=2)).late == ()
    assert len(health.health(NOW + HOUR).late) == len(health.health(NOW).sweepers)
