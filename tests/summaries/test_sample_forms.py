"""Samples are facts; the sample clinic answers the form so that the same facts come out."""

import json
from pathlib import Path

import pytest

from intake import facts
from intake.pages import PAGES
from questions.page import applicable
from summaries.sample.forms import answers_of

SAMPLES = Path(__file__).parents[2] / "samples"
USED = ("01-likely-leg-pain", "02-likely-narrow-canal", "03-possible-back-worse")
NEVER_ASKED = {"sex"}


@pytest.mark.parametrize("name", USED)
def test_the_forms_facts_are_the_samples(name):
    sample = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    built = facts.build(answers_of(sample), age=sample["age"])
    for key, value in built.items():
        if key == "red_flag_answers":
            assert value.items() <= sample[key].items()
        elif key == "pain_sites":
            assert [(s["site"], s["side"]) for s in value] == [
                (s["site"], s["side"]) for s in sample[key]
            ]
        elif key not in NEVER_ASKED:
            assert value == sample.get(key), key


@pytest.mark.parametrize("name", [*USED, "07-emergency-cauda-equina"])
def test_every_page_the_form_would_ask_is_answered(name):
    sample = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    answers = answers_of(sample)
    for page in applicable(PAGES, answers):
        assert page.key in answers, page.key
        value, problems = page.parse(_as_sent(page, answers[page.key]))
        assert not problems
        assert _unordered(value) == _unordered(answers[page.key])


def _unordered(value):
    """The same ticks in any order are the same answer."""
    return {k: sorted(map(str, v)) if isinstance(v, list) else v for k, v in value.items()}


def _as_sent(page, value):
    from django.utils.datastructures import MultiValueDict

    return MultiValueDict(page.entries(value))
