"""Patients as the desk knows them: added once per clinic and MRN."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from . import audit
from .models import Clinic, Patient, Staff


class MrnTaken(Exception):
    """The clinic has a patient with this MRN already: `patient`."""

    def __init__(self, patient: Patient) -> None:
        super().__init__("this MRN is taken")
        self.patient = patient


def add_patient(
    *,
    clinic: Clinic,
    staff: Staff,
    now: datetime,
    first_name: str,
    last_name: str,
    mrn: str,
    birth_date: date,
    phone: str,
    language: str,
    time_zone: str,
    referring_doctor: str = "",
) -> Patient:
    """Add a patient; raises MrnTaken where the clinic has that number already."""
    with transaction.atomic():
        try:
            with transaction.atomic():
                patient = Patient.objects.create(
                    clinic=clinic,
                    first_name=first_name,
                    last_name=last_name,
                    mrn=mrn,
                    birth_date=birth_date,
                    phone=phone,
                    language=language,
                    time_zone=time_zone,
                    referring_doctor=referring_doctor,
                    created_at=now,
                )
        except IntegrityError as error:
            raise MrnTaken(Patient.objects.get(clinic=clinic, mrn=mrn)) from error
        audit.record(
            actor=staff,
            action="patient.added",
            now=now,
            clinic=clinic,
            patients=[patient],
            object_id=patient.pk,
        )
    return patient
