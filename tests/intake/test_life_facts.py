"""Red flags, weakness, diagnoses, mood, days, substances: from answers to facts, one at a time."""

import pytest

from instruments.library import load
from intake import facts
from intake.candidacy import assess, load_rules
from intake.facts_contract import OPTIONAL_RED_FLAG_ANSWERS, RED_FLAG_ANSWERS
from intake.pages import PAGES
from intake.pages.care import DESCRIPTORS
from intake.pages.warning_signs import page_of, signs_said
from tests.intake.life_answers import of as items
from tests.intake.medical_answers import single

KEYS = {page.key for page in PAGES}


def build(pages=None, **answers):
    return facts.build(single(**answers) | (pages or {}), age=46)


def hurts(*sites, side="left"):
    return [{"site": site, "side": side} for site in sites]


def test_every_red_flag_of_the_contract_is_asked_on_a_page():
    assert {page_of(sign) for sign in (*RED_FLAG_ANSWERS, *OPTIONAL_RED_FLAG_ANSWERS)} <= KEYS


@pytest.mark.parametrize(
    ("ticks", "said"),
    [
        (["none"], ("no", "no", "no")),
        (["major_trauma"], ("no", "no", "yes")),
        (["not_sure"], ("not_sure", "not_sure", "not_sure")),
        (["chest_pain_or_breathless", "not_sure"], ("yes", "not_sure", "not_sure")),
        ([], None),
    ],
)
def test_a_tick_is_yes_and_not_sure_speaks_for_the_other_lines(ticks, said):
    lines = ("chest_pain_or_breathless", "gait_or_hand_clumsiness", "major_trauma")
    expected = None if said is None else dict(zip(lines, said, strict=True))
    assert build(signs_now=ticks).get("red_flag_answers") == expected


def test_signs_asked_one_a_page_keep_their_answer():
    assert signs_said(single(fever_chills="not_sure", nrs_now=3, goals=["sleep"])) == {
        "fever_chills": "not_sure"
    }


def test_a_sign_of_a_place_that_hurts_no_more_is_no_fact():
    assert build(where=hurts("knee"), hot_swollen_joint="yes")["red_flag_answers"]
    assert "red_flag_answers" not in build(where=hurts("groin"), hot_swollen_joint="yes")


@pytest.mark.parametrize(
    ("number", "unit", "weeks"),
    [(3, "weeks", 3), (1, "months", 4.3), (2, "months", 8.7), (1, "years", 52.1)],
)
def test_weakness_is_counted_in_weeks(number, unit, weeks):
    page = {
        "weakness_what": "",
        "weakness_since": {"number": number, "unit": unit},
        "weakness_worse": "yes",
    }
    found = build({"weakness": page}, progressive_weakness="yes")
    assert found["weakness_detail"] == {"weeks": weeks, "getting_worse": True}


def test_what_is_not_known_of_a_weakness_is_absent():
    page = {
        "weakness_what": "left hand",
        "weakness_since": {"number": None, "unit": "not_sure"},
        "weakness_worse": "not_sure",
    }
    found = build({"weakness": page}, progressive_weakness="yes")
    assert found["weakness_detail"] == {"what": "left hand"}
    assert "weakness_detail" not in build({"weakness": page}, progressive_weakness="not_sure")


@pytest.mark.parametrize(
    ("ticks", "told"),
    [
        (["whiplash", "crps"], ["whiplash", "crps"]),
        (["whiplash", "not_sure"], ["whiplash"]),
        (["none"], []),
        (["not_sure"], None),
    ],
)
def test_what_the_patient_was_told(ticks, told):
    page = {"diagnoses": ticks, "diagnosis_in_own_words": "lumbar stenosis"}
    assert build({"diagnoses": page}).get("told_diagnoses") == told


def test_a_kind_of_cancer_is_told_too():
    told = {"diagnoses": {"diagnoses": ["none"], "diagnosis_in_own_words": ""}}
    found = build(told, signs_before=["cancer_history"], cancers=["pancreatic_cancer", "not_sure"])
    assert found["told_diagnoses"] == ["pancreatic_cancer"]
    assert build(told, signs_before=["none"], cancers=["lung_cancer"])["told_diagnoses"] == []


def test_the_patients_own_words_change_no_score():
    def assessed(words):
        page = {"diagnoses": ["whiplash"], "diagnosis_in_own_words": words}
        return assess(build({"diagnoses": page}, where=hurts("low_back")), load_rules())

    assert assessed("lumbar disc herniation and cancer") == assessed("")


def test_a_phq_9_that_stops_after_its_first_page_has_nulls_and_no_zero():
    page = items("phq9", *((key, 1) for key in load("phq9").keys[:5]))
    assert build({"phq9_1": page})["phq9_items"] == [1] * 5 + [None] * 4


def test_a_phq_9_left_empty_is_absent():
    pages = {
        "phq9_1": items("phq9", *((key, None) for key in load("phq9").keys[:5])),
        "phq9_2": items("phq9", *((key, None) for key in load("phq9").keys[5:])),
    }
    assert "phq9_items" not in build(pages)


def test_two_of_the_gad_7_are_enough_where_they_screen_negative():
    calm = {"gad7_1": items("gad7", ("nervous", 1), ("no_control_of_worry", 1))}
    rest = {"gad7_2": items("gad7", *((key, 3) for key in load("gad7").keys[2:]))}
    assert build(calm | rest)["gad7_items"] == [1, 1, None, None, None, None, None]
    worried = {"gad7_1": items("gad7", ("nervous", 2), ("no_control_of_worry", 1))}
    assert build(worried | rest)["gad7_items"] == [2, 1, 3, 3, 3, 3, 3]


