"""Writes of the form: answers saved at every Continue, the form sent, a review recorded."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from clinic import audit, links
from clinic.models import Staff
from notifications import alerts, consents
from notifications.models import Alert, AlertState, Grade, Method, Permission

from . import red_flags, safety_texts, selectors
from .candidacy import assess, load_rules
from .invitations import INTAKE
from .models import (
    Answer,
    Assessment,
    Channel,
    Decision,
    Intake,
    IntakeState,
    Invitation,
    Review,
)
from .pages import CONSENT_VERSION, CONSENT_WORDING

PATIENT = "patient"
RED_FLAG = "red_flag:"  # how the cause of such an alert begins
UNDO = timedelta(minutes=1)
SHOWS_SAFETY_PAGE = {Grade.EMERGENCY, Grade.URGENT}


def start_intake(invitation: Invitation, now: datetime) -> Intake:
    """The intake of this invitation, begun at its first opening."""
    with transaction.atomic():
        intake, is_new = Intake.objects.get_or_create(
            invitation=invitation,
            defaults={
                "clinic": invitation.clinic,
                "patient": invitation.patient,
                "language": invitation.patient.language,
                "started_at": now,
            },
        )
        if is_new:
            _record(intake, PATIENT, "intake.started", now)
    return intake


@dataclass(frozen=True)
class Saved:
    """What saving a page led to: alerts that are new or have risen and need the safety page."""

    alerts: tuple[Alert, ...]


def save_page(
    *,
    intake: Intake,
    page: str,
    value: dict[str, object],
    now: datetime,
    channel: Channel = Channel.LINK,
    entered_by: Staff | None = None,
) -> Saved:
    """Keep one page's answer and judge the red flags, in one transaction.

    The same answer again writes nothing: a double press or a reload is harmless.
    """
    with transaction.atomic():
        # SQLite: IMMEDIATE does this. A form that was sent takes no more answers.
        if Intake.objects.select_for_update().get(pk=intake.pk).state != IntakeState.DRAFT:
            return Saved(())
        changed = ""
        current = Answer.objects.filter(intake=intake, page=page, superseded_at=None)
        if selectors.answers(intake).get(page) != value:
            changed = page
            current.update(superseded_at=now)
            Answer.objects.create(
                clinic=intake.clinic,
                patient=intake.patient,
                intake=intake,
                page=page,
                value=value,
                language=intake.language,
                channel=channel,
                entered_by=entered_by,
                answered_at=now,
            )
            _record(intake, entered_by or PATIENT, "intake.answered", now, page=page)
            if page == "consent":
                _record_consents(intake, value, now)
        raised = _judge_red_flags(intake, now, changed)
    return Saved(tuple(alert for alert in raised if alert.grade in SHOWS_SAFETY_PAGE))


def _record_consents(intake: Intake, value: dict[str, object], now: datetime) -> None:
    """The patient's own word: it outranks what the desk recorded, yes or no."""
    for permission in Permission.values:
        consents.record(
            patient=intake.patient,
            permission=Permission(permission),
            given=bool(value.get(permission)),
            method=Method.FORM,
            now=now,
            wording=str(CONSENT_WORDING[permission]),
            wording_version=CONSENT_VERSION,
        )


def _judge_red_flags(intake: Intake, now: datetime, changed: str = "") -> list[Alert]:
    """Raise what the answers so far say; returns the alerts whose page the patient must see.

    That is every alert that is new or has risen, and one that stands where the answer just
    `changed` bears on it. What was closed does not come back for the same answers.
    """
    current = selectors.answers(intake)
    shown = []
    for flag in red_flags.find(selectors.current_facts(intake, now), load_rules()):
        signs = safety_texts.SIGNS.get(flag["id"], {})
        said = current.get(changed, {}).get(changed)
        bears = changed in signs and said in ("yes", "not_sure")
        if not bears and _was_closed(intake, flag):
            continue
        alert, is_news = alerts.raise_alert(
            clinic=intake.clinic,
            patient=intake.patient,
            cause=RED_FLAG + flag["id"],
            grade=flag["grade"],
            reason=flag["because"],
            url_name="desk:patient",
            target_id=intake.patient_id,
            actor=PATIENT,
            now=now,
        )
        if bears and not is_news:
            alerts.told_again(alert, PATIENT, now)
        if is_news or bears:
            shown.append(alert)
    return shown


