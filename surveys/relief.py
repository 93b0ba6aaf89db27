"""Relief from baseline on the same scale. Pure.

Definitions: percent = 100 (baseline - value) / baseline; a baseline of 0 gives none, under 3 is
marked low. 30 % is moderate, 50 % substantial (IMMPACT, Dworkin et al., J Pain 2008;9:105).
"""

from dataclasses import dataclass

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
