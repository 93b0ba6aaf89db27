"""Red flags, function, mood and more: answers in which every page is asked, and their facts."""

from tests.intake.medical_answers import single

WHERE = [
    {"site": "low_back", "side": "right"},
    {"site": "neck", "side": "middle"},
    {"site": "hip", "side": "left"},
    {"site": "knee", "side": "right"},
    {"site": "hand", "side": "left"},
]
AREAS = ["left_lower_arm", "left_hip", "right_upper_leg", "neck", "lower_back", "chest"]


def of(instrument, *items):
    """A page of an instrument's items: (key, value) each."""
    return {f"{instrument}_{key}": value for key, value in items}


FULL = single(
    where=WHERE,
    progressive_weakness="yes",
    signs_now=["none"],
    signs_before=["cancer_history", "osteoporosis"],
    signs_of_vessels=["not_sure"],
    hot_swollen_joint="no",
    signs_of_head=["sudden_worst_headache", "not_sure"],
    limb_signs=["swelling", "sweating"],
    cancers=["prostate_cancer"],
    areas=AREAS,
    very_drowsy_or_slow_breathing="no",
    opioid_side_effects=["nausea"],
    pump_alarm_or_missed_refill="not_sure",
    rmdq=["1", "9", "24"],
    koos_jr_morning_stiffness=1,
    suicide_plan="no",
) | {
    "implants": {"implants": ["pacemaker", "pump"], "pregnancy": "yes"},
    "weakness": {
        "weakness_what": "right foot",
        "weakness_since": {"number": 2, "unit": "months"},
        "weakness_worse": "no",
    },
    "diagnoses": {
        "diagnoses": ["lumbar_disc_herniation", "fibromyalgia"],
        "diagnosis_in_own_words": "a bad back, metastatic to the left",
    },
    "widespread_1": of(
        "widespread_pain", ("fatigue", 2), ("waking_unrefreshed", 3), ("thinking", 1)
    ),
    "widespread_2": of(
        "widespread_pain", ("headaches", 1), ("abdominal_cramps", 0), ("depression", 1)
    ),
    "days_and_work": of("gcps_r", ("how_often", 3), ("limited", 2)) | {"work": "working_less"},
    "koos_jr_2": of(
        "koos_jr", ("twisting", 2), ("straightening", 3), ("stairs", 4), ("standing", 0)
    ),
    "koos_jr_3": of("koos_jr", ("rising", 1), ("bending", 2)),
    "hoos_jr_1": of("hoos_jr", ("stairs", 1), ("uneven_surface", 2)),
    "hoos_jr_2": of("hoos_jr", ("rising", 0), ("bending", 1), ("lying_in_bed", 2), ("sitting", 3)),
    "phq9_1": of(
        "phq9", ("interest", 1), ("low_mood", 2), ("sleep", 3), ("energy", 0), ("appetite", 1)
    ),
    "phq9_2": of(
        "phq9", ("self_worth", 0), ("concentration", 1), ("movement", 0), ("self_harm", 1)
    ),
    "gad7_1": of("gad7", ("nervous", 2), ("no_control_of_worry", 1)),
    "gad7_2": of(
        "gad7",
        ("worry", 3),
        ("relaxing", 0),
        ("restless", 1),
        ("irritable", 2),
        ("afraid", 0),
    ),
    "audit_c_2": of("audit_c", ("how_many", 1), ("six_or_more", 0)),
    "substances": {
        "audit_c_how_often": 2,
        "drug_use_times": {"number": 2, "unit": None},
        "past_treatment": "yes",
    },
    "other_care": {"other_care": ["physical_therapy"], "referring_doctor": "Dr. Invented"},
    "insurance": {
        "insurance": "commercial",
        "prior_authorization": "not_sure",
        "helper": "helped",
    },
}
FULL_FACTS = {
    "pain_sites": [
        {"site": "low_back", "side": "right", "radiates_to": ["right_leg_below_knee"]},
        {"site": "neck", "side": "middle", "radiates_to": []},
        {"site": "hip", "side": "left", "radiates_to": ["right_leg_below_knee"]},
        {"site": "knee", "side": "right"},
        {"site": "hand", "side": "left"},
    ],
    "red_flag_answers": {
        "saddle_numbness": "no",
        "bladder_bowel_change": "no",
        "bilateral_leg_weakness": "not_sure",
        "progressive_weakness": "yes",
        "fever_chills": "no",
        "chest_pain_or_breathless": "no",
        "gait_or_hand_clumsiness": "no",
        "major_trauma": "no",
        "minor_trauma_or_sudden_onset": "no",
        "constant_night_pain": "no",
        "unexplained_weight_loss": "no",
        "cancer_history": "yes",
        "osteoporosis": "yes",
        "steroids_3_months_or_more": "no",
        "immunosuppressed": "no",
        "recent_infection_or_spine_procedure": "no",
        "iv_drug_use": "no",
        "tearing_pain_or_known_aneurysm": "not_sure",
        "calf_swelling": "not_sure",
        "hot_swollen_joint": "no",
        "sudden_worst_headache": "yes",
        "vision_change_with_temple_headache": "not_sure",
        "very_drowsy_or_slow_breathing": "no",
        "pump_alarm_or_missed_refill": "not_sure",
        "suicide_plan": "no",
    },
    "limb_signs": ["swelling", "sweating"],
    "weakness_detail": {"what": "right foot", "weeks": 8.7, "getting_worse": False},
    "told_diagnoses": ["lumbar_disc_herniation", "fibromyalgia", "prostate_cancer"],
    "phq9_items": [1, 2, 3, 0, 1, 0, 1, 0, 1],
    "gad7_items": [2, 1, 3, 0, 1, 2, 0],
    "audit_c_items": [2, 1, 0],
    "substance_history": {"past_year_drug_use": 2, "past_treatment": True},
    "opioid_side_effects": ["nausea"],
    "rmdq_items": [1, 9, 24],
    "gcps_items": [3, 2],
    "koos_jr_items": [1, 2, 3, 4, 0, 1, 2],
    "hoos_jr_items": [1, 2, 0, 1, 2, 3],
    "wpi": 6,
    "sss": 8,
    "generalised_regions": 4,
    "insurance": "commercial",
    "implants": ["pacemaker", "pump"],
}
