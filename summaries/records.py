"""The rows of one patient, fetched once; everything else in an overview is worked out from them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from string import ascii_uppercase
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from clinic.models import Patient, Procedure
from instruments import validity
from intake.models import Answer, Assessment, Intake, IntakeState, Review
from notifications.models import Alert, Direction, Message
from surveys.answers import to_pages
from surveys.models import CheckIn, CheckInAnswer, Complication, FollowUp
from surveys.protocol import Step, load

_SENT = (IntakeState.SUBMITTED, IntakeState.AMENDED)


@dataclass(frozen=True)
class Records:
    """One patient's rows, oldest first; answers are the current ones only."""

    patient: Patient
    intakes: list[Intake]
    form_answers: dict[Any, dict[str, dict[str, Any]]]
    form_wording: dict[Any, frozenset[str]]  # the questionnaires whose words nobody validated
    assessment: Assessment | None
    reviews: list[Review]
    procedures: list[Procedure]
    follow_ups: dict[Any, FollowUp]
    check_ins: list[CheckIn]
    answers: dict[Any, list[CheckInAnswer]]
    complications: list[Complication]
    alerts: list[Alert]
    texts_in: list[Message]

    def check_ins_of(self, procedure: Procedure) -> list[CheckIn]:
        follow_up = self.follow_ups.get(procedure.pk)
        return [row for row in self.check_ins if follow_up and row.follow_up_id == follow_up.pk]

    @cached_property
    def letters(self) -> dict[Any, str]:
        """The letter of each procedure, in the order they were done: A to Z, then AA."""
        return {row.pk: _letter(n) for n, row in enumerate(self.procedures)}

    def letter_of(self, check_in: CheckIn) -> str:
        return self.letters[check_in.follow_up.procedure_id]

    def pages_of(self, check_in: CheckIn) -> dict[str, dict[str, Any]]:
        """What was answered, page by page."""
        return to_pages(self.answers[check_in.pk])

    def mark(self, name: str, row: Intake | CheckIn) -> str:
        """What stands behind a score answered in a translation of ours, else nothing.

        A check-in keeps no language of its own: it is the patient's.
        """
        if isinstance(row, Intake):
            is_ours = name in self.form_wording.get(row.pk, ())
        else:
            is_ours = validity.is_not_validated(name, self.patient.language)
        return _(" (wording not validated)") if is_ours else ""

    def step_of(self, check_in: CheckIn) -> Step:
        follow_up = check_in.follow_up
        return load(follow_up.protocol, follow_up.protocol_version).step(check_in.step)


def _letter(n: int) -> str:
    first, last = divmod(n, len(ascii_uppercase))
    return (ascii_uppercase[first - 1] if first else "") + ascii_uppercase[last]


def fetch(patient: Patient) -> Records:
    """Read everything about one patient: one query a table."""
    intakes = list(Intake.objects.filter(patient=patient, state__in=_SENT).order_by("submitted_at"))
    assessment = Assessment.objects.filter(patient=patient, intake__in=intakes).last()
    procedures = Procedure.objects.filter(patient=patient, entered_in_error_at=None)
    follow_ups = FollowUp.objects.filter(patient=patient, procedure__in=procedures)
    check_ins = CheckIn.objects.filter(patient=patient, follow_up__in=follow_ups)
    form_rows = list(Answer.objects.filter(patient=patient, superseded_at=None))
    return Records(
        patient=patient,
        intakes=intakes,
        form_answers=_pages(form_rows),
        form_wording=_wording(form_rows),
        assessment=assessment,
        reviews=list(
            Review.objects.filter(patient=patient, undone_at=None).select_related("reviewed_by")
        ),
        procedures=list(procedures.select_related("operator")),
        follow_ups={row.procedure_id: row for row in follow_ups},
        check_ins=list(check_ins.select_related("follow_up")),
        answers=_by(
            "check_in_id", CheckInAnswer.objects.filter(patient=patient, superseded_by=None)
        ),
        complications=list(
            Complication.objects.filter(follow_up__in=follow_ups).select_related(
                "check_in__follow_up"
            )
        ),
        alerts=list(
            Alert.objects.filter(patient=patient)
            .select_related("acknowledged_by", "closed_by")
            .order_by("raised_at", "id")
        ),
        texts_in=list(Message.objects.filter(patient=patient, direction=Direction.IN)),
    )


def _pages(rows: Iterable[Answer]) -> dict[Any, dict[str, dict[str, Any]]]:
    by_intake: dict[Any, dict[str, dict[str, Any]]] = defaultdict(dict)
    for row in rows:
        by_intake[row.intake_id][row.page] = row.value
    return by_intake


def _wording(rows: Iterable[Answer]) -> dict[Any, frozenset[str]]:
    by_intake: dict[Any, frozenset[str]] = defaultdict(frozenset)
    for row in rows:
        by_intake[row.intake_id] |= validity.not_validated(row.value, row.language)
    return by_intake


def _by(key: str, rows: Iterable[Model]) -> dict[Any, list[Any]]:
    grouped: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[getattr(row, key)].append(row)
    return grouped
