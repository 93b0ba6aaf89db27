"""The trail: never without an actor; a page whose reading cannot be recorded is not shown."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponse

from clinic import audit
from clinic.models import AuditEvent
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def test_an_event_names_a_person_or_a_job():
    staff = factories.staff()
    audit.record(actor=staff, action="patient.added", now=NOW)
    audit.record(actor="schedule", action="check_in.asked", now=NOW)
    by = {e.action: (e.staff, e.system) for e in AuditEvent.objects.all()}
    assert by == {"patient.added": (staff, ""), "check_in.asked": (None, "schedule")}


def test_an_event_without_an_actor_is_refused():
    with pytest.raises(IntegrityError), transaction.atomic():
        audit.record(actor="", action="patient.added", now=NOW)


def test_an_event_cannot_be_both_a_persons_and_a_jobs():
    event = audit.record(actor=factories.staff(), action="patient.added", now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEvent.objects.filter(pk=event.pk).update(system="schedule")


def test_an_event_names_every_patient_and_what_was_touched():
    patient = factories.patient()
    event = audit.record(
        actor="schedule", action="consent.recorded", now=NOW, clinic=patient.clinic,
        patients=[patient, patient.pk], object_id=patient.pk, permission="texts",
    )  # fmt: skip
    event.refresh_from_db()
    assert event.patient_ids == [str(patient.pk)] * 2
    assert (event.at, event.object_id, event.detail) == (NOW, patient.pk, {"permission": "texts"})


@pytest.fixture
def page(rf):
    """A page that shows patients, behind the middleware that records its reading."""

    def show(patients, reader, view=None):
        def chart(request):
            audit.note_reading(request, "list", patients)
            assert not AuditEvent.objects.filter(action="read.list").exists()
            return HttpResponse("Fictional, Rosa")

        request = rf.get("/")
        request.user, request.now = reader, NOW
        return audit.ReadingMiddleware(view or chart)(request)

    return show


def test_a_reading_is_written_at_the_end_of_the_request_with_each_patient_shown(page):
    patients = [factories.patient(), factories.patient()]
    reader = factories.staff(at=patients[0].clinic)
    assert page(patients, reader).content == b"Fictional, Rosa"
    event = AuditEvent.objects.get(action="read.list")
    assert (event.staff, event.at, event.clinic) == (reader, NOW, patients[0].clinic)
    assert event.patient_ids == [str(p.pk) for p in patients]


def test_a_list_that_shows_nobody_is_recorded_too(page):
    page([], factories.staff())
    assert AuditEvent.objects.get(action="read.list").patient_ids == []


def test_a_page_that_shows_no_patient_records_nothing(page):
    assert page([], factories.staff(), view=lambda request: HttpResponse("hello")).content
    assert not AuditEvent.objects.exists()


def test_a_page_whose_reading_cannot_be_recorded_is_not_shown(page):
    patient = factories.patient()
    reader = factories.staff(at=patient.clinic)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE clinic_auditevent RENAME TO gone")

    def chart(request):
        audit.note_reading(request, "list", [patient])
        return HttpResponse("Fictional, Rosa")

    answer = page([patient], reader, view=chart)
    assert answer.status_code == 503
    assert b"Rosa" not in answer.content
    assert b"cannot be shown" in answer.content


def test_a_change_that_cannot_be_recorded_does_not_happen():
    patient = factories.patient()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE clinic_auditevent RENAME TO gone")
    from django.db import DatabaseError

    from clinic.models import Patient
    from clinic.people import add_patient

    with pytest.raises(DatabaseError), transaction.atomic():
        add_patient(
            clinic=patient.clinic, staff=factories.staff(), now=NOW, first_name="Ada",
            last_name="Invented", mrn="7", birth_date=patient.birth_date, phone="+15550100142",
            language="en", time_zone="America/New_York",
        )  # fmt: skip
    assert not Patient.objects.filter(mrn="7").exists()
