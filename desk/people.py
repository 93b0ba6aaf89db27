"""Patients as the front desk sees them: the list, a new one, one person. No answers here."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from clinic import audit
from clinic import people as clinic_people
from clinic.access import clinics_of, find, needs, visible_to
from clinic.models import Patient, Role, Staff
from intake.models import Invitation
from intake.pages import CONSENT_VERSION, CONSENT_WORDING
from notifications import consents
from notifications.models import Direction, Message, Method, Permission

from .forms import BIRTH_DATE_FORMATS, PatientForm

SHOWN = 50


@needs(Role.FRONT_DESK)
def people(request: HttpRequest) -> HttpResponse:
    """All patients, or those that match. A search is posted: a name stands in no address."""
    query = request.POST.get("q", "").replace("\x00", "").strip()
    found = _search(visible_to(request.user, Role.FRONT_DESK), query)
    newest_first = Invitation.objects.select_related("intake").order_by("-id")
    rows = list(
        found.select_related("clinic").prefetch_related(
            Prefetch("invitation_set", newest_first, "invitations")
        )[: SHOWN + 1]
    )
    audit.note_reading(request, "people", rows[:SHOWN])
    charts = set(clinics_of(request.user, Role.NURSE).values_list("pk", flat=True))
    context = {
        "section": "people",
        "patients": rows[:SHOWN],
        "has_more": len(rows) > SHOWN,
        "query": query,
        "charts": charts,
    }
    return render(request, "desk/people.html", context)


def _search(patients: QuerySet[Patient], query: str) -> QuerySet[Patient]:
    """Each word begins a first or last name, or is the MRN; or the whole is a birth date."""
    for pattern in BIRTH_DATE_FORMATS:
        try:
            return patients.filter(birth_date=datetime.strptime(query, pattern).date())
        except ValueError:
            continue
    for word in query.replace(",", " ").split():
        patients = patients.filter(
            Q(last_name__istartswith=word) | Q(first_name__istartswith=word) | Q(mrn__iexact=word)
        )
    return patients


@needs(Role.FRONT_DESK)
def add_patient(request: HttpRequest) -> HttpResponse:
    """A new patient, with the consents that were said at the desk."""
    clinics = clinics_of(request.user, Role.FRONT_DESK).order_by("name")
    form = PatientForm(request.POST or None, clinics=clinics, now=request.now)
    taken = None
    if request.method == "POST" and form.is_valid():
        try:
            added = _save(form, request.user, request.now)
        except clinic_people.MrnTaken as error:
            taken = error.patient
            audit.note_reading(request, "mrn_taken", [taken])
            form.mrn_is_taken()
        else:
            return redirect("desk:invitation", added.pk)
    context = {
        "section": "people",
        "form": form,
        "form_errors": form.problems(),
        "taken": taken,
        "wording": CONSENT_WORDING,
    }
    status = 422 if form.is_bound else 200
    return render(request, "desk/add_patient.html", context, status=status)


def _save(form: PatientForm, staff: Staff, now: datetime) -> Patient:
    """The patient and the consents, together or not at all."""
    with transaction.atomic():
        added = clinic_people.add_patient(staff=staff, now=now, **form.identity())
        for permission in Permission:
            if form.cleaned_data[permission]:
                consents.record(
                    patient=added,
                    permission=permission,
                    given=True,
                    method=Method.DESK,
                    now=now,
                    wording=str(CONSENT_WORDING[permission]),
                    wording_version=CONSENT_VERSION,
                    recorded_by=staff,
                )
    return added


@needs(Role.FRONT_DESK)
def person(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """One person without answers: who they are, what they allowed, whether texts arrive."""
    found = find(request.user, Role.FRONT_DESK, Patient, patient_id)
    texts = Message.objects.filter(patient=found, direction=Direction.OUT).order_by("-id")[:20]
    audit.note_reading(request, "person", [found])
    context = {
        "section": "people",
        "patient": found,
        "zone": found.clinic.zone,
        "permissions": permissions(found),
        "invitation": Invitation.objects.filter(patient=found).order_by("-id").first(),
        "texts": texts,
        "has_chart": visible_to(request.user, Role.NURSE).filter(pk=found.pk).exists(),
    }
    return render(request, "desk/person.html", context)


def permissions(patient: Patient) -> list[tuple[str, object]]:
    """Each permission's name with the line that stands for it, or None where nobody asked."""
    return [(permission.label, consents.latest(patient, permission)) for permission in Permission]
