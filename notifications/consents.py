"""The ledger of permissions: for a number and a permission, the latest line stands.

Except that a yes recorded at the desk never undoes the patient's own no: only the patient does.
"""

from datetime import datetime

from clinic import audit
from clinic.models import Patient, Staff

from .models import Consent, Method, Permission

SYSTEM = "texts"


def record(
    *,
    patient: Patient,
    permission: Permission,
    given: bool,
    method: Method,
    now: datetime,
    wording: str = "",
    wording_version: str = "",
    recorded_by: Staff | None = None,
) -> Consent:
    """Add a line for the patient's present number (call inside a transaction)."""
    line = Consent.objects.create(
        clinic=patient.clinic,
        patient=patient,
        number=patient.phone,
        permission=permission,
        given=given,
        method=method,
        wording=wording,
        wording_version=wording_version,
        language=patient.language,
        recorded_by=recorded_by,
        recorded_at=now,
    )
    audit.record(
        actor=recorded_by or SYSTEM,
        action="consent.recorded",
        now=now,
        clinic=patient.clinic,
        patients=[patient],
        object_id=line.pk,
        permission=permission,
        given=given,
        method=method,
    )
    return line


def latest(patient: Patient, permission: Permission) -> Consent | None:
    """The line that stands for the patient's present number; None where nobody ever asked."""
    # Keys sort by the order of writing, whatever the clock was moved to.
    lines = Consent.objects.filter(
        patient=patient, number=patient.phone, permission=permission
    ).order_by("-id")
    newest, own = lines.first(), lines.exclude(method=Method.DESK).first()
    if newest and newest.given and own and not own.given:
        return own
    return newest


def has(patient: Patient, permission: Permission) -> bool:
    """Whether this permission stands now. Never asked is no."""
    line = latest(patient, permission)
    return line is not None and line.given


def may_answer_by_text(patient: Patient) -> bool:
    """Both permissions: to be texted, and to answer by text."""
    return has(patient, Permission.TEXTS) and has(patient, Permission.ANSWER_BY_TEXT)


def stop(patients: list[Patient], now: datetime) -> None:
    """The word STOP came from these patients' number."""
    for patient in patients:
        record(
            patient=patient,
            permission=Permission.TEXTS,
            given=False,
            method=Method.TEXT,
            now=now,
            wording="STOP",
        )


def start(patients: list[Patient], now: datetime) -> bool:
    """The word START came: restores a permission that a person once gave. True if any did."""
    restored = [p for p in patients if _was_given(p)]
    for patient in restored:
        record(
            patient=patient,
            permission=Permission.TEXTS,
            given=True,
            method=Method.TEXT,
            now=now,
            wording="START",
        )
    return bool(restored)


def _was_given(patient: Patient) -> bool:
    return Consent.objects.filter(
        patient=patient, number=patient.phone, permission=Permission.TEXTS, given=True
    ).exists()
