"""Earlier procedures: a clinician outranks the record, the record outranks memory; each named."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake import facts, facts_contract
from intake.history_facts import Recorded, aged, merge, months_since
from tests.factories import NOW

PATH = "prior_procedures"


def said(months, kind="esi_lumbar", **relief):
    return {"type": kind, "months_ago": months, **relief}


def done(months, kind="esi_lumbar", **relief):
    return Recorded(kind, months, **relief)


def test_nothing_asked_and_nothing_recorded_is_not_known():
    assert merge(None, []) == (None, {})


def test_never_is_an_answer():
    assert merge([], []) == ([], {})


def test_what_is_recorded_alone_is_the_records():
    found = merge(None, [done(2, relief_percent=60, relief_months=1.5)])
    entry = {"type": "esi_lumbar", "months_ago": 2, "relief_percent": 60, "relief_months": 1.5}
    assert found == ([entry], {"prior_procedures[0]": "record"})


def test_measured_relief_outranks_remembered_relief():
    remembered = [said(3, relief_percent=90, relief_months=6)]
    entries, sources = merge(remembered, [done(2.5, relief_percent=40, relief_months=1)])
    assert entries == [said(2.5, relief_percent=40, relief_months=1)]
    assert sources == {"prior_procedures[0]": "record"}


def test_remembered_relief_stands_where_none_was_measured_and_is_the_patients():
    entries, sources = merge([said(3, relief_percent=90, relief_months=2)], [done(2.5)])
    assert entries == [said(2.5, relief_percent=90, relief_months=2)]
    assert sources == {
        "prior_procedures[0]": "record",
        "prior_procedures[0].relief_percent": "patient",
        "prior_procedures[0].relief_months": "patient",
    }


def test_a_measured_percent_takes_no_remembered_length():
    entries, _ = merge([said(3, relief_percent=90, relief_months=2)], [done(3, relief_percent=40)])
    assert entries == [said(3, relief_percent=40)]


@pytest.mark.parametrize(("remembered", "procedures"), [(5.0, 1), (5.1, 2), (1.0, 1), (11, 2)])
def test_the_same_kind_within_three_months_is_the_same_procedure(remembered, procedures):
    entries, _ = merge([said(remembered)], [done(2.0)])
    assert len(entries) == procedures


def test_another_kind_is_another_procedure():
    entries, sources = merge([said(2, kind="mbb_lumbar")], [done(2)])
    assert [entry["type"] for entry in entries] == ["esi_lumbar", "mbb_lumbar"]
    assert sources == {"prior_procedures[0]": "record"}


def test_one_recorded_procedure_is_one_remembered_the_nearest():
    """Two blocks two weeks apart, one of them elsewhere: both stay."""
    blocks = [said(2, "mbb_lumbar", relief_percent=90), said(1.5, "mbb_lumbar", relief_percent=85)]
    entries, sources = merge(blocks, [done(1.4, "mbb_lumbar", relief_percent=80, relief_hours=6)])
    assert [entry["relief_percent"] for entry in entries] == [80, 90]
    assert sources == {"prior_procedures[0]": "record"}


def test_three_recorded_take_three_remembered():
    entries, sources = merge([said(n) for n in (1, 2, 3)], [done(n + 0.2) for n in (1, 2, 3)])
    assert [entry["months_ago"] for entry in entries] == [1.2, 2.2, 3.2]
    assert set(sources.values()) == {"record"}


def test_an_undated_memory_is_a_recorded_procedure_only_if_no_dated_one_is():
    undated = said(None, relief_percent=70)
    entries, _ = merge([undated], [done(40)])
    assert entries == [said(40, relief_percent=70)]
    entries, _ = merge([undated, said(39, relief_percent=20)], [done(40)])
    assert entries == [said(40, relief_percent=20), undated]


def test_a_worsening_that_was_measured_is_no_relief():
    assert merge(None, [done(2, relief_percent=-30)])[0] == [said(2, relief_percent=0)]


def test_a_clinicians_entry_outranks_the_record():
    own = [said(2, relief_percent=80, relief_months=3)]
    entries, sources = merge([], [done(2.2, relief_percent=40)], own)
    assert (entries, sources) == (own, {"prior_procedures[0]": "clinician"})


def test_what_a_clinician_leaves_open_the_record_says():
    entries, sources = merge(None, [done(2.2, relief_percent=40)], [said(None)])
    assert entries == [said(2.2, relief_percent=40)]
    assert sources["prior_procedures[0]"] == "clinician"
    assert sources["prior_procedures[0].relief_percent"] == "record"


def test_a_clinicians_list_replaces_the_patients_but_never_the_record():
    entries, sources = merge([said(20), said(30)], [done(1)], [])
    assert (entries, sources) == ([said(1)], {"prior_procedures[0]": "record"})


def test_entries_a_clinician_kept_stay_the_patients():
    kept, new = said(20, relief_percent=30), said(9)
    entries, sources = merge([kept, said(5)], [], [kept, new])
    assert (entries, sources) == ([new, kept], {"prior_procedures[0]": "clinician"})


def test_an_entry_kept_through_a_rounding_is_still_the_patients_a_new_date_is_not():
    assert merge([said(5.1)], [], [said(5.0)])[1] == {}
    assert merge([said(5.1)], [], [said(4.9)])[1] == {"prior_procedures[0]": "clinician"}


def test_a_list_a_clinician_emptied_is_the_clinicians():
    assert merge([said(5)], [], []) == ([], {PATH: "clinician"})


@pytest.mark.parametrize(
    ("days", "months"), [(0, 0), (3, 0), (4, 0.1), (364, 11.9), (365, 12.0), (30, 0.9)]
)
def test_a_session_leaves_a_rolling_year_when_the_year_is_over(days, months):
    assert months_since(NOW - timedelta(days=days), NOW) == months


def test_what_was_said_grows_older_but_an_unknown_date_stays_unknown():
    assert aged([said(3), said(None)], 2.05) == [said(5.0), said(None)]


def test_the_same_input_gives_the_same_facts_in_any_order_of_the_record():
    remembered, record = [said(3), said(9)], [done(2.5), done(9.5), done(20)]
    assert merge(remembered, record) == merge(remembered, record[::-1])


KINDS = st.sampled_from(["esi_lumbar", "mbb_lumbar"])
MONTHS = st.one_of(st.none(), st.integers(0, 300).map(lambda n: n / 10))
SAID = st.lists(st.builds(said, MONTHS, KINDS), max_size=5)
DONE = st.lists(st.builds(done, st.integers(0, 300).map(lambda n: n / 10), KINDS), max_size=5)


@given(SAID, DONE, st.one_of(st.none(), SAID))
def test_every_recorded_procedure_is_there_once_and_the_facts_fit_the_contract(
    remembered, record, corrected
):
    entries, sources = merge(remembered, record, corrected)
    own = remembered if corrected is None else corrected
    assert len(record) <= len(entries) <= len(record) + len(own)
    found = facts.build({}, age=50, record=record, corrections={PATH: own, "pain_sites": []})
    assert facts_contract.read(found).problems == []
    dates = [entry["months_ago"] for entry in entries if entry["months_ago"] is not None]
    assert dates == sorted(dates)
    assert all(int(path[len(PATH) + 1]) < len(entries) for path in sources if path != PATH)


# The facts as a whole: corrections at other keys.

SITES = [{"site": "low_back", "side": "right"}, {"site": "buttock", "side": "right"}]
ANSWERS = {"where": {"where": SITES}, "blood_thinners": {"blood_thinners": ["apixaban"]}}


def corrected(**corrections):
    return facts.build(ANSWERS, age=46, corrections=corrections)


def test_without_record_and_corrections_there_are_no_sources():
    assert "sources" not in facts.build(ANSWERS, age=46)


def test_a_correction_adds_a_fact_nobody_was_asked():
    found = corrected(exam_findings=["straight leg raise positive"])
    assert found["exam_findings"] == ["straight leg raise positive"]
    assert found["sources"] == {"exam_findings": "clinician"}


def test_a_changed_side_is_the_clinicians_and_the_other_place_the_patients():
    left = {"site": "buttock", "side": "left"}
    found = corrected(pain_sites=[SITES[0], left])
    assert found["pain_sites"] == [SITES[0], left]
    assert found["sources"] == {"pain_sites[1]": "clinician"}


@pytest.mark.parametrize("value", [[], ["apixaban"]])
def test_a_list_shortened_or_confirmed_is_the_clinicians_as_a_whole(value):
    found = corrected(anticoagulants_antiplatelets=value)
    assert found["anticoagulants_antiplatelets"] == value
    assert found["sources"] == {"anticoagulants_antiplatelets": "clinician"}


def test_facts_stand_in_the_order_of_the_contract():
    found = corrected(imaging=[{"type": "MRI"}], medications=[{"name": "gabapentin"}])
    assert list(found) == [key for key in facts_contract.FACTS if key in found]
