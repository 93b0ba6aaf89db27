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
        "phq9_items": [0] * 9,
        "goals": [],
    }
    return plain | changes


def flagged(**answers):
    return dict.fromkeys(RED_FLAG_ANSWERS, "no") | answers


def assessed(**changes):
    return assess(facts(**changes), RULES)


def family(id_, **changes):
    """A family of the assessment by its id, or None where it is not listed."""
    found = assessed(**changes)["families"]
    return next((entry for entry in found if entry["family"] == id_), None)


def points_of(id_, rule, **changes):
    """The points a line of a listed family earned."""
    lines = family(id_, **changes)["points"]
    return next(line["points"] for line in lines if line["rule"] == rule)


def gate_of(id_, rule, **changes):
    """met, soft or hard: how a gate of a listed family stands."""
    found = next(gate for gate in family(id_, **changes)["gates"] if gate["rule"] == rule)
    return "met" if found["met"] else found["grade"]


def epidural(**changes):
    """The lumbar epidural of the assessment, or None where it is not listed."""
    return family("esi_lumbar", **changes)


def points(rule, **changes):
    return points_of("esi_lumbar", rule, **changes)


def gate(rule, **changes):
    return gate_of("esi_lumbar", rule, **changes)
