"""Relief from baseline on the same scale. Pure.

Definitions: percent = 100 (baseline - value) / baseline; a baseline of 0 gives none, under 3 is
marked low. 30 % is moderate, 50 % substantial (IMMPACT, Dworkin et al., J Pain 2008;9:105).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

SUBSTANTIAL, MODERATE = 50, 30
LOW_BASELINE = 3
DISAGREEMENT = 30


@dataclass(frozen=True)
class Relief:
    """One value against its baseline, both 0 to 10 on the same question."""

    baseline: float | None
    value: float
    patient_percent: int | None = None

    @property
    def percent(self) -> int | None:
        """Whole percent, rounded half up; negative is worse; None where it cannot be computed."""
        if not self.baseline:
            return None
        exact = 100 * (self.baseline - self.value) / self.baseline
        return int(exact + 0.5) if exact >= 0 else -int(-exact + 0.5)

    @property
    def is_low_baseline(self) -> bool:
        return self.baseline is not None and self.baseline < LOW_BASELINE

    @property
    def reports_disagree(self) -> bool:
        """The computed and the patient's own percent lie 30 or more apart."""
        if self.percent is None or self.patient_percent is None:
            return False
        return abs(self.percent - self.patient_percent) >= DISAGREEMENT

    @property
    def points_worse(self) -> float:
        """How many points worse than the baseline; 0 where not worse."""
        return max(0, self.value - self.baseline) if self.baseline is not None else 0


DAYS_PER_MONTH = 7 * 4.345


@dataclass(frozen=True)
class Measured:
    """What a procedure did, by its check-ins: percent relief, and the months it was half or better.

    `months` runs from the procedure to the last reading of an unbroken run of half or better, so it
    may still grow; it is None where half was never reached, and `percent` is then the best seen.
    """

    percent: int
    months: float | None
    as_of: datetime


def measured(done_at: datetime, readings: Sequence[tuple[datetime, Relief]]) -> Measured | None:
    """From the readings after a procedure, oldest first; None without one that can be computed."""
    known = [(at, found.percent) for at, found in readings if found.percent is not None]
    if not known:
        return None
    last_at = known[-1][0]
    run: list[tuple[datetime, int]] = []
    for at, percent in known:
        if percent >= SUBSTANTIAL:
            run.append((at, percent))
        elif run:
            break
    if not run:
        return Measured(max(percent for _, percent in known), None, last_at)
    until, percent = run[-1]
    days = (until - done_at).total_seconds() / 86400
    return Measured(percent, round(days / DAYS_PER_MONTH, 1), last_at)
