"""A procedure recorded, its check-ins asked, answered, missed; complications and alerts."""

from datetime import date, timedelta

import pytest

from clinic.models import AuditEvent
from notifications import inbound, outbox, states
from notifications.models import Alert, Message
from surveys import release, services
from surveys.models import AnswerChannel, CheckIn, CheckInAnswer, Complication, FollowUp
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient():
    return make.consenting_patient()


def step(patient, key):
    return CheckIn.objects.get(patient=patient, step=key)


def texts(patient, **fields):
    return Message.objects.filter(patient=patient, direction="out", **fields).order_by("id")


def release_at(check_in, minutes=0):
    """Its day comes; the days before it were answered."""
    before = CheckIn.objects.filter(follow_up=check_in.follow_up_id, due_at__lt=check_in.due_at)
    before.filter(state="planned").update(state="answered")
    moment = check_in.due_at + timedelta(minutes=minutes)
    release.release_due(moment)
    check_in.refresh_from_db()
    return moment


def deliver(patient):
    """As if the carrier took every text that is queued."""
    for n, message in enumerate(texts(patient, state=states.QUEUED)):
        Message.objects.filter(pk=message.pk).update(
            state=states.DELIVERED, carrier_id=f"SM{message.pk.hex}{n}"
        )


def reply(patient, body, now):
    deliver(patient)
    sid = f"SM{Message.objects.count()}-{body}"
    inbound.receive(carrier_id=sid, number=patient.phone, body=body, now=now)
    message = Message.objects.get(carrier_id=sid)
    inbound.handle(message.pk, now)
    return message


def tell(check_in, page, value, now):
    return services.keep_answer(check_in, page, {page: value}, channel=AnswerChannel.LINK, now=now)


# --- starting ---


def test_recording_a_procedure_starts_its_follow_up(patient):
    procedure = make.procedure(patient)
    follow_up = procedure.follow_up
    assert (follow_up.protocol, follow_up.protocol_version) == ("epidural_steroid", 1)
    planned = follow_up.check_ins.all()
    assert [c.step for c in planned] == ["d1", "d3", "d7", "w2", "w6", "m3", "m6"]
    assert planned[0].local_date == date(2026, 3, 4)
    assert {c.state for c in planned} == {"planned"}


def test_the_first_text_is_a_welcome_without_a_link_after_the_minute_to_undo(patient):
    make.procedure(patient)
    welcome = texts(patient).get()
    assert welcome.due_at == NOW + timedelta(minutes=1)
    assert "{link}" not in welcome.body
    assert "STOP" in welcome.body


def test_the_baseline_is_the_last_form_before_the_procedure(patient):
    make.submitted_intake(patient, now=NOW - timedelta(days=20))
    follow_up = make.procedure(patient).follow_up
    assert (follow_up.baseline_now, follow_up.baseline_average) == (6, 7)
    assert float(follow_up.baseline_peg) == 7.3
    assert follow_up.baseline_at == NOW - timedelta(days=20)
    assert follow_up.baseline_source == "intake form"


def test_without_a_form_there_is_no_baseline(patient):
    follow_up = make.procedure(patient).follow_up
    assert (follow_up.baseline_now, follow_up.baseline_average) == (None, None)


def test_a_later_check_in_is_the_baseline_of_the_next_procedure(patient):
    make.submitted_intake(patient, now=NOW - timedelta(days=20))
    make.procedure(patient)
    w2 = step(patient, "w2")
    release_at(w2)
    for page, value in (("average", 4), ("now", 3)):
        tell(w2, page, value, w2.due_at)
    second = make.procedure(patient, now=NOW + timedelta(days=60))
    assert (second.follow_up.baseline_average, second.follow_up.baseline_now) == (4, 3)
    assert second.follow_up.baseline_source == "check-in"


def test_undo_within_a_minute_ends_it_all_and_no_text_goes(patient):
    procedure = make.procedure(patient)
    staff = procedure.operator
    assert services.undo_procedure(procedure, staff, NOW + timedelta(seconds=50))
    procedure.refresh_from_db()
    assert procedure.entered_in_error_at is not None
    assert {c.state for c in procedure.follow_up.check_ins.all()} == {"cancelled"}
    welcome = texts(patient).get()
    outbox.send(welcome.pk, NOW + timedelta(minutes=2))
    welcome.refresh_from_db()
    assert (welcome.state, welcome.reason) == (states.CANCELLED, "the follow-up is over")


def test_undo_after_a_minute_is_too_late(patient):
    procedure = make.procedure(patient)
    assert not services.undo_procedure(procedure, procedure.operator, NOW + timedelta(seconds=61))
    assert FollowUp.objects.get().ended_at is None


