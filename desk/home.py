"""Where a person starts: the first page their role has work on."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from clinic.access import clinics_of
from clinic.models import Role


def home(request: HttpRequest) -> HttpResponse:
    """Nurse and up: candidates; front desk: patients; manager, auditor: what their role has."""
    if clinics_of(request.user, Role.NURSE).exists():
        return redirect("desk:candidates")
    if clinics_of(request.user, Role.FRONT_DESK).exists():
        return redirect("desk:people")
    roles = request.user.roles.select_related("clinic").order_by("clinic__name", "role")
    if not roles:
        raise PermissionDenied
    return render(request, "desk/home.html", {"roles": roles})
