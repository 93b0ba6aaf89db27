"""What a patient reads when an answer may not wait."""

import pytest
from django.template.loader import render_to_string

from intake.safety_texts import SIGNS, TEXTS, safety

CORD = (
    "Numbness between your legs, trouble with bladder or bowels, or weak legs can be an emergency. "
    "Call 911 or go to the nearest emergency room now. Do not drive yourself."
)
FEVER = "Fever with back pain needs to be checked today. Go to an emergency room or call us now."
CALL_TODAY = (
    "Please call us today. If you have new weakness, numbness or trouble with bladder or bowels, "
    "call 911."
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
    ],
)
def test_each_flag_says_the_clinicians_words(flag, grade, text):
    assert str(safety(flag, grade, {}).text) == text


@pytest.mark.parametrize("flag", [*TEXTS, "a_flag_of_later"])
def test_an_urgent_page_never_says_call_911_now(flag):
    page = safety(flag, "urgent", {})
    assert str(page.heading) == "Call us today. If it gets worse, call 911"
    assert "Call 911 or go" not in str(page.text)


@pytest.mark.parametrize("flag", [*TEXTS, "a_flag_of_later"])
def test_an_emergency_says_what_to_do_first(flag):
    page = safety(flag, "emergency", {})
    assert str(page.heading) == "Call 911 now, or go to the nearest emergency room"
    assert "call us today" not in str(page.text).lower()


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
