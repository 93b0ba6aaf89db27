"""What the carrier says of a text: signed, kept once, obeyed forward only."""

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from notifications import outbox, states
from notifications.models import Kind, Message, Receipt
from tests import factories
from tests.factories import NOW
from tests.notifications.texts import in_state, queue, send

pytestmark = pytest.mark.django_db
SID = "SM" + "a" * 32


@pytest.fixture
def message():
    return queue(factories.consenting_patient())


def accepted(message, sid=SID):
    return in_state(message, states.ACCEPTED, carrier_id=sid, accepted_at=NOW)


def path(message):
    return f"/webhooks/twilio/receipt/{message.pk}/"


def test_receipts_move_a_text_to_its_end(message, receipt):
    accepted(message)
    receipt(message, "sent")
    assert message.state == states.SENT
    receipt(message, "delivered")
    assert message.state == states.DELIVERED
    assert [r.status for r in message.receipts.order_by("id")] == ["sent", "delivered"]


def test_a_late_receipt_is_kept_and_does_not_undo_delivery(message, receipt):
    accepted(message)
    receipt(message, "delivered")
    receipt(message, "sent")
    assert message.state == states.DELIVERED
    assert message.receipts.count() == 2


def test_a_doubled_receipt_is_kept_once(message, receipt):
    accepted(message)
    for _ in range(3):
        receipt(message, "sent")
    assert (message.receipts.count(), message.events.count()) == (1, 1)


def test_an_undelivered_text_says_the_carriers_code(message, receipt):
    accepted(message)
    receipt(message, "undelivered", ErrorCode="30003")
    assert (message.state, message.reason) == (
        states.UNDELIVERED,
        "the phone was off or out of reach (carrier code 30003)",
    )
    assert message.receipts.get().code == "30003"


def test_a_receipt_before_the_answer_to_our_call_proves_acceptance(message, receipt):
    in_state(message, states.SENDING)
    caller = Message.objects.get(pk=message.pk)
    receipt(message, "delivered")
    assert (message.state, message.carrier_id) == (states.DELIVERED, SID)
    outbox.record_accepted(caller, SID, NOW)
    message.refresh_from_db()
    assert (message.state, message.carrier_id) == (states.DELIVERED, SID)


@pytest.mark.parametrize("doubt", [states.IN_DOUBT, states.UNRESOLVED])
@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("queued", states.ACCEPTED), ("sent", states.SENT), ("delivered", states.DELIVERED),
        ("undelivered", states.UNDELIVERED), ("failed", states.FAILED),
    ],
)  # fmt: skip
def test_a_receipt_resolves_doubt_and_brings_the_carriers_id(
    message, receipt, doubt, status, state
):
    in_state(message, doubt)
    receipt(message, status)
    assert (message.state, message.carrier_id) == (state, SID)


@pytest.mark.parametrize(
    "state", [states.QUEUED, states.CANCELLED, states.EXPIRED, states.SUPPRESSED]
)
def test_a_receipt_for_a_text_we_never_sent_changes_no_state(message, receipt, state):
    in_state(message, state)
    receipt(message, "delivered")
    assert (message.state, message.carrier_id) == (state, None)


def test_an_unknown_status_is_kept_and_changes_nothing(message, receipt):
    accepted(message)
    receipt(message, "partially_delivered")
    assert message.state == states.ACCEPTED
    assert message.receipts.get().status == "partially_delivered"


@hypothesis_settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(["queued", "sent", "delivered", "read"]), max_size=8))
def test_shuffled_and_doubled_receipts_end_at_the_highest(receipt, statuses):
    text = queue(factories.patient())
    sid = f"SM{text.pk.hex}"
    accepted(text, sid)
    for status in statuses:
        receipt(text, status, sid)
    rank = {"queued": 0, "sent": 1, "delivered": 2, "read": 2}
    ends = [states.ACCEPTED, states.SENT, states.DELIVERED]
    assert text.state == ends[max((rank[s] for s in statuses), default=0)]
    assert text.receipts.count() == len(set(statuses))


def test_a_receipt_for_nothing_we_know_is_answered_and_kept_nowhere(post_signed):
    answer = post_signed(
        "/webhooks/twilio/receipt/01890000-0000-7000-8000-000000000000/",
        {"MessageSid": SID, "MessageStatus": "sent"},
    )
    assert answer.status_code == 204
    assert not Receipt.objects.exists()


def test_a_forged_receipt_is_refused(message, post_signed):
    accepted(message)
    form = {"MessageSid": SID, "MessageStatus": "delivered"}
    assert post_signed(path(message), form, token="a-guess").status_code == 403
    message.refresh_from_db()
    assert message.state == states.ACCEPTED
    assert not Receipt.objects.exists()


def test_an_address_that_is_got_is_refused(client, message):
    assert client.get(path(message)).status_code == 405


def test_the_carriers_own_receipts_are_signed_as_we_check_them(
    carrier, transactional_db, live_server, settings
):
    """The real carrier answers slowly, so that its receipts are here before its answer."""
    settings.PUBLIC_URL = live_server.url
    patient = factories.consenting_patient()
    carrier.script({"match": {"to": patient.phone}, "do": "slow", "seconds": 1})
    message = send(queue(patient, kind=Kind.ANSWER))  # its task, in line here, has sent it
    [text] = carrier.record(patient.phone)["messages"]
    assert message.carrier_id == text["sid"]
    assert message.state in states.REACHED_CARRIER
    webhooks = carrier.record(patient.phone)["webhooks"]
    assert {webhook["answered"] for webhook in webhooks} == {204}
