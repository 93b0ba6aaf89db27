"""Cautions: each one present and absent, at its boundary from both sides, in the contract's order,
and bound to the listed families where C6 binds it. Opioids and mood: test_cautions_medicines."""

import pytest

from tests.intake.cases import RULES, assessed, flagged
from tests.intake.test_candidacy_points import earlier, site, tried
from tests.intake.test_stops_and_caps import HIGH, LISTED, WIDESPREAD, allergy

CONTRACT = (
    "diabetes_steroid a1c_8_or_more diabetes_implant_infection "
    "anticoagulant_low_risk_procedure anticoagulant_intermediate_risk_procedure "
    "anticoagulant_high_risk_procedure antiplatelet_low_risk_procedure "
    "antiplatelet_intermediate_risk_procedure antiplatelet_high_risk_procedure "
    "recent_coronary_stent_do_not_interrupt bleeding_disorder contrast_mild contrast_anaphylaxis "
    "local_anaesthetic_allergy steroid_allergy latex_allergy pregnancy_no_fluoroscopy "
    "cardiac_device_rfa cardiac_device_scs prior_spine_surgery spinal_hardware active_malignancy "
    "chemotherapy_counts clinician_confirm_life_expectancy phq9_10_or_more severe_depression "
    "suicide_item_unanswered psych_evaluation_before_implant opioid_plus_benzodiazepine "
    "opioid_plus_gabapentinoid mme_50_or_more mme_90_or_more mme_incomplete "
    "opioid_use_disorder_treatment alcohol_screen_positive steroid_session_limit_reached "
    "steroid_before_joint_replacement payer_coverage_genicular pneumothorax_risk "
    "cervical_level_extra_risk sleep_apnea_opioids widespread_pain_criteria_met age_75_or_more "
    "immunosuppressed substance_use_positive skin_prep_allergy adhesive_allergy other_device_rfa "
    "active_infection implausible_nrs_order implausible_duration_exceeds_age "
    "implausible_opioid_dose positioning_or_sedation steroid_interaction"
).split()
FACETS = {"facet_mbb_rfa_lumbar", "facet_mbb_rfa_cervical"}
RADIOFREQUENCY = FACETS | {
    "sacroiliac_joint",
    "genicular_block_rfa",
    "shoulder_suprascapular_block_rfa",
}
STEROID = {
    "esi_lumbar",
    "esi_cervical",
    "esi_thoracic",
    "sacroiliac_joint",
    "joint_injection",
    "shoulder_suprascapular_block_rfa",
    "occipital_block",
    "nerve_block_peripheral",
}
BACK, KNEE = LISTED["esi_lumbar"], LISTED["genicular_block_rfa"]


def cautions(**changes):
    """The ids, once the PHQ-9 is answered, which nobody should be warned of here."""
    found = assessed(**({"phq9_items": [0] * 9} | changes))["cautions"]
    return [caution["id"] for caution in found]


def because(id_, **changes):
    found = assessed(**changes)["cautions"]
    return next(caution["because"] for caution in found if caution["id"] == id_)


def test_the_cautions_are_those_of_the_contract_in_its_order():
    assert [rule.id for rule in RULES.cautions] == CONTRACT


def test_cautions_are_shown_in_the_order_of_the_contract():
    told = {"told_diagnoses": ["lung_cancer", "lumbar_fusion"], "wpi": 9, "sss": 9}
    answers = {"age": 80, "diabetes": {"has": True, "a1c": 9}, "pregnancy": "possible"}
    shown = cautions(**told, **answers, **allergy("adhesive"), antibiotics_now=True)
    assert len(shown) > 6
    assert shown == sorted(shown, key=CONTRACT.index)


@pytest.mark.parametrize(
    ("fever", "antibiotics", "said"),
    [
        ("yes", None, "Fever or chills."),
        ("yes", True, "Fever or chills, antibiotics now."),
        ("no", True, "Antibiotics now."),
    ],
)
def test_an_infection_is_said_as_it_was_answered(fever, antibiotics, said):
    answers = {"red_flag_answers": flagged(fever_chills=fever), "antibiotics_now": antibiotics}
    assert because("active_infection", **answers) == said


