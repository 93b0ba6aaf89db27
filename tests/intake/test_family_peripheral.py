"""Peripheral nerve block: each territory, each line, the gate after an operation, one patient."""

import pytest

from tests.intake.cases import assessed, family, flagged, gate_of, points_of
from tests.intake.test_candidacy_points import earlier, site, tried

ID = "nerve_block_peripheral"
GROIN, CHEST, BELLY = [site("groin")], [site("chest_wall")], [site("abdomen")]
HERNIA = {"pain_sites": GROIN, "told_diagnoses": ["inguinal_hernia_repair"]}
SIX = ("burning", "electric_shocks", "tingling", "numbness", "light_touch_hurts", "cold_hurts")


def felt(count):
    return {"neuropathic_descriptors": {word: n < count for n, word in enumerate(SIX)}}


def surgery(kind):
    return {"prior_surgery": [{"type": kind, "months_ago": 9}]}


def points(number, **changes):
    return points_of(ID, f"PAT-PNB-{number}", **(HERNIA | changes))


def starts(sites, **changes):
    return family(ID, pain_sites=sites, **changes) is not None


@pytest.mark.parametrize(
    ("sites", "changes", "expected"),
    [
        (GROIN, {"told_diagnoses": ["inguinal_hernia_repair"]}, True),
        (GROIN, surgery("inguinal_hernia_repair"), True),
        (GROIN, {"told_diagnoses": ["hernia"]}, True),
        ([site("groin", "scrotum")], {}, True),
        ([site("groin", "labia")], {}, True),
        ([site("groin", "left_thigh")], {}, False),
        (GROIN, {"told_diagnoses": ["lumbar_disc_herniation"]}, False),
        (GROIN, {"told_diagnoses": ["hiatal_hernia"]}, False),
        (GROIN, felt(6), False),
        ([site("hip", "scrotum")], {}, False),
        ([site("thigh")], {"told_diagnoses": ["inguinal_hernia_repair"]}, False),
    ],
)
def test_groin_with_a_hernia_or_going_on_into_scrotum_or_labia(sites, changes, expected):
    assert starts(sites, **changes) == expected


@pytest.mark.parametrize(
    ("sites", "changes", "expected"),
    [
        (CHEST, {"told_diagnoses": ["thoracotomy_pain"]}, True),
        (CHEST, {"told_diagnoses": ["post_mastectomy_pain"]}, True),
        (CHEST, {"told_diagnoses": ["rib_fracture"]}, True),
        (CHEST, {"told_diagnoses": ["herpes_zoster"]}, True),
        (CHEST, {"told_diagnoses": ["post_herpetic_neuralgia"]}, True),
        (CHEST, surgery("thoracotomy"), True),
        (CHEST, surgery("mastectomy"), True),
        (CHEST, felt(2), True),
        (CHEST, felt(1), False),
        (CHEST, {}, False),
        (CHEST, surgery("cesarean"), False),
        ([site("mid_back")], {"told_diagnoses": ["rib_fracture"]} | felt(2), False),
    ],
)
def test_chest_wall_with_a_cause_or_two_nerve_words(sites, changes, expected):
    assert starts(sites, **changes) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (surgery("abdominal_surgery"), True),
        (surgery("cesarean"), True),
        (surgery("knee_replacement"), False),
        ({}, False),
        (surgery("cesarean") | {"told_diagnoses": ["pancreatic_cancer"]}, False),
        (surgery("cesarean") | {"current_chemotherapy": True}, False),
        (surgery("cesarean") | {"red_flag_answers": flagged(cancer_history="yes")}, False),
        (surgery("cesarean") | {"told_diagnoses": None}, False),
    ],
)
def test_abdomen_with_a_scar_and_no_cancer(changes, expected):
    assert starts(BELLY, **changes) == expected


@pytest.mark.parametrize(
    ("sites", "told", "expected"),
    [
        ([site("thigh")], ["meralgia_paresthetica"], True),
        (GROIN, ["ilioinguinal_neuralgia"], True),
        ([site("mid_back")], ["intercostal_neuralgia"], True),
        ([site("foot")], ["morton_neuroma"], True),
        ([], ["meralgia_paresthetica"], False),
        ([site("back_of_head")], ["occipital_neuralgia"], False),
        ([site("thigh")], ["lumbar_radiculopathy"], False),
    ],
)
def test_a_named_nerve_wherever_it_hurts(sites, told, expected):
    assert starts(sites, told_diagnoses=told) == expected


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({}, "told of a condition that fits"),
        (
            {"told_diagnoses": [], "pain_sites": [site("groin", "scrotum")]},
            "one nerve's territory.",
        ),
        ({"told_diagnoses": []} | surgery("inguinal_hernia_repair"), "one nerve's territory."),
        ({"told_diagnoses": ["neuroma"], "pain_sites": [site("foot")]}, "told of a condition"),
    ],
)
def test_the_territory_earns_twenty_told_or_not(changes, because):
    line = family(ID, **(HERNIA | changes))["points"][0]
    assert (line["points"], because in line["because"]) == (20, True)


