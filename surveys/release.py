"""What the clock brings: check-ins that fall due, deadlines that pass. Run each minute."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import translation

from clinic import audit, procedure_kinds
from clinic.models import Clinic
from notifications import consents, outbox
from notifications.alerts import raise_alert
from notifications.models import Grade, Kind

from . import protocol, wording
from .models import Awaiting, CheckIn, CheckInState
from .services import CHECK_IN, step_of

log = logging.getLogger(__name__)
SCHEDULE = "schedule"
AT_ONCE = 500
LINK_LIFETIME = timedelta(hours=72)
MORE_WITHIN = timedelta(minutes=30)
FIRST_DAYS = timedelta(days=2)


def release_due(now: datetime) -> None:
    """Open what is due, close what is over, raise what was not answered. Safe to run twice."""
    check_ins = CheckIn.objects.select_related("patient", "clinic", "follow_up__procedure")
    is_open = check_ins.filter(state=CheckInState.OPEN)
    planned = check_ins.filter(state=CheckInState.PLANNED)
    _each(is_open.filter(expires_at__lte=now), _close_unanswered, now)
    _each(is_open.filter(answer_by__lte=now), raise_no_more_told, now)
    due = list(planned.filter(due_at__lte=now)[:AT_ONCE])
    # For all of them at once. The permission to be texted is asked again as each text goes.
    by_text = consents.may_answer_by_text([check_in.patient for check_in in due])
    _each(due, partial(_open, by_text=by_text), now)


def _each(
    check_ins: Iterable[CheckIn], act: Callable[[CheckIn, datetime], None], now: datetime
) -> None:
    """One check-in that cannot be handled is logged and stops no other."""
    for check_in in check_ins:
        try:
            act(check_in, now)
        except Exception:
            log.exception("a check-in was left", extra={"check_in_id": str(check_in.pk)})


def _open(check_in: CheckIn, now: datetime, by_text: set[UUID]) -> None:
    """Ask: by text where the patient may answer `by_text`, else by link."""
    with transaction.atomic():
        # Another schedule may have been here; on SQLite IMMEDIATE does what the lock does.
        here = CheckIn.objects.select_for_update().filter(pk=check_in.pk)
        if here.values_list("state", flat=True).get() != CheckInState.PLANNED:
            return
        if now >= check_in.expires_at:
            if _leave(check_in, CheckInState.PLANNED, "its time had passed", now):
                _ask_for_call(check_in, "A safety check-in was not sent in time: please call", now)
            return
        by_reply = (
            check_in.patient_id in by_text
            and step_of(check_in).by == protocol.BY_REPLY
            and _no_other_by_reply(check_in, now)
        )
        here.update(
            state=CheckInState.OPEN,
            awaiting=Awaiting.NOW if by_reply else Awaiting.LINK,
            number=check_in.patient.phone,
        )
        _audit(check_in, "check_in.asked", now)
        words = wording.how_is_it_now if by_reply else wording.check_in_by_link
        queue_text(check_in, "ask", words, Kind.PLANNED, now, by_link=not by_reply)


def queue_text(
    check_in: CheckIn,
    what: str,
    words: Callable[[Clinic], str],
    kind: Kind,
    now: datetime,
    *,
    by_link: bool = False,
    expects_reply: bool | None = None,
) -> None:
    """One text of this check-in, once, in the patient's language. Its key: what it asks."""
    with translation.override(check_in.patient.language):
        body = words(check_in.clinic)
    outbox.queue_text(
        clinic=check_in.clinic,
        patient=check_in.patient,
        number=check_in.patient.phone,
        purpose=CHECK_IN,
        owner_id=check_in.pk,
        protocol=check_in.follow_up.protocol,
        dedupe_key=f"check_in:{check_in.pk}:{what}",
        body=body,
        kind=kind,
        now=now,
        expires_at=check_in.expires_at,
        link_purpose=CHECK_IN if by_link else "",
        link_expires_at=min(now + LINK_LIFETIME, check_in.expires_at) if by_link else None,
        expects_reply=not by_link if expects_reply is None else expects_reply,
    )


def _no_other_by_reply(check_in: CheckIn, now: datetime) -> bool:
    """Never two questions by reply on one number: a shared phone gets a link instead."""
    others = CheckIn.objects.filter(
        number=check_in.patient.phone,
        state=CheckInState.OPEN,
        awaiting__in=(Awaiting.NOW, Awaiting.PROBLEM),
    ).select_related("patient", "clinic", "follow_up__procedure")
    for other in others:
        if other.patient_id != check_in.patient_id:
            return False
        if _leave(other, CheckInState.OPEN, "the next check-in was due", now):
            _ask_for_call(other, "No answer to a safety check-in: please call", now)
    return True


def _close_unanswered(check_in: CheckIn, now: datetime) -> None:
    with transaction.atomic():
        if not _leave(check_in, CheckInState.OPEN, "no answer in its time", now):
            return
        _ask_for_call(check_in, "No answer to a safety check-in: please call", now)


def _ask_for_call(check_in: CheckIn, reason: str, now: datetime) -> None:
    """Silence on a safety step is not health."""
    if step_of(check_in).kind == protocol.SAFETY:
        raise_call(check_in, reason, now)


def _leave(check_in: CheckIn, state: str, reason: str, now: datetime) -> bool:
    left = CheckIn.objects.filter(pk=check_in.pk, state=state).update(
        state=CheckInState.MISSED, reason=reason, awaiting=Awaiting.NOTHING, answer_by=None
    )
    if left:
        _audit(check_in, "check_in.missed", now)
    return bool(left)


def raise_call(check_in: CheckIn, reason: str, now: datetime, grade: str = Grade.PROMPT) -> None:
    """Somebody must call this patient."""
    raise_alert(
        clinic=check_in.clinic,
        patient=check_in.patient,
        cause=f"call:{check_in.follow_up_id}",
        grade=grade,
        reason=f"{reason} ({step_of(check_in).label.lower()})",
        url_name="desk:patient",
        target_id=check_in.patient_id,
        actor=SCHEDULE,
        now=now,
    )


def raise_no_more_told(check_in: CheckIn, now: datetime) -> None:
    """The patient said there is a problem, and has told no more: half an hour on, or for good."""
    procedure = check_in.follow_up.procedure
    is_early = now - procedure.done_at <= FIRST_DAYS + timedelta(hours=12)
    is_spine = procedure_kinds.kind(procedure.kind).is_spine
    grade = Grade.URGENT if is_spine and is_early else Grade.PROMPT
    with transaction.atomic():
        waits = CheckIn.objects.filter(pk=check_in.pk, answer_by__isnull=False)
        if waits.update(answer_by=None):
            raise_call(check_in, "Said there may be a new problem, told no more", now, grade)


def _audit(check_in: CheckIn, action: str, now: datetime) -> None:
    audit.record(
        actor=SCHEDULE,
        action=action,
        now=now,
        clinic=check_in.clinic,
        patients=[check_in.patient],
        object_id=check_in.pk,
    )
