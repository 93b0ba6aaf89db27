"""The ledger of permissions: what stands for a number, and who may say so."""

import pytest

from clinic.models import AuditEvent
from notifications import consents
from notifications.models import Consent, Method, Permission
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db
YES, NO = True, False
DESK, FORM, TEXT = Method.DESK, Method.FORM, Method.TEXT


@pytest.mark.parametrize(
    ("lines", "stands"),
    [
        ([], NO),
        ([(DESK, YES)], YES),
        ([(DESK, NO)], NO),
        ([(DESK, YES), (DESK, NO)], NO),
        ([(DESK, NO), (DESK, YES)], YES),
        ([(DESK, YES), (FORM, NO)], NO),
        ([(DESK, NO), (FORM, YES)], YES),
        ([(FORM, YES), (TEXT, NO)], NO),
        ([(TEXT, NO), (TEXT, YES)], YES),
        ([(TEXT, NO), (FORM, YES)], YES),
        # The desk never talks over the patient's own no; what it hears as a no always counts.
        ([(DESK, YES), (TEXT, NO), (DESK, YES)], NO),
        ([(FORM, NO), (DESK, YES)], NO),
        ([(FORM, NO), (DESK, YES), (FORM, YES)], YES),
        ([(FORM, YES), (DESK, NO)], NO),
        ([(FORM, YES), (DESK, NO), (DESK, YES)], YES),
    ],
)
def test_the_latest_line_stands_and_the_patients_no_outranks_the_desk(lines, stands):
    patient = factories.patient()
    for method, given in lines:
        factories.consent(patient, given=given, method=method)
    assert consents.has(patient, Permission.TEXTS) is stands
    assert Consent.objects.count() == len(lines)


def test_the_order_of_writing_decides_whatever_the_clock_was_moved_to():
    patient = factories.patient()
    factories.consent(patient, given=True, now=NOW)
    factories.consent(patient, given=False, now=NOW.replace(year=2020))
    assert not consents.has(patient, Permission.TEXTS)


def test_each_permission_stands_alone_and_answering_by_text_needs_both():
    patient = factories.patient()
    factories.consent(patient, Permission.ANSWER_BY_TEXT)
    assert consents.may_answer_by_text([patient]) == set()
    factories.consent(patient, Permission.TEXTS)
    assert consents.may_answer_by_text([patient]) == {patient.pk}


def test_of_many_patients_each_is_judged_by_their_own_lines(django_assert_num_queries):
    clinic = factories.clinic()
    both, texts_only, nothing = (
        factories.consenting_patient(at=clinic),
        *(factories.patient(at=clinic) for _ in range(2)),
    )
    factories.consent(texts_only)
    stopped = factories.consenting_patient(at=clinic)
    consents.stop_number(stopped.phone, clinic, NOW)
    shares_a_phone = factories.patient(at=clinic, phone=both.phone)
    everybody = [both, texts_only, nothing, stopped, shares_a_phone]
    with django_assert_num_queries(1):
        assert consents.may_answer_by_text(everybody) == {both.pk}


def test_a_new_number_has_no_consent_until_somebody_asks_and_the_old_one_keeps_its_own():
    patient = factories.consenting_patient()
    old, patient.phone = patient.phone, factories.patient().phone
    patient.save()
    assert consents.latest(patient, Permission.TEXTS) is None
    assert not consents.start_number(patient.phone, patient.clinic, NOW)
    patient.phone = old
    assert consents.has(patient, Permission.TEXTS)


def test_stop_from_a_number_counts_for_everybody_who_has_it_and_is_given_it_later():
    first = factories.consenting_patient()
    consents.stop_number(first.phone, first.clinic, NOW)
    later = factories.consenting_patient(phone=first.phone)
    assert not consents.has(later, Permission.TEXTS)
    consents.start_number(first.phone, first.clinic, NOW)
    assert all(consents.has(patient, Permission.TEXTS) for patient in (first, later))


def test_the_patients_own_tick_counts_after_a_stop_that_was_somebody_elses():
    clinic = factories.clinic()
    consents.stop_number("+15550109996", clinic, NOW)
    patient = factories.patient(at=clinic, phone="+15550109996")
    factories.consent(patient)
    assert not consents.has(patient, Permission.TEXTS)
    factories.consent(patient, method=FORM)
    assert consents.has(patient, Permission.TEXTS)


def test_start_from_a_number_that_gave_nothing_lifts_a_stop_and_gives_nothing():
    clinic = factories.clinic()
    consents.stop_number("+15550109995", clinic, NOW)
    assert not consents.start_number("+15550109995", clinic, NOW)
    patient = factories.patient(at=clinic, phone="+15550109995")
    assert not consents.has(patient, Permission.TEXTS)
    factories.consent(patient)
    assert consents.has(patient, Permission.TEXTS)


def test_another_patient_on_the_same_number_has_given_nothing():
    given = factories.consenting_patient()
    assert not consents.has(factories.patient(phone=given.phone), Permission.TEXTS)


def test_a_line_says_who_when_how_and_which_words_and_is_audited():
    patient = factories.patient()
    line = factories.consent(patient)
    assert (line.number, line.method, line.wording) == (patient.phone, Method.DESK, "said yes")
    event = AuditEvent.objects.get(action="consent.recorded")
    assert (event.object_id, event.patient_ids) == (line.pk, [str(patient.pk)])
    assert event.detail == {"permission": "texts", "given": True, "method": "desk"}