def test_nothing_remarkable_raises_no_caution():
    assert cautions() == []
    assert cautions(pain_sites=[]) == []


# From the fact alone, whatever is listed.
@pytest.mark.parametrize("sites", [BACK.get("pain_sites", [site("low_back", "calf")]), []])
@pytest.mark.parametrize(
    ("id_", "changes", "shown"),
    [
        ("a1c_8_or_more", {"diabetes": {"has": True, "a1c": 8}}, True),
        ("a1c_8_or_more", {"diabetes": {"has": True, "a1c": 7.9}}, False),
        ("a1c_8_or_more", {"diabetes": {"has": True, "a1c": None}}, False),
        ("recent_coronary_stent_do_not_interrupt", {"coronary_stent_months_ago": 5.9}, True),
        ("recent_coronary_stent_do_not_interrupt", {"coronary_stent_months_ago": 6}, False),
        ("bleeding_disorder", {"bleeding_disorder": True}, True),
        ("bleeding_disorder", {"bleeding_disorder": False}, False),
        ("contrast_mild", allergy("iodinated_contrast", "hives"), True),
        ("contrast_mild", allergy("iodinated_contrast", "mild rash and itch"), True),
        ("contrast_mild", allergy("iodinated_contrast", "felt odd"), False),
        ("contrast_mild", allergy("gadolinium", "hives"), False),
        ("contrast_anaphylaxis", allergy("iodinated_contrast", "anaphylaxis"), True),
        ("contrast_anaphylaxis", allergy("iodinated_contrast", "unknown"), True),
        ("contrast_anaphylaxis", allergy("iodinated_contrast", "felt odd"), True),
        ("contrast_anaphylaxis", allergy("iodinated_contrast", "short of breath, hives"), True),
        ("contrast_anaphylaxis", allergy("iodinated_contrast", None), True),
        ("contrast_anaphylaxis", allergy("iodinated_contrast", "hives"), False),
        ("contrast_anaphylaxis", allergy("gadolinium", "anaphylaxis"), False),
        ("local_anaesthetic_allergy", allergy("local_anaesthetic", "fainted"), True),
        ("local_anaesthetic_allergy", allergy("latex"), False),
        ("steroid_allergy", allergy("steroid"), True),
        ("steroid_allergy", allergy("latex"), False),
        ("latex_allergy", allergy("latex"), True),
        ("latex_allergy", allergy("adhesive"), False),
        ("skin_prep_allergy", allergy("chlorhexidine"), True),
        ("skin_prep_allergy", allergy("povidone_iodine"), True),
        ("skin_prep_allergy", allergy("iodinated_contrast"), False),
        ("adhesive_allergy", allergy("adhesive"), True),
        ("adhesive_allergy", allergy("latex"), False),
        ("pregnancy_no_fluoroscopy", {"pregnancy": "yes"}, True),
        ("pregnancy_no_fluoroscopy", {"pregnancy": "possible"}, True),
        ("pregnancy_no_fluoroscopy", {"pregnancy": "no"}, False),
        ("pregnancy_no_fluoroscopy", {"pregnancy": "not_applicable"}, False),
        ("prior_spine_surgery", {"prior_surgery": [{"type": "cervical_fusion"}]}, True),
        ("prior_spine_surgery", {"told_diagnoses": ["lumbar_fusion"]}, True),
        ("prior_spine_surgery", {"told_diagnoses": ["post_laminectomy_pain"]}, True),
        ("prior_spine_surgery", {"prior_surgery": [{"type": "thoracotomy"}]}, False),
        ("prior_spine_surgery", {"told_diagnoses": ["lumbar_radiculopathy"]}, False),
        ("spinal_hardware", {"implants": ["spinal_hardware"]}, True),
        ("spinal_hardware", {"implants": ["knee_prosthesis"]}, False),
        ("active_malignancy", {"told_diagnoses": ["lung_cancer"]}, True),
        ("active_malignancy", {"told_diagnoses": None, "current_chemotherapy": True}, True),
        ("active_malignancy", {"red_flag_answers": flagged(cancer_history="yes")}, False),
        ("active_malignancy", {"told_diagnoses": None}, False),
        ("chemotherapy_counts", {"current_chemotherapy": True}, True),
        ("chemotherapy_counts", {"told_diagnoses": ["lung_cancer"]}, False),
        ("age_75_or_more", {"age": 75}, True),
        ("age_75_or_more", {"age": 74}, False),
        ("immunosuppressed", {"red_flag_answers": flagged(immunosuppressed="yes")}, True),
        ("immunosuppressed", {"red_flag_answers": flagged(immunosuppressed="not_sure")}, False),
        ("active_infection", {"antibiotics_now": True}, True),
        ("active_infection", {"red_flag_answers": flagged(fever_chills="yes")}, True),
        ("active_infection", {"red_flag_answers": flagged(fever_chills="not_sure")}, False),
        ("positioning_or_sedation", {"cannot_lie_flat_or_prone": True}, True),
        ("positioning_or_sedation", {"cannot_lie_flat_or_prone": False}, False),
        ("widespread_pain_criteria_met", WIDESPREAD, True),
        ("widespread_pain_criteria_met", WIDESPREAD | {"wpi": 6}, False),
        ("widespread_pain_criteria_met", WIDESPREAD | {"sss": None}, False),
        ("widespread_pain_criteria_met", {"told_diagnoses": ["fibromyalgia"]}, False),
        ("implausible_nrs_order", {"nrs": {"least": 5, "average": 4}}, True),
        ("implausible_nrs_order", {"nrs": {"least": 4, "average": 4, "worst": 4}}, False),
        ("implausible_duration_exceeds_age", {"duration_months": 613}, True),
        ("implausible_duration_exceeds_age", {"duration_months": 612}, False),
    ],
)
def test_a_caution_from_the_fact_alone(sites, id_, changes, shown):
    assert (id_ in cautions(**({"pain_sites": sites} | changes))) == shown


