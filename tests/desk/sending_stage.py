"""What the tests of sending's health share: heartbeats, and texts out and in."""

from datetime import timedelta

from clinic import clock
from notifications import health, inbound, outbox, states
from notifications.models import Direction, Heartbeat, Kind, Message
from tests import factories
from tests.factories import NOW


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


def came_in(at, when):
    """A patient's text that is stored and not yet handled."""
    return Message.objects.create(
        clinic=at, direction=Direction.IN, kind=Kind.ANSWER, number="+15550100142", body="6",
        state=states.RECEIVED, created_at=when, due_at=when, carrier_id=f"SM{when:%H%M}",
    )  # fmt: skip
