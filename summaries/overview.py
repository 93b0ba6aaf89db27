"""One patient as a frozen value: gathered once, shown on the page, on paper and in exports.

The parts are in parts.py and treated.py. It takes a dozen queries, however long the story.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from clinic.models import Clinic, Patient

from . import alerts, form, measured, procedures, telling, trail
from .parts import (
    Change,
    Event,
    Flagged,
    Gap,
    Headline,
    Next,
    OpenAlert,
    Place,
    Quote,
    Reading,
    Score,
    Sources,
    Tried,
)
from .records import fetch
from .treated import Column, Treated


@dataclass(frozen=True)
class Overview:
    """Everything the page and the print say about one patient, as of `made_at`.

    Lists run from the oldest to the newest, but `trail`, which is read from its newest line.
    What was never asked is None; what was asked and is empty is an empty tuple.
    """

    patient: Patient
    clinic: Clinic
    age: int
    made_at: datetime
    data_up_to: datetime | None
    headline: Headline
    alerts: tuple[OpenAlert, ...]
    flagged: Flagged | None
    procedures: tuple[Treated, ...]
    columns: tuple[Column, ...]
    readings: tuple[Reading, ...]
    gaps: tuple[Gap, ...]
    peg: tuple[Score, ...]
    changes: tuple[Change, ...]
    treatments: tuple[Tried, ...] | None
    blood_thinners: tuple[str, ...] | None
    places: tuple[Place, ...]
    form_at: datetime | None
    quotes: tuple[Quote, ...]
    not_known: tuple[str, ...]
    trail: tuple[Event, ...]
    coming: tuple[Next, ...]
    check_ins_answered: int
    check_ins_asked: int
    sources: Sources

    @property
    def goes_to(self) -> tuple[str, ...]:
        """Where the pain goes from its places, each named once."""
        return tuple(dict.fromkeys(goal for place in self.places for goal in place.goes_to))

    @property
    def zone(self) -> ZoneInfo:
        """The clinic's: every day and time on the page and on paper is its."""
        return self.clinic.zone


def overview(patient: Patient, now: datetime) -> Overview:
    """Gather one patient's overview as of `now`."""
    records = fetch(patient)
    clinic = patient.clinic
    readings, gaps = measured.readings(records), measured.gaps(records)
    treated = procedures.treated(records, readings, clinic.zone)
    facts = form.facts(records)
    answered, asked = measured.answered_of_asked(records)
    return Overview(
        patient=patient,
        clinic=clinic,
        age=patient.age_at(now),
        made_at=now,
        data_up_to=measured.data_up_to(records),
        headline=telling.headline(treated, readings, answered, asked, clinic.zone),
        alerts=alerts.still_open(records),
        flagged=form.flagged(records),
        procedures=treated,
        columns=procedures.columns(treated),
        readings=readings,
        gaps=gaps,
        peg=measured.peg(records),
        changes=measured.changes(records),
        treatments=form.treatments(facts),
        blood_thinners=form.blood_thinners(facts),
        places=form.places(facts),
        form_at=records.intakes[-1].submitted_at if records.intakes else None,
        quotes=measured.quotes(records),
        not_known=telling.not_known(records, treated, gaps),
        trail=trail.events(records, treated),
        coming=measured.coming(records),
        check_ins_answered=answered,
        check_ins_asked=asked,
        sources=measured.sources(records),
    )
