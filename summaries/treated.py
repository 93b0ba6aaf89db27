"""A procedure with its follow-up as frozen values: what the relief table and its notes show."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from clinic.models import Procedure
from surveys.relief import SUBSTANTIAL, Relief

MEASURED, DUE, WAITING, MISSED = "measured", "due", "waiting", "missed"
NOT_SENT, ENDED, NO_NUMBER = "not_sent", "ended", "no_number"


@dataclass(frozen=True)
class Cell:
    """One step of a follow-up in the relief table; `note` stands where nothing was measured."""

    step: str
    label: str
    state: str
    at: datetime
    relief: Relief | None = None
    note: str = ""
    after: str = ""  # the letter of a later procedure that came before this reading
    is_late: bool = False

    @property
    def change(self) -> str:
        """The percent that was computed, in words where it is none."""
        return say_change(self.relief) if self.relief and not self.after else ""

    @property
    def is_substantial(self) -> bool:
        return bool(self.relief and not self.after and is_substantial(self.relief))

    @property
    def marks(self) -> tuple[str, ...]:
        """What to know before trusting the percent."""
        if self.relief is None:
            return ()
        marks = [
            (self.after, _("after %(letter)s") % {"letter": self.after}),
            (self.relief.is_low_baseline, _("low baseline")),
            (self.relief.reports_disagree, _("reports disagree")),
            (self.is_late, _("late answer")),
        ]
        return tuple(words for is_so, words in marks if is_so)


def say_change(relief: Relief) -> str:
    """As in “57%”, “worse by 2”, or “not computable” where the baseline is 0 or missing."""
    if relief.points_worse and relief.baseline is not None:
        return _("worse by %(points)s") % {"points": f"{relief.points_worse:g}"}
    if relief.percent is None:
        return _("not computable")
    return f"{relief.percent}%"


def is_substantial(relief: Relief) -> bool:
    """Half or better."""
    return relief.percent is not None and relief.percent >= SUBSTANTIAL


@dataclass(frozen=True)
class Baseline:
    """What relief is measured against, each value on its own question, and where it came from."""

    average: int | None
    now: int | None
    peg: float | None
    at: datetime | None
    source: str

    @property
    def is_missing(self) -> bool:
        return self.average is None and self.now is None


@dataclass(frozen=True)
class Held:
    """50% or better by the average: the first and the last day measured, never a promise between.

    `first_day` None: not reached by any of the readings. Days count from the procedure.
    """

    words: str
    then: str
    first_day: int | None = None
    last_day: int | None = None


@dataclass(frozen=True)
class Reported:
    """One complication as the patient reported it."""

    label: str  # the step: "Day 3"
    kind: str
    words: str
    grade: str
    grade_label: str
    severity: int
    onset: str
    at: datetime
    outcome: str  # what closed its alert, or who has it


@dataclass(frozen=True)
class Treated:
    """One procedure with its follow-up. `cells` holds a value for each column of the table."""

    letter: str
    procedure: Procedure
    title: str
    detail: str
    is_followed: bool
    baseline: Baseline
    cells: tuple[Cell, ...]
    now_cells: tuple[Cell, ...]
    held: Held
    complications: tuple[Reported, ...]
    unanswered: tuple[str, ...]  # labels of its check-ins without an answer
    was_asked: bool  # whether any safety list came back

    @property
    def done_at(self) -> datetime:
        return self.procedure.done_at

    @property
    def latest(self) -> Cell | None:
        """The newest average measured for this procedure alone, else nothing."""
        mine = [cell for cell in self.cells if cell.relief and not cell.after]
        return mine[-1] if mine else None


@dataclass(frozen=True)
class Column:
    """One step of the relief table, as in its head."""

    step: str
    label: str
