"""Morphine equivalents a day by the CDC 2022 table; what it cannot convert is named, never 0."""

import copy
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.candidacy.opioids import OpioidTable, mme
from intake.candidacy.rules import CRITERIA
from intake.medical_facts import UNNAMED_MEDICINE
from tests.intake.cases import RULES, assessed

TABLE = RULES.opioids
NO_FACTOR = [
    "buprenorphine", "butorphanol", "levorphanol", "meperidine", "nalbuphine", "pentazocine",
    "dihydrocodeine", "opium", "sufentanil", "benzhydrocodone",
]  # fmt: skip


def taken(name="oxycodone", dose=10, times=2, unit="mg", route="oral", **more):
    return {"name": name, "dose": dose, "unit": unit, "times_per_day": times, "route": route} | more


def patch(dose=25, **more):
    return taken("fentanyl", dose, None, "mcg_per_hr", "transdermal") | more


def of(*medications):
    return mme(medications, TABLE)


def total(*medications):
    return of(*medications).total


# Factors and names


@pytest.mark.parametrize(
    ("generic", "mme_of_100_mg"),
    [
        ("codeine", 15.0),
        ("hydrocodone", 100.0),
        ("hydromorphone", 500.0),
        ("methadone", 470.0),
        ("morphine", 100.0),
        ("oxycodone", 150.0),
        ("oxymorphone", 300.0),
        ("tapentadol", 40.0),
        ("tramadol", 20.0),
    ],
)
def test_each_factor_is_that_of_cdc_2022(generic, mme_of_100_mg):
    assert total(taken(generic, 50, 2)) == mme_of_100_mg
    assert total(taken(generic, 50_000, 2, "mcg")) == mme_of_100_mg


def test_cdcs_own_examples():
    assert total(taken("hydrocodone_acetaminophen", 5, 4)) == 20.0
    assert total(taken("oxycodone_er", 10, 2)) == 30.0


@pytest.mark.parametrize(
    ("name", "generic"),
    [
        ("Percocet", "oxycodone"),
        ("oxycontin", "oxycodone"),
        ("roxicodone", "oxycodone"),
        ("endocet", "oxycodone"),
        ("xtampza_er", "oxycodone"),
        ("oxycodone/acetaminophen", "oxycodone"),
        ("Percocet 10-325", "oxycodone"),
        ("norco", "hydrocodone"),
        ("vicodin", "hydrocodone"),
        ("lortab", "hydrocodone"),
        ("hysingla_er", "hydrocodone"),
        ("hydrocodone_ibuprofen", "hydrocodone"),
        ("ms_contin", "morphine"),
        ("MS Contin", "morphine"),
        ("kadian", "morphine"),
        ("morphine_sulfate_er", "morphine"),
        ("dilaudid", "hydromorphone"),
        ("exalgo", "hydromorphone"),
        ("dolophine", "methadone"),
        ("methadose", "methadone"),
        ("opana", "oxymorphone"),
        ("nucynta_er", "tapentadol"),
        ("ultram", "tramadol"),
        ("ultracet", "tramadol"),
        ("conzip", "tramadol"),
        ("tylenol_3", "codeine"),
        ("Tylenol #3", "codeine"),
        ("tylenol_with_codeine", "codeine"),
        ("acetaminophen-codeine", "codeine"),
        ("butalbital_acetaminophen_caffeine_codeine", "codeine"),
        ("duragesic", "fentanyl"),
        ("actiq", "fentanyl"),
        ("suboxone", "buprenorphine"),
        ("buprenorphine_naloxone", "buprenorphine"),
        ("butrans", "buprenorphine"),
        ("belbuca", "buprenorphine"),
        ("demerol", "meperidine"),
        ("talwin", "pentazocine"),
        ("oxycodone_oxycontin", "oxycodone"),
        ("apadaz", "benzhydrocodone"),
        ("benzhydrocodone_acetaminophen", "benzhydrocodone"),
    ],
)
def test_a_brand_or_a_combination_counts_as_its_opioid(name, generic):
    for unit, route in (("mg", "oral"), ("mcg_per_hr", "transdermal"), ("tablet", None)):
        mine = of(taken(name, 7, 3, unit, route))
        its = of(taken(generic, 7, 3, unit, route))
        assert (mine.total, mine.highest, mine.unconverted) == (
            its.total, its.highest, its.unconverted,
        )  # fmt: skip
        assert mine.opioids


@pytest.mark.parametrize(
    "name",
    [
        "naltrexone", "naloxone", "vivitrol", "methylnaltrexone", "acetaminophen", "tylenol",
        "gabapentin", "apomorphine", "dextromethorphan", "loperamide", "contin", "zzz", "_", "3",
    ],
)  # fmt: skip
def test_what_is_not_an_opioid_counts_for_nothing(name):
    found = of(taken(name))
    assert (found.total, found.complete, found.unconverted, found.opioids) == (0.0, True, (), ())


