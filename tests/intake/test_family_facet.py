"""Medial branch block, then radiofrequency, of back and neck: what both share, and what each has of
its own. Where it starts and each line of its pattern, each threshold from both sides."""

import pytest

from tests.intake.cases import assessed, family, points_of
from tests.intake.test_candidacy_points import earlier, site

BACK, NECK = "facet_mbb_rfa_lumbar", "facet_mbb_rfa_cervical"
REGIONS = {
    "lumbar": (BACK, "FL", {"age": 49, "pain_sites": [site("low_back")]}),
    "cervical": (NECK, "FC", {"age": 49, "pain_sites": [site("neck")]}),
}
SIX = ("burning", "electric_shocks", "tingling", "numbness", "light_touch_hurts", "cold_hurts")


def points(region, number, **changes):
    id_, letters, plain = REGIONS[region]
    return points_of(id_, f"PAT-{letters}-{number}", **(plain | changes))


def listed(id_, **changes):
    return family(id_, **changes) is not None


@pytest.mark.parametrize(
    ("id_", "sites", "starts"),
    [
        (BACK, [site("low_back")], True),
        (BACK, [site("knee"), site("low_back")], True),
        (BACK, [site("buttock")], False),
        (BACK, [site("mid_back")], False),
        (BACK, [site("thigh")], False),
        (BACK, [], False),
        (NECK, [site("neck")], True),
        (NECK, [site("shoulder"), site("neck")], True),
        (NECK, [site("upper_back")], False),
        (NECK, [site("back_of_head")], False),
        (NECK, [site("low_back")], False),
    ],
)
def test_only_the_low_back_or_the_neck_starts_it(id_, sites, starts):
    told = ["lumbar_facet_arthropathy", "cervical_facet_arthropathy", "whiplash"]
    worse = ["twisting", "morning_stiffness"]
    assert listed(id_, pain_sites=sites, told_diagnoses=told, worse_with=worse) == starts


# Listed whatever the first line earns.
TOLD = {"told_diagnoses": ["facet_arthropathy"], "worse_with": ["twisting"]}


@pytest.mark.parametrize(
    ("region", "sites", "expected"),
    [
        ("lumbar", [site("low_back")], 20),
        ("lumbar", [site("low_back", "left_thigh_back")], 20),
        ("lumbar", [site("low_back", "left_calf")], 0),
        ("lumbar", [site("low_back"), site("thigh", "left_foot")], 0),
        ("lumbar", [site("low_back"), site("foot")], 0),
        ("lumbar", [site("low_back"), site("neck", "left_hand")], 20),
        ("lumbar", [{"site": "low_back", "side": "left"}], 0),
        ("cervical", [site("neck")], 20),
        ("cervical", [site("neck", "left_upper_arm")], 20),
        ("cervical", [site("neck", "left_forearm")], 0),
        ("cervical", [site("neck"), site("shoulder", "fingers")], 0),
        ("cervical", [site("neck"), site("hand")], 0),
        ("cervical", [site("neck"), site("low_back", "left_calf")], 20),
        ("cervical", [{"site": "neck", "side": "left"}], 0),
    ],
)
def test_axial_pain_stays_above_knee_or_elbow(region, sites, expected):
    assert points(region, "01", **TOLD, pain_sites=sites) == expected


def test_a_foot_that_neuropathy_explains_leaves_the_back_axial():
    told = ["painful_diabetic_neuropathy"]
    sites = [site("low_back"), site("foot")]
    assert points("lumbar", "01", pain_sites=sites, told_diagnoses=told) == 20


def test_the_first_line_says_that_nothing_predicts_a_block():
    for id_, letters, plain in REGIONS.values():
        line = family(id_, **plain)["points"][0]
        assert line["rule"] == f"PAT-{letters}-01"
        assert "could be considered. No answer or exam finding reliably predicts" in line["because"]
        assert "Multispecialty consensus 2020" in line["source"]


@pytest.mark.parametrize("region", ["lumbar", "cervical"])
@pytest.mark.parametrize(
    ("worse", "expected"),
    [
        (["leaning_back"], 10),
        (["standing"], 10),
        (["twisting"], 10),
        (["leaning_back", "standing", "twisting"], 10),
        (["walking", "sitting"], 0),
        ([], 0),
        (None, 0),
    ],
)
def test_worse_leaning_back_standing_or_twisting(region, worse, expected):
    assert points(region, "02", worse_with=worse) == expected


