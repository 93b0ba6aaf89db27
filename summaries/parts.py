"""What an overview is made of: small frozen values that a page, a print or a note can show.

Times are aware and in UTC; sentences are ready to read; nothing here touches the database.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from clinic.models import Procedure
from surveys.relief import SUBSTANTIAL, Relief

AVERAGE, NOW = "average", "now"
FORM, LINK, TEXT = "form", "link", "text"
MEASURED, DUE, WAITING, MISSED = "measured", "due", "waiting", "missed"
NOT_SENT, ENDED, NO_NUMBER = "not_sent", "ended", "no_number"


@dataclass(frozen=True)
class Headline:
    """One sentence by rules; `lead` is its bold start."""

    lead: str
    rest: str

    def __str__(self) -> str:
        return f"{self.lead} {self.rest}"


@dataclass(frozen=True)
class Reading:
    """One pain number, 0 to 10. `recall` is AVERAGE or NOW: two questions, never mixed.

    `letter` and `label` name the procedure and the step it answers ("A", "Week 2"); both are
    empty for a form.
    """

    at: datetime
    value: int
    recall: str
    channel: str
    letter: str = ""
    label: str = ""
    is_late: bool = False


@dataclass(frozen=True)
class Gap:
    """A check-in that brought no number: not answered in its time, or never sent."""

    at: datetime
    letter: str
    label: str
    was_sent: bool
    reason: str


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
        return say_change(self.relief) if self.relief else ""

    @property
    def is_substantial(self) -> bool:
        return bool(self.relief and (self.relief.percent or 0) >= SUBSTANTIAL)

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
    """"57%", "worse by 2", or "not computable" where the baseline is 0 or missing."""
    if relief.points_worse and relief.baseline is not None:
        return _("worse by %(points)s") % {"points": f"{relief.points_worse:g}"}
    if relief.percent is None:
        return _("not computable")
    return f"{relief.percent}%"


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


@dataclass(frozen=True)
class Score:
    """One total of a questionnaire, with what it answers ("form", "Week 6 after B")."""

    at: datetime
    value: float
    source: str


@dataclass(frozen=True)
class Change:
    """The patient's own word on the overall change since a procedure (PGIC)."""

    at: datetime
    letter: str
    number: int
    words: str


@dataclass(frozen=True)
class Place:
    """Where it hurts: the side in words of its own, never left out."""

    side: str
    place: str
    goes_to: tuple[str, ...]


@dataclass(frozen=True)
class Tried:
    """One treatment as the patient says; weeks and effect are None where not known."""

    name: str
    weeks: int | None
    effect: str | None


@dataclass(frozen=True)
class Point:
    """One line of a score: the answer, what it means, the points given of those possible."""

    rule: str
    answer: str
    because: str
    points: int
    of: int


@dataclass(frozen=True)
class Flag:
    """A red flag, as judged when the form was sent."""

    id: str
    grade: str
    grade_label: str
    because: str


@dataclass(frozen=True)
class Reviewed:
    """The review that stands."""

    decision: str
    what: str  # "Lumbar epidural, right", or empty
    by: str
    at: datetime
    note: str


@dataclass(frozen=True)
class Flagged:
    """Why this patient is in the queue: the latest assessment, frozen."""

    id: UUID
    at: datetime
    tier: str | None
    tier_label: str
    hold: str
    family: str  # the best one, in words; empty where none was scored
    score: int | None
    points: tuple[Point, ...]
    gates_not_met: tuple[str, ...]
    red_flags: tuple[Flag, ...]
    cautions: tuple[str, ...]
    review: Reviewed | None


@dataclass(frozen=True)
class OpenAlert:
    """An alert that is not closed."""

    id: UUID
    grade: str
    grade_label: str
    reason: str
    raised_at: datetime
    due_at: datetime
    state: str  # "nobody has this", or who has it


@dataclass(frozen=True)
class Quote:
    """The patient's own words, as they were typed."""

    text: str
    at: datetime
    channel: str  # "by link", "by text"


@dataclass(frozen=True)
class Event:
    """One line of what happened. `kind` is answer, missed, alert, procedure, form or review."""

    at: datetime
    kind: str
    lead: str  # bold
    text: str = ""
    quote: str = ""


@dataclass(frozen=True)
class Next:
    """A contact still to come, or one that waits for its answer."""

    due_at: datetime
    label: str
    letter: str
    by: str  # "text" or "link"
    is_open: bool


@dataclass(frozen=True)
class Sources:
    """How much of this came which way: check-ins by text, by link, forms."""

    texts: int
    links: int
    forms: int
