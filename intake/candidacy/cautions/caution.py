"""What a caution's predicate is."""

from collections.abc import Callable, Sequence

from intake.candidacy.history import History
from intake.candidacy.rules import Family, Rule

# (history, the listed families, the caution's data) -> what the patient said; None: no caution.
# A list makes one caution for each entry, its word joined to the id (`mme_incomplete_<drug>`).
Caution = Callable[[History, Sequence[Family], Rule], str | list[str] | None]
YES = "yes"


def when(said: object) -> str | None:
    return YES if said else None


def any_needs(families: Sequence[Family], trait: str) -> bool:
    return any(family.needs(trait) for family in families)