def test_two_opioids_under_one_name_are_not_guessed_apart():
    found = of(taken("oxycodone_or_morphine"))
    assert (found.total, found.unconverted) == (None, ("oxycodone", "morphine"))


def test_the_words_of_the_form_know_every_opioid_by_name():
    assert all(RULES.words.recognises("medicines", name) for name in TABLE.generics)


# Patches


@pytest.mark.parametrize(("dose", "mme_a_day"), [(12, 28.8), (25, 60.0), (50, 120.0), (100, 240.0)])
@pytest.mark.parametrize("times", [None, 1, 0.33, 3])
def test_a_fentanyl_patch_counts_its_strength_however_often_it_is_changed(dose, mme_a_day, times):
    assert total(patch(dose, times_per_day=times)) == mme_a_day
    assert total(patch(dose, doses_per_day_last_7_days=0.33)) == mme_a_day


def test_a_patch_not_worn_these_7_days_is_not_in_the_total_but_in_the_highest():
    found = of(patch(doses_per_day_last_7_days=0))
    assert (found.total, found.highest) == (0.0, 60.0)


def test_two_patches_add_up():
    assert total(patch(25), patch(12)) == 88.8


@pytest.mark.parametrize(
    "odd",
    [
        patch(unit="mcg"),
        patch(unit="mg"),
        patch(unit=None),
        patch(dose=None),
        patch(route="iv"),
        patch(route="epidural"),
        patch(route="intrathecal"),
        patch(route="oral"),
        taken("fentanyl", 200, 4, "mcg", "buccal"),
        taken("fentanyl", 100, 4, "mcg", "nasal"),
    ],
)
def test_fentanyl_other_than_a_patch_in_mcg_per_hour_is_unconverted(odd):
    assert (of(odd).total, of(odd).unconverted) == (None, ("fentanyl",))


def test_a_patch_whose_route_was_not_said_is_still_a_patch():
    assert total(patch(route=None)) == 60.0


# What cannot be converted


@pytest.mark.parametrize("generic", NO_FACTOR)
@pytest.mark.parametrize(("unit", "route"), [("mg", "oral"), ("mcg_per_hr", "transdermal")])
def test_an_opioid_without_a_factor_is_unconverted_and_never_0(generic, unit, route):
    found = of(taken(generic, 5, 2, unit, route))
    assert (found.total, found.complete, found.unconverted) == (None, False, (generic,))
    assert found.partial == 0.0


@pytest.mark.parametrize(
    "odd",
    [
        {"dose": None},
        {"times_per_day": None},
        {"unit": None},
        {"unit": "tablet"},
        {"unit": "ml"},
        {"unit": "units"},
        {"unit": "mcg_per_hr"},
        {"route": "iv"},
        {"route": "epidural"},
        {"route": "intrathecal"},
        {"route": "intramuscular"},
        {"route": "subcutaneous"},
        {"route": "topical"},
        {"route": "inhaled"},
    ],
)
def test_a_dose_not_known_or_not_swallowed_is_unconverted(odd):
    found = of(taken("morphine", 10, 3) | odd, taken("tramadol", 50, 2))
    assert (found.total, found.partial, found.complete) == (None, 20.0, False)
    assert found.unconverted == ("morphine",)


@pytest.mark.parametrize("route", ["oral", "sublingual", "buccal", "rectal", None])
def test_a_dose_by_mouth_is_converted(route):
    assert total(taken("morphine", 10, 3, route=route)) == 30.0


def test_a_name_alone_is_unconverted():
    assert of({"name": "oxycodone"}).unconverted == ("oxycodone",)


def test_what_is_unconverted_is_named_once_each_in_the_order_of_the_facts():
    found = of(
        taken("suboxone", 8, 2),
        taken("oxycodone", 10, 2),
        taken("demerol", 50, 1),
        taken("buprenorphine", 2, 1),
        taken("percocet", 1, 2, "tablet"),
    )
    assert found.unconverted == ("buprenorphine", "meperidine", "oxycodone")
    assert (found.total, found.partial) == (None, 30.0)


def test_medicines_not_asked_are_not_no_medicines():
    asked, unasked = mme([], TABLE), mme(None, TABLE)
    assert (asked.total, asked.partial, asked.complete) == (0.0, 0.0, True)
    assert (unasked.total, unasked.partial, unasked.complete) == (None, 0.0, False)


def test_a_medicine_whose_name_is_not_known_may_be_an_opioid():
    found = of(taken("morphine", 10, 3), {"name": UNNAMED_MEDICINE})
    assert (found.total, found.partial, found.complete) == (None, 30.0, False)
    assert found.unconverted == ()
    assert len(found.opioids) == 1
    dose = assessed(medications=[{"name": UNNAMED_MEDICINE}])["mme"]
    assert dose == {"total": None, "partial": 0.0, "complete": False, "unconverted": []}


# Prescribed and used


