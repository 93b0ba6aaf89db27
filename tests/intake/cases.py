"""Facts for the tests of the scoring core: one boring patient, changed where a test says so."""

from intake.candidacy import assess, load_rules
from intake.facts_contract import RED_FLAG_ANSWERS

RULES = load_rules()


def facts(**changes):
    """Low back pain to below the left knee, six months, cared for; nothing else remarkable."""
    plain = {
        "age": 50,
        "pain_sites": [{"site": "low_back", "side": "left", "radiates_to": ["left_calf"]}],
        "duration_months": 6,
        "nrs": {"now": 5, "average": 5, "worst": 7, "least": 3},
        "peg": {"pain": 7, "enjoyment": 7, "general_activity": 7},
        "worst_area": "axial",
        "neuropathic_descriptors": {"electric_shocks": False, "tingling": False, "numbness": False},
        "worse_with": [],
        "better_with": [],
        "told_diagnoses": [],
        "prior_procedures": [],
        "treatments_tried": [{"type": "nsaid", "weeks": 4, "effect": "little"}],
        "red_flag_answers": dict.fromkeys(RED_FLAG_ANSWERS, "no"),
        "current_chemotherapy": False,
        "weakness_detail": {"what": None, "weeks": 52, "getting_worse": False},
        "medications": [],
        "goals": [],
    }
    return plain | changes


def flagged(**answers):
    return dict.fromkeys(RED_FLAG_ANSWERS, "no") | answers


def assessed(**changes):
    return assess(facts(**changes), RULES)


def epidural(**changes):
    """The lumbar epidural of the assessment, or None where it is not listed."""
    families = assessed(**changes)["families"]
    return families[0] if families else None


def points(rule, **changes):
    return next(line["points"] for line in epidural(**changes)["points"] if line["rule"] == rule)


def gate(rule, **changes):
    found = next(gate for gate in epidural(**changes)["gates"] if gate["rule"] == rule)
    return "met" if found["met"] else found["grade"]