@pytest.mark.parametrize(
    ("region", "worse", "told", "expected"),
    [
        ("lumbar", ["standing", "leaning_back"], ["lumbar_spinal_stenosis"], 0),
        ("lumbar", ["standing"], ["lumbar_radiculopathy"], 0),
        ("lumbar", ["standing"], ["spinal_stenosis"], 0),
        ("lumbar", ["standing"], ["cervical_radiculopathy"], 10),
        ("lumbar", ["standing"], ["lumbar_disc_herniation"], 10),
        ("lumbar", ["standing"], ["aortic_stenosis"], 10),
        ("lumbar", ["standing", "twisting"], ["lumbar_spinal_stenosis"], 10),
        ("cervical", ["leaning_back"], ["cervical_stenosis"], 0),
        ("cervical", ["leaning_back"], ["cervical_radiculopathy"], 0),
        ("cervical", ["leaning_back"], ["lumbar_spinal_stenosis"], 10),
        ("cervical", ["twisting"], ["cervical_radiculopathy"], 10),
    ],
)
def test_stenosis_or_radiculopathy_of_the_region_silences_standing(region, worse, told, expected):
    assert points(region, "02", worse_with=worse, told_diagnoses=told) == expected


@pytest.mark.parametrize(
    ("region", "worse", "better", "goes_to", "expected"),
    [
        ("lumbar", ["walking", "standing"], ["sitting"], "left_thigh_back", 0),
        ("lumbar", ["walking", "leaning_back"], ["leaning_forward"], "left_thigh_back", 0),
        ("lumbar", ["walking", "standing"], ["sitting"], "shoulder_blade", 10),
        ("lumbar", ["walking", "standing"], ["rest"], "left_thigh_back", 10),
        ("lumbar", ["standing"], ["sitting"], "left_thigh_back", 10),
        ("lumbar", ["walking", "twisting"], ["sitting"], "left_thigh_back", 10),
        ("cervical", ["walking", "standing"], ["sitting"], "left_upper_arm", 10),
    ],
)
def test_walking_pain_eased_by_sitting_silences_standing(region, worse, better, goes_to, expected):
    start = "low_back" if region == "lumbar" else "neck"
    sites = [site(start, goes_to)]
    assert expected == points(region, "02", pain_sites=sites, worse_with=worse, better_with=better)


def missing(**changes):
    found = assessed(**(REGIONS["lumbar"][2] | changes))["missing"]
    return {entry["path"]: entry["could_change"] for entry in found}


def test_what_could_still_silence_standing_is_missing():
    line = "Lumbar medial branch block, then radiofrequency: up to 10 points"
    thigh = {"pain_sites": [site("low_back", "thigh")], "worse_with": ["walking", "standing"]}
    assert line in missing(**thigh, better_with=None)["better_with"]
    assert line in missing(**thigh, told_diagnoses=None)["told_diagnoses"]
    assert "better_with" not in missing(**(thigh | {"worse_with": ["standing"]}), better_with=None)


@pytest.mark.parametrize(("age", "expected"), [(49, 0), (50, 5), (90, 5)])
def test_age_fifty_counts_for_the_back(age, expected):
    assert points("lumbar", "03", age=age) == expected


def test_age_counts_for_nothing_in_the_neck():
    plain = REGIONS["cervical"][2]
    young, old = (family(NECK, **(plain | {"age": age})) for age in (18, 74))
    assert young == old


@pytest.mark.parametrize(
    ("told", "expected"), [(["whiplash"], 5), (["cervical_radiculopathy"], 0), ([], 0), (None, 0)]
)
def test_whiplash_counts_for_the_neck(told, expected):
    assert points("cervical", "03", told_diagnoses=told) == expected


@pytest.mark.parametrize(
    ("region", "told", "expected"),
    [
        ("lumbar", ["lumbar_facet_arthropathy"], 10),
        ("lumbar", ["lumbar_spondylosis"], 10),
        ("lumbar", ["spondylosis"], 10),
        ("lumbar", ["cervical_spondylosis"], 0),
        ("lumbar", ["lumbar_spondylolisthesis"], 0),
        ("lumbar", ["whiplash"], 0),
        ("lumbar", [], 0),
        ("lumbar", None, 0),
        ("cervical", ["cervical_facet_arthropathy"], 10),
        ("cervical", ["cervical_spondylosis"], 10),
        ("cervical", ["facet_arthropathy"], 10),
        ("cervical", ["lumbar_spondylosis"], 0),
        ("cervical", ["lumbosacral_spondylosis"], 0),
        ("cervical", None, 0),
    ],
)
def test_known_facet_arthropathy_or_spondylosis(region, told, expected):
    assert points(region, "04", told_diagnoses=told) == expected


@pytest.mark.parametrize("region", ["lumbar", "cervical"])
@pytest.mark.parametrize(
    ("worse", "expected"), [(["morning_stiffness"], 5), (["sitting"], 0), ([], 0), (None, 0)]
)
def test_morning_stiffness(region, worse, expected):
    assert points(region, "05", worse_with=worse) == expected


