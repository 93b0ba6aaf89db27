"""Samples are facts; the sample clinic answers the form so that the same facts come out."""

import json
from datetime import date
from pathlib import Path

import pytest

from intake import facts
from intake.pages import PAGES
from questions.page import applicable
from summaries.sample.forms import answers_of

SAMPLES = Path(__file__).parents[2] / "samples"
USED = ("01-likely-leg-pain", "02-likely-narrow-canal", "03-possible-back-worse")
# Without a place, a side or a scale the form cannot be sent.
UNSAYABLE = ("13-no-sites", "14-mostly-unanswered")
SAYABLE = sorted({path.stem for path in SAMPLES.glob("*.json")} - set(UNSAYABLE))
NEVER_ASKED = {"sex"}
# To be unsure of it is an answer; a list without a tick is none of it; how often has no way out.
ALWAYS_SAID = {"pregnancy", "rmdq_items", "gcps_items"}


@pytest.mark.parametrize("name", USED)
def test_the_forms_facts_are_the_samples(name):
    sample = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    built = facts.build(answers_of(sample), age=sample["age"], on=date(2026, 2, 10))
    for key, value in built.items():
        if key == "red_flag_answers":
            # A line of a list that the sample does not speak of is not ticked.
            assert all(sample[key].get(sign, "no") == said for sign, said in value.items())
        elif key == "told_diagnoses":  # what the form does not list is kept in own words
            assert set(value) <= set(sample.get(key) or ())
        elif key == "pain_sites":
            assert [(s["site"], s["side"]) for s in value] == [
                (s["site"], s["side"]) for s in sample[key]
            ]
        elif key not in NEVER_ASKED | (ALWAYS_SAID - set(sample)):
            assert _is_part(value, sample.get(key)), key


def _is_part(said, fact):
    """The form asks no more than it needs: a route, or who read a scan, may be left unsaid."""
    match said, fact:
        case list(), list():
            if all(isinstance(word, str) for word in said):
                return sorted(said) == sorted(fact)
            same = len(said) == len(fact)
            return same and all(_is_part(one, other) for one, other in zip(said, fact, strict=True))
        case dict(), dict():
            return all(_is_part(value, fact.get(key)) for key, value in said.items())
    return said == fact


@pytest.mark.parametrize("name", SAYABLE)
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
