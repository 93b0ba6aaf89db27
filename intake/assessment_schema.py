"""The JSON Schema of the assessment, `docs/schema/assessment-v1.json`: what the rules may answer.
A word or a key that is not in it yet makes a new version."""

from typing import Any

from intake.facts_schema import DIALECT, Schema, or_null

FAMILIES = (
    "esi_lumbar esi_cervical esi_thoracic facet_mbb_rfa_lumbar facet_mbb_rfa_cervical "
    "sacroiliac_joint genicular_block_rfa joint_injection shoulder_suprascapular_block_rfa "
    "occipital_block nerve_block_peripheral sympathetic_block trigger_point scs "
    "intrathecal_delivery celiac_plexus_neurolysis"
).split()
RED_FLAGS = (
    "cauda_equina_or_cord spinal_infection fracture cancer_cord_compression progressive_deficit "
    "suicide_risk vascular_or_other overdose_risk pump_withdrawal"
).split()
CAUTIONS = (
    "diabetes_steroid a1c_8_or_more diabetes_implant_infection "
    "anticoagulant_low_risk_procedure anticoagulant_intermediate_risk_procedure "
    "anticoagulant_high_risk_procedure antiplatelet_low_risk_procedure "
    "antiplatelet_intermediate_risk_procedure antiplatelet_high_risk_procedure "
    "recent_coronary_stent_do_not_interrupt bleeding_disorder contrast_mild contrast_anaphylaxis "
    "local_anaesthetic_allergy steroid_allergy latex_allergy pregnancy_no_fluoroscopy "
    "cardiac_device_rfa cardiac_device_scs prior_spine_surgery spinal_hardware active_malignancy "
    "chemotherapy_counts clinician_confirm_life_expectancy phq9_10_or_more severe_depression "
    "suicide_item_unanswered psych_evaluation_before_implant opioid_plus_benzodiazepine "
    "opioid_plus_gabapentinoid mme_50_or_more mme_90_or_more opioid_use_disorder_treatment "
    "alcohol_screen_positive steroid_session_limit_reached steroid_before_joint_replacement "
    "payer_coverage_genicular pneumothorax_risk cervical_level_extra_risk sleep_apnea_opioids "
    "widespread_pain_criteria_met age_75_or_more immunosuppressed substance_use_positive "
    "skin_prep_allergy adhesive_allergy other_device_rfa active_infection implausible_nrs_order "
    "implausible_duration_exceeds_age implausible_opioid_dose positioning_or_sedation "
    "steroid_interaction"
).split()
INCOMPLETE_MME = r"^mme_incomplete_[a-z0-9_]+$"  # one for each opioid without a factor
HOLDS = ("needs_review_implausible", "needs_review_minor")
STANDINGS = ("candidate_likely", "possible", "not_now")

TEXT: Schema = {"type": "string", "minLength": 1}
RULE: Schema = {"type": "string", "pattern": r"^[A-Z0-9]+(-[A-Za-z0-9]+)+$"}
WORD: Schema = {"type": "string", "pattern": r"^[a-z0-9_]+$"}
FLAG: Schema = {"type": "boolean"}


def whole(low: int | None = None, high: int | None = None) -> Schema:
    limits = {"minimum": low, "maximum": high}
    return {"type": "integer"} | {key: value for key, value in limits.items() if value is not None}


def number(low: float, high: float | None = None) -> Schema:
    return {"type": "number", "minimum": low} | ({} if high is None else {"maximum": high})


def one_of(*choices: str) -> Schema:
    return {"enum": list(choices)}


def list_of(entry: Schema) -> Schema:
    return {"type": "array", "items": entry}


def record(**keys: Schema) -> Schema:
    """All of these keys and no others."""
    return {
        "type": "object",
        "properties": keys,
        "required": list(keys),
        "additionalProperties": False,
    }


def _scores() -> Schema:
    null_or = {
        "peg": number(0, 10),
        "nrs_average": whole(0, 10),
        "phq2": whole(0, 6),
        "phq9": whole(0, 27),
        "gad7": whole(0, 21),
        "gad2": whole(0, 6),
        "rmdq": whole(0, 24),
        "gcps_grade": whole(0, 3),
        "audit_c": whole(0, 12),
        "widespread_pain": FLAG,
        "koos_jr": number(0, 100),
        "hoos_jr": number(0, 100),
    }
    scores = {key: or_null(schema) for key, schema in null_or.items()}
    return record(**scores, phq9_prorated=FLAG, gad7_prorated=FLAG)


def _mme() -> Schema:
    return record(
        total=or_null(number(0)), partial=number(0), complete=FLAG, unconverted=list_of(TEXT)
    )


def _gate() -> Schema:
    """The grade says how a gate is unmet; a gate that is met has none."""
    said = record(rule=RULE, grade=or_null(one_of("hard", "soft")), met=FLAG, because=TEXT)
    met = {"properties": {"met": {"const": True}}}
    none, some = (
        {"properties": {"grade": grade}} for grade in ({"const": None}, {"not": {"const": None}})
    )
    return said | {"if": met, "then": none, "else": some}


def _family() -> Schema:
    points = record(
        rule=RULE, answer={"type": "string"}, points=whole(), of=whole(0), because=TEXT, source=TEXT
    )
    note = record(id=WORD, because=TEXT)
    return record(
        family=one_of(*FAMILIES),
        score=whole(0, 100),
        standing=one_of(*STANDINGS),
        points=list_of(points) | {"description": "The points sum to the score."},
        gates=list_of(_gate()),
        stops=list_of(note),
        caps=list_of(note),
        bleeding_class=one_of("low", "intermediate", "high"),
        moved_up=FLAG,
    )


def _caution_id() -> Schema:
    return {"anyOf": [one_of(*CAUTIONS), {"type": "string", "pattern": INCOMPLETE_MME}]}


def assessment_schema() -> Schema:
    """Draft 2020-12. A hold has no tier and no families."""
    head: dict[str, Any] = {
        "$schema": DIALECT,
        "$id": "urn:reprieve:assessment:v1",
        "title": "Assessment of one patient's facts, version 1",
        "description": "What one version of the rules said of one set of facts.",
    }
    held = {"properties": {"hold": {"not": {"const": None}}}}
    nothing = {"properties": {"tier": {"const": None}, "families": {"maxItems": 0}}}
    judged = {"properties": {"tier": {"not": {"const": None}}}}
    body = record(
        rules_version=TEXT,
        tier=or_null(one_of("urgent", *STANDINGS)),
        hold=or_null(one_of(*HOLDS)),
        scores=_scores(),
        mme=_mme(),
        families=list_of(_family()),
        red_flags=list_of(
            record(
                id=one_of(*RED_FLAGS),
                grade=one_of("emergency", "urgent", "prompt"),
                because=TEXT,
                answers=list_of(TEXT),
            )
        ),
        cautions=list_of(record(id=_caution_id(), because=TEXT)),
        missing=list_of(record(path=TEXT, could_change=TEXT)),
        may_consider=list_of(one_of("discography")),
        unrecognised=list_of(TEXT),
    )
    return head | body | {"if": held, "then": nothing, "else": judged}
