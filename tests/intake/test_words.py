"""What a rule reads it knows: a word that moves an assessment never stands in `unrecognised`, and
other plain spellings of a diagnosis score as the first does."""

import pytest

from tests.intake.cases import RULES, assessed, family, points_of
from tests.intake.test_candidacy_points import site
from tests.intake.test_stops_and_caps import LISTED


def _strings(value):
    if isinstance(value, str):
        return {value}
    if isinstance(value, dict):
        return {word for entry in value.values() for word in _strings(entry)}
    return (
        {word for entry in value for word in _strings(entry)} if isinstance(value, list) else set()
    )


VOCABULARY = {"told_diagnoses": "diagnoses", "implants": "implants"}
EVERY_RULE = [
    *RULES.general, *RULES.flags, *RULES.stops, *RULES.caps, *RULES.cautions, *RULES.may_consider,
    *(rule for family in RULES.families for rule in (*family.criteria, *family.gates)),
]  # fmt: skip
WORDS = sorted(
    {word for rule in EVERY_RULE for word in _strings(dict(rule.limits))}
    | _strings(dict(RULES.words.groups))
    | {name for name, _, _ in RULES.words.thinners}
    | set(RULES.opioids.generics)
)
OPIOID = [{"name": "morphine", "dose": 10, "unit": "mg", "times_per_day": 2, "route": "oral"}]
PATIENTS = [*LISTED.values(), {"pain_sites": [site("groin")]}, {"pain_sites": [site("chest_wall")]},
            {"pain_sites": [site("low_back"), site("neck")], "duration_months": 0.2}]  # fmt: skip


def _batches(words):
    """A list of the facts holds 200 entries at most."""
    return (words[at : at + 150] for at in range(0, len(words), 150))


def _heard(key, entries, patient):
    found = assessed(**{"medications": OPIOID} | patient | {key: entries})
    return found.pop("unrecognised"), found


@pytest.mark.parametrize("patient", PATIENTS)
@pytest.mark.parametrize("key", ["told_diagnoses", "implants"])
def test_a_word_that_moves_an_assessment_is_recognised(key, patient):
    """Many at once first: one by one only says which it is."""
    told = list(patient.get(key) or ())

    def heard(*words):
        return _heard(key, [*told, *words], patient)[1]

    before = heard("zzz")
    strangers = [word for word in WORDS if not RULES.words.recognises(VOCABULARY[key], word)]
    for some in _batches(strangers):
        if heard(*some) != before:
            assert [word for word in some if heard(word) != before] == []
            pytest.fail("words that are not recognised move the assessment together")


def test_a_medicine_that_moves_an_assessment_is_recognised():
    def heard(*names):
        taken = [*OPIOID, *({"name": name} for name in names)]
        return _heard("medications", taken, LISTED["esi_lumbar"])[1]

    strangers = [word for word in WORDS if not RULES.words.recognises("medicines", word)]
    assert all(heard(*some) == heard("zzz") for some in _batches(strangers))


@pytest.mark.parametrize("name", ["Tylenol #3", "oxycodone/acetaminophen", "morphine (ER)"])
def test_an_opioid_is_recognised_however_its_name_is_written(name):
    found = assessed(medications=[{"name": name}])
    assert found["mme"]["unconverted"]
    assert not found["unrecognised"]


@pytest.mark.parametrize(
    "told",
    [
        "obstructive_sleep_apnea", "severe_sleep_apnoea", "alcohol_use_disorder", "crps_type_1",
        "type_2_diabetes", "severe_osteoporosis",
    ],
)  # fmt: skip
def test_these_diagnoses_are_recognised_in_a_longer_name(told):
    assert not assessed(told_diagnoses=[told])["unrecognised"]


@pytest.mark.parametrize("implant", ["pns", "spinal_hardware"])
def test_these_implants_are_known(implant):
    assert not assessed(implants=[implant])["unrecognised"]


@pytest.mark.parametrize(
    ("rule", "joint", "told"),
    [
        ("PAT-GNK-02", "knee", "osteoarthritis_of_the_knee"),
        ("PAT-GNK-02", "knee", "Osteoarthritis of left knee"),
        ("PAT-GNK-02", "knee", "osteoarthritis_of_both_knees"),
        ("PAT-JT-02", "knee", "osteoarthritis_of_knee"),
        ("PAT-JT-02", "hip", "osteoarthritis_of_the_right_hip"),
        ("PAT-JT-02", "shoulder", "adhesive_capsulitis_of_shoulder"),
        ("PAT-SS-02", "shoulder", "osteoarthritis_of_the_shoulder"),
    ],
)
def test_a_diagnosis_in_the_other_order_counts(rule, joint, told):
    of = {"GNK": "genicular_block_rfa", "JT": "joint_injection"}
    id_ = of.get(rule.split("-")[1], "shoulder_suprascapular_block_rfa")
    assert points_of(id_, rule, pain_sites=[site(joint)], told_diagnoses=[told]) == 15


# A spinal diagnosis that names no part of the spine


@pytest.mark.parametrize("told", ["spinal_stenosis", "radiculopathy", "herniated_disc"])
@pytest.mark.parametrize(
    ("sites", "lumbar", "cervical"),
    [
        ([site("low_back", "calf")], 10, None),
        ([site("buttock", "calf")], 10, None),
        ([site("neck", "hand")], None, 10),
        ([site("low_back", "calf"), site("neck", "hand")], 10, 0),
    ],
)
def test_a_diagnosis_without_a_region_is_of_the_part_that_hurts(told, sites, lumbar, cervical):
    given = {"pain_sites": sites, "told_diagnoses": [told]}
    assert not assessed(**given)["unrecognised"]
    for id_, rule, points in (
        ("esi_lumbar", "PAT-ESI-05", lumbar), ("esi_cervical", "PAT-ESIC-04", cervical),
    ):  # fmt: skip
        found = None if family(id_, **given) is None else points_of(id_, rule, **given)
        assert found == points


def test_a_stenosis_elsewhere_is_not_one_of_the_spine():
    for told in ("aortic_stenosis", "thoracic_spinal_stenosis", "cervical_radiculopathy"):
        assert points_of("esi_lumbar", "PAT-ESI-05", told_diagnoses=[told]) == 0


@pytest.mark.parametrize(
    ("spanish", "english"),
    [
        ("morfina", "morphine"),
        ("oxicodona", "oxycodone"),
        ("hidrocodona", "hydrocodone"),
        ("metadona", "methadone"),
        ("Codeína", "codeine"),
        ("warfarina", "warfarin"),
        ("aspirina", "aspirin"),
        ("prednisona", "prednisone"),
        ("gabapentina", "gabapentin"),
        ("metformina", "metformin"),
    ],
)
def test_a_medicine_by_its_spanish_name_is_the_same_medicine(spanish, english):
    def judged(name):
        taken = [{"name": name, "dose": 20, "unit": "mg", "times_per_day": 3, "route": "oral"}]
        found = assessed(medications=taken)
        return found["mme"], [c["id"] for c in found["cautions"]], found["unrecognised"]

    assert judged(spanish) == judged(english)
    assert judged(spanish)[2] == []
