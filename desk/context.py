"""What every staff page's frame needs: who is signed in, what waits, the sandbox's strip.

Worked out only where a template asks for it, so that patients' pages cost nothing.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest

from clinic import audit
from clinic.access import clinics_of, visible_to
from clinic.models import Role, Staff
from intake import selectors
from intake.models import Assessment
from notifications.alerts import waiting
from notifications.health import GRAVE, Trouble, trouble
from notifications.models import Alert, AlertState, Grade
from summaries.sample.clinic import NAMES, PASSWORD
from surveys import upcoming

from . import sending_troubles


@dataclass(frozen=True)
class Frame:
    """The frame of one staff page for one person."""

    request: HttpRequest

    @property
    def staff(self) -> Staff:
        return self.request.user

    @cached_property
    def has_people(self) -> bool:
        return clinics_of(self.staff, Role.FRONT_DESK).exists()

    @cached_property
    def has_charts(self) -> bool:
        return clinics_of(self.staff, Role.NURSE).exists()

    @cached_property
    def zone(self) -> ZoneInfo:
        clinic = clinics_of(self.staff).order_by("id").first()
        return clinic.zone if clinic else ZoneInfo(settings.TIME_ZONE)

    @cached_property
    def alerts(self) -> int:
        return waiting(visible_to(self.staff, Role.FRONT_DESK, Alert)).count()

    @cached_property
    def is_hot(self) -> bool:
        """Whether nobody has some emergency or urgent alert."""
        found = visible_to(self.staff, Role.FRONT_DESK, Alert).filter(
            state=AlertState.OPEN, grade__in=(Grade.EMERGENCY, Grade.URGENT)
        )
        return found.exists()

    @cached_property
    def trouble(self) -> Trouble:
        """Why texts may not be going out, for the banner."""
        return sending_troubles.at_clinics_of(self.staff, trouble(self.request.now))

    @cached_property
    def unread(self) -> timedelta | None:
        """How long a patient's text has waited to be read, where that is too long."""
        return sending_troubles.unread_too_long(self.staff, self.request.now)

    @property
    def is_trouble_grave(self) -> bool:
        return self.trouble.is_grave or (self.unread or timedelta()) >= GRAVE

    @cached_property
    def candidates(self) -> int:
        return selectors.candidates(visible_to(self.staff, Role.NURSE, Assessment)).count()

    @cached_property
    def next_text(self) -> upcoming.Upcoming | None:
        """The sandbox's strip; it names a patient, so it counts as a reading."""
        text = upcoming.next_text(self.request.now, clinics=clinics_of(self.staff))
        if text and self.has_people:
            audit.note_reading(self.request, "next_text", [text.patient])
        return text


def desk(request: HttpRequest) -> dict[str, Any]:
    if not getattr(request, "user", None) or not hasattr(request, "now"):
        return {}
    frame = {"frame": Frame(request), "now": request.now, "is_sandbox": settings.SANDBOX}
    return frame | (_sample_log_ins() if settings.SANDBOX else {})


def _sample_log_ins() -> dict[str, Any]:
    """Who may try the sandbox: shown on its sign-in page."""
    people = [(role.label, f"{mailbox}@oak.example") for role, (mailbox, _) in NAMES.items()]
    return {"sample_log_ins": people, "sample_password": PASSWORD}
