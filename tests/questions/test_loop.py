"""Add another: asked one by one, removed without losing what comes after."""

import pytest
from django.http import QueryDict

from questions.loop import entries, loop, numbered, numbered_entries
from questions.page import Question, applicable
from questions.widgets import ShortText

PAGES = loop(
    key="medicine",
    section="Medicines",
    title="Medicine",
    questions=(Question("name", "What is it called?", ShortText(40, required=True)),),
    another="Do you take another medicine?",
    applies=lambda answers: answers.get("any") == {"any": "yes"},
    most=3,
)
TAKES = {"any": {"any": "yes"}}


def page(name, another):
    return {"name": name, "medicine_another": another}


def asked(answers):
    return [each.key for each in applicable(PAGES, answers)]


def test_nothing_is_asked_where_it_does_not_apply():
    assert asked({}) == []
    assert asked({"any": {"any": "no"}, "medicine-1": page("a", "yes")}) == []


def test_each_yes_asks_for_one_more_and_no_ends_it():
    assert asked(TAKES) == ["medicine-1"]
    assert asked(TAKES | {"medicine-1": page("a", "yes")}) == ["medicine-1", "medicine-2"]
    assert asked(TAKES | {"medicine-1": page("a", "no")}) == ["medicine-1"]


def test_no_more_than_the_most_are_asked_and_the_last_does_not_offer_another():
    full = {f"medicine-{n}": page("a", "yes") for n in (1, 2, 3)}
    assert asked(TAKES | full) == ["medicine-1", "medicine-2", "medicine-3"]
    codes = [choice.code for choice in PAGES[-1].questions[-1].widget.choices]
    assert codes == ["no", "remove"]


def test_removing_one_in_the_middle_keeps_the_others():
    answers = TAKES | {
        "medicine-1": page("a", "yes"),
        "medicine-2": page("b", "remove"),
        "medicine-3": page("c", "no"),
    }
    assert [entry["name"] for entry in entries("medicine", answers)] == ["a", "c"]
    assert list(numbered_entries("medicine", answers)) == [1, 3]
    assert asked(answers) == ["medicine-1", "medicine-2", "medicine-3"]


def test_removing_the_last_ends_the_list():
    answers = TAKES | {"medicine-1": page("a", "yes"), "medicine-2": page("b", "remove")}
    assert asked(answers) == ["medicine-1", "medicine-2"]
    assert [entry["name"] for entry in entries("medicine", answers)] == ["a"]


@pytest.mark.parametrize(
    ("sent", "to_mend"),
    [
        ("name=a&medicine_another=no", set()),
        ("medicine_another=no", {"name"}),
        ("medicine_another=remove", set()),
        ("name=a", {"medicine_another"}),
        ("", {"name", "medicine_another"}),
    ],
)
def test_only_an_entry_that_stays_must_be_filled_in(sent, to_mend):
    value, problems = PAGES[0].parse(QueryDict(sent))
    assert set(problems) == to_mend
    assert set(value) == set(QueryDict(sent))


def test_headings_differ():
    assert [str(each.heading) for each in PAGES] == ["Medicine 1", "Medicine 2", "Medicine 3"]


def test_a_number_stands_behind_the_words_or_where_they_say():
    assert str(numbered("Medicine", 2)) == "Medicine 2"
    assert str(numbered("Medicine %(n)s: how often?", 2)) == "Medicine 2: how often?"
