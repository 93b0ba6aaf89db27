"""Fresh codes: six digits that open what was answered before, behind a link that is open already.

A code lasts ten minutes from when it is told, works once, and is void after five wrong tries.
Only its digest is kept. The table opens nothing, and neither does a link without the code.
"""

import hashlib
import hmac
import re
import secrets
import unicodedata
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet

from . import audit
from .models import FreshCode, Patient, Staff

DIGITS = 6
TRIES = 5
LIFETIME = timedelta(minutes=10)
# For one form, and for one phone number; by text and read out are counted apart.
LIMITS = ((timedelta(hours=1), 3), (timedelta(days=1), 10))
PLACE = "{code}"  # where a text's code goes
PATIENT = "patient"


class TooMany(Exception):
    """Enough codes were asked for; the next one is for later."""


def ask(
    *, patient: Patient, purpose: str, owner_id: UUID, now: datetime, read_out_by: Staff | None
) -> FreshCode:
    """Ask for a code for a form; it has no digits yet. `read_out_by` is None for one by text.

    Raises TooMany beyond the limits.
    """
    with transaction.atomic():
        Patient.objects.select_for_update().get(pk=patient.pk)  # two at once are counted
        same = FreshCode.objects.filter(
            Q(owner_id=owner_id) | Q(patient__phone=patient.phone),
            read_out_by__isnull=read_out_by is None,
        )
        for span, most in LIMITS:
            if same.filter(asked_at__gt=now - span).count() >= most:
                raise TooMany
        code = FreshCode.objects.create(
            clinic=patient.clinic,
            patient=patient,
            purpose=purpose,
            owner_id=owner_id,
            asked_at=now,
            read_out_by=read_out_by,
        )
        action = "code.read_out" if read_out_by else "code.asked"
        _record(code, read_out_by or PATIENT, action, now)
    return code


def draw(code_id: UUID, now: datetime) -> str:
    """The digits, to be told now; the ten minutes begin. Drawn again, those before are void."""
    digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    FreshCode.objects.filter(pk=code_id).update(
        digest=_digest(code_id, digits), expires_at=now + LIFETIME
    )
    return digits


def read(typed: str) -> str | None:
    """The six digits in what was typed or pasted; None where it is something else."""
    text = re.sub(r"[\s.-]", "", unicodedata.normalize("NFKC", typed))
    return text if re.fullmatch(rf"[0-9]{{{DIGITS}}}", text) else None


def is_right(*, patient: Patient, purpose: str, owner_id: UUID, digits: str, now: datetime) -> bool:
    """Whether these digits are a code of this form that still works; then it has been used.

    Each code that still works loses a try before it is looked at: however many are made at once,
    five wrong ones end it. A right one ends the others too.
    """
    with transaction.atomic():
        working = FreshCode.objects.filter(
            patient=patient,
            purpose=purpose,
            owner_id=owner_id,
            ended_at=None,
            expires_at__gt=now,
            failed_tries__lt=TRIES,
        )
        found = next((code for code in working if _takes(code, digits, working, now)), None)
        if found is None:
            newest = FreshCode.objects.filter(owner_id=owner_id).order_by("-id").first()
            if newest is not None:
                _record(newest, PATIENT, "code.wrong", now)
            return False
        FreshCode.objects.filter(owner_id=owner_id, ended_at=None).update(ended_at=now)
        _record(found, PATIENT, "code.right", now)
    return True


def hide(text: str) -> str:
    """A text with its code taken out, as it is kept."""
    return re.sub(rf"\b[0-9]{{{DIGITS}}}\b", PLACE, text)


def _takes(code: FreshCode, digits: str, working: QuerySet[FreshCode], now: datetime) -> bool:
    mine = working.filter(pk=code.pk)
    if not mine.update(failed_tries=F("failed_tries") + 1):
        return False
    if not hmac.compare_digest(code.digest, _digest(code.pk, digits)):
        return False
    # Once: of two that come with the right digits, one finds it not ended.
    return bool(FreshCode.objects.filter(pk=code.pk, ended_at=None).update(ended_at=now))


def _digest(code_id: UUID, digits: str) -> str:
    """HMAC-SHA-256 under the server's key: without it, a million digits are soon tried."""
    told = b"fresh-code:" + code_id.bytes + digits.encode()
    return hmac.new(settings.SECRET_KEY.encode(), told, hashlib.sha256).hexdigest()


def _record(code: FreshCode, actor: Staff | str, action: str, now: datetime) -> None:
    audit.record(
        actor=actor,
        action=action,
        now=now,
        clinic=code.clinic,
        patients=[code.patient],
        object_id=code.pk,
    )
