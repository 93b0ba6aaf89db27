"""Totals of questionnaires we may not ship are recognised however they are spelled."""

import pytest

from instruments import external
from instruments.library import InstrumentInvalid, load_all


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("ODI", "odi"),
        ("Oswestry Disability Index", "odi"),
        ("ndi", "ndi"),
        ("DN4", "dn4"),
        ("painDETECT", "paindetect"),
        ("PCS", "pcs"),
        ("S-LANSS", "s_lanss"),
        ("s lanss", "s_lanss"),
        ("ID Pain", "id_pain"),
        ("COMM", "comm"),
        ("ORT", "ort"),
        ("ORT-OUD", "ort_oud"),
        ("STarT Back", "start_back"),
        ("PROMIS Pain Interference", "promis_pain_interference"),
        ("promis-29", "promis"),
        ("EQ-5D-5L", "eq_5d"),
        ("PHQ-9", "phq9"),
        ("PHQ-2", "phq2"),
        ("RMDQ", "rmdq"),
    ],
)
def test_a_name_is_known_however_it_is_spelled(said, name):
    assert external.find(said).name == name


@pytest.mark.parametrize("said", ["Fear-Avoidance Beliefs Questionnaire", "", "???", "pain"])
def test_an_unknown_name_is_no_error(said):
    assert external.find(said) is None


@pytest.mark.parametrize(
    ("said", "total", "holds"),
    [
        ("ODI", 0, True),
        ("ODI", 100, True),
        ("ODI", 101, False),
        ("painDETECT", -1, True),
        ("painDETECT", -2, False),
        ("painDETECT", 38, True),
        ("painDETECT", 39, False),
        ("ID Pain", 5, True),
        ("ID Pain", 6, False),
        ("ORT", 26, True),
        ("ORT", 27, False),
        ("PHQ-9", 28, False),
        ("EQ-5D", 0.81, None),
    ],
)
def test_a_total_is_held_to_the_range_where_one_is_known(said, total, holds):
    assert external.find(said).holds(total) is holds


def test_what_may_not_be_shipped_says_why_and_is_not_shipped():
    shipped = {instrument.name for instrument in load_all()}
    for entry in external.not_shipped():
        assert entry.why_not_shipped
        assert entry.name not in shipped


@pytest.mark.parametrize("totals", ["[10]", "[10, 0]"])
def test_a_bad_range_is_refused_in_a_sentence(tmp_path, totals):
    path = tmp_path / "external-v1.toml"
    path.write_text(f'[[instruments]]\nname = "odi"\ntitle = "ODI"\ntotals = {totals}\n')
    with pytest.raises(InstrumentInvalid, match="lowest and the highest total"):
        external.read(path)
