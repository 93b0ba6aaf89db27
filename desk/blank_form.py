"""The form on paper: for a patient with an open invitation with a QR code, or for the drawer."""

from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation

from clinic import audit, dates
from clinic.access import clinics_of, find, needs
from clinic.models import Clinic, Patient, Role
from intake import invitations
from intake.pages import PAGES
from questions import paper as blank_paper

from . import qr

KINDS = {"pdf": "application/pdf", "html": "text/html"}


@needs(Role.FRONT_DESK)
def blank_forms(request: HttpRequest) -> HttpResponse:
    """The general copies of each clinic: nobody's, so without a code."""
    clinics = clinics_of(request.user, Role.FRONT_DESK).order_by("name")
    context = {"section": "people", "clinics": clinics, "languages": settings.LANGUAGES}
    return render(request, "desk/blank_forms.html", context)


@needs(Role.FRONT_DESK)
def blank_form(request: HttpRequest, clinic_id: UUID, language: str, kind: str) -> HttpResponse:
    """A general copy."""
    clinic = clinics_of(request.user).filter(pk=clinic_id).first()
    if clinic is None:
        raise Http404
    if not clinics_of(request.user, Role.FRONT_DESK).filter(pk=clinic_id).exists():
        raise PermissionDenied
    return _answer(clinic, language, kind, {})


@needs(Role.FRONT_DESK)
def patient_blank_form(
    request: HttpRequest, patient_id: UUID, language: str, kind: str
) -> HttpResponse:
    """This patient's copy: the name, and a fresh link as a code where an invitation stands. The
    birth date, which opens that link, is never printed beside it.
    """
    patient = find(request.user, Role.FRONT_DESK, Patient, patient_id)
    audit.note_reading(request, "blank_form", [patient])
    context: dict[str, object] = {"patient_name": f"{patient.first_name} {patient.last_name}"}
    if invitation := invitations.standing(patient, request.now):
        address = invitations.another_link(
            invitation=invitation, staff=request.user, now=request.now
        )
        context["qr"] = qr.draw(address)
        context["until"] = invitation.expires_at
    return _answer(patient.clinic, language, kind, context)


def _answer(clinic: Clinic, language: str, kind: str, context: dict[str, object]) -> HttpResponse:
    if language not in dict(settings.LANGUAGES) or kind not in KINDS:
        raise Http404
    with translation.override(language):
        page = _page(clinic, is_pdf=kind == "pdf", context=context)
    if kind == "html":
        return HttpResponse(page)
    # A copy with a code is like no other; the general ones are made once for each clinic.
    made = _print(page) if context else _printed(page)
    headers = {"Content-Disposition": 'inline; filename="form.pdf"'}
    return HttpResponse(made, content_type=KINDS[kind], headers=headers)


def _print(page: str) -> bytes:
    from summaries import paper  # WeasyPrint takes a second to import

    return paper.to_pdf(page)


_printed = lru_cache(maxsize=8)(_print)


def _page(clinic: Clinic, is_pdf: bool, context: dict[str, object]) -> str:
    until = context.get("until")
    said = dates.weekday(until, clinic.zone) if isinstance(until, datetime) else ""
    everything = {
        **context,
        "clinic": clinic,
        "is_pdf": is_pdf,
        "until": said,
        "sections": blank_paper.blank(PAGES),
    }
    return render_to_string("questions/paper/form.html", everything)
