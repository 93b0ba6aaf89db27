"""What we ask of Twilio, as posted: ten bodies, kept in tests/data and compared field by field.

`make contract SPEC=FILE` holds the same ten against Twilio's own description.
"""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest

from clinic.models import Role
from notifications import alerts, outbox, states
from notifications.models import Grade, Message
from surveys import release
from surveys.models import CheckIn
from tests import factories
from tests.factories import NOW
from tests.notifications.texts import text_in

pytestmark = pytest.mark.django_db
GOLDEN = Path(__file__).parents[1] / "data" / "golden_bodies.json"
BODIES = json.loads(GOLDEN.read_text(encoding="utf-8"))
MINUTE = timedelta(minutes=1)
SERVICE = "MG" + "1" * 32


@pytest.fixture
def patient():
    clinic = factories.clinic(alert_number="+15550100191")
    return factories.consenting_patient(at=clinic, phone="+15550100142")


def send_what_waits(number, now):
    for message in Message.objects.filter(number=number, state=states.QUEUED, due_at__lte=now):
        outbox.send(message.pk, now)


def welcome(patient):
    factories.procedure(patient)
    send_what_waits(patient.phone, NOW + MINUTE)


def ask(patient, step="d1"):
    factories.procedure(patient)
    Message.objects.filter(purpose="follow_up").update(state=states.CANCELLED)
    due = CheckIn.objects.get(step=step).due_at
    release.release_due(due)
    send_what_waits(patient.phone, due)
    return due


def by_link(patient):
    ask(patient, "w2")


def reply(patient, *bodies):
    due = ask(patient)
    for minutes, body in enumerate(bodies, start=1):
        text_in(patient.phone, body, now=due + minutes * MINUTE)
        send_what_waits(patient.phone, due + minutes * MINUTE)


def any_new_problem(patient):
    reply(patient, "4")


def tell_us_more(patient):
    reply(patient, "4", "2")


def thank_you(patient):
    reply(patient, "4", "1")


def invitation(patient):
    factories.invitation(patient, by=factories.staff(Role.FRONT_DESK, patient.clinic))
    send_what_waits(patient.phone, NOW)


def stopped(patient):
    text_in(patient.phone, "STOP")
    send_what_waits(patient.phone, NOW)


def alert(patient):
    alerts.raise_alert(
        clinic=patient.clinic, patient=patient, cause="x", grade=Grade.URGENT, reason="r",
        url_name="", target_id=None, actor="test", now=NOW,
    )  # fmt: skip
    send_what_waits(patient.clinic.alert_number, NOW)


def by_service(patient, settings):
    settings.TWILIO_MESSAGING_SERVICE_SID = SERVICE
    stopped(patient)


MADE = {
    made.__name__: made
    for made in (
        welcome, ask, by_link, any_new_problem, tell_us_more, thank_you, invitation, stopped,
        alert, by_service,
    )
}  # fmt: skip


def last_form(carrier, number):
    """The form as the carrier got it; what is new each time is put as ones and Ws."""
    form = carrier.record(number)["attempts"][-1]["form"]
    ids = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    form = re.sub(ids, "11111111-1111-7111-8111-111111111111", form)
    return json.loads(re.sub(r"/k/[A-Za-z0-9]{22}", f"/k/{'W' * 22}", form))


@pytest.mark.parametrize("name", MADE)
def test_a_text_is_posted_as_written_down(carrier, patient, settings, name):
    settings.PUBLIC_URL = "https://reprieve.example"
    MADE[name](patient, *([settings] if name == "by_service" else []))
    number = patient.clinic.alert_number if name == "alert" else patient.phone
    assert last_form(carrier, number) == BODIES[name]


def test_there_are_ten_and_each_is_made_here():
    assert set(BODIES) == set(MADE)
    assert len(BODIES) == 10
