"""A new question, from its definition to the fact: one page and one line name it, and the screen,
the check page, the paper form and the facts have it. Nothing else of the product knows it.
"""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string

from intake import facts
from intake.pages import PAGES
from questions.page import Choice, Page, Question, applicable
from questions.paper import blank
from questions.views import Filling, check_rows, first_unanswered, show_check, show_page
from questions.widgets import ManyOf
from tests.factories import ROSA

NOW = datetime(2026, 2, 10, 14, 0, tzinfo=UTC)
CLINIC = SimpleNamespace(
    name="Oak Clinic", text_name="Oak Clinic", phone="+15550100199", hours="weekdays 8 to 5"
)

# The whole of a new question: its page, and the line of its fact.
STAIRS_AT_HOME = Page(
    "stairs_at_home",
    PAGES[-1].section,
    (
        Question(
            "stairs_at_home",
            "Which stairs do you climb at home?",
            ManyOf(
                (
                    Choice("to_the_door", "Up to the door"),
                    Choice("to_bed", "Up to bed"),
                    Choice("not_sure", "Not sure"),
                    Choice("none", "None of these"),
                ),
            ),
            hint="Tick all that you climb.",
            short="Stairs at home",
        ),
    ),
    applies=lambda answers: facts.answer("duration", answers) is not None,
)
FACT = {"stairs_at_home": partial(facts.ticked, "stairs_at_home")}

FORM = (*PAGES, STAIRS_AT_HOME)
FACTS = {**facts.FACTS, **FACT}
KEY = STAIRS_AT_HOME.key
TICKED = {KEY: ["to_the_door", "to_bed"]}


class Draft:
    """One patient's form in memory, as the view fills it in."""

    def __init__(self, rf, answers):
        self.rf, self.answers = rf, dict(answers)

    @property
    def filling(self):
        return Filling(
            pages=FORM,
            answers=dict(self.answers),
            answered_earlier=frozenset(),
            save=self._save,
            page_url=lambda key: f"/form/{key}/",
            check_url="/form/check/",
            context={"clinic": CLINIC},
        )

    def _save(self, page, value, now):
        self.answers[page.key] = value

    def get(self):
        return show_page(self.rf.get("/"), self.filling, KEY, NOW)

    def post(self, ticks):
        return show_page(self.rf.post("/", {KEY: ticks}), self.filling, KEY, NOW)

    @property
    def facts(self):
        asked = {page.key for page in applicable(FORM, self.answers)}
        current = {key: value for key, value in self.answers.items() if key in asked}
        return {key: read(current) for key, read in FACTS.items()}


@pytest.fixture
def draft(rf):
    """Everything but the new question is answered."""
    return Draft(rf, ROSA)


def paper(pages):
    context = {"clinic": CLINIC, "sections": blank(pages)}
    return render_to_string("questions/paper/form.html", context)


def test_the_form_waits_for_the_new_question_and_asks_it(draft):
    assert first_unanswered(draft.filling) is STAIRS_AT_HOME
    assert show_check(draft.rf.get("/"), draft.filling).url == f"/form/{KEY}/"
    html = draft.get().content.decode()
    assert "<h1>Which stairs do you climb at home?</h1>" in html
    assert "Tick all that you climb." in html
    assert html.count(f'name="{KEY}"') == 4


def test_an_answer_is_saved_said_on_the_check_page_and_is_the_fact(draft):
    assert draft.post(TICKED[KEY]).url == "/form/check/"
    assert draft.answers[KEY] == TICKED
    row = check_rows(draft.filling)[-1].rows[-1]
    assert (row.label, row.change_url) == ("Stairs at home", f"/form/{KEY}/")
    assert "Up to the door" in row.said
    assert "Up to bed" in row.said
    html = show_check(draft.rf.get("/"), draft.filling).content.decode()
    assert row.said in html
    assert draft.facts[KEY] == TICKED[KEY]


def test_what_was_saved_is_ticked_when_the_page_is_opened_again(draft):
    draft.post(["to_bed"])
    html = draft.get().content.decode()
    assert html.count(" checked") == 1
    assert 'value="to_bed" checked' in html


@pytest.mark.parametrize(("ticks", "fact"), [(["none"], []), (["not_sure"], None)])
def test_none_is_an_empty_fact_and_not_sure_is_no_fact(draft, ticks, fact):
    draft.post(ticks)
    assert draft.facts[KEY] == fact


@pytest.mark.parametrize("ticks", [[], ["to_the_roof"]])
def test_an_answer_that_is_not_offered_is_asked_again_and_is_no_fact(draft, ticks):
    assert draft.post(ticks).status_code == 422
    assert KEY not in draft.answers
    assert draft.facts[KEY] is None


def test_the_other_facts_do_not_change(draft):
    before = draft.facts
    draft.post(["to_bed"])
    assert {key for key in FACTS if draft.facts[key] != before[key]} == {KEY}


def test_where_it_does_not_apply_it_is_not_asked_and_what_was_said_is_no_fact(rf):
    unasked = {key: value for key, value in ROSA.items() if key != "duration"}
    draft = Draft(rf, unasked | {KEY: TICKED})
    assert draft.get().url != f"/form/{KEY}/"
    assert "Stairs at home" not in [
        row.label for section in check_rows(draft.filling) for row in section.rows
    ]
    assert draft.facts[KEY] is None


def test_the_paper_form_has_it_with_an_empty_box_for_each_answer():
    html = paper(FORM)
    assert "Which stairs do you climb at home?" in html
    block = blank(FORM)[-1].blocks[-1]
    assert block.may_not_apply  # it is asked only where its condition holds
    printed = html[html.index("Which stairs do you climb at home?") :]
    for words in ("Up to the door", "Up to bed", "Not sure", "None of these"):
        assert printed.count(words) == 1
    assert "checked" not in printed


def test_a_change_of_the_definition_changes_what_is_asked_and_printed(draft):
    [question] = STAIRS_AT_HOME.questions
    changed = replace(question, label="Which steps do you climb at home?")
    page = replace(STAIRS_AT_HOME, questions=(changed,))
    pages = (*PAGES, page)
    filling = replace(draft.filling, pages=pages)
    html = show_page(draft.rf.get("/"), filling, KEY, NOW).content.decode()
    printed = paper(pages)
    assert all("Which steps do you climb at home?" in text for text in (html, printed))
    assert not any("Which stairs" in text for text in (html, printed))
