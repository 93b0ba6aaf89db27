"""Scores answers by an instrument's own rule. A missing item is never counted as 0."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from instruments.definition import Instrument, Item, Score


def score(instrument: Instrument, answers: Mapping[str, int | None]) -> Score:
    """The total, its band and what is missing; ValueError for an item or value not its own."""
    if strangers := set(answers) - {item.key for item in instrument.items}:
        raise ValueError(f"{instrument.name} has no item {', '.join(sorted(strangers))}")
    values = {item.key: _value(item, answers.get(item.key)) for item in instrument.items}
    missing = tuple(key for key, value in values.items() if value is None)
    given = [value for value in values.values() if value is not None]
    if missing or instrument.method == "each":
        return Score(None, None, missing)
    total = Decimal(sum(given))
    if instrument.method == "mean":
        total /= len(given)
    rounded = total.quantize(Decimal(1).scaleb(-instrument.decimals), ROUND_HALF_UP)
    return Score(float(rounded), band(instrument, float(rounded)), ())


def band(instrument: Instrument, total: float) -> str | None:
    """The name of the highest band that starts at or under the total."""
    names = [entry.name for entry in instrument.bands if entry.low <= total]
    return names[-1] if names else None


def _value(item: Item, value: int | None) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or value != int(value) or not item.low <= value <= item.high:
        raise ValueError(f"{item.key} must be a whole number from {item.low} to {item.high}")
    return int(value)
