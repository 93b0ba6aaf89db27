"""Patient links: minted and opened here. A link is a key to one form, not a sign-in.

Only an HMAC of the token is kept, so the table opens nothing; a GET changes nothing.
"""

import hashlib
import hmac
import secrets
import string
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db.models import F

from .models import Patient, PatientLink

TOKEN_LENGTH = 22  # of 62 letters and digits: 131 bits
TRIES = 5
_ALPHABET = string.ascii_letters + string.digits
_pages: dict[str, str] = {}


def register(purpose: str, url_name: str) -> None:
    """Say which page a link of this purpose opens (called in AppConfig.ready)."""
    _pages[purpose] = url_name


def page_of(link: PatientLink) -> str:
    """The URL name of the page that this link opens."""
    return _pages[link.purpose]


def digest(token: str) -> str:
    """What is stored of a token: HMAC-SHA-256 under the server's key."""
    return hmac.new(
        settings.SECRET_KEY.encode(), b"patient-link:" + token.encode(), hashlib.sha256
    ).hexdigest()


def mint(
    *, patient: Patient, purpose: str, owner_id: UUID, now: datetime, expires_at: datetime
) -> tuple[PatientLink, str]:
    """Make a link; returns its row and its address. The token in it is kept nowhere."""
    token = "".join(secrets.choice(_ALPHABET) for _ in range(TOKEN_LENGTH))
    link = PatientLink.objects.create(
        clinic=patient.clinic,
        patient=patient,
        purpose=purpose,
        owner_id=owner_id,
        digest=digest(token),
        created_at=now,
        expires_at=expires_at,
    )
    return link, f"{settings.PUBLIC_URL}/k/{token}"


def find(token: str, now: datetime) -> PatientLink | None:
    """The link that this token opens now, or None: unknown, expired, used up, revoked alike."""
    links = PatientLink.objects.select_related("patient__clinic")
    link = links.filter(digest=digest(token)).first()
    return link if link and is_open(link, now) else None


def is_open(link: PatientLink, now: datetime) -> bool:
    """Whether a link still opens its form."""
    return (
        link.revoked_at is None
        and link.completed_at is None
        and link.failed_tries < TRIES
        and now < link.expires_at
    )


def is_right_person(link: PatientLink, birth_date: date) -> bool:
    """The wrong-person check. A wrong birth date costs one of five tries.

    The try is taken before the look and given back where it was right: however many are made at
    once, five wrong ones end the link.
    """
    tries = PatientLink.objects.filter(pk=link.pk, failed_tries__lt=TRIES)
    if not tries.update(failed_tries=F("failed_tries") + 1):
        return False
    if link.patient.birth_date != birth_date:
        return False
    PatientLink.objects.filter(pk=link.pk).update(failed_tries=F("failed_tries") - 1)
    return True


def complete(*, purpose: str, owner_id: UUID, now: datetime) -> None:
    """The form is done: its links open nothing any more."""
    PatientLink.objects.filter(purpose=purpose, owner_id=owner_id, completed_at=None).update(
        completed_at=now
    )
