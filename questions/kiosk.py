"""The clinic's tablet in a patient's hands: the staff's session ends, the patient's begins, and
it clears itself when the form is sent, when the patient says so, or when nobody touches it.

It needs no script: the Refresh header asks "Are you still there?" and then leads to the cleared
page, and the server holds the same limit for whatever is asked of it later.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from clinic import clock, links
from clinic.models import Clinic, PatientLink

from . import language, opening

SESSION_KEY = "kiosk"
ASK_AFTER = timedelta(minutes=5)
CLEAR_AFTER = timedelta(minutes=1)  # after asking
IDLE = ASK_AFTER + CLEAR_AFTER
ON, SENT, CLEARED = "on", "sent", "cleared"
GONE = 410  # the status of a link that opens nothing any more

View = Callable[..., HttpResponse]


def start(request: HttpRequest, link: PatientLink) -> HttpResponse:
    """Sign the staff out of this browser and open the form. Whoever calls it has checked who the
    patient is, so the birth date is not asked.
    """
    logout(request)  # empties the session: nothing of the desk is left in it
    opening.enter(request, link)
    request.session[SESSION_KEY] = {
        "state": ON,
        "clinic": str(link.clinic_id),
        "page": links.page_of(link),
    }
    request.session[language.KEY] = link.patient.language
    return _forgetting(redirect(links.page_of(link)))


def is_on(request: HttpRequest) -> bool:
    """Whether this browser is the clinic's tablet, now in a patient's hands."""
    return _state(request) == ON


def sent(request: HttpRequest) -> HttpResponse:
    """The form was sent: nothing of it stays on the tablet."""
    _clear(request, SENT)
    return redirect("questions:cleared")


def clears_itself(view: View) -> View:
    """A patient's page that, on the tablet, is not left standing."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not is_on(request):
            is_over = _state(request) and opening.SESSION_KEY not in request.session
            return redirect("questions:cleared") if is_over else view(request, *args, **kwargs)
        if _is_idle(request):
            return redirect("questions:cleared")
        response = view(request, *args, **kwargs)
        if response.status_code == GONE:
            return redirect("questions:cleared")
        return _turning(response, ASK_AFTER, "questions:still_here")

    return guarded


@login_not_required
def still_here(request: HttpRequest) -> HttpResponse:
    """Asks whether somebody is there. Only the answer yes goes on; looking extends nothing."""
    if not is_on(request) or _is_idle(request):
        return redirect("questions:cleared")
    if request.method == "POST":
        goes_on = request.POST.get("action") == "go_on"
        return redirect(_kept(request)["page"] if goes_on else "questions:cleared")
    language.speak(request, "")
    response = render(request, "questions/still_here.html", {"clinic": _clinic(request)})
    return _turning(response, CLEAR_AFTER, "questions:cleared")


@login_not_required
def cleared(request: HttpRequest) -> HttpResponse:
    """Nothing of the patient is here, nor behind it. Opening it is what clears the tablet."""
    if is_on(request):
        _clear(request, CLEARED)
    language.speak(request, "")
    context = {"clinic": _clinic(request), "is_sent": _state(request) == SENT}
    return _forgetting(render(request, "questions/cleared.html", context))


def _kept(request: HttpRequest) -> dict[str, Any]:
    kept: dict[str, Any] = request.session.get(SESSION_KEY, {})
    return kept


def _state(request: HttpRequest) -> str:
    return str(_kept(request).get("state", ""))


def _clinic(request: HttpRequest) -> Clinic | None:
    return Clinic.objects.filter(pk=_kept(request).get("clinic")).first()


def _is_idle(request: HttpRequest) -> bool:
    opened = request.session.get(opening.SESSION_KEY)
    if not opened:
        return True
    return clock.real_now() - datetime.fromisoformat(opened["seen"]) > IDLE


def _clear(request: HttpRequest, state: str) -> None:
    """A new, empty session; it keeps the clinic, the language and that the tablet is over."""
    kept, spoken = _kept(request), request.session.get(language.KEY)
    request.session.flush()
    request.session[SESSION_KEY] = kept | {"state": state}
    if spoken:
        request.session[language.KEY] = spoken


def _turning(response: HttpResponse, after: timedelta, url_name: str) -> HttpResponse:
    response.headers["Refresh"] = f"{after.total_seconds():.0f}; url={reverse(url_name)}"
    return response


def _forgetting(response: HttpResponse) -> HttpResponse:
    """The browser keeps no page that it could go back to."""
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
