"""What the present rules make of facts that were frozen under others, and keeping it as new rows.

Each patient's newest assessment alone: what a later one has replaced is history.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from clinic import audit

from . import assessing, selectors
from .candidacy import FactsInvalid, Rules, assess
from .models import Assessment, Intake

RESCORE = "rescore"  # the system's name in the audit trail


@dataclass(frozen=True)
class Comparison:
    """One stored assessment beside what the present rules say of the same facts."""

    assessment: Assessment
    result: Mapping[str, Any] | None = None
    problems: tuple[str, ...] = ()  # why the frozen facts fit the contract no longer
    is_reviewed: bool = False

    @property
    def new_flags(self) -> list[dict[str, Any]]:
        return assessing.new_flags(self.assessment.result, self.result) if self.result else []

    @property
    def moves(self) -> bool:
        """Another tier, another hold, or a red flag that is new or graver."""
        if self.result is None:
            return False
        before = self.assessment.result
        same = [before[key] == self.result[key] for key in ("tier", "hold")]
        return not all(same) or bool(self.new_flags)


def compare_since(since: datetime, rules: Rules, batch_size: int = 200) -> Iterator[Comparison]:
    """Every newest assessment since a moment; a batch at a time in memory.

    Rows stored meanwhile are not among them.
    """
    stored = Assessment.objects.filter(assessed_at__gte=since).order_by("pk")
    last = stored.last()
    rows = selectors.newest_per_patient(stored).select_related("patient", "clinic")
    while last is not None:
        batch = list(rows.filter(pk__lte=last.pk)[:batch_size])
        for assessment in batch:
            yield _compare(assessment, rules)
        if len(batch) < batch_size:
            return
        rows = rows.filter(pk__gt=batch[-1].pk)


def _compare(assessment: Assessment, rules: Rules) -> Comparison:
    try:
        result = assess(assessment.facts, rules)
    except FactsInvalid as invalid:
        return Comparison(assessment, problems=tuple(invalid.problems))
    is_reviewed = assessment.reviews.filter(undone_at=None).exists()
    return Comparison(assessment, result, is_reviewed=is_reviewed)


def keep(found: Comparison, now: datetime) -> Assessment | None:
    """Store what the present rules say as a new assessment; None where it was replaced meanwhile.

    Red flags that are new raise alerts, as with every assessment.
    """
    old = found.assessment
    with transaction.atomic():
        intake = Intake.objects.select_for_update().get(pk=old.intake_id)
        if selectors.newest_of(intake) != old:
            return None
        new = assessing.store(intake, old.facts, actor=RESCORE, now=now, before=old)
        audit.record(
            actor=RESCORE,
            action="assessment.rescored",
            now=now,
            clinic=old.clinic,
            patients=[old.patient],
            object_id=new.pk,
            rules_before=old.rules_version,
            rules=new.rules_version,
        )
    return new