@pytest.mark.parametrize(("count", "expected"), [(3, 10), (2, 0), (0, 0)])
def test_three_of_six_nerve_words(count, expected):
    assert points("02", **felt(count)) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, 10),
        ({"told_diagnoses": []} | surgery("inguinal_hernia_repair"), 10),
        ({"pain_sites": CHEST, "told_diagnoses": ["rib_fracture"]}, 10),
        ({"pain_sites": CHEST, "told_diagnoses": ["herpes_zoster"]}, 0),
        ({"pain_sites": BELLY, "told_diagnoses": []} | surgery("cesarean"), 10),
        ({"pain_sites": [site("groin", "scrotum")], "told_diagnoses": ["ankle_sprain"]}, 0),
        (
            {"pain_sites": [site("groin", "scrotum"), site("knee")], "told_diagnoses": []}
            | surgery("knee_replacement"),
            0,
        ),
        (
            {"pain_sites": [site("thigh")], "told_diagnoses": ["meralgia"]}
            | surgery("hip_replacement"),
            10,
        ),
    ],
)
def test_after_an_operation_or_injury_there(changes, expected):
    assert points("03", **changes) == expected


def test_an_operation_that_was_not_asked_for_is_missing():
    found = assessed(pain_sites=[site("groin", "scrotum")], **felt(0))["missing"]
    changes = {entry["path"]: entry["could_change"] for entry in found}
    assert "Peripheral nerve block: up to 10 points" in changes["prior_surgery"]


@pytest.mark.parametrize(
    ("pain_points", "expected"),
    [(["tender_nerve"], 10), (["taut_band"], 0), ([], 0), (None, 0)],
)
def test_a_tender_nerve(pain_points, expected):
    assert points("04", pain_points=pain_points) == expected


@pytest.mark.parametrize(
    ("percent", "said"), [(80, "helped: no points"), (79, "did not help"), (None, "not known")]
)
def test_an_earlier_block_earns_nothing_and_is_said(percent, said):
    procedures = [earlier(9, percent, kind="peripheral_block")]
    line = family(ID, **HERNIA, prior_procedures=procedures)["points"][4]
    assert (line["points"], line["of"], said in line["because"]) == (0, 0, True)


RIB = {"pain_sites": CHEST, "told_diagnoses": ["rib_fracture"]}


@pytest.mark.parametrize(
    ("changes", "months", "expected"),
    [
        (HERNIA, 3, "met"),
        (HERNIA, 2.95, "met"),
        (HERNIA, 2.94, "soft"),
        (HERNIA, 1.45, "soft"),
        (HERNIA, 1.44, "hard"),
        (HERNIA, None, "soft"),
        (RIB | {"prior_surgery": []}, 0.5, "met"),
        (RIB | {"prior_surgery": []}, None, "met"),
        (RIB | surgery("thoracotomy"), 1.44, "hard"),
        (RIB | surgery("knee_replacement"), 1.44, "met"),
        (RIB | {"prior_surgery": None}, 1.44, "soft"),
        (RIB | {"prior_surgery": None}, 3, "met"),
    ],
)
def test_three_months_of_pain_but_only_after_an_operation_there(changes, months, expected):
    assert gate_of(ID, "GATE-PNB-01", **changes, duration_months=months) == expected


def test_no_waiting_says_why():
    found = family(ID, **RIB, prior_surgery=[], duration_months=0.5)
    assert found["gates"][0]["because"] == "No waiting time: no operation there."


def test_a_whole_patient_after_hernia_repair():
    """Pattern 20 + 10 + 10 + 10; severe 15, 3 to 6 months 10, one class 8."""
    found = family(
        ID,
        pain_sites=[site("groin", "scrotum")],
        duration_months=5,
        told_diagnoses=["inguinal_hernia_repair"],
        pain_points=["tender_nerve"],
        treatments_tried=tried(("gabapentinoid", 6, "little")),
        **felt(3),
        **surgery("inguinal_hernia_repair"),
    )
    assert (found["score"], found["standing"]) == (83, "candidate_likely")
    assert [line["points"] for line in found["points"]] == [20, 10, 10, 10, 0, 15, 10, 8, 0]
    assert found["points"][0]["answer"] == "left groin, inguinal hernia repair, goes to scrotum"
    assert found["bleeding_class"] == "low"


def test_a_local_anaesthetic_allergy_stops_it_and_a_pregnancy_does_not():
    found = family(ID, **HERNIA, pregnancy="yes", allergies=[{"agent": "local_anaesthetic"}])
    assert [stop["id"] for stop in found["stops"]] == ["local_anaesthetic_allergy"]
