"""The form itself: every page renders, says what to mend, and keeps what was entered."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.utils.datastructures import MultiValueDict

from intake.pages import CONSENT_VERSION, CONSENT_WORDING, PAGES
from questions.page import applicable
from questions.views import Filling, show_page
from tests.intake.life_answers import FULL as LIFE
from tests.intake.medical_answers import FULL as MEDICAL

NOW = datetime(2026, 2, 10, 14, 0, tzinfo=UTC)
ANSWERS = (
    {
        key: {key: value}
        for key, value in {
            "where": [{"site": "low_back", "side": "right"}, {"site": "neck", "side": "middle"}],
            "spread": ["right_leg_below_knee"],
            "spread_arms": ["none"],
            "duration": {"number": 5, "unit": "months"},
            "worst_area": "limb",
            "saddle_numbness": "no",
            "bladder_bowel_change": "no",
            "bilateral_leg_weakness": "not_sure",
            "progressive_weakness": "no",
            "fever_chills": "no",
            "nrs_now": 6,
            "nrs_average": 7,
            "nrs_worst": 9,
            "nrs_least": 4,
            "peg_pain": 7,
            "peg_enjoyment": 8,
            "peg_general_activity": 7,
            "treatments": [{"type": "physical_therapy", "weeks": 8, "effect": "little"}],
            "blood_thinners": ["apixaban"],
            "goals": ["walk_farther"],
        }.items()
    }
    | {
        "pain_changes": {"worse_with": ["sitting"], "better_with": ["lying_down"]},
        "pain_kind": {
            "descriptors": ["electric_shocks", "tingling"],
            "pain_points": ["one_finger_buttock"],
        },
        "consent": {"texts": True, "answer_by_text": False},
    }
    | MEDICAL
    | LIFE
)
MAY_STAY_EMPTY = {"goals", "consent"}


@pytest.fixture
def filling():
    return Filling(
        PAGES,
        ANSWERS,
        frozenset(),
        lambda page, value, now: None,
        lambda key: f"/p/{key}",
        "/check",
        {"clinic": SimpleNamespace(text_name="Oak Clinic", phone="+15550100199", hours="8 to 5")},
    )


def asked(where, **answers):
    value = [{"site": site, "side": "left"} for site in where]
    given = {"where": {"where": value}} | {key: {key: words} for key, words in answers.items()}
    return {page.key for page in applicable(PAGES, given)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_every_page_shows_one_question_as_its_one_heading_with_nothing_chosen(rf, filling, page):
    others = {key: value for key, value in ANSWERS.items() if key != page.key}
    response = show_page(rf.get("/"), replace(filling, answers=others), page.key, NOW)
    html = response.content.decode()
    assert response.status_code == 200
    assert html.count("<h1>") == 1
    assert f"<title>{page.heading}</title>" in html
    assert " checked" not in html
    assert "style=" not in html
    assert "placeholder" not in html


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_an_empty_page_names_what_to_mend_and_links_to_it(rf, filling, page):
    response = show_page(rf.post("/", {}), filling, page.key, NOW)
    if page.key in MAY_STAY_EMPTY:
        assert response.status_code == 302
        return
    html = response.content.decode()
    assert response.status_code == 422
    targets = re.findall(r'<a href="#([^"]+)">', html)
    assert targets
    assert all(f'id="{target}"' in html for target in targets)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_a_stored_answer_is_shown_and_sent_again_unchanged(rf, filling, page):
    value = ANSWERS[page.key]
    html = show_page(rf.get("/"), filling, page.key, NOW).content.decode()
    sent = page.entries(value)
    for texts in sent.values():
        for text in texts:
            assert f'value="{text}"' in html
    assert page.parse(MultiValueDict(sent)) == (value, {})


def test_the_headings_and_keys_of_all_pages_differ():
    assert len({str(page.heading) for page in PAGES}) == len(PAGES)
    assert len({page.key for page in PAGES}) == len(PAGES)


def test_a_question_is_asked_on_one_page_or_on_the_pages_of_one_loop():
    """The facts find an answer by its question's key."""
    asked_on = {}
    for page in PAGES:
        for question in page.questions:
            asked_on.setdefault(question.key, set()).add(page.key.rsplit("-", 1)[0])
    assert all(len(pages) == 1 for pages in asked_on.values())