def test_never_a_drink_leaves_the_other_two_unasked():
    second = {"audit_c_2": items("audit_c", ("how_many", 4), ("six_or_more", 4))}

    def drinks(how_often):
        return build({"substances": {"audit_c_how_often": how_often}} | second)

    assert drinks(0)["audit_c_items"] == [0, None, None]
    assert drinks(1)["audit_c_items"] == [1, 4, 4]
    assert "audit_c_items" not in drinks(None)


@pytest.mark.parametrize(
    ("times", "treated", "found"),
    [
        ({"number": 0, "unit": None}, "no", {"past_year_drug_use": 0, "past_treatment": False}),
        ({"number": 3, "unit": None}, "yes", {"past_year_drug_use": 3, "past_treatment": True}),
        (None, "prefer_not", None),
        (None, "not_sure", None),
    ],
)
def test_drugs_and_treatment_are_counted_said_or_absent(times, treated, found):
    page = {"drug_use_times": times, "past_treatment": treated}
    assert build({"substances": page}).get("substance_history") == found


def test_a_back_list_sent_empty_is_no_line_and_one_not_sent_is_absent():
    where = hurts("low_back")
    assert build(where=where, rmdq=[])["rmdq_items"] == []
    assert build(where=where, rmdq=["24"])["rmdq_items"] == [24]
    assert "rmdq_items" not in build(where=where)
    assert "rmdq_items" not in build(where=hurts("knee"), rmdq=["1"])


def test_knee_and_hip_in_the_order_of_their_items():
    pages = {
        "koos_jr_2": items(
            "koos_jr", ("standing", 4), ("stairs", 3), ("straightening", 2), ("twisting", 1)
        ),
        "hoos_jr_1": items("hoos_jr", ("stairs", 2), ("uneven_surface", 1)),
    }
    found = build(pages, where=hurts("knee", "hip"), koos_jr_morning_stiffness=0)
    assert found["koos_jr_items"] == [0, 1, 2, 3, 4, None, None]
    assert found["hoos_jr_items"] == [2, 1, None, None, None, None]


def test_days_and_work_give_the_two_items_and_work_is_only_shown():
    page = items("gcps_r", ("how_often", 0), ("limited", 3)) | {"work": "retired"}
    found = build({"days_and_work": page})
    assert found == {"age": 46, "gcps_items": [0, 3]}


MANY = hurts("neck") + hurts("knee", "shoulder", side="both")


@pytest.mark.parametrize(
    ("ticks", "wpi", "regions"),
    [
        (["none"], 0, 0),
        (["left_jaw", "chest", "abdomen"], 3, 0),
        (["left_shoulder", "right_shoulder", "left_hip", "neck"], 4, 4),
        (["neck", "not_sure"], None, None),
        (["not_sure"], None, None),
    ],
)
def test_the_areas_make_the_index_and_the_regions(ticks, wpi, regions):
    found = build(where=MANY, areas=ticks)
    assert (found.get("wpi"), found.get("generalised_regions")) == (wpi, regions)


def test_the_six_symptoms_make_the_severity_and_one_left_out_none():
    first = items("widespread_pain", ("fatigue", 3), ("waking_unrefreshed", 3), ("thinking", 2))
    second = items("widespread_pain", ("headaches", 1), ("abdominal_cramps", 0), ("depression", 1))
    pages = {"widespread_1": first, "widespread_2": second}
    assert build(pages, where=MANY)["sss"] == 10
    pages["widespread_2"] = second | {"widespread_pain_depression": None}
    assert "sss" not in build(pages, where=MANY)


@pytest.mark.parametrize(("page", "fact"), [("limb_signs", "limb_signs"), ("insurance",) * 2])
def test_not_sure_is_absent(page, fact):
    value = ["not_sure"] if page == "limb_signs" else "not_sure"
    assert fact not in build(where=hurts("hand"), **{page: value})


def test_signs_of_a_limb_and_side_effects_of_opioids():
    where, tried = hurts("hand"), [{"type": "opioids", "weeks": 3, "effect": "little"}]
    assert build(where=where, limb_signs=["sweating"])["limb_signs"] == ["sweating"]
    assert build(where=where, limb_signs=["none"])["limb_signs"] == []
    found = build(treatments=tried, opioid_side_effects=["sedation", "not_sure"])
    assert found["opioid_side_effects"] == ["sedation"]
    assert "opioid_side_effects" not in build(treatments=[], opioid_side_effects=["sedation"])


def test_insurance_is_kept_and_what_is_only_shown_is_no_fact():
    page = {"insurance": "veterans", "prior_authorization": "yes", "helper": "someone_else"}
    care = {"other_care": ["surgeon"], "referring_doctor": "Dr. Invented"}
    found = build({"insurance": page, "other_care": care})
    assert found == {"age": 46, "insurance": "veterans"}


def test_the_words_of_nerve_pain_are_those_of_the_instrument():
    words = {choice.code: str(choice.label) for choice in DESCRIPTORS}
    for item in load("neuropathic_words").items:
        assert words[item.key] == item.wording["en"].text


def test_every_word_that_can_be_ticked_is_known_to_the_rules():
    ticks = {
        "diagnoses": "told_diagnoses",
        "cancers": "told_diagnoses",
        "opioid_side_effects": "opioid_side_effects",
    }
    for page in PAGES:
        if page.key in ticks:
            codes = [choice.code for choice in page.questions[0].widget.choices]
            listed = [code for code in codes if code not in ("none", "not_sure")]
            known = {"age": 46, "pain_sites": [], ticks[page.key]: listed}
            assert assess(known, load_rules())["unrecognised"] == []