def steroid(*months_ago, kind="si_injection"):
    return [earlier(ago, 60, 6, kind=kind) for ago in months_ago]


@pytest.mark.parametrize(
    ("procedures", "shown"),
    [
        (steroid(1, 2, 5.9), True),
        (steroid(1, 2, 6), False),
        (steroid(1, 2, None), False),
        (steroid(6, 7, 8, 11.9), True),
        (steroid(6, 7, 8, 12), False),
        (steroid(1) + steroid(2, kind="esi_cervical") + steroid(3, kind="facet_injection"), True),
        (
            steroid(1, kind="hip_steroid_injection")
            + steroid(2, kind="knee_steroid_injection")
            + steroid(3, kind="shoulder_steroid_injection"),
            True,
        ),
        (steroid(1, 2) + steroid(3, kind="mbb_lumbar"), False),
        (steroid(1, 2) + steroid(3, kind="knee_hyaluronate"), False),
        ([], False),
    ],
)
def test_three_steroid_injections_in_six_months_or_four_in_twelve(procedures, shown):
    found = cautions(prior_procedures=procedures, **{"pain_sites": []})
    assert ("steroid_session_limit_reached" in found) == shown


@pytest.mark.parametrize("listed", sorted(LISTED))
@pytest.mark.parametrize(
    ("id_", "changes", "families"),
    [
        ("diabetes_steroid", {"diabetes": {"has": True}}, STEROID),
        ("diabetes_implant_infection", {"diabetes": {"has": True, "a1c": 6}}, HIGH),
        ("cardiac_device_rfa", {"implants": ["pacemaker"]}, RADIOFREQUENCY),
        ("cardiac_device_rfa", {"implants": ["icd"]}, RADIOFREQUENCY),
        ("cardiac_device_rfa", {"implants": ["pump"]}, set()),
        ("cardiac_device_scs", {"implants": ["pacemaker"]}, {"scs"}),
        ("cardiac_device_scs", {"implants": ["icd"]}, {"scs"}),
        ("cardiac_device_scs", {"implants": ["pump"]}, set()),
        ("other_device_rfa", {"implants": ["dbs"]}, RADIOFREQUENCY),
        ("other_device_rfa", {"implants": ["scs"]}, RADIOFREQUENCY),
        ("other_device_rfa", {"implants": ["cochlear"]}, RADIOFREQUENCY),
        ("other_device_rfa", {"prior_procedures": steroid(9, kind="pump_implant")}, RADIOFREQUENCY),
        ("other_device_rfa", {"implants": ["pacemaker"]}, set()),
        ("other_device_rfa", {"implants": ["spinal_hardware"]}, set()),
        ("psych_evaluation_before_implant", {}, HIGH),
        ("clinician_confirm_life_expectancy", {}, {"intrathecal_delivery"}),
        ("payer_coverage_genicular", {}, {"genicular_block_rfa"}),
        (
            "cervical_level_extra_risk",
            {},
            {"esi_cervical", "facet_mbb_rfa_cervical"},
        ),
        (
            "pneumothorax_risk",
            {},
            {"esi_thoracic", "shoulder_suprascapular_block_rfa", "trigger_point"},
        ),
        ("steroid_interaction", {"medications": [{"name": "norvir"}]}, STEROID),
    ],
)
def test_a_caution_bound_to_what_is_listed(listed, id_, changes, families):
    """Other families may stand beside: it shows exactly where one of its own is listed."""
    case = {"phq9_items": [0] * 9} | LISTED[listed] | changes
    found = assessed(**case)
    shown = {family["family"] for family in found["families"]}
    assert listed in shown
    expected = bool(shown & families)
    assert (id_ in [caution["id"] for caution in found["cautions"]]) == expected


