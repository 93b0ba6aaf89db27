"""Tokens for programs that act as one person: made by whoever runs the server, shown once."""

from datetime import datetime, timedelta

from django.db import transaction
from knox.models import AuthToken

from clinic import audit
from clinic.models import Staff

SYSTEM = "api_token"


@transaction.atomic
def make(*, staff: Staff, days: int, now: datetime) -> str:
    """A token that may do what the person may, for that many days of real time; audited."""
    row, token = AuthToken.objects.create(user=staff, expiry=timedelta(days=days))
    audit.record(
        actor=SYSTEM, action="api_token.made", now=now, object_id=staff.pk, days=days,
        key=row.token_key,
    )  # fmt: skip
    return token


@transaction.atomic
def revoke(*, staff: Staff, now: datetime) -> int:
    """Ends all of the person's tokens at once; answers how many. Audited."""
    count, _ = AuthToken.objects.filter(user=staff).delete()
    audit.record(
        actor=SYSTEM, action="api_token.revoked", now=now, object_id=staff.pk, tokens=count
    )
    return count
