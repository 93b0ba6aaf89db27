"""How long the form is: pages asked of invented patients, and an estimate of the reading time.

The estimate counts each page's words at 130 a minute and 4 seconds a page to answer and to turn
it. Nobody was timed. `pytest -s` prints the table.
"""

import json

import pytest
from django.conf import settings

from intake.pages import PAGES
from questions.page import applicable
from summaries.sample.forms import answers_of
from tests.factories import ROSA

WORDS_A_MINUTE, SECONDS_A_PAGE = 130, 4
MOST_PAGES = 40
SAMPLES = ("03-possible-back-worse", "06-possible-stiff-back", "09-urgent-cancer")


def sample(name):
    """What of a sample patient decides which pages are asked; the rest as Rosa answers."""
    facts = json.loads((settings.BASE_DIR / "samples" / f"{name}.json").read_text("utf-8"))
    kept = ("where", "spread", "spread_arms", "duration", "worst_area", "treatments")
    ticked = [sign for sign, said in (facts.get("red_flag_answers") or {}).items() if said == "yes"]
    values = {page: value for page, value in answers_of(facts).items() if page in kept}
    for page in ("progressive_weakness", "bilateral_leg_weakness"):
        values[page] = {page: "yes" if page in ticked else "no"}
    lines = [sign for sign in ticked if sign == "cancer_history"]
    values |= {"cancers": {"cancers": ["breast_cancer"]}} if lines else {}
    return ROSA | values | {"signs_before": {"signs_before": lines or ["none"]}}


PATIENTS = {"Rosa": ROSA} | {name: sample(name) for name in SAMPLES}


def words(page):
    parts = [page.title, page.hint, page.call_first]
    for question in page.questions:
        parts += [question.label, question.hint]
        for choice in getattr(question.widget, "choices", ()):
            parts += [choice.label, choice.hint]
    return sum(len(str(part).split()) for part in parts)


def minutes(pages):
    reading = sum(map(words, pages)) / WORDS_A_MINUTE
    return reading + len(pages) * SECONDS_A_PAGE / 60


@pytest.mark.parametrize("name", PATIENTS)
def test_the_usual_path_has_at_most_forty_pages(name):
    asked = applicable(PAGES, PATIENTS[name])
    about = minutes(asked)
    print(f"\n{name}: {len(asked)} pages, about {about:.0f} minutes (estimate)")  # noqa: T201
    assert {page.key for page in asked} <= PATIENTS[name].keys()
    assert len(asked) <= MOST_PAGES, [page.key for page in asked]


def test_the_estimate_counts_words_and_pages():
    alone = [page for page in PAGES if page.key == "fever_chills"]
    assert words(alone[0]) == 21
    assert minutes(alone) == pytest.approx(21 / 130 + 4 / 60)
