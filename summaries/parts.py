"""What an overview is made of: small frozen values that a page, a print or a note can show.

Times are aware and in UTC; sentences are ready to read; nothing here touches the database.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

AVERAGE, NOW = "average", "now"
FORM, LINK, TEXT = "form", "link", "text"


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
    """Where it hurts: side and place in words, and the codes of the facts. No side is left out."""

    side: str
    place: str
    site: str
    side_code: str
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
    standing: str  # that family's own, in words: a red flag makes the tier urgent, not this
    score: int | None
    points: tuple[Point, ...]
    gates_not_met: tuple[str, ...]
    red_flags: tuple[Flag, ...]
    signs_answered: int  # how many warning signs were answered at all
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