# --- asking ---


def test_a_check_in_is_asked_when_due_and_once(patient):
    make.procedure(patient)
    d1 = step(patient, "d1")
    release.release_due(d1.due_at - timedelta(seconds=1))
    assert not texts(patient, purpose="check_in").exists()
    release_at(d1)
    release_at(d1, 1)
    asked = texts(patient, purpose="check_in").get()
    assert "Reply 0 to 10" in asked.body
    assert (d1.state, d1.awaiting) == ("open", "now")


def test_without_consent_to_answer_by_text_the_check_in_is_a_link():
    patient = make.patient()
    make.consent(patient)
    make.procedure(patient)
    d1 = step(patient, "d1")
    release_at(d1)
    assert "{link}" in texts(patient, purpose="check_in").get().body
    assert d1.awaiting == "link"


def test_a_check_in_long_past_is_not_asked(patient):
    make.procedure(patient)
    d1 = step(patient, "d1")
    release.release_due(d1.expires_at)
    d1.refresh_from_db()
    assert (d1.state, d1.reason) == ("missed", "its time had passed")
    assert not texts(patient, purpose="check_in", owner_id=d1.pk).exists()
    assert "not sent in time" in Alert.objects.get().reason


def test_two_patients_on_one_number_are_never_both_asked_by_reply(patient):
    other = make.consenting_patient(at=patient.clinic, phone=patient.phone)
    make.procedure(patient)
    make.procedure(other)
    release_at(step(patient, "d1"))
    assert sorted([step(patient, "d1").awaiting, step(other, "d1").awaiting]) == ["link", "now"]


# --- answering by text ---


def test_a_number_then_one_answers_the_check_in(patient):
    make.procedure(patient)
    d1 = step(patient, "d1")
    now = release_at(d1)
    came = reply(patient, "about a 4", now)
    assert "Any new problem" in texts(patient).last().body
    reply(patient, "1", now)
    d1.refresh_from_db()
    assert d1.state == "answered"
    answer = CheckInAnswer.objects.get(check_in=d1, item="now")
    assert (answer.number, answer.channel, answer.inbound) == (4, "reply", came)
    assert answer.parser_version
    assert "Thank you" in texts(patient).last().body
    assert not Alert.objects.exists()


def test_a_new_problem_sends_the_link_at_once(patient):
    make.procedure(patient)
    d3 = step(patient, "d3")
    release_at(step(patient, "d1"))
    now = release_at(d3)
    reply(patient, "4", now)
    reply(patient, "2", now)
    link = texts(patient).last()
    assert "{link}" in link.body
    assert (link.kind, link.due_at) == ("answer", now)


@pytest.mark.parametrize(("key", "grade"), [("d1", "urgent"), ("d3", "prompt")])
def test_half_an_hour_of_silence_after_a_problem_is_an_alert(patient, key, grade):
    make.procedure(patient)
    check_in = step(patient, key)
    now = release_at(check_in)
    reply(patient, "4", now)
    reply(patient, "3", now)
    release.release_due(now + timedelta(minutes=29))
    assert not Alert.objects.filter(grade=grade, reason__contains="told no more").exists()
    release.release_due(now + timedelta(minutes=30))
    release.release_due(now + timedelta(minutes=31))
    alert = Alert.objects.get(reason__contains="told no more")
    assert alert.grade == grade


def test_words_are_kept_and_bring_a_person(patient):
    make.procedure(patient)
    d1 = step(patient, "d1")
    now = release_at(d1)
    came = reply(patient, "the shot made my leg funny", now)
    alert = Alert.objects.get()
    assert (alert.grade, alert.cause) == ("prompt", "unread_reply")
    assert Message.objects.get(pk=came.pk).body == "the shot made my leg funny"
    d1.refresh_from_db()
    assert d1.awaiting == "now"
    reply(patient, "6", now)
    assert CheckInAnswer.objects.get(check_in=d1, item="now").number == 6


def test_a_number_out_of_range_is_not_taken_for_an_answer(patient):
    make.procedure(patient)
    now = release_at(step(patient, "d1"))
    reply(patient, "11", now)
    assert not CheckInAnswer.objects.exists()
    assert Alert.objects.filter(cause="unread_reply").exists()


def test_stop_ends_the_texts_and_the_next_safety_check_asks_for_a_call(patient):
    make.procedure(patient)
    now = release_at(step(patient, "d1"))
    reply(patient, "STOP", now)
    d3 = step(patient, "d3")
    due = release_at(d3)
    ask = texts(patient, owner_id=d3.pk).get()
    outbox.send(ask.pk, due)
    ask.refresh_from_db()
    d3.refresh_from_db()
    assert (ask.state, d3.state) == (states.SUPPRESSED, "not_sent")
    assert Alert.objects.filter(reason__contains="please call").exists()


