"""Cautions from opioids, other medicines, substances and mood: each threshold from both sides."""

import pytest

from tests.intake.cases import RULES, assessed

OURS = [
    "phq9_10_or_more", "severe_depression", "suicide_item_unanswered",
    "opioid_plus_benzodiazepine", "opioid_plus_gabapentinoid", "mme_50_or_more", "mme_90_or_more",
    "mme_incomplete", "opioid_use_disorder_treatment", "alcohol_screen_positive",
    "sleep_apnea_opioids", "substance_use_positive", "implausible_opioid_dose",
]  # fmt: skip
CALM = {"phq9_items": [0] * 9}


def medicine(name, dose=10, times=1, unit="mg", route="oral", **more):
    return {"name": name, "dose": dose, "unit": unit, "times_per_day": times, "route": route} | more


def cautions(**changes):
    """Our cautions of these facts, each id with its sentence; item 9 answered unless changed."""
    found = assessed(**CALM | changes)["cautions"]
    return {
        caution["id"]: caution["because"]
        for caution in found
        if caution["id"] in OURS or caution["id"].startswith("mme_incomplete_")
    }


def taking(*names, **changes):
    return cautions(medications=[medicine(name) for name in names], **changes)


def of_morphine(mg, **more):
    return cautions(medications=[medicine("morphine", mg, 1, **more)])


OXYCODONE, GABAPENTIN = medicine("oxycodone"), medicine("gabapentin", 300, 3)


def test_nothing_taken_and_nothing_said_raises_none():
    assert cautions() == {}
    assert taking("lisinopril", "gabapentin", "alprazolam") == {}
    assert taking("oxycodone") == {}


# Dose


@pytest.mark.parametrize(
    ("mg", "raised"),
    [
        (49.99, set()),
        (50, {"mme_50_or_more"}),
        (89.99, {"mme_50_or_more"}),
        (90, {"mme_50_or_more", "mme_90_or_more"}),
        (600, {"mme_50_or_more", "mme_90_or_more"}),
        (600.01, {"mme_50_or_more", "mme_90_or_more", "implausible_opioid_dose"}),
    ],
)
def test_a_high_dose_is_said_from_its_threshold_on(mg, raised):
    assert set(of_morphine(mg)) == raised


@pytest.mark.parametrize(("prescribed", "used"), [(5, 1), (1, 5)])
def test_the_larger_of_prescribed_and_used_counts(prescribed, used):
    found = of_morphine(10, times_per_day=prescribed, doses_per_day_last_7_days=used)
    assert set(found) == {"mme_50_or_more"}


def test_the_dose_is_said_with_its_number_and_offers_naloxone():
    sentence = of_morphine(60.55)["mme_50_or_more"]
    assert "60.55 MME a day" in sentence
    assert "at least" not in sentence
    assert "naloxone" in sentence


def test_a_dose_with_an_unknown_part_is_said_as_at_least():
    found = cautions(medications=[medicine("morphine", 60), medicine("levorphanol", 2)])
    assert "at least 60 MME a day" in found["mme_50_or_more"]


def test_a_dose_that_is_not_all_taken_is_said_as_up_to():
    more = of_morphine(10, times_per_day=6, doses_per_day_last_7_days=2)
    assert "Opioids, up to 60 MME a day:" in more["mme_50_or_more"]
    known = of_morphine(10, times_per_day=6, doses_per_day_last_7_days=6)["mme_50_or_more"]
    assert "up to" not in known
    part = cautions(medications=[
        medicine("morphine", 10, 6, doses_per_day_last_7_days=2), medicine("levorphanol", 2),
    ])["mme_50_or_more"]  # fmt: skip
    assert "up to 60 MME a day, not all known" in part


def test_methadone_asks_for_particular_caution():
    found = cautions(medications=[medicine("methadose", 10, 2)])["mme_50_or_more"]
    assert "particular caution" in found
    assert "half-life" in found
    assert "half-life" not in of_morphine(60)["mme_50_or_more"]


