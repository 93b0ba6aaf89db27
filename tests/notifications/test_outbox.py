"""Texts out: each is sent once, or waits or ends with a reason a person can read."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from clinic.models import PatientLink, Role
from notifications import alerts, consents, outbox, owners, states, sweepers
from notifications.models import Grade, Kind, Message, MessageEvent, Permission
from tests import factories
from tests.factories import NOW
from tests.notifications.texts import calls, in_state, queue, send

pytestmark = pytest.mark.django_db
LATE = NOW + timedelta(hours=11)  # 9:40 pm in New York


@pytest.fixture
def patient():
    return factories.consenting_patient()


def moves(message):
    return [(event.old, event.new) for event in message.events.order_by("id")]


def test_a_due_text_is_sent_and_each_move_is_an_event(carrier, patient):
    message = send(queue(patient))
    assert (message.state, message.attempts, message.accepted_at) == (states.ACCEPTED, 1, NOW)
    assert moves(message) == [("queued", "sending"), ("sending", "accepted")]
    [text] = carrier.record(patient.phone)["messages"]
    assert (text["body"], text["sid"]) == ("Oak Clinic: Hello.", message.carrier_id)
    assert text["status_callback"].endswith(f"/webhooks/twilio/receipt/{message.pk}/")


def test_sending_the_same_row_twice_calls_the_carrier_once(carrier, patient):
    message = send(queue(patient))
    send(message)
    assert calls(carrier, patient.phone) == 1


def test_a_worker_that_holds_a_stale_copy_does_not_call(carrier, patient):
    class Overtaken(owners.SilentOwner):
        """Another worker sends the row between our look at it and our claim."""

        def still_wanted(self, message, now):
            owners.register("overtaken", owners.SilentOwner())
            outbox.send(message.pk, now)
            return True, ""

    owners.register("overtaken", Overtaken())
    message = send(queue(patient, purpose="overtaken"))
    assert calls(carrier, patient.phone) == 1
    assert moves(message) == [("queued", "sending"), ("sending", "accepted")]


def test_of_two_stale_copies_only_one_claims(patient):
    queued = queue(patient)
    first, second = (Message.objects.get(pk=queued.pk) for _ in range(2))
    claims = [outbox.move(c, states.SENDING, now=NOW, by="worker") for c in (first, second)]
    assert claims == [True, False]
    assert MessageEvent.objects.filter(message=queued).count() == 1


def test_a_copy_from_before_an_earlier_try_does_not_claim(patient):
    """The row is queued again, as the copy saw it, but its next try is not due yet."""
    message = queue(patient)
    stale = Message.objects.get(pk=message.pk)
    for state in (states.SENDING, states.QUEUED):
        assert outbox.move(message, state, now=NOW, by="worker")
    assert not outbox.move(stale, states.SENDING, now=NOW, by="worker")


def test_the_first_id_the_carrier_gave_is_kept(patient):
    message = in_state(queue(patient), states.SENDING)
    for sid in ("SM" + "1" * 32, "SM" + "2" * 32):
        outbox.record_accepted(message, sid, NOW)
    assert message.carrier_id == "SM" + "1" * 32


def test_a_message_in_hand_is_after_each_move_the_row_that_stands(patient):
    """Nobody reads it again after a move."""
    message = queue(patient)
    moves = [
        lambda: outbox.move(message, states.SENDING, now=NOW, by="w", attempts=1, claimed_at=NOW),
        lambda: outbox.doubt(message, NOW, by="w", reason="x" * 200),
        lambda: outbox.record_accepted(message, "SM" + "1" * 32, NOW),
        lambda: outbox.record_status(message, "undelivered", "30003", NOW, "carrier"),
    ]
    for move in moves:
        version = message.version
        move()
        [row] = Message.objects.filter(pk=message.pk).values()
        assert {name: getattr(message, name) for name in row} == row
        assert message.version == version + 1


def test_sending_takes_at_most_11_queries_beside_the_call(
    carrier, patient, django_assert_max_num_queries
):
    """BEGIN and COMMIT count; what its owner asks comes on top. A link takes 5 more."""
    message = queue(patient)
    with django_assert_max_num_queries(11):
        outbox.send(message.pk, NOW)
    factories.invitation(patient)
    invited = Message.objects.get(purpose="intake")
    with django_assert_max_num_queries(17):  # and its owner asks one thing
        outbox.send(invited.pk, NOW)
    assert set(Message.objects.values_list("state", flat=True)) == {states.ACCEPTED}


def test_an_id_that_another_text_has_been_given_is_not_taken_from_it(patient):
    other = in_state(queue(patient), states.ACCEPTED, carrier_id="SM" + "1" * 32)
    message = in_state(queue(patient), states.SENDING)
    outbox.record_accepted(message, other.carrier_id, NOW)
    message.refresh_from_db()
    assert (message.state, message.carrier_id) == (states.ACCEPTED, None)


def test_a_repeat_of_a_dedupe_key_returns_the_text_that_stands(patient):
    first = queue(patient, dedupe_key="once")
    again = queue(patient, dedupe_key="once", body="Oak Clinic: Another.")
    assert (again.pk, again.body) == (first.pk, "Oak Clinic: Hello.")


def test_a_text_is_not_sent_before_it_is_due(carrier, patient):
    message = send(queue(patient, due_at=NOW + timedelta(seconds=1)))
    assert message.state == states.QUEUED
    assert calls(carrier, patient.phone) == 0


def test_past_its_time_a_text_is_expired(carrier, patient):
    message = send(queue(patient, expires_at=NOW + timedelta(hours=1)), NOW + timedelta(hours=1))
    assert (message.state, message.reason) == (states.EXPIRED, "its time had passed")
    assert calls(carrier, patient.phone) == 0


@pytest.mark.parametrize("kind", [Kind.PLANNED, Kind.ANSWER])
def test_without_consent_a_text_is_suppressed(carrier, kind):
    patient = factories.patient()
    message = send(queue(patient, kind=kind))
    assert message.state == states.SUPPRESSED
    assert message.reason == "no consent to texts for this number"
    assert calls(carrier, patient.phone) == 0


def test_a_consent_withdrawn_after_queueing_counts(carrier, patient):
    message = queue(patient)
    factories.consent(patient, given=False)
    assert send(message).state == states.SUPPRESSED


def test_a_text_to_a_number_the_patient_no_longer_has_is_suppressed(carrier, patient):
    message, old = queue(patient), patient.phone
    patient.phone = factories.patient().phone
    patient.save()
    factories.consent(patient)
    assert send(message).state == states.SUPPRESSED
    assert calls(carrier, old) == 0


def test_the_answer_to_a_word_goes_despite_the_opt_out(carrier):
    message = send(queue(factories.patient(), kind=Kind.ANSWER, despite_opt_out=True))
    assert message.state == states.ACCEPTED


def test_what_its_owner_no_longer_wants_is_cancelled_with_the_owners_reason(carrier, patient):
    invitation = factories.invitation(patient)
    message = Message.objects.get(owner_id=invitation.pk)
    from intake import services

    intake = services.start_intake(invitation, NOW)
    for page, value in factories.ROSA.items():
        services.save_page(intake=intake, page=page, value=value, now=NOW)
    services.submit(intake, NOW)
    send(message)
    assert (message.state, message.reason) == (states.CANCELLED, "the form was sent meanwhile")
    assert calls(carrier, patient.phone) == 0


def test_quiet_hours_delay_what_we_start_and_say_until_when(carrier, patient):
    message = send(queue(patient, now=LATE), LATE)
    assert (message.state, message.reason) == (states.QUEUED, "quiet hours")
    assert message.due_at.astimezone(patient.zone).isoformat() == "2026-03-04T09:00:00-05:00"
    assert calls(carrier, patient.phone) == 0
    sent = send(message, message.due_at)
    assert (sent.state, sent.reason) == (states.ACCEPTED, "")


def test_an_answer_goes_in_quiet_hours(carrier, patient):
    assert send(queue(patient, now=LATE, kind=Kind.ANSWER), LATE).state == states.ACCEPTED


def test_a_text_to_staff_goes_in_quiet_hours(carrier):
    clinic = factories.clinic(alert_number=factories.patient().phone)
    raised, _ = alerts.raise_alert(
        clinic=clinic, patient=None, cause="x", grade=Grade.URGENT, reason="r", url_name="",
        target_id=None, actor="test", now=LATE,
    )  # fmt: skip
    message = send(Message.objects.get(owner_id=raised.pk), LATE)
    assert message.state == states.ACCEPTED


def test_the_link_is_minted_at_the_claim_and_its_token_is_stored_nowhere(carrier, patient):
    invitation = factories.invitation(patient)
    message = Message.objects.get(owner_id=invitation.pk)
    assert "{link}" in message.body
    assert not PatientLink.objects.filter(owner_id=invitation.pk).exists()
    send(message)
    [text] = carrier.record(patient.phone)["messages"]
    token = text["body"].split("/k/")[1].split()[0]
    assert len(token) == 22
    assert PatientLink.objects.get(owner_id=invitation.pk) == message.link
    stored = [
        str(row) for model in (Message, MessageEvent, PatientLink) for row in model.objects.values()
    ]
    assert stored
    assert not any(token in row for row in stored)


def test_a_text_that_may_not_go_mints_no_link(carrier, patient):
    invitation = factories.invitation(patient)
    factories.consent(patient, given=False)
    send(Message.objects.get(owner_id=invitation.pk))
    assert not PatientLink.objects.exists()


def test_a_text_that_was_asked_to_slow_down_waits_and_goes_later(carrier, patient):
    carrier.script({"match": {"to": patient.phone}, "do": "rate_limit"})
    message = send(queue(patient))
    assert (message.state, message.attempts) == (states.QUEUED, 1)
    assert message.reason == "the carrier asked us to slow down"
    assert message.due_at == NOW + timedelta(seconds=30)
    assert send(message, message.due_at).state == states.ACCEPTED
    assert message.attempts == 2
    assert len(carrier.record(patient.phone)["messages"]) == 1


def test_each_refusal_waits_longer(carrier, patient):
    carrier.script({"match": {"to": patient.phone}, "do": "rate_limit", "times": 3})
    message, waits = queue(patient), []
    for _ in range(3):
        due = message.due_at
        waits.append((send(message, due).due_at - due).total_seconds())
    assert waits == [30, 60, 120]


def test_a_server_error_is_in_doubt_and_never_sent_again(carrier, patient):
    carrier.script({"match": {"to": patient.phone}, "do": "server_error"})
    message = send(queue(patient))
    assert (message.state, message.reason) == (states.IN_DOUBT, "the carrier answered 500")
    send(message, NOW + timedelta(hours=1))
    sweepers.sweep(NOW + timedelta(hours=1))
    assert calls(carrier, patient.phone) == 1


def test_a_call_that_is_never_answered_is_in_doubt(carrier, patient, settings):
    settings.TWILIO_READ_SECONDS = 0.3
    carrier.script({"match": {"to": patient.phone}, "do": "accept_then_hang"})
    message = send(queue(patient))
    assert message.state == states.IN_DOUBT
    assert message.reason == "the connection to the carrier broke"
    send(message)
    assert len(carrier.record(patient.phone)["messages"]) == 1


def test_a_refused_text_has_failed_with_the_carriers_code(carrier, patient):
    carrier.script({"match": {"to": patient.phone}, "do": "reject", "code": 21617})
    message = send(queue(patient))
    assert message.state == states.FAILED
    assert message.reason == "the text was too long (carrier code 21617)"
    assert consents.has(patient, Permission.TEXTS)


def test_an_opt_out_that_only_the_carrier_knew_is_recorded(carrier, patient):
    carrier.script({"match": {"to": patient.phone}, "do": "reject", "code": 21610})
    assert send(queue(patient)).state == states.FAILED
    assert not consents.has(patient, Permission.TEXTS)
    assert send(queue(patient)).state == states.SUPPRESSED
    assert calls(carrier, patient.phone) == 1


def test_stop_ends_what_waits_for_the_number_and_nothing_else(patient):
    other = factories.consenting_patient()
    waits, answer, elsewhere = queue(patient), queue(patient, despite_opt_out=True), queue(other)
    outbox.cancel_planned(patient.phone, NOW, "the patient texted STOP")
    states_now = {m.pk: m.state for m in Message.objects.all()}
    assert states_now == {
        waits.pk: states.SUPPRESSED, answer.pk: states.QUEUED, elsewhere.pk: states.QUEUED
    }  # fmt: skip


def test_two_texts_cannot_have_one_dedupe_key(patient):
    first, second = queue(patient), queue(patient)
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.filter(pk=second.pk).update(dedupe_key=first.dedupe_key)


def test_an_invitation_without_consent_makes_no_text(patient):
    silent = factories.patient()
    invitation = factories.invitation(silent, factories.staff(Role.FRONT_DESK, silent.clinic))
    assert not Message.objects.filter(owner_id=invitation.pk).exists()


def test_a_late_answer_of_the_carrier_finds_a_swept_text_and_keeps_its_id(patient):
    message = in_state(queue(patient), states.SENDING)
    stale = Message.objects.get(pk=message.pk)
    assert outbox.move(message, states.IN_DOUBT, now=NOW, by="sweeper")
    outbox.record_accepted(stale, "SM" + "9" * 32, NOW)
    message.refresh_from_db()
    assert (message.state, message.carrier_id) == (states.ACCEPTED, "SM" + "9" * 32)
