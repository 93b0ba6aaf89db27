"""`manage.py api_token EMAIL`: a token for the API, printed once; `--revoke` ends them all."""

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from api import tokens
from clinic import clock
from clinic.access import clinics_of
from clinic.models import Role, Staff

MOST_DAYS = 366


def days(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MOST_DAYS:
        raise ArgumentTypeError(f"must be 1 to {MOST_DAYS}")
    return int(text)


class Command(BaseCommand):
    help = "Make a token that lets a program use the API as this person, or end them all."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the person's address, as for signing in")
        parser.add_argument("--days", type=days, default=90, help="how long it lives; 90")
        parser.add_argument("--revoke", action="store_true", help="end all of this person's tokens")

    def handle(self, *, email: str, days: int, revoke: bool, **options: Any) -> None:
        staff = Staff.objects.filter(email__iexact=email).first()
        if staff is None:
            raise CommandError(f"nobody signs in as {email}")
        if revoke:
            count = tokens.revoke(staff=staff, now=clock.now())
            self.stdout.write(f"{count} token{'' if count == 1 else 's'} ended")
            return
        if not staff.is_active or not clinics_of(staff, Role.NURSE).exists():
            raise CommandError(f"{email} has no role that may see answers at any clinic")
        token = tokens.make(staff=staff, days=days, now=clock.now())
        self.stderr.write(
            f"For {staff.name}, {days} day{'' if days == 1 else 's'}. "
            "It is shown this once; only its digest is kept.",
            style_func=str,
        )
        self.stdout.write(token)
