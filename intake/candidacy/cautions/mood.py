"""Cautions from the PHQ-9: the total, and an item 9 that nobody answered."""

from collections.abc import Sequence

from intake.candidacy.cautions.caution import Caution, when
from intake.candidacy.history import History
from intake.candidacy.rules import Family, Rule


def at_least(history: History, families: Sequence[Family], rule: Rule) -> str | None:
    """The total, prorated with one or two items missing; none with three or more."""
    found = history.phq9
    if found is None or found.total is None or found.total < rule.limits["total"]:
        return None
    return f"{int(found.total)}{' (prorated)' if found.prorated else ''}"


def not_screened(history: History, families: Sequence[Family], rule: Rule) -> str | None:
    """Item 9, or the whole PHQ-9; an answer that is missing is never "not at all"."""
    items = history.get("phq9_items")
    return when(items is None or items[8] is None)


CAUTIONS: dict[str, Caution] = {
    "phq9_10_or_more": at_least,
    "severe_depression": at_least,
    "suicide_item_unanswered": not_screened,
}
