"""A patient who filled the form in before: with a code what lasts is shown, the rest asked anew."""

from datetime import timedelta

import pytest
from django.utils.datastructures import MultiValueDict

from clinic import clock
from intake import returning, selectors, services
from intake.models import Answer, Assessment, Channel, Intake
from intake.pages import PAGES
from tests import factories as make
from tests.intake.test_resume import CODE, answer, code_for, opened, path, words

pytestmark = pytest.mark.django_db
AGAIN = "/intake/again/"
KEYS = {page.key for page in PAGES}
LASTING = {
    page.key
    for page in PAGES
    if page.key in make.ROSA and returning.lasts(page, make.ROSA[page.key])
}


@pytest.fixture
def now():
    return clock.now()


@pytest.fixture
def patient():
    return make.consenting_patient()


@pytest.fixture
def before(patient, now):
    """The form she sent three weeks ago."""
    return make.submitted_intake(patient, now - timedelta(days=21))


@pytest.fixture
def invitation(patient, before, now):
    return make.invitation(patient, now=now)


def with_code(invitation, now):
    phone = opened(invitation, now)
    phone.shown = phone.post(CODE, {"code": code_for(invitation, now)}, follow=True)
    return phone


def draft():
    return Intake.objects.get(state="draft")


def test_the_form_starts_with_what_has_changed_and_shows_no_earlier_answer(invitation, before, now):
    shown = opened(invitation, now).shown
    assert path(shown) == AGAIN
    assert f"You filled this in on {returning.day_of(before)}. What has changed?" in words(shown)
    assert "5 months" not in words(shown)


def test_a_first_form_starts_with_its_first_page(now):
    new = make.invitation(make.consenting_patient(), now=now)
    phone = opened(new, now)
    assert path(phone.shown) == "/intake/page/where/"
    assert path(phone.get(AGAIN, follow=True)) == "/intake/page/where/"


def test_without_a_code_everything_is_asked_anew_and_nothing_is_shown(invitation, now):
    phone = opened(invitation, now)
    shown = phone.get("/intake/page/where/")
    assert " checked" not in words(shown)
    assert "You told us this on" not in words(shown)
    shown = answer(phone, "where", nothing_else="yes")
    assert list(selectors.answers(draft())) == ["where"]
    assert " checked" not in words(shown)


def test_with_a_code_the_page_shows_what_was_told_and_stores_nothing_by_itself(
    invitation, before, now
):
    phone = with_code(invitation, now)
    assert path(phone.shown) == "/intake/page/where/"
    assert f"You told us this on {returning.day_of(before)}" in words(phone.shown)
    assert 'value="low_back-right" ' in words(phone.shown)
    assert words(phone.shown).count(" checked") == 3
    assert not Answer.objects.filter(intake=draft()).exists()


def test_continue_makes_it_todays_answer_of_the_new_form(invitation, before, now):
    phone = with_code(invitation, now)
    answer(phone, "where")
    row = Answer.objects.get(intake=draft(), page="where")
    assert (row.channel, row.carried_from) == (Channel.LINK, None)


def test_nothing_else_has_changed_keeps_what_lasts_and_says_from_where(invitation, before, now):
    phone = with_code(invitation, now)
    shown = answer(
        phone, "where", {"where": [{"site": "low_back", "side": "left"}]}, nothing_else="yes"
    )
    rows = {row.page: row for row in Answer.objects.filter(intake=draft())}
    assert rows["where"].value == {"where": [{"site": "low_back", "side": "left"}]}
    assert rows["where"].channel == Channel.LINK
    kept = set(rows) - {"where"}
    assert {"spread", "treatments", "diagnoses", "goals", "other_care"} <= kept <= LASTING
    for key in kept:
        assert rows[key].value == make.ROSA[key]
        assert (rows[key].channel, rows[key].carried_from) == (Channel.CARRIED, before)
    assert path(shown) == "/intake/page/duration/"


