"""Texts in: stored once, handled once; STOP first, then the owner, else a person reads it."""

import pytest

from clinic.models import Role
from notifications import consents, inbound, outbox, states
from notifications.alerts import acknowledge
from notifications.models import (
    Alert,
    AlertState,
    Consent,
    Direction,
    Grade,
    Kind,
    Message,
    Method,
    Permission,
)
from tests import factories
from tests.factories import NOW
from tests.notifications.texts import answers_to, queue, send, text_in

pytestmark = pytest.mark.django_db
PATH = "/webhooks/twilio/inbound/"
SID = "SM" + "b" * 32


@pytest.fixture
def patient():
    return factories.consenting_patient()


def form(number, body, sid=SID):
    return {"MessageSid": sid, "From": number, "To": "+15550100100", "Body": body}


def test_ten_posts_of_one_text_are_stored_once_and_handled_once(
    post_signed, patient, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(10):
            answer = post_signed(PATH, form(patient.phone, "STOP"))
            assert (answer.status_code, answer["Content-Type"]) == (200, "text/xml")
            assert b"<Response></Response>" in answer.content
    stored = Message.objects.get(direction=Direction.IN)
    assert (stored.body, stored.patient, stored.state) == ("STOP", patient, states.HANDLED)
    assert len(answers_to(stored)) == 1
    assert Consent.objects.filter(patient=patient, method=Method.TEXT).count() == 1


def test_stop_is_obeyed_before_the_carrier_has_its_answer(post_signed, patient):
    """No task has run: the nudges of this transaction are never sent."""
    waiting = queue(patient)
    post_signed(PATH, form(patient.phone, "Alto"))
    waiting.refresh_from_db()
    assert waiting.state == states.SUPPRESSED
    assert not consents.has(patient, Permission.TEXTS)
    stored = Message.objects.get(direction=Direction.IN)
    assert (stored.state, len(answers_to(stored))) == (states.HANDLED, 1)


def test_another_text_waits_for_its_task(post_signed, patient):
    post_signed(PATH, form(patient.phone, "7"))
    assert Message.objects.get(direction=Direction.IN).state == states.RECEIVED


def test_should_obeying_fail_the_text_is_stored_and_tried_again(
    post_signed, patient, settings, django_capture_on_commit_callbacks
):
    from notifications import owners

    class Broken(owners.SilentOwner):
        def on_outcome(self, message, now):
            raise RuntimeError

    owners.register("broken", Broken())
    queue(patient, purpose="broken")
    assert post_signed(PATH, form(patient.phone, "STOP")).status_code == 200
    stored = Message.objects.get(direction=Direction.IN)
    assert stored.state == states.RECEIVED
    owners.register("broken", owners.SilentOwner())
    inbound.handle(stored.pk, NOW)
    assert not consents.has(patient, Permission.TEXTS)
    assert len(answers_to(stored)) == 1


@pytest.mark.parametrize(("kind", "stands"), [("STOP", False), ("HELP", True)])
def test_a_word_the_carrier_has_answered_is_obeyed_and_not_answered_again(
    post_signed, patient, kind, stands
):
    post_signed(PATH, form(patient.phone, "whatever it was set to") | {"OptOutType": kind})
    assert consents.has(patient, Permission.TEXTS) is stands
    stored = Message.objects.get(direction=Direction.IN)
    assert (stored.state, answers_to(stored)) == (states.HANDLED, [])


def test_stop_from_a_number_nobody_has_counts_for_who_is_given_it_later(carrier):
    clinic = factories.clinic()
    [answer] = answers_to(text_in("+15550109997", "STOP"))
    assert "We stopped" in answer.body
    line = Consent.objects.get()
    assert (line.patient, line.clinic, line.number) == (None, clinic, "+15550109997")
    patient = factories.consenting_patient(at=clinic, phone="+15550109997")
    assert not consents.has(patient, Permission.TEXTS)
    assert send(queue(patient)).state == states.SUPPRESSED
    text_in(patient.phone, "START")
    assert consents.has(patient, Permission.TEXTS)


def test_handling_a_text_twice_acts_once(patient):
    stored = text_in(patient.phone, "STOP")
    inbound.handle(stored.pk, NOW)
    assert stored.events.count() == 1
    assert Consent.objects.filter(patient=patient, method=Method.TEXT).count() == 1


def test_stop_withdraws_consent_ends_what_waits_and_answers_once(carrier, patient):
    waiting = queue(patient)
    [answer] = answers_to(text_in(patient.phone, "stop!"))
    waiting.refresh_from_db()
    assert (waiting.state, waiting.reason) == (states.SUPPRESSED, "the patient texted STOP")
    assert not consents.has(patient, Permission.TEXTS)
    assert "We stopped your check-in texts" in answer.body
    assert send(answer).state == states.ACCEPTED
    assert [t["body"] for t in carrier.record(patient.phone)["messages"]] == [answer.body]


def test_after_stop_nothing_more_goes_to_the_number(carrier, patient):
    text_in(patient.phone, "STOP")
    assert send(queue(patient)).state == states.SUPPRESSED


def test_start_restores_what_was_once_given(patient):
    text_in(patient.phone, "STOP")
    [answer] = answers_to(text_in(patient.phone, "START"))
    assert consents.has(patient, Permission.TEXTS)
    assert "on again" in answer.body


def test_start_gives_nothing_that_was_never_given():
    patient = factories.patient()
    [answer] = answers_to(text_in(patient.phone, "START"))
    assert not consents.has(patient, Permission.TEXTS)
    assert "no record of your permission" in answer.body


def test_help_is_answered_with_the_clinics_phone_and_911(patient):
    [answer] = answers_to(text_in(patient.phone, "Help?"))
    assert "555-010-0199" in answer.body
    assert "911" in answer.body
    assert not Alert.objects.exists()


def test_help_is_answered_after_stop_too(carrier, patient):
    text_in(patient.phone, "STOP")
    [answer] = answers_to(text_in(patient.phone, "HELP"))
    assert send(answer).state == states.ACCEPTED


def test_what_nobody_can_read_is_kept_and_raises_a_prompt_alert(patient):
    stored = text_in(patient.phone, "it hurts less since Tuesday")
    assert stored.body == "it hurts less since Tuesday"
    alert = Alert.objects.get()
    assert (alert.grade, alert.patient, alert.clinic) == (Grade.PROMPT, patient, patient.clinic)
    assert "Tuesday" not in alert.reason
    [answer] = answers_to(stored)
    assert "will read it" in answer.body


def test_two_machines_never_talk_to_each_other(patient):
    """A phone that answers every text by itself gets one answer in half an hour."""
    later = NOW + inbound.ANSWER_AGAIN
    first = text_in(patient.phone, "I am driving and will answer later")
    second = text_in(patient.phone, "I am driving and will answer later")
    assert len(answers_to(first)) == 1
    assert answers_to(second) == []
    assert len(answers_to(text_in(patient.phone, "my foot feels odd", now=later))) == 1


def test_a_text_after_stop_raises_the_alert_and_is_not_answered(carrier, patient):
    text_in(patient.phone, "STOP")
    [answer] = answers_to(text_in(patient.phone, "I feel worse"))
    assert Alert.objects.get().patient == patient
    assert send(answer).state == states.SUPPRESSED


def test_a_number_we_do_not_know_is_kept_and_raises_an_alert_without_a_patient():
    clinic = factories.clinic()
    stored = text_in("+15550109999", "hello, who is this?")
    assert (stored.patient, stored.clinic) == (None, clinic)
    alert = Alert.objects.get()
    assert (alert.patient, alert.grade, alert.state) == (None, Grade.PROMPT, AlertState.OPEN)
    assert answers_to(stored) == []


def test_each_unknown_number_has_its_own_alert():
    factories.clinic()
    for number in ("+15550109998", "+15550109999", "+15550109999"):
        text_in(number, "hello")
    assert Alert.objects.count() == 2


def test_a_number_two_patients_share_is_never_guessed(patient):
    other = factories.consenting_patient(at=patient.clinic, phone=patient.phone)
    stored = text_in(patient.phone, "it hurts")
    assert stored.patient is None
    assert Alert.objects.get().patient is None
    assert answers_to(stored) == []
    text_in(patient.phone, "STOP")
    assert not any(consents.has(p, Permission.TEXTS) for p in (patient, other))


def test_a_reply_goes_to_the_question_asked_last(patient):
    from notifications import owners

    class Asker(owners.SilentOwner):
        replies: list = []

        def on_reply(self, message, inbound_message, now):
            self.replies.append((message.dedupe_key, inbound_message.body))
            return inbound_message.body.isdigit()

    owners.register("asker", Asker())
    for key in ("first", "second"):
        asked = queue(patient, purpose="asker", dedupe_key=key, expects_reply=True)
        outbox.move(asked, states.SENDING, now=NOW, by="test")
    queue(patient, purpose="asker", dedupe_key="not sent yet", expects_reply=True)
    assert answers_to(text_in(patient.phone, "7")) == []
    assert Asker.replies == [("second", "7")]
    assert not Alert.objects.exists()
    text_in(patient.phone, "so-so")
    assert Alert.objects.get().cause == "unread_reply"


def test_a_word_is_obeyed_before_the_question_is_asked_of_its_owner(patient):
    asked = queue(patient, expects_reply=True, kind=Kind.PLANNED)
    outbox.move(asked, states.SENDING, now=NOW, by="test")
    text_in(patient.phone, "STOP")
    assert not consents.has(patient, Permission.TEXTS)
    assert not Alert.objects.exists()


def test_nul_bytes_and_odd_characters_are_taken(post_signed, patient):
    body = "6\x00 \ufffd 🙂 é"
    assert post_signed(PATH, form(patient.phone, body)).status_code == 200
    assert Message.objects.get(carrier_id=SID).body == "6 \ufffd 🙂 é"


def test_a_text_without_a_body_is_kept(post_signed, patient):
    assert post_signed(PATH, {"MessageSid": SID, "From": patient.phone}).status_code == 200
    assert Message.objects.get(carrier_id=SID).body == ""


@pytest.mark.parametrize("gone", ["MessageSid", "From"])
def test_a_post_without_what_we_need_is_refused(post_signed, patient, gone):
    sent = form(patient.phone, "7")
    del sent[gone]
    assert post_signed(PATH, sent).status_code == 400
    assert not Message.objects.filter(direction=Direction.IN).exists()


@pytest.mark.parametrize("headers", [{}, {"X-Twilio-Signature": ""}, {"X-Twilio-Signature": "é"}])
def test_a_forged_text_is_refused_and_not_stored(post_signed, patient, headers):
    answer = post_signed(PATH, form(patient.phone, "STOP"), token="a-guess", **headers)
    assert answer.status_code == 403
    assert not Message.objects.filter(direction=Direction.IN).exists()


def test_the_signature_holds_over_our_address_whatever_host_is_named(post_signed, patient):
    answer = post_signed(PATH, form(patient.phone, "7"), Host="elsewhere.example")
    assert answer.status_code == 200


def test_a_text_from_a_patient_of_another_clinic_goes_to_that_clinic(patient):
    elsewhere = factories.consenting_patient()
    assert text_in(elsewhere.phone, "hm").clinic == elsewhere.clinic
    nurse = factories.staff(Role.NURSE, patient.clinic)
    from clinic.access import visible_to

    assert not visible_to(nurse, Role.NURSE, Alert).exists()


def test_a_new_text_opens_an_alert_that_somebody_has_again():
    patient = factories.consenting_patient()
    text_in(patient.phone, "my leg feels odd")
    alert = Alert.objects.get()
    nurse = factories.staff("nurse", patient.clinic)
    acknowledge(alert, nurse, NOW)
    text_in(patient.phone, "now I cannot lift my foot")
    alert.refresh_from_db()
    assert (alert.state, alert.acknowledged_by) == ("open", None)