def test_each_opioid_that_cannot_be_converted_is_said_by_its_generic_name():
    found = cautions(
        medications=[
            medicine("butrans", 10, None, "mcg_per_hr", "transdermal"),
            medicine("percocet", 2, 4, "tablet"),
            medicine("demerol", 50),
            medicine("oxycodone", None),
        ]
    )
    assert list(found) == [
        "mme_incomplete_buprenorphine", "mme_incomplete_oxycodone", "mme_incomplete_meperidine",
    ]  # fmt: skip
    assert found["mme_incomplete_meperidine"].startswith("Meperidine:")


# Implausible doses


@pytest.mark.parametrize(
    ("entry", "held"),
    [
        (medicine("oxycodone", 5, 12), False),
        (medicine("oxycodone", 5, 12.1), True),
        (medicine("oxycodone", 5, 4, doses_per_day_last_7_days=13), True),
        (medicine("oxycodone", 5, 13, doses_per_day_last_7_days=4), True),
        (medicine("percocet", None, 13, None, None), True),
        (medicine("demerol", 50, 13), True),
        (medicine("morphine", 300, 2), False),
        (medicine("morphine", 300.01, 2), True),
        (medicine("morphine", 10, 3, doses_per_day_last_7_days=61), True),
        (medicine("fentanyl", 100, 24, "mcg_per_hr", "transdermal"), False),
        (medicine("fentanyl", 250, 1, "mcg_per_hr", "transdermal"), False),
        (medicine("fentanyl", 250.1, 1, "mcg_per_hr", "transdermal"), True),
        (medicine("butrans", 20, 24, "mcg_per_hr", "transdermal"), False),
        (medicine("ibuprofen", 200, 13), False),
        (medicine("naltrexone", 50, 13), False),
    ],
)
def test_an_opioid_dose_that_cannot_be_right_holds_the_assessment(entry, held):
    found = assessed(**CALM, medications=[entry])
    raised = "implausible_opioid_dose" in [caution["id"] for caution in found["cautions"]]
    assert raised == held
    assert found["hold"] == ("needs_review_implausible" if held else None)
    assert (found["tier"] is None) == held


def test_doses_that_are_plausible_one_by_one_are_judged_by_their_sum_in_mme():
    assert "implausible_opioid_dose" not in cautions(
        medications=[medicine("morphine", 50, 6), medicine("oxycodone", 20, 10)]
    )
    assert "implausible_opioid_dose" in cautions(
        medications=[medicine("morphine", 50, 6), medicine("oxycodone", 21, 10)]
    )


def test_an_implausible_dose_says_what_is_wrong():
    found = cautions(medications=[medicine("oxycodone", 50, 13)])["implausible_opioid_dose"]
    assert "oxycodone 13 times a day, 975 MME a day" in found


# With other medicines


@pytest.mark.parametrize("opioid", ["oxycodone", "Norco", "butrans", "levorphanol", "ultram"])
@pytest.mark.parametrize(
    ("other", "group"),
    [
        ("alprazolam", "benzodiazepine"),
        ("Xanax", "benzodiazepine"),
        ("klonopin", "benzodiazepine"),
        ("lorazepam", "benzodiazepine"),
        ("chlordiazepoxide", "benzodiazepine"),
        ("gabapentin", "gabapentinoid"),
        ("neurontin", "gabapentinoid"),
        ("pregabalin", "gabapentinoid"),
        ("Lyrica", "gabapentinoid"),
    ],
)
def test_an_opioid_with_a_sedative_medicine(opioid, other, group):
    found = taking(opioid, other)
    raised = {id_ for id_ in found if id_.startswith("opioid_plus_")}
    assert raised == {f"opioid_plus_{group}"}
    assert other.lower() in found[f"opioid_plus_{group}"]
    assert not [id_ for id_ in taking(other) if id_.startswith("opioid_plus_")]


def test_naloxone_and_other_sedatives_are_no_such_pair():
    assert taking("naloxone", "alprazolam") == {}
    assert taking("oxycodone", "zolpidem", "naloxone") == {}


