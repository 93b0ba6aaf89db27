"""Reads of the form: current answers, facts, the queue of candidates."""

from datetime import datetime
from typing import Any

from django.db.models import Case, QuerySet, Value, When

from clinic.models import Patient

from . import facts
from .models import Answer, Assessment, Intake, IntakeState, Review, Tier


def answers(intake: Intake) -> dict[str, dict[str, Any]]:
    """The current value of each answered page."""
    rows = Answer.objects.filter(intake=intake, superseded_at=None)
    return {row.page: row.value for row in rows}


def current_facts(intake: Intake, now: datetime) -> dict[str, Any]:
    """The intake as facts, at this moment."""
    return facts.build(answers(intake), age=intake.patient.age_at(now))


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

    A hold stands high: nothing was scored, and it may hide the gravest.
    """
    order = [Tier.URGENT, None, Tier.LIKELY, Tier.POSSIBLE, Tier.NOT_NOW]
    rank = Case(
        *(When(tier=tier, then=Value(n)) for n, tier in enumerate(order) if tier),
        default=Value(order.index(None)),
    )
    return (
        assessments.exclude(reviews__in=_standing_reviews())
        .select_related("patient", "clinic", "intake")
        .annotate(rank=rank)
        .order_by("rank", "assessed_at", "id")
    )


def _standing_reviews() -> QuerySet[Review]:
    return Review.objects.filter(undone_at=None)