@pytest.mark.parametrize(
    ("prescribed", "average", "used", "highest"),
    [
        (4, None, 60.0, 60.0),
        (4, 1.5, 22.5, 60.0),
        (4, 0, 0.0, 60.0),
        (4, 6, 90.0, 90.0),
        (None, 2, 30.0, 30.0),
        (0, 0, 0.0, 0.0),
    ],
)
def test_the_total_takes_the_7_days_and_the_highest_the_larger(prescribed, average, used, highest):
    found = of(taken(times=prescribed, doses_per_day_last_7_days=average))
    assert (found.total, found.partial, found.highest) == (used, used, highest)


def test_the_larger_is_taken_drug_by_drug():
    more = taken("oxycodone", 10, 1, doses_per_day_last_7_days=3)  # 15 prescribed, 45 used
    less = taken("morphine", 10, 4, doses_per_day_last_7_days=1)  # 40 prescribed, 10 used
    found = of(more, less)
    assert (found.total, found.highest) == (55.0, 85.0)


@pytest.mark.parametrize(
    ("name", "dose", "times", "expected"),
    [
        ("codeine", 0.1, 1, 0.02),  # 0.015
        ("codeine", 0.09, 1, 0.01),  # 0.0135
        ("codeine", 8.3, 1, 1.25),  # 1.245
        ("oxycodone", 2.5, 1.33, 4.99),  # 4.9875
        ("morphine", 1.005, 1, 1.01),
        ("morphine", 0.1, 3, 0.3),
    ],
)
def test_two_decimals_half_up(name, dose, times, expected):
    assert total(taken(name, dose, times)) == expected


def test_decimals_are_rounded_once_in_the_sum():
    assert total(taken("morphine", 0.004, 1), taken("morphine", 0.004, 1)) == 0.01


# The assessment


def test_the_assessment_says_what_is_known_of_the_dose():
    known = assessed(medications=[taken(), taken("lisinopril")])["mme"]
    assert known == {"total": 30.0, "partial": 30.0, "complete": True, "unconverted": []}
    half = assessed(medications=[taken(), taken("belbuca", 150, 2, "mcg", "buccal")])["mme"]
    assert half == {
        "total": None, "partial": 30.0, "complete": False, "unconverted": ["buprenorphine"],
    }  # fmt: skip
    nothing = {"total": None, "partial": 0.0, "complete": False, "unconverted": []}
    assert assessed(medications=None)["mme"] == nothing


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"names": {"morphine": ["kadian"], "oxycodone": ["kadian"]}}, "kadian names two opioids"),
        ({"names": {"morphine": []}}, "no names for codeine, fentanyl"),
    ],
)
def test_a_bad_table_is_refused_in_a_sentence(changes, wrong):
    raw = tomllib.loads((CRITERIA / "opioids-v1.toml").read_text(encoding="utf-8"))
    with pytest.raises(ValueError, match=wrong):
        OpioidTable.read(copy.deepcopy(raw) | changes)


# What holds for any medicines

NUMBERS = st.none() | st.integers(0, 200) | st.floats(0, 1000)
MEDICINE = st.fixed_dictionaries(
    {"name": st.sampled_from([*TABLE.generics, *TABLE.generics, "gabapentin", "fooazole"])},
    optional={
        "dose": NUMBERS,
        "unit": st.sampled_from(["mg", "mg", "mcg", "mcg_per_hr", "tablet", "ml", "units", None]),
        "times_per_day": NUMBERS,
        "route": st.sampled_from(["oral", "oral", "transdermal", "iv", "intrathecal", None]),
        "doses_per_day_last_7_days": NUMBERS,
    },
)
MEDICINES = st.lists(MEDICINE, max_size=6)


@given(MEDICINES)
def test_partial_is_never_negative_nor_above_the_highest(medicines):
    found = mme(medicines, TABLE)
    assert 0 <= found.partial <= found.highest
    assert found.total in (None, found.partial)
    assert found.complete == (found.total is not None) == (not found.unconverted)


@given(MEDICINES, MEDICINE)
def test_another_medicine_never_lowers_the_dose_nor_completes_it(medicines, another):
    before, after = mme(medicines, TABLE), mme([*medicines, another], TABLE)
    assert after.partial >= before.partial
    assert after.highest >= before.highest
    assert before.complete or not after.complete
    assert set(before.unconverted) <= set(after.unconverted)


@given(st.data(), MEDICINES)
def test_the_order_of_the_medicines_changes_no_number(data, medicines):
    one, other = mme(medicines, TABLE), mme(data.draw(st.permutations(medicines)), TABLE)
    assert (one.total, one.partial, one.highest) == (other.total, other.partial, other.highest)
    assert set(one.unconverted) == set(other.unconverted)


@given(MEDICINES, MEDICINE, st.sampled_from(NO_FACTOR))
def test_an_unknown_opioid_never_makes_a_complete_total(medicines, another, generic):
    found = mme([*medicines, another | {"name": generic}], TABLE)
    assert (found.total, found.complete) == (None, False)
    assert generic in found.unconverted


@given(st.text(max_size=60))
def test_any_name_can_be_read(name):
    assert set(TABLE.named(name)) <= set(TABLE.generics.values())