def test_warning_signs_severity_mood_and_blood_thinners_are_asked_anew_with_nothing_chosen(
    invitation, now
):
    phone = with_code(invitation, now)
    shown = answer(phone, "where", nothing_else="yes")
    asked = []
    while "/page/" in path(shown):
        key = path(shown).rstrip("/").rsplit("/", 1)[1]
        asked.append(key)
        assert "You told us this on" not in words(shown)
        assert " checked" not in words(shown)
        shown = answer(phone, key)
        assert len(asked) < len(make.ROSA)
    assert asked == [key for key in make.ROSA if key not in LASTING]
    for key in ("duration", "saddle_numbness", "fever_chills", "nrs_now", "peg_pain", "phq9_2",
                "rmdq", "blood_thinners", "conditions", "consent"):  # fmt: skip
        assert key in asked
    phone.post("/intake/check/")
    assert Assessment.objects.count() == 2


def test_pressed_twice_it_keeps_them_once(invitation, now):
    phone = with_code(invitation, now)
    for _ in range(2):
        answer(phone, "where", nothing_else="yes")
    rows = Answer.objects.filter(intake=draft())
    assert rows.count() == rows.values("page").distinct().count() == len(LASTING)


def test_the_form_before_stays_as_it_was(invitation, before, now):
    was = list(Answer.objects.filter(intake=before).values())
    phone = with_code(invitation, now)
    answer(phone, "where", {"where": [{"site": "neck", "side": "left"}]}, nothing_else="yes")
    assert list(Answer.objects.filter(intake=before).values()) == was


def test_kept_answers_are_hidden_again_from_the_next_phone(invitation, now):
    phone = with_code(invitation, now)
    answer(phone, "where", nothing_else="yes")
    other = opened(invitation, now)
    assert path(other.shown) == "/intake/page/duration/"
    assert "physical" not in words(other.get("/intake/answers/")).lower()
    assert path(other.get("/intake/page/treatments/", follow=True)) == "/intake/page/duration/"


def test_it_is_the_last_form_sent_that_counts_and_no_draft(patient, before, now):
    later = make.submitted_intake(patient, now - timedelta(days=2), goals={"goals": ["sleep"]})
    unsent = services.start_intake(make.invitation(patient, now=now), now)
    assert returning.form_before(unsent) == later
    assert returning.earlier(unsent).answers["goals"] == {"goals": ["sleep"]}


@pytest.mark.parametrize(("said", "lasts"), [("2 years ago", False), ("2019", True)])
def test_so_long_ago_is_asked_anew_and_a_year_is_kept(said, lasts):
    page = next(page for page in PAGES if page.key == "coronary_stent")
    value, problems = page.parse(MultiValueDict({page.key: [said]}))
    assert not problems
    assert returning.lasts(page, value) == lasts


def test_what_its_page_does_not_take_any_more_is_asked_anew(patient, before, now):
    Answer.objects.filter(intake=before, page="goals").update(value={"goals": ["fly"]})
    unsent = services.start_intake(make.invitation(patient, now=now), now)
    assert "goals" not in returning.earlier(unsent).answers
    assert "treatments" in returning.earlier(unsent).answers


def test_every_page_listed_as_lasting_is_there():
    assert returning.LASTING <= KEYS
    for loop in returning.LASTING_LOOPS:
        assert any(key.startswith(loop) for key in KEYS)


def test_no_page_of_warning_signs_severity_function_or_mood_lasts():
    from intake.pages.function import FUNCTION
    from intake.pages.mood import MOOD
    from intake.pages.severity import SEVERITY
    from intake.pages.substances import SUBSTANCES
    from intake.pages.warning_signs import PUMP_SIGNS, SIGNS_BY_PLACE, WARNING_SIGNS
    from intake.pages.weakness import LIMB_SIGNS, WEAKNESS

    anew = (WARNING_SIGNS + SIGNS_BY_PLACE + PUMP_SIGNS + WEAKNESS + LIMB_SIGNS + SEVERITY
            + FUNCTION + MOOD + SUBSTANCES)  # fmt: skip
    assert not {page.key for page in anew} & returning.LASTING
    assert not [page.key for page in anew if page.key.startswith(returning.LASTING_LOOPS)]