@pytest.mark.parametrize("id_", ["diabetes_steroid", "diabetes_implant_infection"])
@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({"diabetes": {"has": True}}, True),
        ({"diabetes": {"has": False}}, False),
        ({"diabetes": {"has": None}}, False),
        ({"diabetes": None}, False),
        ({"told_diagnoses": ["type_2_diabetes", "crps"]}, True),
        ({"told_diagnoses": ["painful_diabetic_neuropathy"]}, True),
    ],
)
def test_any_diabetes_counts(id_, changes, shown):
    places = {"pain_sites": [site("hand"), site("neck", "hand")]}
    found = cautions(**(LISTED["scs"] | places | changes))
    assert "psych_evaluation_before_implant" in found
    assert (id_ in found) == shown


THINNERS = {
    "low": KNEE,
    "intermediate": LISTED["esi_lumbar"],
    "high": LISTED["scs"],
}


@pytest.mark.parametrize("level", THINNERS)
@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"anticoagulants_antiplatelets": ["apixaban"]}, "anticoagulant"),
        ({"anticoagulants_antiplatelets": ["newthinner"]}, "anticoagulant"),
        ({"medications": [{"name": "Eliquis"}]}, "anticoagulant"),
        ({"anticoagulants_antiplatelets": ["plavix"]}, "antiplatelet"),
        ({"medications": [{"name": "aspirin"}]}, "antiplatelet"),
    ],
)
def test_a_blood_thinner_by_the_bleeding_class_of_what_is_listed(level, changes, kind):
    found = assessed(**(THINNERS[level] | changes))
    classes = {family["bleeding_class"] for family in found["families"]}
    shown = [c["id"] for c in found["cautions"] if c["id"].endswith("_risk_procedure")]
    assert level in classes
    assert shown == [
        f"{kind}_{one}_risk_procedure" for one in ("low", "intermediate", "high") if one in classes
    ]


def test_two_kinds_of_blood_thinner_are_two_cautions():
    found = cautions(anticoagulants_antiplatelets=["apixaban", "aspirin"])
    assert found == [
        "anticoagulant_intermediate_risk_procedure",
        "antiplatelet_intermediate_risk_procedure",
    ]


