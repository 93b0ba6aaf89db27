"""What would change the tier: one answer at a time, changed and assessed again."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from clinic import audit
from clinic.access import find, needs
from clinic.models import Role
from intake.candidacy import load_rules
from intake.candidacy.what_if import what_would_change
from intake.models import Assessment

from . import reasons


@needs(Role.NURSE)
def what_if(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Computed when asked, by the present rules, on the assessment's frozen facts."""
    assessment = find(request.user, Role.NURSE, Assessment, assessment_id)
    rules = load_rules()
    changes = [
        reasons.changed(change, assessment.facts)
        for change in what_would_change(assessment.facts, rules)
    ]
    audit.note_reading(request, "assessment", [assessment.patient], assessment.pk)
    context = {
        "section": "candidates",
        "assessment": assessment,
        "patient": assessment.patient,
        "age": assessment.patient.age_at(request.now),
        "changes": changes,
        "rules_version": rules.version,
    }
    return render(request, "desk/what_if.html", context)