# --- silence ---


def test_an_unanswered_safety_check_asks_for_a_call(patient):
    make.procedure(patient)
    d1 = step(patient, "d1")
    release_at(d1)
    release.release_due(d1.expires_at)
    d1.refresh_from_db()
    assert (d1.state, d1.reason) == ("missed", "no answer in its time")
    assert "please call" in Alert.objects.get().reason


def test_an_unanswered_routine_check_is_missed_quietly(patient):
    make.procedure(patient)
    w2 = step(patient, "w2")
    CheckIn.objects.filter(step__startswith="d").update(state="answered")
    release_at(w2)
    release.release_due(w2.expires_at)
    w2.refresh_from_db()
    assert w2.state == "missed"
    assert not Alert.objects.exists()


# --- complications ---


def test_fever_is_a_complication_and_an_urgent_alert_in_one_go(patient):
    make.procedure(patient)
    d3 = step(patient, "d3")
    now = release_at(d3)
    raised = tell(d3, "safety", ["fever"], now)
    row = Complication.objects.get()
    assert (row.kind, row.grade, row.severity) == ("fever", "urgent", 2)
    assert [alert.grade for alert in raised] == ["urgent"]
    assert raised[0].cause == f"complication:{row.follow_up_id}:fever"


def test_a_headaches_details_can_only_raise_its_alert(patient):
    make.procedure(patient)
    d3 = step(patient, "d3")
    now = release_at(d3)
    tell(d3, "safety", ["positional_headache"], now)
    assert Alert.objects.get().grade == "prompt"
    tell(d3, "headache", ["vomiting"], now)
    assert Alert.objects.get().grade == "urgent"
    tell(d3, "headache", ["none"], now)
    assert Alert.objects.get().grade == "urgent"
    assert Complication.objects.get().grade == "urgent"


def test_one_alert_for_each_complication(patient):
    make.procedure(patient)
    d3 = step(patient, "d3")
    now = release_at(d3)
    tell(d3, "safety", ["fever", "positional_headache"], now)
    assert Alert.objects.count() == Complication.objects.count() == 2


def test_none_of_these_raises_nothing(patient):
    make.procedure(patient)
    d3 = step(patient, "d3")
    now = release_at(d3)
    assert tell(d3, "safety", ["none"], now) == []
    assert not Complication.objects.exists()


def test_a_corrected_answer_keeps_the_one_before_it(patient):
    make.procedure(patient)
    w2 = step(patient, "w2")
    now = release_at(w2)
    tell(w2, "average", 4, now)
    tell(w2, "average", 5, now)
    first, second = CheckInAnswer.objects.filter(item="average")
    assert (first.number, first.superseded_by) == (4, second)
    assert services.current_answers(w2)["average"] == {"average": 5}


def test_everything_is_audited(patient):
    make.procedure(patient)
    d1 = step(patient, "d1")
    now = release_at(d1)
    reply(patient, "4", now)
    actions = set(AuditEvent.objects.values_list("action", flat=True))
    assert {
        "procedure.recorded",
        "follow_up.started",
        "check_in.asked",
        "check_in.answered",
    } <= actions
    assert "4" not in [str(e.detail) for e in AuditEvent.objects.filter(action="check_in.answered")]


def test_one_check_in_that_cannot_be_handled_stops_no_other(patient, caplog):
    broken = make.consenting_patient()
    make.procedure(broken)
    FollowUp.objects.update(protocol="no_such_protocol")
    make.procedure(patient)
    release_at(step(patient, "d1"))
    assert step(patient, "d1").state == "open"
    assert step(broken, "d1").state == "planned"
    assert "a check-in was left" in caplog.text


def test_a_problem_whose_link_never_arrived_is_urgent_at_once(patient):
    make.procedure(patient)
    d1 = step(patient, "d1")
    now = release_at(d1)
    reply(patient, "4", now)
    reply(patient, "2", now)
    link = texts(patient, body__contains="{link}").last()
    outbox.move(link, states.SENDING, now=now, by="test")
    outbox.fail(link, states.FAILED, "30006", now, by="test")
    assert Alert.objects.get(reason__contains="told no more").grade == "urgent"


def test_an_answered_check_in_takes_no_more_answers(patient):
    make.procedure(patient)
    d1 = step(patient, "d1")
    now = release_at(d1)
    CheckIn.objects.filter(pk=d1.pk).update(state="answered")
    assert tell(d1, "safety", ["fever"], now) == []
    assert not CheckInAnswer.objects.exists()
