"""One patient on one page: relief, what happened, what comes next; and the printed summary."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from clinic import audit
from clinic.access import find, needs, visible_to
from clinic.models import Patient, Role
from intake.models import Invitation
from notifications import alerts, consents
from notifications.models import Alert, Message, Permission
from summaries import body, chart, pdf
from summaries.overview import overview

from .people import permissions

TEXTS_SHOWN = 30


@needs(Role.NURSE)
def patient(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Everything about one patient, from the same overview as the paper."""
    found = find(request.user, Role.NURSE, Patient, patient_id)
    gathered = overview(found, request.now)
    audit.note_reading(request, "chart", [found])
    context = {
        "section": "people",
        "patient": found,
        "zone": found.clinic.zone,
        "overview": gathered,
        "chart": chart.draw(gathered),
        "body": body.draw(gathered.places),
        "age": gathered.age,
        "may_text": consents.has(found, Permission.TEXTS),
        "cautions": gathered.flagged.cautions if gathered.flagged else (),
        "alerts": list(alerts.waiting(Alert.objects.filter(patient=found))),
        "texts": Message.objects.filter(patient=found).order_by("-id")[:TEXTS_SHOWN],
        "permissions": permissions(found),
        "invitation": Invitation.objects.filter(patient=found).order_by("-id").first(),
        "may_print": visible_to(request.user, Role.CLINICIAN).filter(pk=found.pk).exists(),
    }
    return render(request, "desk/patient.html", context)


@needs(Role.CLINICIAN)
def summary(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """The PDF, made on demand and kept nowhere; its name gives nobody away."""
    found = find(request.user, Role.CLINICIAN, Patient, patient_id)
    audit.note_reading(request, "summary", [found])
    made = pdf.summary_pdf(found, request.now, request.user)
    headers = {"Content-Disposition": 'inline; filename="summary.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(made, content_type="application/pdf", headers=headers)
