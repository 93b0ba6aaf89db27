"""The facts read in clinical words: allergies in the patient's own words, where pain goes, what
explains a far site, which blood thinners are taken, how lengths of time are said."""

import pytest

from intake.candidacy.history import History, say_months
from tests.intake.cases import RULES, assessed, facts, family, gate_of, points_of
from tests.intake.test_candidacy_points import site, tried


def history(**changes):
    return History(facts(**changes), RULES.words, RULES.opioids)


# Reactions to contrast


@pytest.mark.parametrize(
    "reaction",
    [
        "mild", "Hives", "rash", "itch", "Itching", "mild rash and itch", "a rash on my arm",
        "itchy skin", "just some hives", "Rash, itching.", "rash/itching", "a mild reaction",
        "urticaria",
    ],
)  # fmt: skip
def test_a_reaction_is_mild_where_every_word_says_so(reaction):
    said = history(allergies=[{"agent": "iodinated_contrast", "reaction": reaction}])
    assert said.contrast_reaction == "mild"


@pytest.mark.parametrize(
    "reaction",
    [
        "rash, swelling of the face and tongue", "hives, passed out", "rash then shock",
        "blood pressure dropped, itching", "itching and wheezing", "mild wheezing",
        "mild anaphylaxis", "anaphylaxis", "unknown", "not mild", "no rash",
        "rash, could not breathe", "hives in throat", "a reaction", "on my skin",
        "felt odd", "", None, "rash 😱", "mild; throat closed", "rash é",
        "hives and 3 days in hospital",
    ],
)  # fmt: skip
def test_any_other_word_counts_as_a_severe_reaction(reaction):
    said = history(allergies=[{"agent": "iodinated_contrast", "reaction": reaction}])
    assert said.contrast_reaction == "anaphylaxis"


def test_the_worst_of_two_reactions_counts():
    mild, severe = ({"agent": "iodinated_contrast", "reaction": r} for r in ("rash", "collapse"))
    assert history(allergies=[mild, severe]).contrast_reaction == "anaphylaxis"
    assert history(allergies=[mild, mild]).contrast_reaction == "mild"
    assert history(allergies=[]).contrast_reaction is None


# What explains a far site


@pytest.mark.parametrize(
    "diagnosis",
    [
        "crps", "complex_regional_pain_syndrome", "reflex_sympathetic_dystrophy",
        "painful_diabetic_neuropathy", "diabetic_peripheral_neuropathy", "diabetic_neuropathy",
        "knee_osteoarthritis", "osteoarthritis_of_the_knee", "left_knee_osteoarthritis",
    ],
)  # fmt: skip
def test_a_foot_that_a_diagnosis_explains_is_not_back_pain_gone_down(diagnosis):
    sites = [site("low_back"), site("foot")]
    assert points_of(
        "facet_mbb_rfa_lumbar", "PAT-FL-01", pain_sites=sites, told_diagnoses=[diagnosis]
    )
    assert history(pain_sites=sites).below_knee == ["left foot"]
    assert not history(pain_sites=sites, told_diagnoses=[diagnosis]).below_knee


# Where pain goes


@pytest.mark.parametrize(
    "goal",
    [
        "below_the_knee", "leg_below_the_knee", "left_leg_below_knee", "past_the_knee", "calves",
        "both_calves", "sole", "soles_of_the_feet", "shins", "left_lower_leg", "toes",
    ],
)  # fmt: skip
def test_these_words_are_below_the_knee(goal):
    sites = [site("low_back", goal)]
    assert points_of("esi_lumbar", "PAT-ESI-01", pain_sites=sites) == 20
    assert family("facet_mbb_rfa_lumbar", pain_sites=sites) is None
    assert not assessed(pain_sites=sites)["unrecognised"]


@pytest.mark.parametrize("goal", ["below_the_elbow", "forearms", "wrists", "palm", "both_hands"])
def test_these_words_are_past_the_elbow(goal):
    assert points_of("esi_cervical", "PAT-ESIC-01", pain_sites=[site("neck", goal)]) == 20


@pytest.mark.parametrize("goal", ["left_lower_limb", "left_leg", "zzz", "leg_all_the_way"])
def test_a_goal_that_does_not_say_how_far_is_not_above_the_knee(goal):
    """A whole leg may or may not go below the knee; nor is a word that is not known a no."""
    found = history(pain_sites=[site("low_back", "left_thigh_back", goal)])
    assert found.unknown_radiation("below_knee_from") == ("pain_sites[0].radiates_to",)
    given = {"pain_sites": [site("low_back", goal)], "worse_with": ["twisting", "stiffness"]}
    given |= {"told_diagnoses": ["facet_arthropathy"]}
    assert points_of("facet_mbb_rfa_lumbar", "PAT-FL-01", **given) == 0
    missing = [entry["path"] for entry in assessed(**given)["missing"]]
    assert "pain_sites[0].radiates_to" in missing


@pytest.mark.parametrize("goal", ["left_thigh_back", "buttock", "groin", "right_upper_leg", "hip"])
def test_a_goal_above_the_knee_is_known_to_stay_there(goal):
    assert points_of("facet_mbb_rfa_lumbar", "PAT-FL-01", pain_sites=[site("low_back", goal)]) == 20


def test_a_goal_below_the_knee_is_enough_beside_one_that_is_not_known():
    assert points_of("esi_lumbar", "PAT-ESI-01", pain_sites=[site("low_back", "zzz", "calf")]) == 20


@pytest.mark.parametrize("goal", ["left_arm", "upper_limb", "zzz"])
def test_an_arm_as_a_whole_may_go_past_the_elbow(goal):
    found = history(pain_sites=[site("neck", goal)])
    assert found.unknown_radiation("past_elbow_from") == ("pain_sites[0].radiates_to",)


