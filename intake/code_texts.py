"""The fresh code that opens earlier answers: sent by text, or read out by the desk.

A text holds no code while it waits nor afterwards: it is made as the text goes, and only its
digest is kept.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from clinic import codes
from clinic.models import Clinic, FreshCode, Patient, Staff
from notifications import consents, outbox
from notifications.models import Kind, Message, Permission
from notifications.owners import SilentOwner

from .invitations import INTAKE
from .models import Intake, IntakeState, Invitation

CODE = "fresh_code"
DOUBLE_PRESS = timedelta(seconds=30)


class CodeOwner(SilentOwner):
    """The text with a code: not needed once the form was sent, or another code was used."""

    def still_wanted(self, message: Message, now: datetime) -> tuple[bool, str]:
        code = FreshCode.objects.get(pk=message.owner_id)
        if code.ended_at is not None:
            return False, "another code was used meanwhile"
        drafts = Intake.objects.filter(invitation_id=code.owner_id, state=IntakeState.DRAFT)
        return (True, "") if drafts.exists() else (False, "the form was sent meanwhile")


def words(clinic: Clinic) -> str:
    """The text, with a place for its code."""
    return _(
        "%(name)s: {code} is your code. It works for 10 minutes. We never call to ask for it."
    ) % {"name": clinic.text_name}


def may_text(patient: Patient) -> bool:
    """Whether a code may go by text: a yes to texts suffices, also one said at the desk."""
    return consents.has(patient, Permission.TEXTS)


def send(invitation: Invitation, now: datetime) -> None:
    """Text a code to the patient's number; a second press just after the first sends no other.

    Raises codes.TooMany beyond the limits.
    """
    patient = invitation.patient
    with transaction.atomic():
        Patient.objects.select_for_update().get(pk=patient.pk)
        if _texted_since(invitation, now - DOUBLE_PRESS):
            return
        code = codes.ask(
            patient=patient,
            purpose=INTAKE,
            owner_id=invitation.pk,
            now=now,
            read_out_by=None,
        )
        with translation.override(patient.language):
            body = words(patient.clinic)
        outbox.queue_text(
            clinic=patient.clinic,
            patient=patient,
            number=patient.phone,
            purpose=CODE,
            owner_id=code.pk,
            dedupe_key=f"code:{code.pk}",
            body=body,
            kind=Kind.ANSWER,
            now=now,
            expires_at=now + codes.LIFETIME,
        )


def was_texted(invitation: Invitation, now: datetime) -> bool:
    """Whether a text with a code that may still work is on its way, or there."""
    return _texted_since(invitation, now - codes.LIFETIME)


def read_out(*, invitation: Invitation, staff: Staff, now: datetime) -> str:
    """A code for the desk to read out, to a patient it has made sure of. Told here alone.

    Raises codes.TooMany beyond the limits.
    """
    with transaction.atomic():
        code = codes.ask(
            patient=invitation.patient,
            purpose=INTAKE,
            owner_id=invitation.pk,
            now=now,
            read_out_by=staff,
        )
        return codes.draw(code.pk, now)


def is_right(invitation: Invitation, digits: str, now: datetime) -> bool:
    """Whether these digits open what was answered before; then they are used up."""
    return codes.is_right(
        patient=invitation.patient,
        purpose=INTAKE,
        owner_id=invitation.pk,
        digits=digits,
        now=now,
    )


def _texted_since(invitation: Invitation, moment: datetime) -> bool:
    return FreshCode.objects.filter(
        owner_id=invitation.pk, read_out_by=None, ended_at=None, asked_at__gt=moment
    ).exists()
