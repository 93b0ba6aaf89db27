"""Every data file loads, is whole in each of its languages, and a bad one is refused by name."""

import re

import pytest

from instruments.definition import ABSENT, NOT_VALIDATED, OWN, PUBLISHED
from instruments.library import DATA, InstrumentInvalid, load, load_all, read
from tests.architecture.source import ROOT

EVERY = pytest.mark.parametrize("instrument", load_all(), ids=lambda found: found.name)
LOINC = re.compile(r"\d{4,5}-\d")


def test_the_shipped_instruments_are_these():
    assert {instrument.name for instrument in load_all()} == set(
        "peg nrs phq9 phq4 gad7 rmdq gcps_r koos_jr hoos_jr widespread_pain audit_c drug_use pgic "
        "neuropathic_words".split()
    )


@EVERY
def test_an_instrument_says_its_source_licence_recall_and_what_is_missing(instrument):
    assert instrument.source
    assert instrument.licence
    assert instrument.recall
    assert instrument.missing.note
    assert "http" not in instrument.source


@EVERY
def test_bands_have_a_source_and_cover_every_total(instrument):
    if instrument.bands:
        assert instrument.bands_source
        assert instrument.bands[0].low == (instrument.totals or (0,))[0]
        assert instrument.bands[-1].low <= (instrument.totals or (0, 10))[1]


@EVERY
def test_each_language_is_whole_or_said_to_be_absent(instrument):
    assert set(instrument.languages) == {"en", "es"}
    for name, language in instrument.languages.items():
        assert language.source
        for item in instrument.items:
            assert (name in item.wording) == (language.status != ABSENT)
            said, english = item.wording.get(name), item.wording["en"]
            if said:
                assert said.text
                assert len(said.choices) == len(english.choices)
                assert bool(said.low) == bool(english.low)
                assert bool(said.high) == bool(english.high)


@EVERY
def test_an_answer_has_a_label_wherever_it_is_not_a_tick_or_a_number(instrument):
    for item in instrument.items:
        said = item.wording["en"]
        plain_number = said.low or item.high > 100
        assert said.choices or plain_number or item.is_tick


@EVERY
def test_a_code_looks_like_one(instrument):
    codes = [instrument.loinc, *(item.loinc for item in instrument.items)]
    assert all(LOINC.fullmatch(code) for code in codes if code)


@EVERY
def test_the_notice_file_names_it_and_carries_the_sentence_it_asks_for(instrument):
    notice = " ".join((ROOT / "NOTICE").read_text().split())
    assert instrument.title in notice
    asked = instrument.languages["en"].notice
    terms = "not for sale or for use in conjunction with commercial purposes"
    assert asked in notice or (instrument.name == "audit_c" and terms in notice)


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("phq9", PUBLISHED),
        ("gad7", PUBLISHED),
        ("phq4", PUBLISHED),
        ("audit_c", PUBLISHED),
        ("drug_use", NOT_VALIDATED),
        ("peg", NOT_VALIDATED),
        ("gcps_r", NOT_VALIDATED),
        ("pgic", NOT_VALIDATED),
        ("rmdq", ABSENT),
        ("koos_jr", ABSENT),
        ("hoos_jr", ABSENT),
    ],
)
def test_spanish_is_called_published_only_where_its_owner_published_it(name, status):
    assert load(name).wording_status("es") == status


def test_our_own_wording_and_a_language_no_file_names_are_not_called_published():
    for name in ("nrs", "widespread_pain", "neuropathic_words"):
        assert load(name).wording_status("en") == load(name).wording_status("es") == OWN
    assert load("phq9").wording_status("fr") == ABSENT


@pytest.mark.parametrize(
    ("name", "key", "language", "text"),
    [
        ("peg", "pain", "en", "What number best describes your pain on average in the past week?"),
        ("phq9", "interest", "es", "Poco interés o placer en hacer cosas"),
        ("gad7", "relaxing", "es", "Ha tenido dificultad para relajarse"),
        (
            "audit_c",
            "six_or_more",
            "es",
            "¿Con qué frecuencia toma 6 o más bebidas alcohólicas en un solo día?",
        ),
        ("koos_jr", "twisting", "en", "Twisting/pivoting on your knee"),
        ("hoos_jr", "sitting", "en", "Sitting"),
    ],
)
def test_it_asks_the_published_words(name, key, language, text):
    assert load(name).by_key[key].wording[language].text == text


@pytest.mark.parametrize("language", ["en", "es"])
def test_phq4_asks_in_the_words_of_its_long_forms(language):
    for item in load("phq4").items:
        long = load("phq9") if item.key in load("phq9").by_key else load("gad7")
        assert item.wording[language] == long.by_key[item.key].wording[language]
    assert load("phq4").languages[language].lead == load("gad7").languages[language].lead


def test_the_graded_pain_scale_asks_the_peg_in_its_own_words():
    graded = load("gcps_r").by_key
    assert all(graded[item.key].wording == item.wording for item in load("peg").items)


def test_the_two_stems_of_phq_and_gad_differ_by_any_of():
    assert "by any of the following" in load("phq9").languages["en"].lead
    assert "by the following" in load("gad7").languages["en"].lead


def test_numbers_still_to_be_confirmed_are_marked():
    assert load("phq9").missing.unverified
    assert load("phq9").change.unverified
    assert not load("phq9").bands_unverified
    assert load("rmdq").bands_unverified
    assert all(cutoff.unverified for cutoff in load("audit_c").cutoffs)


@pytest.mark.parametrize(
    ("name", "old", "new", "wrong"),
    [
        ("peg", 'method = "mean"', 'method = "median"', "method must be one of"),
        ("peg", 'key = "enjoyment"', 'key = "pain"', "different keys"),
        ("peg", "high = 10", "high = 0", "low must be under high"),
        ("peg", 'name = "peg"', 'name = "gep"', "do not match the file's name"),
        ("peg", "decimals = 1", "decimal = 1", "cannot be read"),
        ("rmdq", 'status = "absent"', 'status = "published"', "must have wording in en, es"),
        ("peg", 'status = "not_validated"', 'status = "official"', "status must be one of"),
        ("peg", "[missing]\nnote", "[missing]\nallowed = 1\nnote", "can be prorated"),
        ("peg", "totals = [0, 10]", "", "lowest and the highest"),
        ("phq9", "totals = [0, 27]", "totals = [0, 24]", r"totals must be \[0, 27\]"),
        ("phq9", '"Not at all", ', "", "one choice for each value"),
        ("phq9", 'items = ["interest", "low_mood"]', 'items = ["joy"]', "no item joy"),
        ("phq9", "low = 5\nname", "low = 12\nname", "bands must rise"),
        ("koos_jr", "  100, 91.975,", "  100,", "table must have 29 values"),
        ("koos_jr", 'method = "table"', 'method = "sum"', "goes with the method table"),
        ("rmdq", "low = 0\nhigh = 1\n", "low = 0\nhigh = 2\n", "go from 0 to 1"),
    ],
)
def test_a_bad_file_is_refused_in_a_sentence(tmp_path, name, old, new, wrong):
    good = (DATA / f"{name}-v1.toml").read_text(encoding="utf-8")
    assert old in good
    path = tmp_path / f"{name}-v1.toml"
    path.write_text(good.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InstrumentInvalid, match=wrong):
        read(path)


def test_an_instrument_that_does_not_exist_is_refused_by_name():
    with pytest.raises(InstrumentInvalid, match="odi-v1.toml"):
        load("odi")
