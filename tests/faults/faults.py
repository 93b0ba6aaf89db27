"""The faults by number. Up to its `yield` each injures; after it all is calm, and it looks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.faults.stage import Run

Injure = Callable[[Run], Iterator[None]]


@dataclass(frozen=True)
class Fault:
    """`may_end`: the endings that this fault allows a text besides the carrier's yes."""

    number: int
    name: str
    injure: Injure
    may_end: frozenset[str]


FAULTS: dict[int, Fault] = {}


def fault(number: int, name: str, *may_end: str) -> Callable[[Injure], Injure]:
    """Name a fault as docs/faults.md does."""

    def register(injure: Injure) -> Injure:
        FAULTS[number] = Fault(number, name, injure, frozenset(may_end))
        return injure

    return register
