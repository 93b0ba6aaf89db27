"""Inviting a patient: a text, and a QR code on the screen for a phone that is in the room."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from clinic import audit, codes, dates
from clinic.access import find, needs
from clinic.models import Patient, Role
from intake import code_texts, invitations
from intake.models import IntakeState, Invitation
from notifications.models import Message

from . import qr

DOUBLE_PRESS = timedelta(minutes=1)


@needs(Role.FRONT_DESK)
def invitation(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """POST invites; GET shows the text's fate and a fresh QR code: each reload mints a link."""
    patient = find(request.user, Role.FRONT_DESK, Patient, patient_id)
    standing = Invitation.objects.filter(patient=patient).order_by("-id").first()
    if request.method == "POST":
        if standing is None or request.now - standing.invited_at > DOUBLE_PRESS:
            invitations.invite(patient=patient, staff=request.user, now=request.now)
        return redirect("desk:invitation", patient.pk)
    audit.note_reading(request, "invitation", [patient])
    context = {"section": "people", "patient": patient, "zone": patient.clinic.zone}
    intake = getattr(standing, "intake", None)
    if intake and intake.state != IntakeState.DRAFT:
        context["sent_at"] = intake.submitted_at
    elif standing and standing.expires_at > request.now:
        address = invitations.another_link(invitation=standing, staff=request.user, now=request.now)
        context |= {
            "invitation": standing,
            "message": Message.objects.filter(
                purpose=invitations.INTAKE, owner_id=standing.pk
            ).first(),
            "address": address,
            "qr": qr.draw(address),
        }
    return render(request, "desk/invitation.html", context)


@needs(Role.FRONT_DESK)
def read_code(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """POST makes a fresh code and shows it, this once, to be read out; GET makes none."""
    patient = find(request.user, Role.FRONT_DESK, Patient, patient_id)
    standing = invitations.standing(patient, request.now)
    if request.method != "POST" or standing is None:
        return redirect("desk:invitation", patient.pk)
    audit.note_reading(request, "code", [patient])
    context: dict[str, object] = {"section": "people", "patient": patient}
    try:
        digits = code_texts.read_out(invitation=standing, staff=request.user, now=request.now)
    except codes.TooMany:
        return render(request, "desk/code.html", context, status=429)
    context |= {
        "digits": f"{digits[:3]} {digits[3:]}",
        "until": dates.hour(request.now + codes.LIFETIME, patient.clinic.zone),
    }
    return render(request, "desk/code.html", context)
