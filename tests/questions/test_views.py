"""The one view: shows any page, takes it, says what to mend, goes back and goes on."""

from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from questions.page import Choice, Page, Question
from questions.views import Filling, check_rows, show_check, show_page
from questions.widgets import ManyOf, OneOf, Percent, Scale, ShortText, Tick

NOW = datetime(2026, 2, 10, 14, 0, tzinfo=UTC)
YES_NO = OneOf((Choice("yes", "Yes"), Choice("no", "No")))


def page(key, widget=YES_NO, label="", **more):
    return Page(key, "Section", (Question(key, label or f"Ask {key}?", widget),), **more)


def seldom_below_half(value, answers):
    return "That is low. Change it, or continue." if value["second"] < 5 else None


PAGES = (
    page("first"),
    page("second", Scale("None", "All"), check=seldom_below_half),
    page("extra", applies=lambda answers: answers.get("first", {}).get("first") == "yes"),
    page("note", ShortText(60), label="Anything else?"),
    Page(
        "consent",
        "Permissions",
        (
            Question("texts", "May we text you?", Tick("Yes, text me"), hint="It is free."),
            Question("reply", "May you answer?", Tick("Yes, I answer")),
        ),
        title="Texts",
    ),
)
ALL = {
    "first": {"first": "no"},
    "second": {"second": 7},
    "note": {"note": ""},
    "consent": {"texts": True, "reply": False},
}


@pytest.fixture
def saved():
    return []


@pytest.fixture
def filling(saved):
    def save(page, value, now):
        saved.append((page.key, value, now))

    clinic = SimpleNamespace(text_name="Oak Clinic", phone="+15550100199", hours="weekdays 8 to 5")
    return Filling(
        PAGES, {}, frozenset(), save, lambda key: f"/p/{key}", "/check", {"clinic": clinic}
    )


def get(rf, filling, key):
    return show_page(rf.get(f"/p/{key}"), filling, key, NOW)


def post(rf, filling, key, **data):
    return show_page(rf.post(f"/p/{key}", data), filling, key, NOW)


def test_a_good_answer_is_saved_once_and_leads_to_the_next_page(rf, filling, saved):
    response = post(rf, filling, "first", first="no")
    assert saved == [("first", {"first": "no"}, NOW)]
    assert (response.status_code, response.url) == (302, "/p/second")


def test_an_answer_that_makes_a_page_necessary_leads_to_it(rf, filling):
    changed = replace(filling, answers=ALL)
    assert post(rf, changed, "first", first="yes").url == "/p/extra"


def test_a_change_that_needs_nothing_new_returns_to_the_check_page(rf, filling):
    assert post(rf, replace(filling, answers=ALL), "note", note="My knee").url == "/check"


def test_save_may_send_the_patient_to_a_safety_page(rf, filling):
    stopped = replace(filling, save=lambda page, value, now: "/safety")
    assert post(rf, stopped, "first", first="yes").url == "/safety"


def test_a_problem_saves_nothing_and_its_summary_links_to_the_field(rf, filling, saved):
    response = post(rf, filling, "first")
    html = response.content.decode()
    assert response.status_code == 422
    assert saved == []
    assert "<title>Error: Ask first?</title>" in html
    assert '<a href="#first-yes">Choose one answer</a>' in html
    assert 'id="first-yes"' in html


def test_what_was_entered_is_kept_beside_the_problem_and_escaped(rf, filling):
    hostile = '"><script>alert(1)</script>' * 3
    response = post(rf, filling, "note", note=hostile)
    html = response.content.decode()
    assert response.status_code == 422
    assert "<script>" not in html
    assert "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_a_stored_answer_is_shown_again_and_nothing_else_is_preselected(rf, filling):
    assert b"checked" not in get(rf, filling, "second").content
    html = get(rf, replace(filling, answers=ALL), "second").content.decode()
    assert html.count("checked") == 1
    assert 'value="7" checked' in html


