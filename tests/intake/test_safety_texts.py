"""What a patient reads when an answer may not wait."""

import pytest
from django.template.loader import render_to_string

from intake.red_flags import find
from intake.safety_texts import LIFELINE, SIGNS, TEXTS, heading, safety
from tests.intake.cases import RULES

CORD = (
    "Numbness between your legs, trouble with bladder or bowels, or weak legs can be an emergency. "
    "Call 911 or go to the nearest emergency room now. Do not drive yourself."
)
FEVER = "Fever with back pain needs to be checked today. Go to an emergency room or call us now."
CALL_TODAY = (
    "Please call us today. If you have new weakness, numbness or trouble with bladder or bowels, "
    "call 911."
)

CALL_988 = (
    "Thank you for telling us. You matter. Call or text 988 (Suicide & Crisis Lifeline) now, "
    "24 hours. If you are in danger, call 911. Someone from our team will call you."
)


def answers(**pages):
    return {key: {key: value} for key, value in pages.items()}


@pytest.mark.parametrize(
    ("flag", "grade", "text"),
    [
        ("cauda_equina_or_cord", "emergency", CORD),
        ("progressive_deficit", "emergency", CORD),
        ("spinal_infection", "urgent", FEVER),
        ("cancer_cord_compression", "urgent", CALL_TODAY),
        ("fracture", "urgent", CALL_TODAY),
        ("suicide_risk", "emergency", CALL_988),
        ("suicide_risk", "urgent", CALL_988),
    ],
)
def test_each_flag_says_the_clinicians_words(flag, grade, text):
    assert str(safety(flag, grade, {}).text) == text


OTHERS = [flag for flag in [*TEXTS, "a_flag_of_later"] if flag != LIFELINE]


@pytest.mark.parametrize("flag", OTHERS)
def test_an_urgent_page_never_says_call_911_now(flag):
    page = safety(flag, "urgent", {})
    assert str(page.heading) == "Call us today. If it gets worse, call 911"
    assert "Call 911 or go" not in str(page.text)


@pytest.mark.parametrize("flag", OTHERS)
def test_an_emergency_says_what_to_do_first(flag):
    page = safety(flag, "emergency", {})
    assert str(page.heading) == "Call 911 now, or go to the nearest emergency room"
    assert "Call 911" in str(page.text) or "emergency room" in str(page.text)
    assert "call us today" not in str(page.text).lower()


@pytest.mark.parametrize("grade", ["emergency", "urgent"])
def test_thoughts_of_suicide_lead_to_988_at_either_grade(grade):
    page = safety(LIFELINE, grade, {})
    assert str(page.heading) == "Call or text 988 now" == str(heading(LIFELINE, grade))
    assert page.lifeline
    assert not any(safety(flag, grade, {}).lifeline for flag in OTHERS)


def test_every_flag_that_shows_a_page_has_its_own_words():
    assert set(TEXTS) == {flag.id for flag in RULES.flags}
    for texts in TEXTS.values():
        assert set(texts) == {"emergency", "urgent"}


def test_every_sign_is_a_question_that_can_raise_its_flag():
    for flag, signs in SIGNS.items():
        for question in signs:
            assert flag in RULES.flag_answers[question]["flags"], (flag, question)


def test_every_answer_that_can_raise_a_page_by_itself_is_a_sign():
    """Else the page could not say what the patient told us, nor lead back to a mistake."""
    history = {"age": 80, "pain_sites": [{"site": "low_back"}], "duration_months": 1}
    for question in RULES.flag_answers:
        found = find({**history, "red_flag_answers": {question: "yes"}}, RULES)
        for flag in found:
            assert question in SIGNS[flag["id"]] or flag["grade"] == "prompt"


def test_the_patient_reads_what_they_told_us_for_this_flag_only():
    given = answers(saddle_numbness="yes", bladder_bowel_change="not_sure", fever_chills="yes")
    told = safety("cauda_equina_or_cord", "emergency", given).told
    assert told == (
        "new numbness between your legs; "
        "maybe new trouble with your bladder or bowels (you were not sure)"
    )


def test_every_flag_with_words_has_its_signs():
    assert set(SIGNS) == set(TEXTS)


@pytest.mark.parametrize(("grade", "calls_911"), [("emergency", True), ("urgent", False)])
def test_the_safety_page_offers_the_calls_and_the_way_on(grade, calls_911):
    flag = safety("cauda_equina_or_cord", grade, answers(saddle_numbness="yes"))
    clinic = {"text_name": "Oak Clinic", "phone": "+15550100199"}
    html = render_to_string("intake/safety.html", {"flag": flag, "clinic": clinic})
    assert ('class="button danger" href="tel:911"' in html) is calls_911
    assert 'href="tel:+15550100199">Call Oak Clinic' in html
    assert "nobody may have seen it yet" in html
    assert 'name="action" value="called"' in html
    assert 'name="action" value="mistake"' in html
    assert "988" not in html


@pytest.mark.parametrize(("grade", "calls_911"), [("emergency", True), ("urgent", False)])
def test_the_page_of_suicide_offers_988_by_call_and_by_text(grade, calls_911):
    flag = safety(LIFELINE, grade, answers(suicide_plan="yes"))
    clinic = {"text_name": "Oak Clinic", "phone": "+15550100199"}
    html = render_to_string("intake/safety.html", {"flag": flag, "clinic": clinic})
    assert 'class="button danger" href="tel:988"' in html
    assert 'href="sms:988"' in html
    assert ('class="button danger" href="tel:911"' in html) is calls_911
    assert 'href="tel:+15550100199">Call Oak Clinic' in html
