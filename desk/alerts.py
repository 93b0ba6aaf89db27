"""Alerts: the list, one alert with its story, taking it, closing it with what was done."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinic import audit, dates
from clinic.access import find, needs, visible_to
from clinic.models import Role, Staff
from notifications import alerts as service
from notifications.models import Alert, AlertState, Grade, Message, Outcome

from . import alert_story
from .forms import CloseForm


@needs(Role.NURSE)
def alerts(request: HttpRequest) -> HttpResponse:
    """Everything not closed, the gravest first."""
    rows = waiting(request)
    return render(request, "desk/alerts.html", {"section": "alerts", "alerts": rows})


def waiting(request: HttpRequest) -> list[Alert]:
    """The alerts this person may see, noted as read."""
    rows = list(service.waiting(visible_to(request.user, Role.NURSE, Alert)))
    shown = list({row.patient for row in rows if row.patient})
    if shown:
        audit.note_reading(request, "alerts", shown)
    return rows


@needs(Role.NURSE)
def alert(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    """What was said, what the patient was told and did, who was told; POST closes."""
    found = _find(request.user, alert_id)
    form = CloseForm(request.POST or None, is_serious=_is_serious(found))
    if request.method == "POST" and form.is_valid():
        outcome, note = Outcome(form.cleaned_data["outcome"]), form.cleaned_data["note"]
        if service.close(found, request.user, outcome, note, request.now):
            messages.success(request, _("Alert closed."))
            return redirect("desk:alerts")
        found.refresh_from_db()
        messages.warning(request, _closed_already(found))
        return redirect("desk:alert", found.pk)
    audit.note_reading(request, "alert", [found.patient] if found.patient else [], found.pk)
    context = {
        "section": "alerts",
        "alert": found,
        "patient": found.patient,
        "zone": found.clinic.zone,
        "age": found.patient.age_at(request.now) if found.patient else None,
        "story": alert_story.tell(found),
        "notices": _notices(found),
        "form": form,
        "form_errors": form.problems(),
    }
    return render(request, "desk/alert.html", context, status=422 if form.is_bound else 200)


@require_POST
@needs(Role.NURSE)
def take(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    """ "I have this". Where somebody was faster, says who."""
    found = _find(request.user, alert_id)
    if not service.acknowledge(found, request.user, request.now):
        found.refresh_from_db()
        messages.warning(request, _taken_already(found, request.user))
    return redirect("desk:alert", found.pk)


def _find(staff: Staff, alert_id: UUID) -> Alert:
    return find(staff, Role.NURSE, Alert, alert_id)


def _is_serious(found: Alert) -> bool:
    return found.grade in (Grade.EMERGENCY, Grade.URGENT)


def _notices(found: Alert) -> QuerySet[Message]:
    """The texts that brought this alert to staff."""
    return Message.objects.filter(purpose=service.ALERT, owner_id=found.pk)


def _taken_already(found: Alert, reader: Staff) -> str:
    if found.state == AlertState.CLOSED:
        return _closed_already(found)
    if found.acknowledged_by == reader:
        return _("You have this already.")
    return _("%(who)s has this since %(when)s.") % {
        "who": found.acknowledged_by,
        "when": dates.hour(found.acknowledged_at, found.clinic.zone),
    }


def _closed_already(found: Alert) -> str:
    return _("%(who)s closed this at %(when)s: %(outcome)s. Your entry was not kept.") % {
        "who": found.closed_by,
        "when": dates.hour(found.closed_at, found.clinic.zone),
        "outcome": found.get_outcome_display(),
    }
