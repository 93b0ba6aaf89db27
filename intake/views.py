"""The pain-history form on the patient's phone: the questions' one view with this form's pages."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language

from clinic import dates
from notifications import alerts
from notifications.models import Alert, AlertState, Grade
from questions import kiosk, opening, views
from questions.page import Page, PageValue

from . import returning, safety_texts, selectors, services
from .invitations import INTAKE
from .models import Channel, Intake, IntakeState, Invitation
from .pages import PAGES
from .pages.warning_signs import page_of, signs_said


def opened_intake(request: HttpRequest) -> Intake | None:
    """The form of the link that this browser opened; None where it opened none."""
    link = opening.opened_link(request, INTAKE)
    if link is None:
        return None
    if begun := selectors.intake_of(link.owner_id):
        return begun
    invitation = Invitation.objects.select_related("patient__clinic").get(pk=link.owner_id)
    return services.start_intake(invitation, request.now)


def filling_of(request: HttpRequest, intake: Intake) -> views.Filling:
    """The form as this browser may fill it in: what it may see is decided here."""
    answers = selectors.answers(intake)
    told = returning.earlier(intake) if opening.gave_code(request) else None

    def save(page: Page, value: PageValue, now: datetime) -> str | None:
        saved = services.save_page(
            intake=intake,
            page=page.key,
            value=value,
            now=now,
            channel=Channel.KIOSK if kiosk.is_on(request) else Channel.LINK,
            language=get_language(),
        )
        raised = saved.alerts
        if told and request.POST.get("nothing_else"):
            raised += returning.keep_the_rest(intake, told, now)
            return _safety_url(raised[0]) if raised else reverse("intake:open")
        return _safety_url(raised[0]) if raised else None

    return views.Filling(
        pages=PAGES,
        answers=answers,
        answered_earlier=opening.answered_before_opening(request, list(answers)),
        save=save,
        page_url=lambda key: reverse("intake:page", args=[key]),
        check_url=reverse("intake:check"),
        context={
            "clinic": intake.clinic,
            "idle": None if kiosk.is_on(request) else opening.WARNING,
            "told_on": told and returning.day_of(told.intake),
        },
        earlier_url=reverse("intake:code"),
        told_before=told.answers if told else {},
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


def pausing_url(intake: Intake) -> str | None:
    """The safety page at which the form waits, if it does."""
    pausing = _pausing(intake)
    return _safety_url(pausing) if pausing else None


@login_not_required
def open_form(request: HttpRequest) -> HttpResponse:
    """Where an opened link leads: the first page not answered yet."""
    intake = opened_intake(request)
    if intake is None:
        return opening.gone(request)
    if intake.state != IntakeState.DRAFT:
        return redirect("intake:sent")
    filling = filling_of(request, intake)
    is_new = not filling.answers and not opening.gave_code(request)
    if is_new and returning.form_before(intake):
        return redirect("intake:returning")
    return redirect(views.next_url(filling))


@login_not_required
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One page of the form."""
    intake = opened_intake(request)
    if intake is None:
        return opening.gone(request)
    if intake.state != IntakeState.DRAFT:
        return redirect("intake:sent")
    if pausing := _pausing(intake):
        return redirect(_safety_url(pausing))
    return views.show_page(request, filling_of(request, intake), key, request.now)


@login_not_required
def check(request: HttpRequest) -> HttpResponse:
    """Check the answers, then send them. Sending twice sends once."""
    intake = opened_intake(request)
    if intake is None:
        return opening.gone(request)
    if intake.state != IntakeState.DRAFT:
        return redirect("intake:sent")
    if pausing := _pausing(intake):
        return redirect(_safety_url(pausing))
    filling = filling_of(request, intake)
    if request.method == "POST" and views.first_unanswered(filling) is None:
        services.submit(intake, request.now)
        return redirect("intake:sent")
    return views.show_check(request, filling)


@login_not_required
def safety(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    """What to do now. The form goes on after "I have called" or "by mistake"."""
    intake = opened_intake(request)
    if intake is None:
        return opening.gone(request)
    alert = Alert.objects.filter(
        pk=alert_id, patient=intake.patient, cause__startswith=services.RED_FLAG
    ).first()
    if alert is None:
        raise Http404
    filling = filling_of(request, intake)
    if request.method == "POST":
        is_mistake = request.POST.get("action") == "mistake"
        alerts.patient_responded(alert, "mistake" if is_mistake else "called", request.now)
        again = _question_of(alert, filling) if is_mistake else None
        return redirect(filling.page_url(again) if again else reverse("intake:open"))
    alerts.shown_to_patient(alert, request.now)
    # What was answered before this opening is not shown again, here neither.
    shown = {k: v for k, v in filling.answers.items() if k not in filling.answered_earlier}
    flag = safety_texts.safety(alert.cause.removeprefix(services.RED_FLAG), alert.grade, shown)
    context = {"clinic": intake.clinic, "flag": flag, "is_kiosk": kiosk.is_on(request)}
    return render(request, "intake/safety.html", context)


def _question_of(alert: Alert, filling: views.Filling) -> str | None:
    """The page, answered in this opening, whose answer raised the alert."""
    signs = safety_texts.SIGNS.get(alert.cause.removeprefix(services.RED_FLAG), {})
    said = signs_said(filling.answers)
    pages = (page_of(sign) for sign in signs if said.get(sign) in ("yes", "not_sure"))
    return next((key for key in pages if key not in filling.answered_earlier), None)


@login_not_required
def sent(request: HttpRequest) -> HttpResponse:
    """The form was sent: what happens next, and what to do if it gets worse."""
    intake = opened_intake(request)
    if intake is None:
        return opening.gone(request)
    if intake.state == IntakeState.DRAFT:
        return redirect("intake:open")
    if kiosk.is_on(request):
        return kiosk.sent(request)
    sent_at = dates.weekday_hour(intake.submitted_at, intake.patient.zone)
    return render(request, "intake/sent.html", {"clinic": intake.clinic, "sent_at": sent_at})
