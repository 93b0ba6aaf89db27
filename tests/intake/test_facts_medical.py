"""The medical history, from answers to facts: none, not sure, removed, and counted to the day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake import facts, facts_contract
from intake.candidacy import assess, load_rules
from intake.pages.health import CONDITIONS
from intake.pages.medicines import ROUTES, UNITS
from tests.intake.medical_answers import (
    ALLERGY,
    FULL,
    FULL_FACTS,
    IMAGING,
    MEDICINE,
    ON,
    PROCEDURE,
    SURGERY,
    gate,
    looped,
    single,
)

WHERE = single(where=[{"site": "low_back", "side": "left"}])
TICKS = [choice.code for choice in CONDITIONS if choice.code not in ("none", "not_sure")]
BOOLEANS = [code for code in TICKS if code not in ("diabetes", "coronary_stent")]
LOOPS = [
    ("medicine", MEDICINE, gate("yes"), "medications"),
    ("allergy", ALLERGY, gate(allergies="yes"), "allergies"),
    ("procedure", PROCEDURE, single(had_before=["procedure"]), "prior_procedures"),
    ("surgery", SURGERY, single(had_before=["surgery"]), "prior_surgery"),
    ("imaging", IMAGING, single(had_before=["imaging"]), "imaging"),
]
NAMED_BY = {
    "medicine": ("medicine_name", lambda word: {"words": word, "ticks": []}, "name"),
    "allergy": ("allergy_agent", lambda word: {"other": word}, "agent"),
    "procedure": ("procedure_kind", lambda word: {"other": word}, "type"),
    "surgery": ("surgery_kind", lambda word: {"other": word}, "type"),
    "imaging": ("imaging_region", lambda word: {"other": word}, "region"),
}


def of(*answers, on=ON):
    """The facts of a low back and these pages, which must be facts of the contract."""
    given_answers = WHERE
    for some in answers:
        given_answers = given_answers | some
    found = facts.build(given_answers, age=46, on=on)
    assert facts_contract.read(found).problems == []
    return found


def medicine(**changes):
    page = MEDICINE | {f"medicine_{key}": value for key, value in changes.items()}
    return gate("yes") | looped("medicine", page)


def only(key, found):
    [entry] = found[key]
    return entry


def test_a_whole_medical_history_becomes_these_facts():
    found = of(FULL)
    assert {key: found[key] for key in FULL_FACTS} == FULL_FACTS


# Lists: none, not known, removed.


@pytest.mark.parametrize(
    ("what", "fact"), [("medicines", "medications"), ("allergies", "allergies")]
)
def test_no_is_an_empty_list_and_not_sure_is_not_known(what, fact):
    assert of(gate(**{what: "no"}))[fact] == []
    assert fact not in of(gate(**{what: "not_sure"}))
    assert fact not in of()


@pytest.mark.parametrize(
    ("what", "fact"),
    [
        ("procedure", "prior_procedures"),
        ("surgery", "prior_surgery"),
        ("imaging", "imaging"),
    ],
)
def test_a_line_not_ticked_is_an_empty_list_unless_not_sure_speaks_for_it(what, fact):
    assert of(single(had_before=["none"]))[fact] == []
    assert of(single(had_before=["planned"]))[fact] == []
    assert fact not in of(single(had_before=["planned", "not_sure"]))
    assert fact not in of(single(had_before=["not_sure"]))


@pytest.mark.parametrize(("key", "page", "first", "fact"), LOOPS)
def test_one_removed_in_the_middle_leaves_the_others_in_order(key, page, first, fact):
    question, value, name = NAMED_BY[key]
    pages = [page | {question: value(word)} for word in ("abc", "def", "ghi")]
    answers = looped(key, *pages)
    answers[f"{key}-2"][f"{key}_another"] = "remove"
    assert [entry[name] for entry in of(first, answers)[fact]] == ["abc", "ghi"]


@pytest.mark.parametrize(("key", "page", "first", "fact"), LOOPS)
def test_where_every_entry_was_removed_the_list_is_not_known(key, page, first, fact):
    answers = looped(key, page)
    answers[f"{key}-1"][f"{key}_another"] = "remove"
    assert fact not in of(first, answers)


@pytest.mark.parametrize(("key", "page", "first", "fact"), LOOPS)
def test_entries_do_not_count_once_the_first_answer_says_there_are_none(key, page, first, fact):
    none = gate() | single(had_before=["none"])
    assert of(first, none, looped(key, page))[fact] == []


# Medicines.


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Tylenol #3", "tylenol_3"),
        ("MS Contin", "ms_contin"),
        ("oxycodone/acetaminophen 5-325", "oxycodone_acetaminophen_5_325"),
        ("Zyzzyvax XR", "zyzzyvax_xr"),
        ("  Ácido fólico ", "ácido_fólico"),
    ],
)
def test_a_name_is_kept_as_it_was_typed_in_lower_snake_case(typed, name):
    found = of(medicine(name={"words": typed, "ticks": []}))
    assert only("medications", found)["name"] == name


@given(typed=st.text(min_size=1, max_size=80))
def test_no_name_is_ever_refused_or_lost(typed):
    entry = only("medications", of(medicine(name={"words": typed, "ticks": []})))
    assert entry["name"]
    assert entry["name"] == entry["name"].lower()


@pytest.mark.parametrize("tick", ["cannot_remember", "brings_bottles"])
def test_a_medicine_without_a_name_leaves_the_list_visibly_not_complete(tick):
    named = MEDICINE | {"medicine_name": {"words": "Lisinopril", "ticks": []}}
    unnamed = MEDICINE | {"medicine_name": {"words": "", "ticks": [tick]}}
    found = of(gate("yes"), looped("medicine", named, unnamed))
    assert [entry["name"] for entry in found["medications"]] == ["lisinopril", "medicine_not_named"]
    assert assess(found, load_rules())["unrecognised"] == [
        "medications[1].name: medicine_not_named"
    ]


@pytest.mark.parametrize(
    ("times", "a_day"),
    [
        ({"number": 3, "unit": "day"}, 3),
        ({"number": 7, "unit": "week"}, 1),
        ({"number": 1, "unit": "week"}, 0.14),
        (None, None),
    ],
)
def test_how_often_is_times_a_day(times, a_day):
    assert only("medications", of(medicine(times=times))).get("times_per_day") == a_day


@pytest.mark.parametrize("unit", [choice.code for choice in UNITS])
def test_the_strength_keeps_its_unit(unit):
    entry = only("medications", of(medicine(strength={"number": 12.5, "unit": unit})))
    assert (entry["dose"], entry["unit"]) == (12.5, unit)


def test_a_strength_left_empty_is_absent():
    entry = only("medications", of(medicine(strength=None)))
    assert {"dose", "unit"}.isdisjoint(entry)


@pytest.mark.parametrize("route", [choice.code for choice in ROUTES])
def test_the_route_is_the_contracts_word_and_absent_when_not_sure(route):
    page = {"medicine_route-1": {"medicine_route-1": route}}
    said = only("medications", of(medicine(), page)).get("route")
    assert said == (None if route == "not_sure" else route)


def test_the_average_of_the_last_days_is_asked_for_and_belongs_to_its_own_medicine():
    often = MEDICINE | {"medicine_when_needed": "no"}
    answers = gate("yes") | looped("medicine", often, MEDICINE, MEDICINE)
    answers["medicine-2"]["medicine_another"] = "remove"
    days = {
        f"medicine_last_days-{n}": {f"medicine_last_days-{n}": {"number": n, "unit": None}}
        for n in (1, 2, 3)
    }
    found = of(answers, days)["medications"]
    assert [entry.get("doses_per_day_last_7_days") for entry in found] == [None, 3]


def test_an_average_that_is_not_known_is_absent():
    unsure = {"medicine_last_days-1": {"medicine_last_days-1": {"not_sure": True}}}
    entry = only("medications", of(medicine(), unsure))
    assert "doses_per_day_last_7_days" not in entry


def test_a_typed_opioid_counts_as_morphine_as_it_is_used():
    days = {"medicine_last_days-1": {"medicine_last_days-1": {"number": 3, "unit": None}}}
    found = assess(of(medicine(name={"words": "Percocet", "ticks": []}), days), load_rules())
    assert found["mme"]["total"] == 67.5  # 15 mg, 3 a day, 1.5 MME a mg (CDC 2022)


# Allergies.


@pytest.mark.parametrize(
    ("agent", "reaction", "entry"),
    [
        ("iodinated_contrast", "mild", {"agent": "iodinated_contrast", "reaction": "mild"}),
        ("latex", "anaphylaxis", {"agent": "latex", "reaction": "anaphylaxis"}),
        ("adhesive", "unknown", {"agent": "adhesive", "reaction": "unknown"}),
        (
            {"other": "Penicillin"},
            {"other": "Hives on my arm"},
            {"agent": "penicillin", "reaction": "Hives on my arm"},
        ),
    ],
)
def test_an_allergy_keeps_its_agent_and_what_happened(agent, reaction, entry):
    page = {"allergy_agent": agent, "allergy_reaction": reaction}
    found = of(gate(allergies="yes"), looped("allergy", page))
    assert only("allergies", found) == entry


@pytest.mark.parametrize(
    ("reaction", "caution"),
    [
        ("mild", "contrast_mild"),
        ("anaphylaxis", "contrast_anaphylaxis"),
        ("unknown", "contrast_anaphylaxis"),
    ],
)
def test_what_happened_with_xray_dye_reaches_its_caution(reaction, caution):
    page = {"allergy_agent": "iodinated_contrast", "allergy_reaction": reaction}
    found = of(gate(allergies="yes"), looped("allergy", page))
    cautions = {entry["id"] for entry in assess(found, load_rules())["cautions"]}
    assert cautions & {"contrast_mild", "contrast_anaphylaxis"} == {caution}


# Before now.


def procedure(**changes):
    page = PROCEDURE | {f"procedure_{key}": value for key, value in changes.items()}
    return single(had_before=["procedure"]) | looped("procedure", page)


@pytest.mark.parametrize(
    ("when", "months"),
    [
        ({"said": "3 months ago", "ago": 3, "unit": "months"}, 3),
        ({"said": "August 2025", "year": 2025, "month": 8}, 5.8),
        ({"said": "2/10/2026", "year": 2026, "month": 2, "day": 10}, 0),
        ({"not_sure": True}, None),
    ],
)
def test_about_when_is_months_before_the_day_of_sending(when, months):
    assert only("prior_procedures", of(procedure(when=when))).get("months_ago") == months


def test_the_day_of_sending_decides_and_without_it_nothing_is_counted():
    when = {"said": "January 2026", "year": 2026, "month": 1}
    early, late, draft = (
        only("prior_procedures", of(procedure(when=when), on=on)).get("months_ago")
        for on in (date(2026, 2, 10), date(2026, 5, 10), None)
    )
    assert (round(late - early, 1), draft) == (3.0, None)


@pytest.mark.parametrize(
    ("lasted", "relief"),
    [
        ({"number": 6, "unit": "hours"}, {"relief_hours": 6}),
        ({"number": 2, "unit": "days"}, {"relief_hours": 48}),
        ({"number": 6, "unit": "weeks"}, {"relief_months": 1.4}),
        ({"number": 4.5, "unit": "months"}, {"relief_months": 4.5}),
        ({"number": None, "unit": "no_relief"}, {"relief_months": 0}),
        ({"number": None, "unit": "still"}, {}),
        ({"number": None, "unit": "not_sure"}, {}),
    ],
)
def test_how_long_relief_lasted_is_in_hours_or_months(lasted, relief):
    entry = only("prior_procedures", of(procedure(lasted=lasted)))
    assert {key: entry[key] for key in ("relief_hours", "relief_months") if key in entry} == relief


@pytest.mark.parametrize(
    ("said", "percent"),
    [
        ({"number": 0, "unit": None}, 0),
        ({"number": 100, "unit": None}, 100),
        ({"not_sure": True}, None),
    ],
)
def test_relief_is_a_percent_and_not_sure_is_absent(said, percent):
    assert only("prior_procedures", of(procedure(relief=said))).get("relief_percent") == percent


def test_a_procedure_or_surgery_of_a_kind_not_known_stays_in_its_list():
    surgery = looped("surgery", SURGERY | {"surgery_kind": "not_sure"})
    found = of(procedure(kind="not_sure"), surgery, single(had_before=["procedure", "surgery"]))
    assert only("prior_procedures", found)["type"] == "procedure_not_known"
    assert only("prior_surgery", found)["type"] == "surgery_not_known"


@pytest.mark.parametrize(
    ("until", "weeks"),
    [
        ({"number": 13, "unit": "weeks"}, 13),
        ({"number": 3, "unit": "months"}, 13),
        ({"not_sure": True}, None),
    ],
)
def test_a_planned_surgery_is_so_many_weeks_away(until, weeks):
    page = {"planned_surgery": {"planned_kind": {"other": "Wrist repair"}, "planned_in": until}}
    found = of(single(had_before=["planned"]), page)["planned_surgery"]
    assert (found["type"], found.get("in_weeks")) == ("wrist_repair", weeks)


def test_a_scan_of_a_kind_or_place_not_known_says_what_is_known():
    page = IMAGING | {"imaging_type": "not_sure", "imaging_region": "not_sure"}
    found = of(single(had_before=["imaging"]), looped("imaging", page))
    assert only("imaging", found) == {"months_ago": 24}


# Health now.


@pytest.mark.parametrize("code", BOOLEANS)
def test_a_condition_is_true_false_or_not_known(code):
    other = "diabetes"
    assert of(single(conditions=[code]))[code] is True
    assert of(single(conditions=[code, "not_sure"]))[code] is True
    assert of(single(conditions=["none"]))[code] is False
    assert of(single(conditions=[other]))[code] is False
    assert code not in of(single(conditions=[other, "not_sure"]))
    assert code not in of(single(conditions=["not_sure"]))
    assert code not in of()


@pytest.mark.parametrize(
    ("ticks", "page", "found"),
    [
        (["none"], {}, {"has": False}),
        (["not_sure"], {}, None),
        (["diabetes"], {}, {"has": True}),
        (
            ["diabetes"],
            {"insulin": "no", "a1c": {"number": 8, "unit": None}},
            {"has": True, "a1c": 8, "insulin": False},
        ),
        (["diabetes"], {"insulin": "not_sure", "a1c": {"not_sure": True}}, {"has": True}),
        (["none"], {"insulin": "yes", "a1c": {"number": 8, "unit": None}}, {"has": False}),
    ],
)
def test_diabetes_with_what_is_known_of_it(ticks, page, found):
    assert of(single(conditions=ticks), {"diabetes": page} if page else {}).get("diabetes") == found


def test_a_stent_is_dated_only_while_it_is_ticked():
    when = single(coronary_stent={"said": "3 months ago", "ago": 3, "unit": "months"})
    assert of(single(conditions=["coronary_stent"]), when)["coronary_stent_months_ago"] == 3
    assert "coronary_stent_months_ago" not in of(single(conditions=["none"]), when)


@pytest.mark.parametrize("fact", ["implants", "pain_points"])
def test_implants_and_points_of_pain_none_is_empty_and_not_sure_is_absent(fact):
    assert of(single(**{fact: ["none"]}))[fact] == []
    assert fact not in of(single(**{fact: ["not_sure"]}))


@pytest.mark.parametrize("said", ["yes", "no", "possible", "not_applicable"])
def test_pregnancy_is_as_it_was_said_and_weeks_count_only_with_yes(said):
    page = {"implants": {"implants": ["none"], "pregnancy": said}}
    found = of(page, single(gestation_weeks={"number": 20, "unit": None}))
    assert found["pregnancy"] == said
    assert found.get("gestation_weeks") == (20 if said == "yes" else None)