@pytest.mark.parametrize("group", ["benzodiazepines", "gabapentinoids"])
def test_every_name_of_these_medicines_is_recognised(group):
    for name in RULES.words.groups[group]:
        assert RULES.words.recognises("medicines", name)
        assert (
            f"medications[0].name: {name}"
            not in assessed(medications=[{"name": name}])["unrecognised"]
        )


# Treatment for opioid use disorder


@pytest.mark.parametrize(
    ("entry", "told", "raised"),
    [
        (medicine("buprenorphine", 8, 2, "mg", "sublingual"), [], True),
        (medicine("buprenorphine", 8, 2, "mg", None), [], True),
        (medicine("suboxone", 8, 2, "mg", "sublingual"), [], True),
        (medicine("Suboxone film", 8, 2, "mg", "buccal"), [], True),
        (medicine("buprenorphine_naloxone", 8, 2, "mg", "buccal"), [], True),
        (medicine("zubsolv"), [], True),
        (medicine("sublocade", 300, None, "mg", "subcutaneous"), [], True),
        (medicine("butrans", 10, None, "mcg_per_hr", "transdermal"), [], False),
        (medicine("butrans", None, None, None, None), [], False),
        (medicine("buprenorphine", 10, None, "mcg_per_hr", None), [], False),
        (medicine("buprenorphine", 10, None, None, "transdermal"), [], False),
        (medicine("belbuca", 300, 2, "mcg", None), [], False),
        (medicine("buprenorphine", 300, 2, "mcg", "buccal"), [], False),
        (medicine("naltrexone", 50), [], True),
        (medicine("Vivitrol", 380, None, "mg", "intramuscular"), [], True),
        (medicine("bupropion_naltrexone", 90), [], False),
        (medicine("morphine_naltrexone", 20), [], False),
        (medicine("naloxone", 4, 1, "mg", "nasal"), [], False),
        (medicine("methadone", 10, 1), [], False),
        (medicine("methadone", 10, 1), ["opioid_use_disorder"], True),
        (medicine("methadose", 10, 1), ["Opioid use disorder"], True),
        (medicine("oxycodone", 10, 1), ["opioid_use_disorder"], False),
        (medicine("butrans", 10, None, "mcg_per_hr"), ["opioid_use_disorder"], False),
    ],
)
def test_treatment_for_opioid_use_disorder(entry, told, raised):
    found = cautions(medications=[entry], told_diagnoses=told)
    assert ("opioid_use_disorder_treatment" in found) == raised


def test_buprenorphine_for_treatment_still_counts_as_an_opioid():
    assert list(taking("suboxone", "xanax")) == [
        "opioid_plus_benzodiazepine", "mme_incomplete_buprenorphine",
        "opioid_use_disorder_treatment",
    ]  # fmt: skip


# Alcohol and other substances


@pytest.mark.parametrize(
    ("sex", "total", "raised"),
    [
        ("M", 3, False),
        ("M", 4, True),
        ("F", 2, False),
        ("F", 3, True),
        ("X", 2, False),
        ("X", 3, True),
        (None, 2, False),
        (None, 3, True),
        ("F", None, False),
    ],
)
def test_a_positive_alcohol_screen(sex, total, raised):
    found = cautions(sex=sex, substance_history={"audit_c": total})
    assert ("alcohol_screen_positive" in found) == raised
    assert not raised or f"AUDIT-C {total} of 12" in found["alcohol_screen_positive"]


@pytest.mark.parametrize(
    ("items", "total", "raised"),
    [
        ([2, 1, 1], None, True),
        ([2, 1, 0], None, False),
        ([2, 1, 1], 0, True),
        ([1, 0, 0], 12, False),
        ([2, None, 1], 4, True),
        ([4, None, 1], None, False),
        ([0, None, None], 12, False),
    ],
)
def test_the_alcohol_items_win_over_a_total_where_all_are_answered(items, total, raised):
    found = cautions(sex="M", audit_c_items=items, substance_history={"audit_c": total})
    assert ("alcohol_screen_positive" in found) == raised