def test_an_odd_answer_is_asked_again_once_and_then_stands(rf, filling, saved):
    asked_again = post(rf, filling, "second", second="3")
    html = asked_again.content.decode()
    assert asked_again.status_code == 422
    assert "Please check" in html
    assert 'href="#second-question"' in html
    assert 'id="second-question"' in html
    assert saved == []
    post(rf, filling, "second", second="3", confirmed='{"second": 3}')
    assert saved == [("second", {"second": 3}, NOW)]


def test_another_odd_answer_is_asked_about_anew(rf, filling, saved):
    response = post(rf, filling, "second", second="2", confirmed='{"second": 3}')
    assert response.status_code == 422
    assert saved == []


@pytest.mark.parametrize("key", ["nonsense", "extra", "first"])
def test_a_page_that_is_unknown_not_asked_or_answered_earlier_is_not_reachable(
    rf, filling, saved, key
):
    reopened = replace(
        filling, answers={"first": {"first": "no"}}, answered_earlier=frozenset({"first"})
    )
    assert get(rf, reopened, key).url == "/p/second"
    assert post(rf, reopened, key, first="yes", extra="yes").url == "/p/second"
    assert saved == []


def test_back_goes_to_the_page_before_and_stops_where_the_form_was_opened(rf, filling):
    begun = replace(filling, answers={key: ALL[key] for key in ("first", "second")})
    assert 'class="back" href="/p/second"' in get(rf, begun, "note").content.decode()
    reopened = replace(begun, answered_earlier=frozenset({"first", "second"}))
    assert 'class="back"' not in get(rf, reopened, "note").content.decode()


def test_the_check_page_says_each_answer_and_leads_to_it(filling):
    sections = check_rows(replace(filling, answers=ALL))
    rows = [(row.label, row.said, row.change_url) for section in sections for row in section.rows]
    assert [section.title for section in sections] == ["Section", "Permissions"]
    assert rows == [
        ("Ask first?", "No", "/p/first"),
        ("Ask second?", "7 of 10", "/p/second"),
        ("Anything else?", "Not provided", "/p/note"),
        ("May we text you?", "Yes", "/p/consent"),
        ("May you answer?", "No", "/p/consent"),
    ]


def test_an_earlier_answer_is_neither_said_nor_changed_on_the_check_page(rf, filling):
    reopened = replace(filling, answers=ALL, answered_earlier=frozenset({"second"}))
    html = show_check(rf.get("/check"), reopened).content.decode()
    assert "Answered earlier" in html
    assert "7 of 10" not in html
    assert "/p/second" not in html


def test_the_check_page_waits_for_every_answer(rf, filling):
    begun = replace(filling, answers={"first": ALL["first"]})
    assert show_check(rf.get("/check"), begun).url == "/p/second"


def test_two_permissions_on_a_page_are_two_unticked_boxes_under_one_heading(rf, filling):
    html = get(rf, filling, "consent").content.decode()
    assert html.count('type="checkbox"') == 2
    assert html.count("<h1>") == 1
    assert "checked" not in html
    assert post(rf, filling, "consent").status_code == 302


@pytest.mark.parametrize(
    ("widget", "sent"),
    [(Percent(), "lots"), (ShortText(3), "too long")],
    ids=["percent", "short text"],
)
def test_a_typed_answer_that_cannot_be_taken_is_kept_in_its_field(rf, filling, widget, sent):
    typed = replace(filling, pages=(page("typed", widget),))
    html = post(rf, typed, "typed", typed=sent).content.decode()
    assert f'value="{sent}"' in html
    assert '<label for="typed">' in html
    assert 'href="#typed"' in html


def test_a_line_to_call_first_stands_above_the_question_with_its_link(rf, filling):
    listed = ManyOf((Choice("fever", "Fever"), Choice("none", "None of these")))
    danger = replace(filling, pages=(page("list", listed, call_first="Hard to breathe?"),))
    html = get(rf, danger, "list").content.decode()
    assert html.index("Call 911 now") < html.index("<h1>")


def test_every_page_carries_the_clinic_its_phone_and_911(rf, filling):
    html = get(rf, filling, "first").content.decode()
    assert "Oak Clinic" in html
    assert '<a href="tel:+15550100199">555-010-0199</a>' in html
    assert '<a href="tel:911">911</a>' in html
