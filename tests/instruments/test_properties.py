"""What holds for every instrument, whatever is answered."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from instruments.library import load_all
from instruments.scoring import score

SHIPPED = load_all()
TOTALLED = [instrument for instrument in SHIPPED if instrument.method != "each"]
EVERY = pytest.mark.parametrize("instrument", TOTALLED, ids=lambda found: found.name)
PRORATED = [instrument for instrument in SHIPPED if instrument.missing.allowed]
FEW = settings(max_examples=25, deadline=None)  # for each of the instruments


def answers_to(instrument, left_out=False):
    values = {item.key: st.integers(item.low, item.high) for item in instrument.items}
    if left_out:
        values = {key: value | st.none() for key, value in values.items()}
    return st.fixed_dictionaries(values)


@EVERY
@FEW
@given(st.data())
def test_a_total_stays_in_its_range_and_has_a_band_where_there_are_bands(instrument, data):
    found = score(instrument, data.draw(answers_to(instrument)))
    low, high = instrument.totals
    assert low <= found.total <= high
    assert bool(found.band) == bool(instrument.bands)
    assert (found.missing, found.prorated) == ((), False)


@EVERY
@FEW
@given(st.data())
def test_a_worse_answer_never_gives_a_better_total(instrument, data):
    answers = data.draw(answers_to(instrument))
    item = data.draw(st.sampled_from(instrument.items))
    worse = answers | {item.key: data.draw(st.integers(answers[item.key], item.high))}
    before, after = score(instrument, answers).total, score(instrument, worse).total
    assert after <= before if instrument.higher_is == "better" else after >= before


@EVERY
@FEW
@given(st.data())
def test_what_is_left_out_is_named_and_never_scored_as_0(instrument, data):
    """Leaving an answer out gives no total, or a marked one that comes from the others alone."""
    answers = data.draw(answers_to(instrument, left_out=True))
    left_out = {key for key in instrument.keys if answers[key] is None}
    for item in instrument.skipping:
        if answers[item.key] == 0:
            left_out -= set(item.zero_skips)
    found = score(instrument, answers)
    if found.total is None:
        assert set(found.missing) == left_out
    elif left_out and not found.prorated:
        # Only a special rule may do so, and then whatever was left out could not have mattered.
        low = answers | {key: instrument.by_key[key].low for key in left_out}
        high = answers | {key: instrument.by_key[key].high for key in left_out}
        assert instrument.method == "gcps_r"
        assert score(instrument, low).total == found.total == score(instrument, high).total
    elif left_out:
        assert set(found.missing) == left_out
        assert len(left_out) <= instrument.missing.allowed


@pytest.mark.parametrize("instrument", PRORATED, ids=lambda found: found.name)
@settings(deadline=None)
@given(st.data())
def test_a_prorated_total_is_the_mean_of_the_others_and_not_less(instrument, data):
    answers = data.draw(answers_to(instrument))
    out = data.draw(
        st.sets(st.sampled_from(instrument.keys), min_size=1, max_size=instrument.missing.allowed)
    )
    kept = [answers[key] for key in instrument.keys if key not in out]
    found = score(instrument, answers | dict.fromkeys(out))
    exact = sum(kept) * len(instrument.keys) / len(kept)
    assert found.prorated
    assert exact - 0.5 < found.total <= exact + 0.5
    assert found.total >= sum(kept)


@EVERY
@FEW
@given(st.data())
def test_a_subscale_has_a_total_exactly_when_all_its_items_are_answered(instrument, data):
    answers = data.draw(answers_to(instrument, left_out=True))
    found = score(instrument, answers)
    for part in instrument.subscales:
        whole = all(answers[key] is not None for key in part.needs)
        assert (found.subscales[part.key].total is not None) == whole


@pytest.mark.parametrize("instrument", SHIPPED, ids=lambda found: found.name)
def test_nothing_answered_has_no_total_and_everything_missing(instrument):
    found = score(instrument, {})
    assert found.total is None
    assert found.band is None
    assert found.missing == instrument.keys