@pytest.mark.parametrize(
    ("substances", "told", "raised"),
    [
        ({"past_year_drug_use": 0}, [], False),
        ({"past_year_drug_use": 1}, [], True),
        ({"past_year_drug_use": None}, [], False),
        ({"past_treatment": True}, [], True),
        ({"past_treatment": False}, [], False),
        (None, ["opioid_use_disorder"], True),
        (None, ["sleep_apnea"], False),
        (None, None, False),
    ],
)
def test_substance_use(substances, told, raised):
    found = cautions(substance_history=substances, told_diagnoses=told)
    assert ("substance_use_positive" in found) == raised


# Sleep apnea


@pytest.mark.parametrize(
    ("told", "names", "raised"),
    [
        (["sleep_apnea"], ["oxycodone"], True),
        (["obstructive_sleep_apnea"], ["butrans"], True),
        (["sleep_apnea"], ["naloxone", "gabapentin"], False),
        (["sleep_apnea"], [], False),
        (["hypertension"], ["oxycodone"], False),
    ],
)
def test_sleep_apnea_with_an_opioid(told, names, raised):
    assert ("sleep_apnea_opioids" in taking(*names, told_diagnoses=told)) == raised


# Mood


@pytest.mark.parametrize(
    ("items", "raised"),
    [
        ([3, 3, 3, 0, 0, 0, 0, 0, 0], set()),  # 9
        ([3, 3, 3, 1, 0, 0, 0, 0, 0], {"phq9_10_or_more"}),
        ([3, 3, 3, 3, 3, 3, 1, 0, 0], {"phq9_10_or_more"}),  # 19
        ([3, 3, 3, 3, 3, 3, 2, 0, 0], {"phq9_10_or_more", "severe_depression"}),
        ([3, 3, 2, 0, 0, 0, 0, None, 0], set()),  # 8 x 9 / 8 = 9
        ([3, 3, 3, 0, 0, 0, 0, None, 0], {"phq9_10_or_more"}),  # 10.1
        ([3, 3, 2, 0, 0, 0, None, None, 0], {"phq9_10_or_more"}),  # 8 x 9 / 7 = 10.3
        ([3, 3, 1, 0, 0, 0, None, None, 0], set()),  # 9
        ([3, 3, 3, 3, 3, 3, None, None, 0], {"phq9_10_or_more", "severe_depression"}),
        ([3, 3, 3, 3, 3, 3, None, None, None], {"suicide_item_unanswered"}),
        ([3, 3, 3, 1, 0, 0, 0, 0, None], {"phq9_10_or_more", "suicide_item_unanswered"}),
        ([0, 0, 0, 0, 0, 0, 0, 0, None], {"suicide_item_unanswered"}),
        ([None] * 9, {"suicide_item_unanswered"}),
        (None, {"suicide_item_unanswered"}),
    ],
)
def test_depression_and_a_suicide_item_not_answered(items, raised):
    assert set(cautions(phq9_items=items)) == raised


def test_a_prorated_total_says_so():
    whole = cautions(phq9_items=[3, 3, 3, 3, 0, 0, 0, 0, 0])["phq9_10_or_more"]
    prorated = cautions(phq9_items=[3, 3, 3, 3, 0, 0, 0, None, 0])["phq9_10_or_more"]
    assert "12 of 27" in whole
    assert "14 (prorated)" in prorated


# All of them


def test_cautions_stand_in_the_order_of_the_contract():
    everything = {
        "medications": [medicine("morphine", 90), OXYCODONE, GABAPENTIN]
        + [medicine(name) for name in ("suboxone", "xanax")],
        "phq9_items": [3, 3, 3, 3, 3, 3, 3, 3, None],
        "told_diagnoses": ["sleep_apnea"],
        "substance_history": {"audit_c": 9, "past_year_drug_use": 2},
    }
    wanted = [id_ for id_ in OURS if id_ != "implausible_opioid_dose"]
    wanted[wanted.index("mme_incomplete")] = "mme_incomplete_buprenorphine"
    assert list(cautions(**everything)) == wanted
