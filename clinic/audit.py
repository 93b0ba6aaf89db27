"""The trail of who did and who read what: append-only, never read to decide anything.

A change is recorded in its own transaction. A reading is noted while the page is made and written
in one short transaction at the end of the request; if that fails, the page is not shown.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from .models import AuditEvent, Clinic, Patient, Staff

log = logging.getLogger(__name__)


def record(
    *,
    actor: Staff | str,
    action: str,
    now: datetime,
    clinic: Clinic | None = None,
    patients: Iterable[Patient | UUID] = (),
    object_id: UUID | None = None,
    **detail: object,
) -> AuditEvent:
    """Write one event. `actor` is a person or the name of the job that acted, never neither.

    `detail` names fields and codes, never what a patient said.
    """
    is_person = isinstance(actor, Staff)
    return AuditEvent.objects.create(
        at=now,
        staff=actor if is_person else None,
        system="" if is_person else actor,
        clinic=clinic,
        action=action,
        patient_ids=[str(p.pk if isinstance(p, Patient) else p) for p in patients],
        object_id=object_id,
        detail=detail,
    )


def note_reading(
    request: HttpRequest, what: str, patients: Iterable[Patient], object_id: UUID | None = None
) -> None:
    """Note that this answer shows patients' data; the middleware writes it before the answer."""
    readings = request.__dict__.setdefault("readings", [])
    readings.append((what, list(patients), object_id))


class ReadingMiddleware:
    """Writes the readings noted by the view; a page that cannot be recorded is not shown."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        try:
            for what, patients, object_id in getattr(request, "readings", ()):
                record(
                    actor=request.user,
                    action=f"read.{what}",
                    now=request.now,
                    clinic=patients[0].clinic if patients else None,
                    patients=patients,
                    object_id=object_id,
                )
        except DatabaseError:
            log.exception("a reading could not be recorded")
            sentence = _("This page cannot be shown: the record of who reads it is not working.")
            return HttpResponse(sentence, status=503, content_type="text/plain")
        return response
