"""Where a moment and a pain number stand in the chart."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format

LEFT, RIGHT, TOP, BOTTOM = 40.0, 744.0, 44.0, 206.0
_MONTHS_APART = (1, 2, 3, 6, 12, 24, 60, 120)
_ROOM = 48  # px between two labels of the time axis


@dataclass(frozen=True)
class Axis:
    """From the first of one local month to the first of another; numbers from 0 to 10."""

    start: datetime
    end: datetime

    @classmethod
    def over(cls, moments: Iterable[datetime], zone: ZoneInfo) -> "Axis":
        """The whole months that hold these moments."""
        local = sorted(moment.astimezone(zone) for moment in moments)
        return cls(_month(local[0], 0), _month(local[-1], 1))

    def x(self, at: datetime) -> float:
        # Timestamps: two times of one zone are subtracted by the wall clock, summer time or not.
        start, end = self.start.timestamp(), self.end.timestamp()
        return LEFT + (at.timestamp() - start) / (end - start) * (RIGHT - LEFT)

    @staticmethod
    def y(value: float) -> float:
        return BOTTOM - value / 10 * (BOTTOM - TOP)

    def months(self) -> Iterator[tuple[float, str]]:
        """Place and name of each tick of the time axis, as many as can be read."""
        count = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month
        room = (RIGHT - LEFT) / count
        apart = next((n for n in _MONTHS_APART if n * room >= _ROOM), _MONTHS_APART[-1])
        year = None
        for later in range(0, count, apart):
            first = _month(self.start, later)
            yield self.x(first), date_format(first, "M Y" if first.year != year else "M")
            year = first.year


def _month(at: datetime, later: int) -> datetime:
    """The local first of the month, so many months later."""
    years, month = divmod(at.month - 1 + later, 12)
    day = at.replace(day=1, hour=0, minute=0, second=0, microsecond=0, fold=0)
    return day.replace(year=at.year + years, month=month + 1)
