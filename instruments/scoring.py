"""Scores answers by an instrument's own rule. A missing item is never counted as 0."""

from collections.abc import Callable, Collection, Mapping, Sequence

from instruments.definition import Instrument, Item, Score, Subscale
from instruments.rules import RULES

Values = dict[str, int | None]


def score(instrument: Instrument, answers: Mapping[str, int | None]) -> Score:
    """The total, its band, its subscales and what is missing; ValueError for an item or value not
    its own. A blank tick list that was handed in is `ticks(instrument, ())`, not no answers."""
    values = _values(instrument, answers)
    scored = {key: values[key] for key in instrument.keys}
    missing = tuple(key for key, value in scored.items() if value is None)
    subscales = {part.key: _subscale(part, values) for part in instrument.subscales}
    prorated = False
    if rule := RULES.get(instrument.method):
        totals = {key: part.total for key, part in subscales.items()}
        total: float | None = rule(instrument.limits, values, totals)
        missing = missing if total is None else ()
    else:
        total, prorated = _common(instrument, scored, missing)
    return Score(
        total,
        None if total is None else band(instrument, total),
        missing,
        prorated,
        tuple(item.screens for item in instrument.screening if values[item.key] is None),
        subscales,
    )


def ticks(instrument: Instrument, ticked: Collection[str | int]) -> dict[str, int | None]:
    """The answers of a tick list that was handed in: what is not ticked is 0."""
    unticked: dict[str, int | None] = dict.fromkeys(instrument.keys, 0)
    return unticked | {str(key): 1 for key in ticked}


def band(scale: Instrument | Subscale, total: float) -> str | None:
    """The name of the highest band that starts at or under the total."""
    names = [entry.name for entry in scale.bands if entry.low <= total]
    return names[-1] if names else None


def is_positive(
    scale: Instrument | Subscale, total: float | None, sex: str | None = None
) -> bool | None:
    """Whether the total screens positive; None without a total or where there is no cut-off."""
    cutoffs = {cutoff.sex: cutoff.low for cutoff in scale.cutoffs}
    low = cutoffs.get(sex or "", cutoffs.get(""))
    return None if low is None or total is None else total >= low


def _values(instrument: Instrument, answers: Mapping[str, int | None]) -> Values:
    if strangers := [str(key) for key in answers if key not in instrument.by_key]:
        raise ValueError(f"{instrument.name} has no item {', '.join(sorted(strangers))}")
    values = {item.key: _value(item, answers.get(item.key)) for item in instrument.items}
    for item in instrument.skipping:
        if values[item.key] == 0:
            values.update(dict.fromkeys(item.zero_skips, 0))
    return values


def _value(item: Item, value: int | None) -> int | None:
    if value is None:
        return None
    wrong_kind = isinstance(value, bool) and not item.is_tick
    if wrong_kind or not item.low <= value <= item.high or value != int(value):
        raise ValueError(f"{item.key} must be a whole number from {item.low} to {item.high}")
    return int(value)


def _common(
    instrument: Instrument, scored: Values, missing: Sequence[str]
) -> tuple[float | None, bool]:
    """The total by the common method, and whether it was prorated."""
    method = METHODS[instrument.method]
    if method is None or len(missing) > instrument.missing.allowed:
        return None, False
    given = [value for value in scored.values() if value is not None]
    if missing:
        return _rounded(sum(given) * len(scored), len(given), instrument.decimals), True
    return method(instrument, given), False


def _subscale(part: Subscale, values: Values) -> Score:
    known = {key: value for key in part.needs if (value := values[key]) is not None}
    if missing := tuple(key for key in part.needs if key not in known):
        return Score(None, None, missing)
    if part.groups:
        total = sum(any(known[key] for key in group) for group in part.groups)
    else:
        total = sum(known.values())
    return Score(float(total), band(part, total), ())


def _rounded(numerator: int, denominator: int, decimals: int) -> float:
    """Half up, in whole numbers: a float would round 0.15 and its like by accident."""
    scale: int = 10**decimals
    return (2 * numerator * scale + denominator) // (2 * denominator) / scale


def _sum(instrument: Instrument, given: Sequence[int]) -> float:
    return float(sum(given))


def _mean(instrument: Instrument, given: Sequence[int]) -> float:
    return _rounded(sum(given), len(given), instrument.decimals)


def _table(instrument: Instrument, given: Sequence[int]) -> float:
    return instrument.table[sum(given) - sum(item.low for item in instrument.scored)]


# None: each answer stands alone, there is no total.
METHODS: dict[str, Callable[[Instrument, Sequence[int]], float] | None] = {
    "sum": _sum,
    "mean": _mean,
    "count": _sum,
    "table": _table,
    "each": None,
}
