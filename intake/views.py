"""The pain-history form on the patient's phone: the questions' one view with this form's pages."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from clinic import dates
from notifications import alerts
from notifications.models import Alert, AlertState, Grade
from questions import opening, views
from questions.page import Page, PageValue

from . import safety_texts, selectors, services
from .invitations import INTAKE
from .models import Intake, IntakeState, Invitation
from .pages import PAGES


def _intake(request: HttpRequest) -> Intake | None:
    link = opening.opened_link(request, INTAKE)
    if link is None:
        return None
    invitation = Invitation.objects.select_related("patient__clinic").get(pk=link.owner_id)
    return services.start_intake(invitation, request.now)


def _filling(request: HttpRequest, intake: Intake) -> views.Filling:
    answers = selectors.answers(intake)

    def save(page: Page, value: PageValue, now: datetime) -> str | None:
        saved = services.save_page(intake=intake, page=page.key, value=value, now=now)
        return _safety_url(saved.alerts[0]) if saved.alerts else None

    return views.Filling(
        pages=PAGES,
        answers=answers,
        answered_earlier=opening.answered_before_opening(request, list(answers)),
        save=save,
        page_url=lambda key: reverse("intake:page", args=[key]),
        check_url=reverse("intake:check"),
        context={"clinic": intake.clinic},
    )


def _safety_url(alert: Alert) -> str:
    return reverse("intake:safety", args=[alert.pk])


def _pausing(intake: Intake) -> Alert | None:
    """The emergency that the form waits at, until the patient or the clinic says it is seen to."""
    return (
        Alert.objects.filter(
            patient=intake.patient,
            cause__startswith=services.RED_FLAG,
            grade=Grade.EMERGENCY,
            patient_response="",
        )
        .exclude(state=AlertState.CLOSED)
        .first()
    )


@login_not_required
def open_form(request: HttpRequest) -> HttpResponse:
    """Where an opened link leads: the first page not answered yet."""
    intake = _intake(request)
    if intake is None:
        return opening.gone(request)
    if intake.state != IntakeState.DRAFT:
        return redirect("intake:sent")
    return redirect(views.next_url(_filling(request, intake)))


@login_not_required
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One page of the form."""
    intake = _intake(request)
    if intake is None:
        return opening.gone(request)
    if intake.state != IntakeState.DRAFT:
        return redirect("intake:sent")
    if pausing := _pausing(intake):
        return redirect(_safety_url(pausing))
    return views.show_page(request, _filling(request, intake), key, request.now)


@login_not_required
def check(request: HttpRequest) -> HttpResponse:
    """Check the answers, then send them. Sending twice sends once."""
    intake = _intake(request)
    if intake is None:
        return opening.gone(request)
    if intake.state != IntakeState.DRAFT:
        return redirect("intake:sent")
    if pausing := _pausing(intake):
        return redirect(_safety_url(pausing))
    filling = _filling(request, intake)
    if request.method == "POST" and views.first_unanswered(filling) is None:
        services.submit(intake, request.now)
        return redirect("intake:sent")
    return views.show_check(request, filling)


@login_not_required
def safety(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    """What to do now. The form goes on after "I have called" or "by mistake"."""
    intake = _intake(request)
    if intake is None:
        return opening.gone(request)
    alert = Alert.objects.filter(
        pk=alert_id, patient=intake.patient, cause__startswith=services.RED_FLAG
    ).first()
    if alert is None:
        raise Http404
    filling = _filling(request, intake)
    if request.method == "POST":
        is_mistake = request.POST.get("action") == "mistake"
        alerts.patient_responded(alert, "mistake" if is_mistake else "called", request.now)
        again = _question_of(alert, filling) if is_mistake else None
        return redirect(filling.page_url(again) if again else reverse("intake:open"))
    alerts.shown_to_patient(alert, request.now)
    # What was answered before this opening is not shown again, here neither.
    shown = {k: v for k, v in filling.answers.items() if k not in filling.answered_earlier}
    flag = safety_texts.safety(alert.cause.removeprefix(services.RED_FLAG), alert.grade, shown)
    return render(request, "intake/safety.html", {"clinic": intake.clinic, "flag": flag})


def _question_of(alert: Alert, filling: views.Filling) -> str | None:
    """The page, answered in this opening, whose answer raised the alert."""
    signs = safety_texts.SIGNS.get(alert.cause.removeprefix(services.RED_FLAG), {})
    said = (k for k in signs if filling.answers.get(k, {}).get(k) in ("yes", "not_sure"))
    return next((key for key in said if key not in filling.answered_earlier), None)


@login_not_required
def sent(request: HttpRequest) -> HttpResponse:
    """The form was sent: what happens next, and what to do if it gets worse."""
    intake = _intake(request)
    if intake is None:
        return opening.gone(request)
    if intake.state == IntakeState.DRAFT:
        return redirect("intake:open")
    sent_at = dates.weekday_hour(intake.submitted_at, intake.patient.zone)
    return render(request, "intake/sent.html", {"clinic": intake.clinic, "sent_at": sent_at})
