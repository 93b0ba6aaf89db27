"""Staff fill the form in for a patient: read out by phone, or from a paper one.

The same pages, in the patient's own language; who entered each answer, and how, is kept.
"""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from clinic import audit
from clinic.access import find, needs
from clinic.models import Patient, Role
from intake import invitations, safety_texts, selectors, services
from intake.models import Channel, Intake, IntakeState, Invitation
from intake.pages import PAGES
from notifications import alerts
from notifications.models import Alert
from questions import language, views
from questions.page import Page, PageValue

WAYS = (Channel.PHONE, Channel.PAPER)


@needs(Role.NURSE)
def entry(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """How the answers come: by phone or from paper. POST begins, or goes on with what is begun."""
    patient = find(request.user, Role.NURSE, Patient, patient_id)
    if request.method == "POST" and request.POST.get("how") in WAYS:
        invitation = invitations.at_the_clinic(patient=patient, staff=request.user, now=request.now)
        intake = services.start_intake(invitation, request.now, started_by=request.user)
        request.session.pop(language.KEY, None)  # of the patient entered before
        return redirect(views.next_url(_filling(request, intake, request.POST["how"])))
    audit.note_reading(request, "entry", [patient])
    draft = getattr(invitations.standing(patient, request.now), "intake", None)
    context = {
        "section": "people",
        "patient": patient,
        "zone": patient.clinic.zone,
        "invitation": Invitation.objects.filter(patient=patient).order_by("-id").first(),
        "answered": len(selectors.answers(draft)) if draft else 0,
    }
    return render(request, "desk/entry.html", context)


@needs(Role.NURSE)
def entry_page(request: HttpRequest, patient_id: UUID, how: str, key: str) -> HttpResponse:
    """One page of the form, as the patient would see it, with a strip that says for whom."""
    intake = _draft(request, patient_id, how)
    if intake is None:
        return redirect("desk:entry", patient_id)
    language.speak(request, intake.patient.language)
    audit.note_reading(request, "entry", [intake.patient], intake.pk)
    return views.show_page(request, _filling(request, intake, how), key, request.now)


@needs(Role.NURSE)
def entry_check(request: HttpRequest, patient_id: UUID, how: str) -> HttpResponse:
    """All answers on one page; POST sends the form in the name of whoever is signed in."""
    intake = _draft(request, patient_id, how)
    if intake is None:
        return redirect("desk:entry", patient_id)
    filling = _filling(request, intake, how)
    if request.method == "POST" and views.first_unanswered(filling) is None:
        services.submit(intake, request.now, sent_by=request.user)
        messages.success(request, _("The form was sent."))
        return redirect("desk:patient", patient_id)
    language.speak(request, intake.patient.language)
    audit.note_reading(request, "entry", [intake.patient], intake.pk)
    return views.show_check(request, filling)


@needs(Role.NURSE)
def entry_safety(request: HttpRequest, patient_id: UUID, how: str, alert_id: UUID) -> HttpResponse:
    """What to read to the patient now. The alert stands whatever is pressed here."""
    intake = _draft(request, patient_id, how)
    if intake is None:
        return redirect("desk:entry", patient_id)
    alert = Alert.objects.filter(
        pk=alert_id, patient=intake.patient, cause__startswith=services.RED_FLAG
    ).first()
    if alert is None:
        raise Http404
    filling = _filling(request, intake, how)
    if request.method == "POST":
        if request.POST.get("action") == "read":
            alerts.shown_to_patient(alert, request.now)
            audit.record(
                actor=request.user,
                action="alert.read_to_patient",
                now=request.now,
                clinic=intake.clinic,
                patients=[intake.patient],
                object_id=alert.pk,
            )
        return redirect(views.next_url(filling))
    language.speak(request, intake.patient.language)
    audit.note_reading(request, "entry", [intake.patient], intake.pk)
    cause = alert.cause.removeprefix(services.RED_FLAG)
    flag = safety_texts.safety(cause, alert.grade, filling.answers)
    following = views.first_unanswered(filling)
    back_url = views.back_url(filling, following.key if following else "")
    context = {**filling.context, "flag": flag, "alert": alert, "back_url": back_url}
    return render(request, "desk/entry_safety.html", context)


def _draft(request: HttpRequest, patient_id: UUID, how: str) -> Intake | None:
    """The patient's form that is not sent yet. Another clinic's patient is missing (404)."""
    patient = find(request.user, Role.NURSE, Patient, patient_id)
    if how not in WAYS:
        raise Http404
    intake = getattr(invitations.standing(patient, request.now), "intake", None)
    return intake if intake and intake.state == IntakeState.DRAFT else None


def _filling(request: HttpRequest, intake: Intake, how: str) -> views.Filling:
    def save(page: Page, value: PageValue, now: datetime) -> str | None:
        saved = services.save_page(
            intake=intake,
            page=page.key,
            value=value,
            now=now,
            channel=Channel(how),
            entered_by=request.user,
            language=get_language(),
        )
        if not saved.alerts:
            return None
        return reverse("desk:entry_safety", args=[intake.patient_id, how, saved.alerts[0].pk])

    return views.Filling(
        pages=PAGES,
        answers=selectors.answers(intake),
        answered_earlier=frozenset(),
        save=save,
        page_url=lambda key: reverse("desk:entry_page", args=[intake.patient_id, how, key]),
        check_url=reverse("desk:entry_check", args=[intake.patient_id, how]),
        context={
            "base": "desk/entry_frame.html",
            "clinic": intake.clinic,
            "patient": intake.patient,
            "is_paper": how == Channel.PAPER,
        },
        passed_over=selectors.passed_over(intake),
        languages=selectors.languages(intake),
    )
