"""Inviting a patient to the pain-history form: a text with a link, or a QR code on the screen."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from clinic import audit, links
from clinic.models import Patient, PatientLink, Staff
from notifications import consents, outbox
from notifications.models import Kind, Message, Permission
from notifications.owners import SilentOwner

from .models import Intake, IntakeState, Invitation

INTAKE = "intake"
LIFETIME = timedelta(days=14)
ON_TABLET = timedelta(hours=4)  # far longer than anybody sits with it


class InvitationOwner(SilentOwner):
    """The invitation's text: not needed once the form was sent."""

    def still_wanted(self, message: Message, now: datetime) -> tuple[bool, str]:
        if Intake.objects.filter(
            invitation_id=message.owner_id, state=IntakeState.SUBMITTED
        ).exists():
            return False, "the form was sent meanwhile"
        return True, ""


def invite(*, patient: Patient, staff: Staff, now: datetime, by_text: bool = True) -> Invitation:
    """Invite the patient; a text goes where the desk recorded the consent to texts."""
    with transaction.atomic():
        invitation = Invitation.objects.create(
            clinic=patient.clinic,
            patient=patient,
            invited_by=staff,
            invited_at=now,
            expires_at=now + LIFETIME,
        )
        audit.record(
            actor=staff,
            action="invitation.made",
            now=now,
            clinic=patient.clinic,
            patients=[patient],
            object_id=invitation.pk,
        )
        if by_text and consents.has(patient, Permission.TEXTS):
            _queue_text(invitation, now)
    return invitation


def _queue_text(invitation: Invitation, now: datetime) -> None:
    patient = invitation.patient
    with translation.override(patient.language):
        body = _("%(name)s: Questions before your visit: {link} Call 911 in an emergency.") % {
            "name": patient.clinic.text_name
        }
        body += " " + _("STOP to end texts, HELP for help.")
    outbox.queue_text(
        clinic=patient.clinic,
        patient=patient,
        number=patient.phone,
        purpose=INTAKE,
        owner_id=invitation.pk,
        dedupe_key=f"invitation:{invitation.pk}",
        body=body,
        kind=Kind.PLANNED,
        now=now,
        expires_at=invitation.expires_at,
        link_purpose=INTAKE,
        link_expires_at=invitation.expires_at,
    )


def another_link(*, invitation: Invitation, staff: Staff, now: datetime) -> str:
    """Mint one more link to the same form, for the QR code; returns its address."""
    with transaction.atomic():
        link, address = links.mint(
            patient=invitation.patient,
            purpose=INTAKE,
            owner_id=invitation.pk,
            now=now,
            expires_at=invitation.expires_at,
        )
        audit.record(
            actor=staff,
            action="invitation.link_shown",
            now=now,
            clinic=invitation.clinic,
            patients=[invitation.patient],
            object_id=link.pk,
        )
    return address


def standing(patient: Patient, now: datetime) -> Invitation | None:
    """The patient's newest invitation, while it lasts and its form is not sent."""
    found = Invitation.objects.filter(patient=patient, expires_at__gt=now).select_related("intake")
    newest = found.order_by("-id").first()
    intake = getattr(newest, "intake", None)
    return None if intake and intake.state != IntakeState.DRAFT else newest


def at_the_clinic(*, patient: Patient, staff: Staff, now: datetime) -> Invitation:
    """For a form that is filled in here and now: the standing invitation, or one without a text."""
    found = standing(patient, now)
    return found or invite(patient=patient, staff=staff, now=now, by_text=False)


def tablet_link(*, invitation: Invitation, staff: Staff, now: datetime) -> PatientLink:
    """A link for the clinic's tablet, opened at once by whoever checked the patient's identity.

    Its token is told to nobody; its row lets the form be opened and ended like any other.
    """
    with transaction.atomic():
        link, _address = links.mint(
            patient=invitation.patient,
            purpose=INTAKE,
            owner_id=invitation.pk,
            now=now,
            expires_at=now + ON_TABLET,
        )
        audit.record(
            actor=staff,
            action="intake.tablet_started",
            now=now,
            clinic=invitation.clinic,
            patients=[invitation.patient],
            object_id=link.pk,
        )
    return link
