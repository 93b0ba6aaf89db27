"""Reads of the form: current answers, facts with their sources, the queue of candidates."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, Value, When

from clinic.models import Patient, Procedure
from instruments import validity

from . import facts
from .history_facts import PATH as EARLIER
from .history_facts import Recorded, aged, months_since
from .models import Answer, Assessment, Correction, Intake, IntakeState, Review, Tier


def intake_of(invitation_id: UUID) -> Intake | None:
    """The intake of an invitation; None until it is begun."""
    begun = Intake.objects.select_related("patient", "clinic")
    return begun.filter(invitation=invitation_id).first()


def answers(intake: Intake) -> dict[str, dict[str, Any]]:
    """The current value of each answered page; one that was passed over has none."""
    rows = Answer.objects.filter(intake=intake, superseded_at=None)
    return {page: value for page, value in rows.values_list("page", "value") if value}


def passed_over(intake: Intake) -> frozenset[str]:
    """The pages that staff left without an answer."""
    rows = Answer.objects.filter(intake=intake, superseded_at=None)
    return frozenset(row.page for row in rows if not row.value)


def languages(intake: Intake) -> dict[str, str]:
    """The language that each page was answered in."""
    rows = Answer.objects.filter(intake=intake, superseded_at=None)
    return dict(rows.values_list("page", "language"))


def not_validated(intake: Intake) -> frozenset[str]:
    """The questionnaires answered in a translation of ours, which nobody has validated."""
    rows = Answer.objects.filter(intake=intake, superseded_at=None)
    return frozenset[str]().union(*(validity.not_validated(a.value, a.language) for a in rows))


def said_facts(intake: Intake, now: datetime) -> dict[str, Any]:
    """What the patient said so far, as facts, at this moment.

    Age is the one at the sending; earlier procedures are counted to this moment.
    """
    return facts.build(answers(intake), **_times(intake, now))


def current_facts(intake: Intake, now: datetime) -> dict[str, Any]:
    """The answers, this clinic's record and the corrections as facts, at this moment."""
    values = {path: value_at(row, now) for path, row in corrections(intake).items()}
    return facts.build(
        answers(intake),
        **_times(intake, now),
        record=recorded(intake.patient, now),
        corrections=values,
    )


def _times(intake: Intake, now: datetime) -> dict[str, Any]:
    sent = intake.submitted_at or now
    return {
        "age": intake.patient.age_at(sent),
        "months_since": months_since(sent, now),
        "on": sent.astimezone(intake.patient.zone).date(),
    }


def recorded(patient: Patient, now: datetime) -> list[Recorded]:
    """What this clinic did up to a moment, the earliest first."""
    done = Procedure.objects.filter(patient=patient, entered_in_error_at=None, done_at__lte=now)
    return [
        Recorded(
            kind=row.kind,
            months_ago=months_since(row.done_at, now),
            relief_percent=row.relief_percent,
            relief_months=row.relief_months,
        )
        for row in done
    ]


def corrections(intake: Intake) -> dict[str, Correction]:
    """The correction that stands at each path of the facts."""
    rows = Correction.objects.filter(intake=intake, superseded_at=None)
    return {row.path: row for row in rows.select_related("made_by").order_by("path")}


def corrections_of(assessment: Assessment) -> list[Correction]:
    """Those whose values are in the facts of this assessment."""
    at = assessment.assessed_at
    rows = Correction.objects.filter(intake=assessment.intake_id, made_at__lte=at)
    standing = rows.filter(Q(superseded_at=None) | Q(superseded_at__gt=at))
    return list(standing.select_related("made_by").order_by("path"))


def value_at(correction: Correction, now: datetime) -> Any:
    """Its value; earlier procedures are counted from the correction to this moment."""
    if correction.path != EARLIER:
        return correction.value
    return aged(correction.value, months_since(correction.made_at, now))


def last_submitted(patient: Patient, before: datetime | None = None) -> Intake | None:
    """The newest form this patient sent (before a moment)."""
    sent = Intake.objects.filter(
        patient=patient, state__in=(IntakeState.SUBMITTED, IntakeState.AMENDED)
    )
    if before is not None:
        sent = sent.filter(submitted_at__lte=before)
    return sent.order_by("-submitted_at").first()


def candidates(assessments: QuerySet[Assessment]) -> QuerySet[Assessment]:
    """Those that wait for a review: urgent, held, likely, possible, not now; longest wait first.

    The newest of each intake alone. A hold stands high: nothing was scored, and it may hide the
    gravest.
    """
    order = [Tier.URGENT, None, Tier.LIKELY, Tier.POSSIBLE, Tier.NOT_NOW]
    rank = Case(
        *(When(tier=tier, then=Value(n)) for n, tier in enumerate(order) if tier),
        default=Value(order.index(None)),
    )
    return (
        newest(assessments)
        .exclude(reviews__in=_standing_reviews())
        .select_related("patient", "clinic", "intake")
        .annotate(rank=rank)
        .order_by("rank", "assessed_at", "id")
    )


def newest(assessments: QuerySet[Assessment]) -> QuerySet[Assessment]:
    """Those that no later assessment of the same intake has replaced."""
    same = Assessment.objects.filter(intake=OuterRef("intake")).order_by("-assessed_at", "-id")
    return assessments.filter(pk=Subquery(same.values("pk")[:1]))


def newest_per_patient(assessments: QuerySet[Assessment]) -> QuerySet[Assessment]:
    """Those that no later assessment of the same patient has replaced."""
    same = Assessment.objects.filter(patient=OuterRef("patient")).order_by("-assessed_at", "-id")
    return assessments.filter(pk=Subquery(same.values("pk")[:1]))


def newest_of(intake: Intake) -> Assessment:
    """The intake's newest assessment; it has one once it was sent."""
    return newest(Assessment.objects.filter(intake=intake)).get()


def _standing_reviews() -> QuerySet[Review]:
    return Review.objects.filter(undone_at=None)
