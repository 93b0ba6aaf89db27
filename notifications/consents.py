"""The ledger of permissions: for a number and a permission, the latest line stands.

Except that a yes recorded at the desk never undoes the patient's own no: only the patient does.
STOP and START are the number's: they count for whoever has it, and whoever is given it later.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from clinic import audit
from clinic.models import Clinic, Patient, Staff

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
    lines = Consent.objects.filter(number=patient.phone, permission=permission).order_by("-id")
    return _standing(patient, lines)


def _standing(patient: Patient, lines: Iterable[Consent]) -> Consent | None:
    """Of the lines for the patient's number and one permission, the newest first."""
    lines = [x for x in lines if x.patient_id == patient.pk or x.method == Method.TEXT]
    own = next((line for line in lines if line.method in (Method.FORM, Method.TEXT)), None)
    newest = next((line for line in lines if line.patient_id == patient.pk), None)
    if own and not own.given and (newest is None or newest.given):
        return own
    return newest


def has(patient: Patient, permission: Permission) -> bool:
    """Whether this permission stands now. Never asked is no."""
    line = latest(patient, permission)
    return line is not None and line.given


def may_answer_by_text(patients: Collection[Patient]) -> set[UUID]:
    """Those of them with both permissions: to be texted, and to answer by text. One query."""
    numbers = {patient.phone for patient in patients}
    lines: dict[tuple[str, str], list[Consent]] = defaultdict(list)
    for line in Consent.objects.filter(number__in=numbers).order_by("-id").defer("wording"):
        lines[line.number, line.permission].append(line)

    def stands(patient: Patient, permission: str) -> bool:
        line = _standing(patient, lines[patient.phone, permission])
        return line is not None and line.given

    return {who.pk for who in patients if all(stands(who, p) for p in Permission.values)}


def stop_number(number: str, clinic: Clinic, now: datetime, wording: str = "STOP") -> None:
    """STOP came from this number, or the carrier says that it did."""
    patients = patients_of(number)
    for patient in patients:
        _by_text(patient, False, wording, now)
    if not patients:
        _for_nobody(number, clinic, False, wording, now)


def start_number(number: str, clinic: Clinic, now: datetime) -> bool:
    """START came: restores a permission that a person once gave, and lifts a STOP.

    True if anybody may be texted again.
    """
    restored = [patient for patient in patients_of(number) if _was_given(patient)]
    for patient in restored:
        _by_text(patient, True, "START", now)
    if not restored and is_stopped(number):
        _for_nobody(number, clinic, True, "START", now)
    return bool(restored)


def patients_of(number: str) -> list[Patient]:
    """Everybody who has this number."""
    return list(Patient.objects.select_related("clinic").filter(phone=number).order_by("id"))


def _by_text(patient: Patient, given: bool, wording: str, now: datetime) -> None:
    record(
        patient=patient,
        permission=Permission.TEXTS,
        given=given,
        method=Method.TEXT,
        now=now,
        wording=wording,
    )


def _for_nobody(number: str, clinic: Clinic, given: bool, wording: str, now: datetime) -> None:
    """A line for a number that belongs to no patient (or START where none gave permission)."""
    line = Consent.objects.create(
        clinic=clinic,
        patient=None,
        number=number,
        permission=Permission.TEXTS,
        given=given,
        method=Method.TEXT,
        wording=wording,
        recorded_at=now,
    )
    audit.record(
        actor=SYSTEM,
        action="consent.recorded",
        now=now,
        clinic=clinic,
        object_id=line.pk,
        permission=Permission.TEXTS,
        given=given,
        method=Method.TEXT,
    )


def is_stopped(number: str) -> bool:
    """Whether the last word by text from this number was STOP."""
    line = (
        Consent.objects.filter(number=number, permission=Permission.TEXTS, method=Method.TEXT)
        .order_by("-id")
        .first()
    )
    return line is not None and not line.given


def _was_given(patient: Patient) -> bool:
    return Consent.objects.filter(
        patient=patient, number=patient.phone, permission=Permission.TEXTS, given=True
    ).exists()
