"""Recording a procedure, with what saving will set going; and a minute to take it back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinic import audit, procedure_kinds
from clinic.access import find, needs, visible_to
from clinic.models import Patient, Procedure, Role
from intake.candidacy.assessment import family_label
from intake.models import Assessment, Decision, Review
from notifications import consents
from notifications.alerts import waiting
from notifications.models import Alert, Permission
from summaries.form import places
from surveys import protocol, schedule, services

from . import reasons
from .people import permissions
from .procedure_form import ProcedureForm


@needs(Role.NURSE)
def procedure(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """The form, beside it what will follow; POST records and starts the follow-up."""
    patient = find(request.user, Role.NURSE, Patient, patient_id)
    assessment = Assessment.objects.filter(patient=patient).last()
    facts = assessment.facts if assessment else {}
    plan = _plan(patient)
    form = ProcedureForm(
        request.POST or None,
        clinic=patient.clinic,
        now=request.now,
        born=patient.birth_date,
        pain_facts=facts,
        plan=plan,
    )
    if request.method == "POST" and form.is_valid():
        return _save(request, patient, form)
    audit.note_reading(request, "procedure_form", [patient])
    context = {
        "section": "people",
        "patient": patient,
        "zone": patient.clinic.zone,
        "age": patient.age_at(request.now),
        "may_text": consents.has(patient, Permission.TEXTS),
        "cautions": reasons.cautions(facts, assessment.result) if assessment else [],
        "open_alerts": waiting(visible_to(request.user, Role.NURSE, Alert).filter(patient=patient)),
        "places": places(facts),
        "plan": plan,
        "plan_label": family_label(plan.family) if plan else "",
        "permissions": permissions(patient),
        "form": form,
        "form_errors": form.problems(),
        **_what_follows(patient, form, request.now),
    }
    return render(request, "desk/procedure.html", context, status=422 if form.is_bound else 200)


def _plan(patient: Patient) -> Review | None:
    """The latest offer that stands."""
    offers = Review.objects.filter(patient=patient, undone_at=None, decision=Decision.OFFER)
    return offers.select_related("reviewed_by").last()


@dataclass(frozen=True)
class Contact:
    """One check-in that saving would plan."""

    due_at: datetime
    label: str
    by: str


def _what_follows(patient: Patient, form: ProcedureForm, now: datetime) -> dict[str, Any]:
    """The baseline and the contacts, as they will be if it is saved with what is entered."""
    values = getattr(form, "cleaned_data", {})
    done_at = values.get("done_at") or now
    kinds = procedure_kinds.all_kinds()
    kind = kinds.get(values.get("kind", "")) or next(iter(kinds.values()))
    plan = protocol.load(kind.protocol) if kind.protocol else None
    day_0 = done_at.astimezone(patient.clinic.zone).date()
    contacts = [
        Contact(
            planned.due_at,
            planned.step.label.lower(),
            _("by text") if planned.step.by == protocol.BY_REPLY else _("by link"),
        )
        for planned in (schedule.plan(plan, day_0, patient.zone) if plan else ())
    ]
    baseline = services.baseline(patient, done_at)
    age = (now - baseline["baseline_at"]).days if baseline else None
    return {"contacts": contacts, "baseline": baseline, "baseline_age": age}


def _save(request: HttpRequest, patient: Patient, form: ProcedureForm) -> HttpResponse:
    """Once: the same kind, side and minute again is the same procedure, pressed twice."""
    values = form.recorded()
    same = {name: values[name] for name in ("kind", "side", "done_at")}
    recorded = Procedure.objects.filter(patient=patient, entered_in_error_at=None, **same).first()
    if recorded is None:
        recorded = services.record_procedure(
            patient=patient, staff=request.user, now=request.now, **values
        )
    sentence = _("Procedure recorded, follow-up started. You can undo it for one minute.")
    undo_url = reverse("desk:undo_procedure", args=[recorded.pk])
    messages.success(request, sentence, extra_tags=undo_url)
    return redirect("desk:patient", patient.pk)


@require_POST
@needs(Role.NURSE)
def undo(request: HttpRequest, procedure_id: UUID) -> HttpResponse:
    """Take back a procedure within its minute; no text has gone before that."""
    recorded = find(request.user, Role.NURSE, Procedure, procedure_id)
    if services.undo_procedure(recorded, request.user, request.now):
        messages.success(request, _("The procedure was taken back. No text goes."))
    else:
        messages.warning(
            request, _("Too late to undo: the minute is over and texts may have gone.")
        )
    return redirect("desk:patient", recorded.patient_id)