def test_a_page_of_one_question_has_its_key():
    assert all(page.questions[0].key == page.key for page in PAGES if len(page.questions) == 1)


def test_spread_is_asked_only_for_places_it_can_come_from():
    assert {"spread", "spread_arms"} & asked(["knee"]) == set()
    assert {"spread", "spread_arms"} & asked(["low_back"]) == {"spread"}
    assert {"spread", "spread_arms"} & asked(["neck", "hip"]) == {"spread", "spread_arms"}


@pytest.mark.parametrize(
    ("where", "answers", "is_asked"),
    [
        (["low_back"], {}, False),
        (["low_back"], {"spread": ["none"]}, False),
        (["low_back"], {"spread": ["left_foot"]}, True),
        (["low_back", "knee"], {}, True),
        (["knee"], {}, False),
        (["neck"], {"spread": ["left_foot"]}, False),
        (["neck"], {"spread_arms": ["left_hand", "not_sure"]}, True),
    ],
)
def test_what_hurts_more_is_asked_only_of_trunk_and_limb(where, answers, is_asked):
    assert ("worst_area" in asked(where, **answers)) is is_asked


@pytest.mark.parametrize(
    ("key", "number", "others", "is_odd"),
    [
        ("nrs_least", 8, {"nrs_average": 7, "nrs_worst": 9}, True),
        ("nrs_least", 7, {"nrs_average": 7, "nrs_worst": 7}, False),
        ("nrs_worst", 5, {"nrs_average": 7}, True),
        ("nrs_average", 7, {}, False),
        ("nrs_average", 3, {"nrs_worst": 9, "nrs_least": 4}, True),
        ("nrs_now", 10, {"nrs_average": 2, "nrs_worst": 3, "nrs_least": 1}, False),
    ],
)
def test_numbers_out_of_order_are_asked_about_and_now_is_free(key, number, others, is_odd):
    page = next(page for page in PAGES if page.key == key)
    answers = {k: {k: n} for k, n in (others | {key: number}).items()}
    assert bool(page.check({key: number}, answers)) is is_odd


def test_peg_keeps_its_published_words():
    heading = {page.key: str(page.heading) for page in PAGES}
    assert heading["peg_enjoyment"] == (
        "What number best describes how, during the past week, pain has interfered with your "
        "enjoyment of life?"
    )


def test_each_permission_shows_the_words_that_the_ledger_keeps(rf, filling):
    html = show_page(rf.get("/"), filling, "consent", NOW).content.decode()
    assert CONSENT_VERSION
    assert set(CONSENT_WORDING) == {"texts", "answer_by_text"}
    assert all(str(words) in html for words in CONSENT_WORDING.values())


def test_the_form_filled_in_page_by_page_ends_at_the_check_page(rf, filling):
    answers = {}
    form = replace(
        filling, answers={}, save=lambda page, value, now: answers.update({page.key: value})
    )
    url = "/p/where"
    while url != "/check":
        key = url.removeprefix("/p/")
        page = next(page for page in PAGES if page.key == key)
        sent = rf.post(url, page.entries(ANSWERS[key]) | {"confirmed": "seen"})
        url = show_page(sent, replace(form, answers=dict(answers)), key, NOW).url
    assert answers == ANSWERS


def test_answering_by_text_without_texts_is_asked_once_more_and_then_stands():
    page = next(page for page in PAGES if page.key == "consent")
    assert page.check({"texts": False, "answer_by_text": True}, {})
    for both in (True, False):
        assert page.check({"texts": True, "answer_by_text": both}, {}) is None
    assert page.check({"texts": False, "answer_by_text": False}, {}) is None