def _was_closed(intake: Intake, flag: dict[str, Any]) -> bool:
    """Whether a person has closed this flag, at no lesser grade, since the form was begun."""
    closed = Alert.objects.filter(
        patient=intake.patient,
        cause=RED_FLAG + flag["id"],
        raised_at__gte=intake.started_at,
        state=AlertState.CLOSED,
    )
    return any(alerts.SERIOUSNESS[a.grade] >= alerts.SERIOUSNESS[flag["grade"]] for a in closed)


def submit(intake: Intake, now: datetime) -> Intake:
    """Send the form: freeze the facts, store the assessment, end the links. Once.

    A second press finds it sent and changes nothing.
    """
    with transaction.atomic():
        changed = Intake.objects.filter(pk=intake.pk, state=IntakeState.DRAFT).update(
            state=IntakeState.SUBMITTED, submitted_at=now
        )
        intake.refresh_from_db()
        if changed:
            _judge_red_flags(intake, now)
            store_assessment(intake, now)
            links.complete(purpose=INTAKE, owner_id=intake.invitation_id, now=now)
            _record(intake, PATIENT, "intake.submitted", now)
    return intake


def store_assessment(intake: Intake, now: datetime) -> Assessment:
    """Assess the intake's present facts and keep both."""
    rules = load_rules()
    frozen = selectors.current_facts(intake, now)
    result = assess(frozen, rules)
    best = result["families"][0] if result["families"] else None
    return Assessment.objects.create(
        clinic=intake.clinic,
        patient=intake.patient,
        intake=intake,
        rules_version=result["rules_version"],
        facts=frozen,
        result=result,
        tier=result["tier"],
        best_family=best["family"] if best else "",
        score=best["score"] if best else None,
        assessed_at=now,
    )


def record_review(
    *,
    assessment: Assessment,
    staff: Staff,
    decision: Decision,
    agrees: bool,
    now: datetime,
    family: str = "",
    side: str = "",
    reason: str = "",
    cautions_seen: tuple[str, ...] = (),
    note: str = "",
) -> Review:
    """Sign a review. IntegrityError where one stands already (two clinicians at once)."""
    with transaction.atomic():
        review = Review.objects.create(
            clinic=assessment.clinic,
            patient=assessment.patient,
            assessment=assessment,
            decision=decision,
            family=family,
            side=side,
            agrees=agrees,
            reason=reason,
            cautions_seen=list(cautions_seen),
            note=note,
            reviewed_by=staff,
            reviewed_at=now,
        )
        audit.record(
            actor=staff,
            action="review.signed",
            now=now,
            clinic=assessment.clinic,
            patients=[assessment.patient],
            object_id=review.pk,
            decision=decision,
        )
    return review


def undo_review(review: Review, staff: Staff, now: datetime) -> bool:
    """Take back one's own review within a minute; the row stays, marked. False: too late."""
    if staff != review.reviewed_by or now > review.reviewed_at + UNDO:
        return False
    with transaction.atomic():
        Review.objects.filter(pk=review.pk, undone_at=None).update(undone_at=now)
        audit.record(
            actor=staff,
            action="review.undone",
            now=now,
            clinic=review.clinic,
            patients=[review.patient],
            object_id=review.pk,
        )
    return True


def _record(
    intake: Intake, actor: Staff | str, action: str, now: datetime, **detail: object
) -> None:
    audit.record(
        actor=actor,
        action=action,
        now=now,
        clinic=intake.clinic,
        patients=[intake.patient],
        object_id=intake.pk,
        **detail,
    )
