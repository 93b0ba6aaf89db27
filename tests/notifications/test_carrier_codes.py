"""The carrier's codes: a table with plain words, and what each action does."""

from datetime import timedelta

import pytest

from notifications import carrier_codes, consents, outbox, states
from notifications.models import Alert, Grade, Kind, Message, Method, Pause, Permission
from tests import factories
from tests.factories import NOW
from tests.notifications.texts import in_state, queue, send

pytestmark = pytest.mark.django_db
GOOD = {"words": "w", "action": "none"}


@pytest.fixture
def patient():
    return factories.consenting_patient()


@pytest.fixture
def undelivered(patient):
    """A text that the carrier took and could not deliver, for this reason."""

    def end(code, now=NOW, text=None, **fields):
        message = in_state(text or queue(patient, **fields), states.SENT)
        outbox.record_status(message, "undelivered", str(code), now, "carrier")
        message.refresh_from_db()
        return message

    return end


def later_texts(message):
    return list(Message.objects.filter(dedupe_key__startswith=f"{message.dedupe_key}:try:"))


def test_the_table_passes_its_check_and_says_everything_in_plain_words():
    assert carrier_codes.check() == []
    known = carrier_codes.meaning("30003")
    assert known.reason == "the phone was off or out of reach (carrier code 30003)"


@pytest.mark.parametrize(
    "table",
    [
        {"default": GOOD},
        {"default": GOOD, "codes": {"30003": {"words": "w", "action": "explode"}}},
        {"default": GOOD, "codes": {"30003": {"action": "none"}}},
        {"default": GOOD, "codes": {"3003": GOOD}},
    ],
)
def test_a_bad_table_is_refused_with_a_sentence(table):
    with pytest.raises(ValueError, match="code"):
        carrier_codes.read(table)


def test_an_unknown_code_is_an_alarm_once_for_the_clinic(undelivered, patient):
    message = undelivered(39999)
    undelivered(39999)
    assert message.reason == "the carrier gave a reason we do not know (carrier code 39999)"
    alert = Alert.objects.get()
    assert (alert.cause, alert.grade, alert.patient) == ("carrier:39999", Grade.PROMPT, None)


def test_an_opt_out_in_a_receipt_is_kept_in_the_ledger(undelivered, patient):
    waiting = queue(patient)
    undelivered(21610)
    waiting.refresh_from_db()
    line = consents.latest(patient, Permission.TEXTS)
    assert (line.given, line.method) == (False, Method.TEXT)
    assert "21610" in line.wording
    assert waiting.state == states.SUPPRESSED


@pytest.mark.parametrize("code", [21211, 21614, 30006])
def test_a_number_that_takes_no_texts_gets_none_and_somebody_checks_it(undelivered, patient, code):
    waiting = queue(patient)
    undelivered(code)
    waiting.refresh_from_db()
    assert waiting.state == states.SUPPRESSED
    alert = Alert.objects.get()
    assert (alert.cause, alert.grade) == (f"number:{patient.phone}", Grade.PROMPT)
    assert (alert.patient, alert.url_name) == (patient, "desk:patient")
    assert not consents.has(patient, Permission.TEXTS)
    factories.consent(patient)  # the desk has checked it
    assert consents.has(patient, Permission.TEXTS)


def test_a_phone_that_was_off_is_tried_three_times_in_all(undelivered, patient):
    first = undelivered(30003, owner_id=None)
    [second] = later_texts(first)
    assert (second.state, second.due_at) == (states.QUEUED, NOW + timedelta(hours=1))
    assert (second.body, second.number) == (first.body, first.number)
    undelivered(30003, now=second.due_at, text=second)
    third = later_texts(first)[-1]
    assert third.due_at == second.due_at + timedelta(hours=6)
    undelivered(30003, now=third.due_at, text=third)
    assert len(later_texts(first)) == 2


@pytest.mark.parametrize("code", [30005, 30008])
def test_an_unclear_failure_is_tried_once_more(undelivered, code):
    first = undelivered(code)
    [second] = later_texts(first)
    undelivered(code, text=second)
    assert len(later_texts(first)) == 1


def test_no_text_is_tried_again_past_its_time(undelivered):
    assert later_texts(undelivered(30003, expires_at=NOW + timedelta(minutes=59))) == []


def test_a_text_that_its_owner_no_longer_wants_is_not_tried_again(undelivered, patient):
    follow_up = factories.procedure(patient)
    welcome = Message.objects.get(purpose="follow_up")
    from surveys.models import FollowUp

    FollowUp.objects.update(ended_at=NOW)
    assert later_texts(undelivered(30003, text=welcome)) == []
    assert follow_up


def test_a_safety_check_in_is_called_about_only_when_no_text_is_left_to_try(undelivered, patient):
    from surveys import release
    from surveys.models import CheckIn

    factories.procedure(patient)
    safety = CheckIn.objects.order_by("due_at").first()
    release.release_due(safety.due_at)
    asked = Message.objects.get(owner_id=safety.pk)
    undelivered(30003, now=safety.due_at, text=asked)
    safety.refresh_from_db()
    assert safety.state == "open"
    assert not Alert.objects.exists()
    [again] = later_texts(asked)
    undelivered(30006, now=again.due_at, text=again)
    assert Alert.objects.filter(cause__startswith="call:").count() == 1


def test_wording_that_the_carrier_filters_is_an_alarm(undelivered):
    undelivered(30007)
    assert "wording needs a look" in Alert.objects.get().reason


def test_an_unregistered_sender_pauses_sending(undelivered):
    assert undelivered(30034).state == states.UNDELIVERED
    assert Pause.objects.get().by_product


def test_an_alert_number_that_takes_no_texts_is_seen_at_the_desk(undelivered, patient):
    undelivered(30006, kind=Kind.STAFF, patient=None)
    alert = Alert.objects.get()
    assert (alert.cause, alert.grade) == ("alert_number", Grade.PROMPT)


def test_a_failure_without_a_code_is_the_owners_alone(undelivered):
    message = undelivered("")
    assert (message.state, message.reason) == (states.UNDELIVERED, "")
    assert not Alert.objects.exists()


def test_a_retried_text_goes_with_a_link_of_its_own(carrier, undelivered, patient):
    invitation = factories.invitation(patient)
    first = Message.objects.get(owner_id=invitation.pk)
    send(first)
    undelivered(30003, text=first)
    [second] = later_texts(first)
    assert send(second, second.due_at).link != first.link
