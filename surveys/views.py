"""The check-in on the patient's phone: the questions' one view with this step's pages."""

from datetime import datetime

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from notifications import alerts
from questions import opening, views
from questions.page import Page, PageValue

from . import advice, complications, services
from .models import AnswerChannel, CheckIn, CheckInState
from .pages import pages_of


def _check_in(request: HttpRequest) -> CheckIn | None:
    link = opening.opened_link(request, services.CHECK_IN)
    if link is None:
        return None
    check_ins = CheckIn.objects.select_related("patient__clinic", "clinic", "follow_up__procedure")
    return check_ins.get(pk=link.owner_id)


def _filling(request: HttpRequest, check_in: CheckIn) -> views.Filling:
    answers = services.current_answers(check_in)

    def save(page: Page, value: PageValue, now: datetime) -> str | None:
        raised = services.keep_answer(
            check_in, page.key, value, channel=AnswerChannel.LINK, now=now
        )
        services.finish_if_answered(check_in, now)
        serious = [alert for alert in raised if advice.interrupts(alert.grade)]
        for alert in serious:
            alerts.shown_to_patient(alert, now)
        return reverse("surveys:safety") if serious else None

    return views.Filling(
        pages=pages_of(services.step_of(check_in)),
        answers=answers,
        answered_earlier=opening.answered_before_opening(request, list(answers)),
        save=save,
        page_url=lambda key: reverse("surveys:page", args=[key]),
        check_url=reverse("surveys:done"),
        context={"clinic": check_in.clinic},
    )


@login_not_required
def open_form(request: HttpRequest) -> HttpResponse:
    """Where an opened link leads: the first page not answered yet."""
    check_in = _check_in(request)
    if check_in is None:
        return opening.gone(request)
    if check_in.state != CheckInState.OPEN:
        return redirect("surveys:done")
    return redirect(views.next_url(_filling(request, check_in)))


@login_not_required
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One page of the check-in."""
    check_in = _check_in(request)
    if check_in is None:
        return opening.gone(request)
    if check_in.state != CheckInState.OPEN:
        return redirect("surveys:done")
    return views.show_page(request, _filling(request, check_in), key, request.now)


def _grade(request: HttpRequest, check_in: CheckIn) -> str | None:
    """The gravest grade of this check-in's own answers."""
    found = services.findings(check_in, check_in.answered_at or request.now)
    return complications.gravest([finding.grade for finding in found])


@login_not_required
def safety(request: HttpRequest) -> HttpResponse:
    """What to do now, by the gravest answer; the check-in goes on after it."""
    check_in = _check_in(request)
    if check_in is None:
        return opening.gone(request)
    if request.method == "POST":
        response = "mistake" if request.POST.get("action") == "mistake" else "called"
        for alert in services.open_alerts(check_in, request.now):
            alerts.patient_responded(alert, response, request.now)
        return redirect("surveys:open")
    grade = _grade(request, check_in)
    if not advice.interrupts(grade):
        return redirect("surveys:open")
    flag = {
        "grade": grade,
        "heading": advice.heading(grade),
        "text": advice.text(grade, check_in, request.now),
    }
    return render(request, "intake/safety.html", {"clinic": check_in.clinic, "flag": flag})


@login_not_required
def done(request: HttpRequest) -> HttpResponse:
    """The check-in is over: what happens next, by the gravest answer."""
    check_in = _check_in(request)
    if check_in is None:
        return opening.gone(request)
    if check_in.state == CheckInState.OPEN:
        return redirect("surveys:open")
    grade = _grade(request, check_in)
    context = {
        "clinic": check_in.clinic,
        "advice": advice.text(grade, check_in, request.now) if grade else "",
    }
    return render(request, "surveys/done.html", context)
