"""Oak Clinic: an invented practice with one person for each role, and its patients' facts."""

import json
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from clinic.models import Clinic, Patient, Practice, Role, Staff, StaffRole
from clinic.people import add_patient
from notifications import consents
from notifications.models import Method, Permission

PASSWORD = "reprieve-sandbox"  # noqa: S105 (the sandbox's sample log-ins, shown on its sign-in page)
NAMES = {
    Role.FRONT_DESK: ("front", "F. Sample"),
    Role.NURSE: ("nurse", "N. Pretend"),
    Role.CLINICIAN: ("clinician", "C. Example"),
    Role.PHYSICIAN: ("physician", "Dr. A. Sample"),
    Role.MANAGER: ("manager", "M. Madeup"),
    Role.AUDITOR: ("auditor", "U. Specimen"),
}
ALERT_NUMBER = "+15550100190"
SAID_AT_DESK = "The patient was asked at the desk and said yes."


def open_clinic() -> Clinic:
    """The clinic itself, with its staff."""
    practice = Practice.objects.create(name="Oak Pain Practice (invented)")
    clinic = Clinic(
        practice=practice,
        name="Oak Clinic",
        text_name="Oak Clinic",
        phone="+15550100199",
        alert_number=ALERT_NUMBER,
    )
    clinic.full_clean()
    clinic.save()
    hashed = make_password(PASSWORD)  # once: it is slow on purpose
    for role, (mailbox, name) in NAMES.items():
        person = Staff.objects.create(email=f"{mailbox}@oak.example", name=name, password=hashed)
        StaffRole.objects.create(staff=person, clinic=clinic, role=role)
    return clinic


def person(role: Role) -> Staff:
    """The sample clinic's person of that role."""
    return Staff.objects.get(email=f"{NAMES[role][0]}@oak.example")


def facts(name: str) -> dict[str, Any]:
    """The facts of one invented patient of samples/."""
    path = settings.BASE_DIR / "samples" / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8"))


def register(clinic: Clinic, name: str, mrn: str, born: date, phone: str, now: datetime) -> Patient:
    """The front desk adds a patient, "Last, First", who said yes to texts."""
    last, first = name.split(", ")
    staff = person(Role.FRONT_DESK)
    with transaction.atomic():
        patient = add_patient(
            clinic=clinic,
            staff=staff,
            first_name=first,
            last_name=last,
            mrn=mrn,
            birth_date=born,
            phone=phone,
            language="en",
            time_zone=clinic.time_zone,
            referring_doctor="Dr. P. Placeholder",
            now=now,
        )
        for permission in Permission:
            consents.record(
                patient=patient,
                permission=permission,
                given=True,
                method=Method.DESK,
                wording=SAID_AT_DESK,
                recorded_by=staff,
                now=now,
            )
    return patient
