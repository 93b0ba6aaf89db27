"""Writes of the form: answers saved at every Continue, the form sent, a review recorded."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from clinic import audit, links
from clinic.models import Staff
from notifications import alerts, consents
from notifications.models import Alert, Grade, Method, Permission

from . import assessing, red_flags, safety_texts, selectors
from .assessing import RED_FLAG as RED_FLAG  # the desk knows it from here
from .candidacy import load_rules
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
from .pages.warning_signs import signs_said

PATIENT = "patient"
UNDO = timedelta(minutes=1)
SHOWS_SAFETY_PAGE = {Grade.EMERGENCY, Grade.URGENT}


class Outdated(Exception):
    """The assessment is not the intake's newest: its facts or rules have changed since."""


def start_intake(invitation: Invitation, now: datetime, started_by: Staff | None = None) -> Intake:
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
            _record(intake, started_by or PATIENT, "intake.started", now)
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
    language: str | None = None,
    carried_from: Intake | None = None,
) -> Saved:
    """Keep one page's answer and judge the red flags, in one transaction. `language` is the one
    the page was answered in, if it is not the form's.

    The same answer again writes nothing: a double press or a reload is harmless. An empty value
    says that the page was passed over: what was there before is no answer any more.
    """
    with transaction.atomic():
        # SQLite: IMMEDIATE does this. A form that was sent takes no more answers.
        if Intake.objects.select_for_update().get(pk=intake.pk).state != IntakeState.DRAFT:
            return Saved(())
        changed = ""
        current = Answer.objects.filter(intake=intake, page=page, superseded_at=None)
        standing = current.first()
        if standing is None or standing.value != value:
            changed = page
            current.update(superseded_at=now)
            Answer.objects.create(
                clinic=intake.clinic,
                patient=intake.patient,
                intake=intake,
                page=page,
                value=value,
                language=language or intake.language,
                channel=channel,
                entered_by=entered_by,
                carried_from=carried_from,
                answered_at=now,
            )
            _record(intake, entered_by or PATIENT, "intake.answered", now, page=page)
            if page == "consent" and value:
                _record_consents(intake, value, now, entered_by)
        raised = _judge_red_flags(intake, now, changed, entered_by or PATIENT)
    return Saved(tuple(alert for alert in raised if alert.grade in SHOWS_SAFETY_PAGE))


def _record_consents(
    intake: Intake, value: dict[str, object], now: datetime, entered_by: Staff | None
) -> None:
    """The patient's own word outranks what the desk recorded, yes or no; staff's entry is the
    desk's.
    """
    for permission in Permission.values:
        consents.record(
            patient=intake.patient,
            permission=Permission(permission),
            given=bool(value.get(permission)),
            method=Method.DESK if entered_by else Method.FORM,
            recorded_by=entered_by,
            now=now,
            wording=str(CONSENT_WORDING[permission]),
            wording_version=CONSENT_VERSION,
        )


def _judge_red_flags(
    intake: Intake, now: datetime, changed: str, actor: Staff | str
) -> list[Alert]:
    """Raise what the answers so far say; returns the alerts whose page the patient must see.

    That is every alert that is new or has risen, and one that stands where the answer just
    `changed` bears on it. What was closed does not come back for the same answers.
    """
    said = signs_said({changed: selectors.answers(intake).get(changed, {})})
    feared = {sign for sign, answer in said.items() if answer in ("yes", "not_sure")}
    flags = red_flags.find(selectors.said_facts(intake, now), load_rules())
    bearing = {flag["id"] for flag in flags if feared & set(safety_texts.SIGNS.get(flag["id"], {}))}
    shown = []
    raised = assessing.raise_flags(intake, flags, news=bearing, actor=actor, now=now)
    for flag_id, alert, is_news in raised:
        if flag_id in bearing and not is_news:
            alerts.told_again(alert, actor, now)
        if is_news or flag_id in bearing:
            shown.append(alert)
    return shown


def submit(intake: Intake, now: datetime, sent_by: Staff | None = None) -> Intake:
    """Send the form: freeze the facts, store the assessment, end the links. Once. `sent_by` is
    None where the patient did.

    A second press finds it sent and changes nothing.
    """
    with transaction.atomic():
        changed = Intake.objects.filter(pk=intake.pk, state=IntakeState.DRAFT).update(
            state=IntakeState.SUBMITTED, submitted_at=now
        )
        intake.refresh_from_db()
        if changed:
            facts = selectors.current_facts(intake, now)
            assessing.store(intake, facts, actor=sent_by or PATIENT, now=now)
            links.complete(purpose=INTAKE, owner_id=intake.invitation_id, now=now)
            _record(intake, sent_by or PATIENT, "intake.submitted", now)
    return intake


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
    """Sign a review. IntegrityError where one stands already (two clinicians at once).

    Raises Outdated where a newer assessment of the form is there: that one must be read.
    """
    with transaction.atomic():
        Intake.objects.select_for_update().get(pk=assessment.intake_id)
        if selectors.newest_of(assessment.intake) != assessment:
            raise Outdated
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
