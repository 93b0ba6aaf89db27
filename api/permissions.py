"""Who may: a view names its least role; one that names none is refused to everybody."""

from typing import TYPE_CHECKING

from rest_framework.permissions import BasePermission

from clinic.access import clinics_of

if TYPE_CHECKING:  # its views read the settings, which name this module
    from rest_framework.request import Request
    from rest_framework.views import APIView


class HasRole(BasePermission):
    """The caller has (at least) the view's role at some clinic, at this moment."""

    def has_permission(self, request: "Request", view: "APIView") -> bool:
        role = getattr(view, "role", None)
        if role is None or not request.user.is_authenticated:
            return False
        return clinics_of(request.user, role).exists()