def mbb(region, months_ago=9, percent=None, hours=6):
    return earlier(months_ago, percent, hours=hours, kind=f"mbb_{region}")


def rfa(region, months_ago=9, percent=None, months=None):
    return earlier(months_ago, percent, months, kind=f"rfa_{region}")


@pytest.mark.parametrize(("region", "other"), [("lumbar", "cervical"), ("cervical", "lumbar")])
def test_the_most_recent_block_of_the_region_decides(region, other):
    for procedures, expected in (
        ([mbb(region, percent=80)], 15),
        ([mbb(region, percent=79)], 0),
        ([mbb(region, percent=None)], 0),
        ([mbb(region, 2, 80), mbb(region, 4, 20)], 15),
        ([mbb(region, 2, 20), mbb(region, 4, 100)], 0),
        ([mbb(region, 2, 80), mbb(region, None, 80)], 0),
        ([mbb(other, percent=80)], 0),
        ([earlier(9, 90, 2, kind="facet_injection")], 0),
        ([], 0),
        (None, 0),
    ):
        assert points(region, "06", prior_procedures=procedures) == expected, procedures


def block_line(procedures, **changes):
    found = family(BACK, **REGIONS["lumbar"][2], prior_procedures=procedures, **changes)
    return next(line for line in found["points"] if line["rule"] == "PAT-FL-06")


@pytest.mark.parametrize(
    ("procedures", "answer"),
    [
        (
            [mbb("lumbar", 2, 85), mbb("lumbar", 4, 80)],
            "85 % relief; 2 of 80 % or more known, Medicare wants 2",
        ),
        (
            [mbb("lumbar", 2, 79), mbb("lumbar", 4, 80)],
            "79 % relief; 1 of 80 % or more known, Medicare wants 2",
        ),
        (
            [mbb("lumbar", 2), mbb("cervical", 4, 80)],
            "relief not known; 0 of 80 % or more known, Medicare wants 2",
        ),
        (
            [mbb("lumbar", None, 90), mbb("lumbar", 2, 90)],
            "which was the last is not known; 2 of 80 % or more known, Medicare wants 2",
        ),
        ([], "none"),
        (None, "not answered"),
    ],
)
def test_the_block_line_counts_the_blocks_that_reached_eighty(procedures, answer):
    assert block_line(procedures)["answer"] == answer


def test_the_block_line_says_whose_record_it_read():
    blocks = [mbb("lumbar", 2, 85), mbb("lumbar", 4, 80)]
    recorded = block_line(blocks, sources={"prior_procedures[1]": "record"})
    assert recorded["answer"].endswith("Medicare wants 2 (this clinic's record)")


@pytest.mark.parametrize("region", ["lumbar", "cervical"])
def test_the_most_recent_radiofrequency_decides(region):
    for procedures, expected in (
        ([rfa(region, percent=50, months=6)], 20),
        ([rfa(region, percent=50, months=5.95)], 20),
        ([rfa(region, percent=50, months=5.94)], 0),
        ([rfa(region, percent=49, months=12)], 0),
        ([rfa(region, percent=80)], 0),
        ([rfa(region, months=12)], 0),
        ([rfa(region, 2, 20, 1), rfa(region, 20, 80, 12)], 0),
        ([rfa(region, None, 80, 12), rfa(region, 20, 80, 12)], 0),
        ([], 0),
        (None, 0),
    ):
        assert points(region, "07", prior_procedures=procedures) == expected, procedures


@pytest.mark.parametrize(
    ("procedures", "path"),
    [
        ([rfa("lumbar", percent=80)], "prior_procedures[0].relief_months"),
        ([rfa("lumbar", months=12)], "prior_procedures[0].relief_percent"),
        ([mbb("lumbar")], "prior_procedures[0].relief_percent"),
        ([mbb("lumbar", None, 80), mbb("lumbar", 3, 80)], "prior_procedures[0].months_ago"),
        (None, "prior_procedures"),
    ],
)
def test_what_is_not_known_of_an_earlier_procedure_is_missing(procedures, path):
    assert path in missing(prior_procedures=procedures)


@pytest.mark.parametrize("region", ["lumbar", "cervical"])
@pytest.mark.parametrize(
    ("felt", "expected"), [(SIX[:2], 0), (SIX[:3], -10), (SIX[3:], -10), (SIX, -10), ((), 0)]
)
def test_three_nerve_words_of_six_take_ten_away(region, felt, expected):
    words = {key: key in felt for key in SIX}
    told = ["facet_arthropathy"]
    found = points(region, "08", neuropathic_descriptors=words, told_diagnoses=told)
    assert found == expected


def test_nerve_words_not_asked_take_nothing_away():
    assert points("lumbar", "08", neuropathic_descriptors=None) == 0
    assert "neuropathic_descriptors" in missing(neuropathic_descriptors=None)
