"""Who may see and do what: denied by default, and every patient query starts here."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from .models import Clinic, Patient, Role, Staff

M = TypeVar("M", bound=Model)

_CHART = (Role.FRONT_DESK, Role.NURSE, Role.CLINICIAN, Role.PHYSICIAN)


def covering(role: Role) -> tuple[Role, ...]:
    """The roles that may do what `role` may: each chart role adds to the one before it."""
    return _CHART[_CHART.index(role) :] if role in _CHART else (role,)


def clinics_of(staff: Staff, role: Role | None = None) -> QuerySet[Clinic]:
    """The clinics where this person has (at least) that role, or any role."""
    roles = staff.roles.all() if role is None else staff.roles.filter(role__in=covering(role))
    return Clinic.objects.filter(pk__in=roles.values("clinic"))


def visible_to(staff: Staff, role: Role, model: type[M] = Patient) -> QuerySet[M]:
    """The rows of `model` at the clinics where this person has that role."""
    return model._default_manager.filter(clinic__in=clinics_of(staff, role))


def find(staff: Staff, role: Role, model: type[M], pk: UUID) -> M:
    """One row. Outside the person's clinics it is missing (404); inside without the role, 403."""
    row = model._default_manager.filter(pk=pk, clinic__in=clinics_of(staff)).first()
    if row is None:
        raise Http404
    if not visible_to(staff, role, model).filter(pk=pk).exists():
        raise PermissionDenied
    return row


View = Callable[..., HttpResponse]


def needs(role: Role) -> Callable[[View], View]:
    """Names the least role of a view; a person who has it nowhere gets 403."""

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if not clinics_of(request.user, role).exists():
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.role = role
        return guarded

    return wrap