@pytest.mark.parametrize("medicine", ["ibuprofen", "sertraline", "fish_oil", "ginkgo"])
def test_no_caution_for_nsaids_ssris_or_supplements(medicine):
    assert cautions(medications=[{"name": medicine}]) == []


def test_no_caution_of_a_family_where_none_is_listed():
    bound = {
        "anticoagulants_antiplatelets": ["apixaban", "aspirin"],
        "diabetes": {"has": True},
        "implants": ["pacemaker", "dbs"],
        "medications": [{"name": "prednisone", "route": "oral"}],
        "planned_surgery": {"type": "knee_replacement", "in_weeks": 4},
    }
    assert cautions(pain_sites=[], **bound) == []


@pytest.mark.parametrize(
    ("medicine", "shown"),
    [
        ({"name": "prednisone", "route": "oral"}, True),
        ({"name": "prednisone"}, True),
        ({"name": "prednisone", "route": "topical"}, False),
        ({"name": "paxlovid"}, True),
        ({"name": "cobicistat"}, True),
        ({"name": "itraconazole"}, True),
        ({"name": "fluconazole"}, False),
    ],
)
def test_medicines_that_add_up_with_a_steroid(medicine, shown):
    assert ("steroid_interaction" in cautions(medications=[medicine])) == shown


@pytest.mark.parametrize("joint", ["knee", "hip", "shoulder"])
@pytest.mark.parametrize(("in_weeks", "shown"), [(13, True), (13.1, False), (None, True)])
def test_no_steroid_in_a_joint_thirteen_weeks_before_it_is_replaced(joint, in_weeks, shown):
    planned = {"planned_surgery": {"type": f"{joint}_replacement", "in_weeks": in_weeks}}
    id_ = "steroid_before_joint_replacement"
    assert (id_ in cautions(pain_sites=[site(joint)], **planned)) == shown
    other = "knee" if joint != "knee" else "hip"
    assert id_ not in cautions(pain_sites=[site(other)], **planned)
    assert id_ not in cautions(pain_sites=[site("low_back", "calf")], **planned)


@pytest.mark.parametrize(
    ("place", "told", "shown"),
    [("chest_wall", "thoracotomy_pain", True), ("groin", "inguinal_hernia_repair", False)],
)
def test_a_nerve_block_is_near_the_lung_only_at_the_chest_wall(place, told, shown):
    found = assessed(pain_sites=[site(place)], told_diagnoses=[told])
    assert "nerve_block_peripheral" in [family["family"] for family in found["families"]]
    assert ("pneumothorax_risk" in [c["id"] for c in found["cautions"]]) == shown


def test_a_caution_says_what_the_patient_said():
    rfa = LISTED["facet_mbb_rfa_lumbar"]
    assert because("cardiac_device_rfa", **rfa, implants=["icd"]).startswith("ICD and radio")
    assert "deep brain" in because("other_device_rfa", **rfa, implants=["dbs"]).lower()
    assert "WPI 7, SSS 5, 4 regions" in because("widespread_pain_criteria_met", **WIDESPREAD)
    diabetes = {"diabetes": {"has": True, "a1c": 8.2}}
    assert "A1c 8.2" in because("diabetes_implant_infection", **LISTED["scs"], **diabetes)
    chemo = {"told_diagnoses": ["lung_cancer"], "current_chemotherapy": True}
    assert because("active_malignancy", **chemo) == "Cancer: lung cancer, on chemotherapy."


def test_a_caution_hides_no_candidate_and_moves_no_point():
    strong = {
        "worst_area": "limb",
        "told_diagnoses": ["sciatica"],
        "treatments_tried": tried(("nsaid", 8, "little"), ("home_exercise", 8, "little")),
    }
    careful = {"implants": ["pacemaker"], "diabetes": {"has": True, "a1c": 9}} | allergy("latex")
    before, after = assessed(**strong), assessed(**strong, **careful)
    assert len(after["cautions"]) > len(before["cautions"])
    assert (after["tier"], after["families"]) == ("candidate_likely", before["families"])
