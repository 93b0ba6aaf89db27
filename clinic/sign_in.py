"""How staff sign in: django-allauth, without sign-up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class StaffAdapter(DefaultAccountAdapter):
    """Accounts are made by a manager, never by the person at the door."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
