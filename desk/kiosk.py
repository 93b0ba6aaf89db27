"""Starting the form on the clinic's tablet: staff check who the patient is, then are signed out."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from clinic import audit
from clinic.access import find, needs
from clinic.models import Patient, Role
from intake import invitations
from questions import kiosk as tablet


@needs(Role.FRONT_DESK)
def kiosk(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """GET shows whom to ask for what; POST with the tick hands this browser to the patient."""
    patient = find(request.user, Role.FRONT_DESK, Patient, patient_id)
    is_checked = request.POST.get("checked") == "yes"
    if request.method == "POST" and is_checked:
        invitation = invitations.at_the_clinic(patient=patient, staff=request.user, now=request.now)
        link = invitations.tablet_link(invitation=invitation, staff=request.user, now=request.now)
        return tablet.start(request, link)
    problems = []
    if request.method == "POST":
        message = _("Ask for the name and the date of birth, then tick that both are right")
        problems = [("checked", message)]
    audit.note_reading(request, "kiosk", [patient])
    context = {
        "section": "people",
        "patient": patient,
        "form_errors": problems,
        "minutes": tablet.ASK_AFTER.seconds // 60,
    }
    return render(request, "desk/kiosk.html", context, status=422 if problems else 200)
