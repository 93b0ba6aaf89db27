"""The sandbox's clock: what time it is at the clinic, which text is next, and the step to it."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from clinic import clock, dates
from clinic.access import clinics_of, needs
from clinic.models import Clinic, Patient, Role
from surveys import upcoming


@require_POST
@needs(Role.FRONT_DESK)
def skip(request: HttpRequest) -> HttpResponse:
    """The strip on a staff page: step to the next text of one's clinics, then back to the page."""
    upcoming.skip(request.now, clinics=clinics_of(request.user))
    back = request.POST.get("next", "/")
    return redirect(back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else "/")


@require_GET
@login_not_required
def state(request: HttpRequest) -> JsonResponse:
    """The clinic's time, and the next text to `number` (to anybody, without one)."""
    return JsonResponse(_state(request.GET.get("number")))


@csrf_exempt  # the phone company's page is another site; this address is the sandbox's alone
@require_POST
@login_not_required
def skip_for_phone(request: HttpRequest) -> JsonResponse:
    """Step to the next text to `number`; answers with the new state."""
    number = request.POST.get("number")
    upcoming.skip(request.now, number)
    return JsonResponse(_state(number))


def _state(number: str | None) -> dict[str, Any]:
    now = clock.now()
    whose = Patient.objects.filter(phone=number).first() or Clinic.objects.order_by("id").first()
    if whose is None:
        return {"now": now.isoformat(), "said": "", "next": None}
    text = upcoming.next_text(now, number)
    return {
        "now": now.astimezone(whose.zone).isoformat(),
        "said": dates.weekday_hour(now, whose.zone),
        "next": text
        and {
            "at": text.at.isoformat(),
            "said": dates.weekday_hour(text.at, text.patient.zone),
            "why": text.why,
        },
    }
