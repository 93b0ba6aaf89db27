"""What was answered before, opened by a fresh code: asked for, entered, and then shown.

A link alone opens no earlier answer (docs/design.md 13). A code that does not fit gets one answer,
whatever the cause.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from clinic import codes
from questions import opening, views

from . import code_texts, returning
from .models import Intake, IntakeState
from .views import filling_of, opened_intake, pausing_url

FIELD = "code"


@login_not_required
def code(request: HttpRequest) -> HttpResponse:
    """GET says how to get a code; POST takes it, and the right one opens the earlier answers."""
    intake = opened_intake(request)
    if intake is None:
        return opening.gone(request)
    if intake.state != IntakeState.DRAFT:
        return redirect("intake:sent")
    if opening.gave_code(request):
        return redirect(_after_code(request, intake))
    if request.method != "POST":
        return _ask(request, intake)
    digits = codes.read(request.POST.get(FIELD, ""))
    if digits is None:
        return _ask(request, intake, _("Enter the 6 digits of the code"))
    if not code_texts.is_right(intake.invitation, digits, request.now):
        return _ask(
            request,
            intake,
            _("This code does not work. Check it, or ask for a new one: it lasts 10 minutes."),
        )
    opening.open_earlier(request)
    return redirect(_after_code(request, intake))


@login_not_required
def text_code(request: HttpRequest) -> HttpResponse:
    """POST texts a code, if the patient said yes to texts; it is entered on the page before."""
    intake = opened_intake(request)
    if intake is None:
        return opening.gone(request)
    if intake.state != IntakeState.DRAFT:
        return redirect("intake:sent")
    if request.method == "POST" and code_texts.may_text(intake.patient):
        try:
            code_texts.send(intake.invitation, request.now)
        except codes.TooMany:
            return _ask(
                request,
                intake,
                _("You asked for several codes. Call the clinic, or try again in an hour."),
                status=429,
            )
    return redirect("intake:code")


@login_not_required
def answers(request: HttpRequest) -> HttpResponse:
    """What was answered so far; without a code, what was answered since the link was opened."""
    intake = opened_intake(request)
    if intake is None:
        return opening.gone(request)
    if intake.state != IntakeState.DRAFT:
        return redirect("intake:sent")
    if where := pausing_url(intake):
        return redirect(where)
    return views.show_answers(request, filling_of(request, intake))


@login_not_required
def returning_patient(request: HttpRequest) -> HttpResponse:
    """The start for a patient who sent this form before: from those answers, or all anew."""
    intake = opened_intake(request)
    if intake is None:
        return opening.gone(request)
    before = returning.form_before(intake)
    if intake.state != IntakeState.DRAFT or before is None:
        return redirect("intake:open")
    context = {
        "clinic": intake.clinic,
        "sent_on": returning.day_of(before),
        "anew_url": views.next_url(filling_of(request, intake)),
    }
    return render(request, "intake/returning.html", context)


def _after_code(request: HttpRequest, intake: Intake) -> str:
    """Back to the check page, or to what was answered so far; a new form begins."""
    filling = filling_of(request, intake)
    if not filling.answers or views.first_unanswered(filling) is None:
        return views.next_url(filling)
    return reverse("intake:answers")


def _ask(
    request: HttpRequest, intake: Intake, problem: str = "", status: int = 422
) -> HttpResponse:
    patient = intake.patient
    context = {
        "clinic": intake.clinic,
        "back_url": reverse("intake:open"),
        "form_errors": [(FIELD, problem)] if problem else [],
        "number_end": patient.phone[-2:] if code_texts.may_text(patient) else "",
        "was_texted": code_texts.was_texted(intake.invitation, request.now),
    }
    return render(request, "intake/code.html", context, status=status if problem else 200)
