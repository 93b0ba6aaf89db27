"""Inviting a patient: a text, and a QR code on the screen for a phone that is in the room."""

from datetime import timedelta
from uuid import UUID

import qrcode
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from clinic import audit
from clinic.access import find, needs
from clinic.models import Patient, Role
from intake import invitations
from intake.models import IntakeState, Invitation
from notifications.models import Message

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
            "qr": _qr(address),
        }
    return render(request, "desk/invitation.html", context)


def _qr(address: str) -> dict[str, object]:
    """The code as one SVG path with its quiet margin: no style, so that the CSP lets it be."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(address)
    rows = code.get_matrix()
    path = "".join(
        f"M{x},{y}h1v1h-1z" for y, row in enumerate(rows) for x, on in enumerate(row) if on
    )
    return {"size": len(rows), "path": path}
