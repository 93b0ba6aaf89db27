"""Opening a patient link: an inert GET, the birth date as a wrong-person check, then a session.

Unknown, expired, used and revoked links all get the same answer.
"""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clinic import clock, dates, links
from clinic.models import PatientLink

from . import birth_date
from .language import speak

SESSION_KEY = "patient_link"
IDLE = timedelta(minutes=30)
WARN = timedelta(minutes=25)
JUST_NOW = timedelta(seconds=5)
# What the page's script counts, in seconds, and what it says is left, in minutes.
WARNING = {"warn": WARN.seconds, "over": IDLE.seconds, "minutes": (IDLE - WARN).seconds // 60}
_PARTS = ("birth_month", "birth_day", "birth_year")


@login_not_required
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks for the birth date and changes nothing; the right one, posted, opens the form."""
    link = links.find(token, request.now)
    if link is None:
        speak(request, "")
        return render(request, "link_gone.html", status=410)
    speak(request, link.patient.language)
    if request.method != "POST":
        return _ask(request, link, [], 200)
    typed = [request.POST.get(part, "") for part in _PARTS]
    born = birth_date.read(*typed, today=request.now.astimezone(link.patient.zone).date())
    if isinstance(born, list):
        return _ask(request, link, [(problem.field_id, problem.message) for problem in born], 422)
    if not links.is_right_person(link, born):
        message = _("This date does not match. Check it, or call the clinic.")
        return _ask(request, link, [("birth-month", message)], 422)
    request.session.cycle_key()
    enter(request, link)
    return redirect(links.page_of(link))


def enter(request: HttpRequest, link: PatientLink) -> None:
    """From now on this browser is the patient's, for this link's form."""
    request.session[SESSION_KEY] = {"id": str(link.pk), "seen": clock.real_now().isoformat()}


def opened_link(request: HttpRequest, purpose: str) -> PatientLink | None:
    """The link of this purpose that this browser opened, unless half an hour went by unused."""
    opened = request.session.get(SESSION_KEY)
    if not opened:
        return None
    now = clock.real_now()
    unused = now - datetime.fromisoformat(opened["seen"])
    if unused > IDLE:
        del request.session[SESSION_KEY]
        return None
    # The page that an answer leads to is got at once: no second write for it.
    if request.method != "GET" or unused > JUST_NOW:
        request.session[SESSION_KEY] = opened | {"seen": now.isoformat()}
    link = (
        PatientLink.objects.select_related("patient")
        .filter(pk=opened["id"], purpose=purpose, revoked_at=None, expires_at__gt=request.now)
        .first()
    )
    if link is not None:
        speak(request, link.patient.language)
    return link


def answered_before_opening(request: HttpRequest, answered: list[str]) -> frozenset[str]:
    """The pages answered before this browser opened the link: they are not shown again.

    Fixed at the first call after the opening, so that what is answered now can be changed now.
    """
    opened = request.session[SESSION_KEY]
    if "earlier" not in opened:
        request.session[SESSION_KEY] = opened = opened | {"earlier": answered}
    return frozenset(opened["earlier"])


def open_earlier(request: HttpRequest) -> None:
    """A right code was given: this browser may see what was answered before, too."""
    request.session.cycle_key()
    request.session[SESSION_KEY] = request.session[SESSION_KEY] | {"earlier": [], "code": True}


def gave_code(request: HttpRequest) -> bool:
    """Whether a fresh code was given in this browser since it opened the link."""
    return bool(request.session[SESSION_KEY].get("code"))


def gone(request: HttpRequest) -> HttpResponse:
    """The one neutral answer where no link is open (any more): nothing is shown, nothing saved.

    What was sent too late is not saved either, and whoever sent it is told.
    """
    speak(request, "")
    template = "questions/not_saved.html" if request.method == "POST" else "link_gone.html"
    return render(request, template, status=410)


def _ask(
    request: HttpRequest, link: PatientLink, errors: list[tuple[str, Any]], status: int
) -> HttpResponse:
    context = {
        "clinic": link.clinic,
        "heading": _("Your questions from the clinic"),
        "lead": _("We save each page, so you can stop and come back until %(day)s.")
        % {"day": dates.weekday(link.expires_at, link.patient.zone)},
        "form_errors": errors,
        "values": {part: request.POST.get(part, "") for part in _PARTS},
    }
    return render(request, "start.html", context, status=status)
