"""Writes of a clinician's corrections: an overlay on the facts, audited, assessed anew each time.

The patient's answers stay as they were given, and the assessments made of them stay frozen.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from clinic import audit
from clinic.models import Staff

from . import assessing, facts_contract, selectors
from .facts import NOT_CORRECTED
from .models import Assessment, Correction, Intake


class NotLatest(Exception):
    """The form is not the patient's latest that was sent: that one is to be corrected."""


def correct_facts(
    *, intake: Intake, changes: Mapping[str, Any], staff: Staff, now: datetime, reason: str = ""
) -> Assessment:
    """Keep each change (key of the facts → value) and assess once; the newest assessment.

    The same values again write nothing. Raises FactsInvalid with the contract's sentences, and
    NotLatest; nothing is kept then.
    """
    with transaction.atomic():
        _hold(intake)
        standing = selectors.corrections(intake)
        new = {
            path: value
            for path, value in changes.items()
            if path not in standing or selectors.value_at(standing[path], now) != value
        }
        before = selectors.newest_of(intake)
        if not new:
            return before
        check(new)
        _supersede(intake, new, now)
        Correction.objects.bulk_create(
            Correction(
                clinic=intake.clinic,
                patient=intake.patient,
                intake=intake,
                path=path,
                value=value,
                reason=reason,
                made_by=staff,
                made_at=now,
            )
            for path, value in new.items()
        )
        _record(intake, staff, "facts.corrected", now, sorted(new))
        return _assess(intake, before, staff, now)


def withdraw_correction(*, intake: Intake, path: str, staff: Staff, now: datetime) -> Assessment:
    """Take a correction back: what the patient and the record say stands again.

    Where none stands there (pressed twice), nothing is written. Raises NotLatest.
    """
    with transaction.atomic():
        _hold(intake)
        before = selectors.newest_of(intake)
        if not _supersede(intake, [path], now, withdrawn_by=staff):
            return before
        _record(intake, staff, "correction.withdrawn", now, [path])
        return _assess(intake, before, staff, now)


def check(changes: Mapping[str, Any]) -> None:
    """Raises FactsInvalid with the contract's sentence for each value that does not fit it."""
    reading = facts_contract.Reading()
    for path, value in changes.items():
        if path not in facts_contract.FACTS or path in NOT_CORRECTED:
            reading.problems.append(f"{path}: is not a fact that can be corrected")
        else:
            facts_contract.FACTS[path](value, path, reading)
    if reading.problems:
        raise facts_contract.FactsInvalid(reading.problems)


def _hold(intake: Intake) -> None:
    """One writer at a time for an intake (SQLite: IMMEDIATE does this)."""
    Intake.objects.select_for_update().get(pk=intake.pk)
    if selectors.last_submitted(intake.patient) != intake:
        raise NotLatest


def _supersede(
    intake: Intake, paths: Iterable[str], now: datetime, withdrawn_by: Staff | None = None
) -> int:
    rows = Correction.objects.filter(intake=intake, path__in=paths, superseded_at=None)
    return rows.update(superseded_at=now, withdrawn_by=withdrawn_by)


def _assess(intake: Intake, before: Assessment, staff: Staff, now: datetime) -> Assessment:
    facts = selectors.current_facts(intake, now)
    return assessing.store(intake, facts, actor=staff, now=now, before=before)


def _record(intake: Intake, staff: Staff, action: str, now: datetime, paths: list[str]) -> None:
    audit.record(
        actor=staff,
        action=action,
        now=now,
        clinic=intake.clinic,
        patients=[intake.patient],
        object_id=intake.pk,
        paths=paths,
    )
