"""Rounds in turn, medians, and what a figure is."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median
from time import perf_counter

ROUNDS = 7


@dataclass(frozen=True)
class Figure:
    """One line of results.json; `ratio` is value / floor, `goal` its bound."""

    name: str
    value: float | None
    unit: str
    floor: float | None
    ratio: float | None
    goal: str
    met: bool | None
    notes: str

    def row(self) -> dict[str, object]:
        return asdict(self)


def seconds(act: Callable[[], object]) -> float:
    start = perf_counter()
    act()
    return perf_counter() - start


def compare(
    name: str,
    product: Callable[[], object],
    floor: Callable[[], object],
    *,
    count: int,
    goal: float,
    rate: bool = False,
    rounds: int = ROUNDS,
    notes: str = "",
) -> Figure:
    """Each call does `count` things. One round to warm, then the two in turn, either one first.

    A time is in milliseconds a thing and at most `goal` times the floor's; a rate is in things a
    second and at least `goal` of the floor's.
    """
    product(), floor()
    pairs = []
    for n in range(rounds):
        if n % 2:
            own, low = seconds(product), seconds(floor)
        else:
            low, own = seconds(floor), seconds(product)
        pairs.append((count / own, count / low) if rate else (own * 1e3 / count, low * 1e3 / count))
    value, least = (median(side) for side in zip(*pairs, strict=True))
    ratio = value / least
    each = sorted(own / low for own, low in pairs)
    spread = f"{rounds} rounds of {count}, ratio by round {each[0]:.2f} to {each[-1]:.2f}"
    return Figure(
        name,
        round(value, 4),
        "a second" if rate else "ms",
        round(least, 4),
        round(ratio, 2),
        f"at least {goal} ×" if rate else f"at most {goal} ×",
        ratio >= goal if rate else ratio <= goal,
        f"{spread}. {notes}".strip(),
    )
