"""An assessment stored: facts and result frozen together, its red flags raised as alerts.

Nothing here or elsewhere edits one: other facts or other rules make a new row.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from clinic.models import Staff
from notifications import alerts
from notifications.models import Alert, AlertState

from .candidacy import assess, load_rules
from .models import Assessment, Intake

RED_FLAG = "red_flag:"  # how the cause of such an alert begins


def store(
    intake: Intake,
    facts: Mapping[str, Any],
    *,
    actor: Staff | str,
    now: datetime,
    before: Assessment | None = None,
) -> Assessment:
    """Assess these facts and keep both; call inside the transaction of what changed them.

    A red flag that the assessment `before` did not have, or had less gravely, is news: it is
    raised although a person has closed it since the form was begun.
    """
    result = assess(facts, load_rules())
    best = result["families"][0] if result["families"] else None
    stored = Assessment.objects.create(
        clinic=intake.clinic,
        patient=intake.patient,
        intake=intake,
        rules_version=result["rules_version"],
        facts=facts,
        result=result,
        tier=result["tier"],
        best_family=best["family"] if best else "",
        score=best["score"] if best else None,
        assessed_at=now,
    )
    flags = result["red_flags"]
    news = {flag["id"] for flag in new_flags(before.result, result)} if before else set()
    raise_flags(intake, flags, news=news, actor=actor, now=now)
    return stored


def new_flags(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The red flags of a result that an earlier one had not, or less gravely."""
    known = {flag["id"]: alerts.SERIOUSNESS[flag["grade"]] for flag in before["red_flags"]}
    return [
        flag
        for flag in after["red_flags"]
        if alerts.SERIOUSNESS[flag["grade"]] > known.get(flag["id"], -1)
    ]


def raise_flags(
    intake: Intake,
    flags: Sequence[Mapping[str, Any]],
    *,
    news: Collection[str],
    actor: Staff | str,
    now: datetime,
) -> list[tuple[str, Alert, bool]]:
    """An alert for each flag: its id, the alert, whether it is new or has risen.

    What a person closed does not come back for the same answers; a flag among `news` does.
    """
    raised = []
    for flag in flags:
        if flag["id"] not in news and _was_closed(intake, flag):
            continue
        alert, is_news = alerts.raise_alert(
            clinic=intake.clinic,
            patient=intake.patient,
            cause=RED_FLAG + flag["id"],
            grade=flag["grade"],
            reason=flag["because"],
            url_name="desk:patient",
            target_id=intake.patient_id,
            actor=actor,
            now=now,
        )
        raised.append((flag["id"], alert, is_news))
    return raised


def _was_closed(intake: Intake, flag: Mapping[str, Any]) -> bool:
    """Whether a person has closed this flag, at no lesser grade, since the form was begun."""
    closed = Alert.objects.filter(
        patient=intake.patient,
        cause=RED_FLAG + flag["id"],
        raised_at__gte=intake.started_at,
        state=AlertState.CLOSED,
    )
    return any(alerts.SERIOUSNESS[a.grade] >= alerts.SERIOUSNESS[flag["grade"]] for a in closed)
