"""Patients as the desk adds them: once per clinic and MRN."""

from datetime import date

import pytest

from clinic.models import AuditEvent, Patient
from clinic.people import MrnTaken, add_patient
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def add(clinic, **fields):
    defaults = {
        "clinic": clinic,
        "staff": factories.staff(at=clinic),
        "now": NOW,
        "first_name": "Rosa",
        "last_name": "Fictional",
        "mrn": "40127",
        "birth_date": date(1979, 3, 27),
        "phone": "+15550100142",
        "language": "en",
        "time_zone": "America/New_York",
    }
    return add_patient(**defaults | fields)


def test_a_patient_is_added_and_audited():
    patient = add(factories.clinic())
    event = AuditEvent.objects.get(action="patient.added")
    assert (event.object_id, event.clinic) == (patient.pk, patient.clinic)


def test_a_second_patient_with_the_mrn_is_refused_and_the_first_is_named():
    clinic = factories.clinic()
    first = add(clinic)
    with pytest.raises(MrnTaken) as taken:
        add(clinic, first_name="Ada")
    assert taken.value.patient == first
    assert Patient.objects.get().first_name == "Rosa"
    assert AuditEvent.objects.count() == 1


def test_another_clinic_may_use_the_same_mrn():
    add(factories.clinic()), add(factories.clinic())
    assert Patient.objects.filter(mrn="40127").count() == 2


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(1979, 3, 27), date(2026, 3, 26), 46),
        (date(1979, 3, 27), date(2026, 3, 27), 47),
        (date(2004, 2, 29), date(2022, 2, 28), 17),
        (date(2004, 2, 29), date(2022, 3, 1), 18),
    ],
)
def test_age_is_counted_in_whole_years(born, day, age):
    assert Patient(birth_date=born).age_on(day) == age
