"""Invented rows to measure on: patients with a check-in by reply that is due, and many not due."""

from datetime import timedelta

from django.db import connection
from django.db.models import Model

from clinic.keys import new_id
from clinic.models import Patient
from notifications.models import Consent, Message
from surveys.models import CheckIn
from tests import factories
from tests.factories import NOW

MANY = """
    INSERT INTO surveys_checkin (id, clinic_id, patient_id, follow_up_id, step, local_date, hour,
        zone, due_at, expires_at, state, reason, awaiting, number)
    SELECT gen_random_uuid(), clinic_id, patient_id, follow_up_id, 'later' || n, local_date + n,
        hour, zone, due_at + n * interval '1 day', expires_at + n * interval '1 day', 'planned',
        '', '', ''
    FROM generate_series(1, (%s / (SELECT count(*) FROM surveys_checkin))::int + 1) n,
        surveys_checkin
    LIMIT greatest(0, %s - (SELECT count(*) FROM surveys_checkin))
"""


def due_check_ins(count: int) -> list[Patient]:
    """Patients who may answer by text, each with one procedure and its day 1 due at NOW."""
    patient = factories.consenting_patient()
    procedure = factories.procedure(patient, done_at=NOW - timedelta(days=1))
    Message.objects.filter(patient=patient).delete()  # the welcome text
    check_in = CheckIn.objects.get(patient=patient, step="d1")
    check_in.due_at, check_in.expires_at = NOW, NOW + timedelta(days=1)
    consents = list(Consent.objects.filter(patient=patient))
    made: dict[type[Model], list[Model]] = {}

    def again(row: Model, **changed: object) -> Model:
        same = {field.attname: getattr(row, field.attname) for field in row._meta.fields}
        copy = type(row)(**same | {"id": new_id()} | changed)
        made.setdefault(type(row), []).append(copy)
        return copy

    for n in range(1000, 1000 + count):  # the sample clinic's numbers are below
        phone = f"+1555010{n:04d}"
        who = again(patient, mrn=f"B{n}", phone=phone).pk
        for consent in consents:
            again(consent, patient_id=who, number=phone)
        done = again(procedure, patient_id=who).pk
        plan = again(procedure.follow_up, patient_id=who, procedure_id=done).pk
        again(check_in, patient_id=who, follow_up_id=plan)
    CheckIn.objects.filter(patient=patient).delete()
    for model, rows in made.items():
        model.objects.bulk_create(rows, batch_size=500)
    return made[Patient]


def fill_check_ins(total: int) -> None:
    """PostgreSQL: planned check-ins of later days, until the table holds `total`."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # copies of checked rows
        cursor.execute(MANY, [total, total])
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("VACUUM ANALYZE")