def test_a_leg_says_nothing_of_how_far_down_an_arm_or_whether_to_the_chest():
    back, neck = (history(pain_sites=[site(name, "left_leg")]) for name in ("mid_back", "neck"))
    assert not back.unknown_radiation("thoracic_from")
    assert not neck.unknown_radiation("past_elbow_from")


# Blood thinners


@pytest.mark.parametrize(
    ("name", "agents"),
    [
        ("warfarin_sodium", ["warfarin"]),
        ("Heparin sodium", ["heparin"]),
        ("eliquis_5_mg", ["apixaban"]),
        ("aspirin_ec", ["aspirin"]),
        ("aspirin_81_mg", ["aspirin"]),
        ("low_dose_aspirin", ["aspirin"]),
        ("percodan", ["aspirin"]),
        ("oxycodone/aspirin", ["aspirin"]),
        ("aspirin_dipyridamole", ["dipyridamole", "aspirin"]),
        ("aggrenox", ["dipyridamole", "aspirin"]),
        ("fish_oil", []),
        ("Ginkgo biloba", []),
        ("vitamin E", []),
        ("ibuprofen", []),
        ("sertraline", []),
    ],
)
@pytest.mark.parametrize("where", ["medications", "anticoagulants_antiplatelets"])
def test_a_blood_thinner_is_found_in_the_words_of_a_name(name, agents, where):
    entry = name if where != "medications" else {"name": name}
    found = history(**{where: [entry]})
    assert [agent for agent, _ in found.thinners] == agents
    assert not assessed(**{where: [entry]})["unrecognised"]


def test_several_names_of_one_agent_are_one_agent():
    names = ["aspirin_81_mg", "low_dose_aspirin", "Aspirin EC"]
    given = {"anticoagulants_antiplatelets": names, "medications": [{"name": "ecotrin"}]}
    assert history(**given).thinners == [("aspirin", "antiplatelet")]
    assert not family("esi_lumbar", **given)["moved_up"]


def test_a_thinner_that_is_not_known_counts_as_an_anticoagulant():
    given = {"anticoagulants_antiplatelets": ["fooazole"]}
    assert history(**given).thinners == [("fooazole", "anticoagulant")]
    assert assessed(**given)["unrecognised"] == ["anticoagulants_antiplatelets[0]: fooazole"]


# How lengths of time are said


@pytest.mark.parametrize(
    ("months", "said"),
    [
        (0.1, "less than a week"),
        (0.23, "1 week"),
        (0.4, "1.7 weeks"),
        (0.46, "2 weeks"),
        (0.7, "3 weeks"),
        (0.92, "4 weeks"),
        (1, "1 month"),
        (1.5, "6.5 weeks"),
        (2, "2 months"),
        (2.5, "2.5 months"),
    ],
)
def test_a_length_of_time_is_not_rounded_across_what_a_gate_asks(months, said):
    assert say_months(months) == said


def test_one_week_of_care_is_said_in_the_singular():
    assert history(treatments_tried=tried(("nsaid", 1, "little"))).say_treatments() == (
        "NSAID 1 week: little help"
    )


# What a line says


def test_what_earned_the_limb_points_is_named():
    given = {"pain_sites": [site("low_back", "left_calf", side="right")], "worst_area": None}
    lines = family("esi_lumbar", **given)["points"]
    line = next(line for line in lines if line["rule"] == "PAT-ESI-02")
    assert (line["points"], line["answer"]) == (
        10, "first place named: right low back, goes to left calf",
    )  # fmt: skip


@pytest.mark.parametrize(("ago", "repeat"), [(23.9, False), (24, True), (None, False)])
@pytest.mark.parametrize(("region", "place"), [("lumbar", "low_back"), ("cervical", "neck")])
def test_the_blocks_are_repeated_two_years_after_radiofrequency(region, place, ago, repeat):
    last = {"type": f"rfa_{region}", "months_ago": ago, "relief_percent": 70, "relief_months": 9}
    found = family(f"facet_mbb_rfa_{region}", pain_sites=[site(place)], prior_procedures=[last])
    line = next(
        line for line in found["points"] if line["points"] == 20 and "radio" in line["because"]
    )
    assert ("repeat the blocks" in line["because"]) == repeat


@pytest.mark.parametrize(
    "told", ["post_zoster_neuralgia", "post_herpetic_neuralgia", "Post-zoster neuralgia"]
)
def test_pain_that_stayed_after_shingles_waits_like_any_other(told):
    given = {"pain_sites": [site("mid_back", "chest")], "duration_months": 0.3}
    assert gate_of("esi_thoracic", "GATE-ESIT-01", told_diagnoses=["zoster"], **given) == "met"
    assert gate_of("esi_thoracic", "GATE-ESIT-01", told_diagnoses=[told], **given) == "hard"


def test_a_bowel_cancer_is_of_the_abdomen_too():
    given = {"pain_sites": [site("abdomen")], "told_diagnoses": ["metastatic_colon_cancer"]}
    assert points_of("celiac_plexus_neurolysis", "PAT-CEL-02", **given) == 15


def test_a_side_effect_named_twice_is_one_answer():
    high = {"name": "morphine", "dose": 60, "unit": "mg", "times_per_day": 1, "route": "oral"}
    found = assessed(medications=[high], opioid_side_effects=["sedation", "Sedation", "sedation"])
    answers = next(flag["answers"] for flag in found["red_flags"] if flag["id"] == "overdose_risk")
    assert answers.count("sedation from opioids") == 1


def test_opioids_alone_are_not_called_no_care():
    gates = family("esi_lumbar", treatments_tried=tried(("opioids", 9, "little")))["gates"]
    assert "No conservative care that counts yet." in [gate["because"] for gate in gates]
