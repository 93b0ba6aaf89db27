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

SESSION_KEY = "patient_link"
IDLE = timedelta(minutes=30)
_PARTS = ("birth_month", "birth_day", "birth_year")


@login_not_required
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks for the birth date and changes nothing; the right one, posted, opens the form."""
    link = links.find(token, request.now)
    if link is None:
        return gone(request)
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
    request.session[SESSION_KEY] = {"id": str(link.pk), "seen": clock.real_now().isoformat()}
    return redirect(links.page_of(link))


def opened_link(request: HttpRequest, purpose: str) -> PatientLink | None:
    """The link of this purpose that this browser opened, unless half an hour went by unused."""
    opened = request.session.get(SESSION_KEY)
    if not opened:
        return None
    now = clock.real_now()
    if now - datetime.fromisoformat(opened["seen"]) > IDLE:
        del request.session[SESSION_KEY]
        return None
    request.session[SESSION_KEY] = opened | {"seen": now.isoformat()}
    return (
        PatientLink.objects.select_related("patient__clinic")
        .filter(pk=opened["id"], purpose=purpose, revoked_at=None, expires_at__gt=request.now)
        .first()
    )


def answered_before_opening(request: HttpRequest, answered: list[str]) -> frozenset[str]:
    """The pages answered before this browser opened the link: they are not shown again.

    Fixed at the first call after the opening, so that what is answered now can be changed now.
    """
    opened = request.session[SESSION_KEY]
    if "earlier" not in opened:
        request.session[SESSION_KEY] = opened = opened | {"earlier": answered}
    return frozenset(opened["earlier"])


def gone(request: HttpRequest) -> HttpResponse:
    """The one neutral answer for a link that opens nothing."""
    return render(request, "link_gone.html", status=410)


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
