"""Inviting a patient to the pain-history form: a text with a link, or a QR code on the screen."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from clinic import audit, links
from clinic.models import Patient, Staff
from notifications import consents, outbox
from notifications.models import Kind, Message, Permission
from notifications.owners import SilentOwner

from .models import Intake, IntakeState, Invitation

INTAKE = "intake"
LIFETIME = timedelta(days=14)


class InvitationOwner(SilentOwner):
    """The invitation's text: not needed once the form was sent."""

    def still_wanted(self, message: Message, now: datetime) -> tuple[bool, str]:
        if Intake.objects.filter(
            invitation_id=message.owner_id, state=IntakeState.SUBMITTED
        ).exists():
            return False, "the form was sent meanwhile"
        return True, ""


def invite(*, patient: Patient, staff: Staff, now: datetime) -> Invitation:
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
        if consents.has(patient, Permission.TEXTS):
            _queue_text(invitation, now)
    return invitation


def _queue_text(invitation: Invitation, now: datetime) -> None:
    patient = invitation.patient
    outbox.queue_text(
        clinic=patient.clinic,
        patient=patient,
        number=patient.phone,
        purpose=INTAKE,
        owner_id=invitation.pk,
        dedupe_key=f"invitation:{invitation.pk}",
        body=_("%(name)s: Questions before your visit: {link} Call 911 in an emergency.")
        % {"name": patient.clinic.text_name}
        + " "
        + _("STOP to end texts, HELP for help."),
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
