"""What stands behind an alert of the form: what was said, what was denied, what was not asked."""

import pytest

from desk import alert_story
from intake import services
from notifications.models import Alert
from tests import factories

PHQ9 = factories.ROSA["phq9_2"]
SELF_HARM = "Thoughts that you would be better off dead"


def story(patient, **changes):
    """The story of the first alert that Rosa's form, so changed, raises."""
    factories.answered_intake(patient, **changes)
    return alert_story.tell(Alert.objects.earliest("raised_at"))


def said(found):
    return {line.lead: line.words for line in found.said}


def test_a_tick_on_a_list_is_said_and_a_list_of_none_is_denied(rosa):
    found = story(rosa, signs_now={"signs_now": ["major_trauma"]})
    assert said(found)["Other warning signs"] == "A bad fall or a crash"
    assert "Other warning signs" not in found.denied
    for denied in ("Fever or chills", "What may add risk", "Tearing pain or a swollen calf"):
        assert denied in found.denied


def test_a_list_of_not_sure_is_said_and_not_denied(rosa):
    found = story(
        rosa,
        saddle_numbness={"saddle_numbness": "yes"},
        signs_of_vessels={"signs_of_vessels": ["not_sure"]},
    )
    assert said(found)["Tearing pain or a swollen calf"] == "I am not sure"


def test_only_signs_that_bear_on_these_places_are_missed(rosa):
    everything = {"saddle_numbness": {"saddle_numbness": "yes"}}
    assert story(rosa, **everything).unasked == 0
    unanswered = {"signs_of_vessels": None, "signs_of_head": None, "phq9_2": None}
    other = factories.patient(rosa.clinic)
    factories.answered_intake(other, **everything, **unanswered)
    assert alert_story.tell(Alert.objects.get(patient=other)).unasked == 2


def test_the_pump_is_asked_of_who_has_one(rosa):
    found = story(
        rosa,
        implants={"implants": ["pump"], "pregnancy": "no"},
        pump_alarm_or_missed_refill={"pump_alarm_or_missed_refill": "yes"},
    )
    assert said(found)["Trouble with the pump"] == "Yes"


def test_drowsiness_with_opioids_is_said(rosa):
    found = story(
        rosa,
        treatments={"treatments": [{"type": "opioids", "weeks": 8, "effect": "little"}]},
        very_drowsy_or_slow_breathing={"very_drowsy_or_slow_breathing": "yes"},
    )
    assert said(found)["Very drowsy or slow breathing"] == "Yes"


def test_thoughts_of_death_and_a_plan_are_said_and_988_was_shown(rosa):
    found = story(
        rosa,
        phq9_2=PHQ9 | {"phq9_self_harm": 2},
        suicide_plan={"suicide_plan": "yes"},
    )
    lines = said(found)
    assert lines["Ending your life"] == "Yes"
    assert next(words for lead, words in lines.items() if lead.startswith(SELF_HARM)) == (
        "More than half the days"
    )
    assert found.told == "Call or text 988 now"


def test_no_thoughts_of_death_are_denied_and_the_other_eight_items_are_not_told(rosa):
    found = story(
        rosa,
        saddle_numbness={"saddle_numbness": "yes"},
        phq9_2=PHQ9 | {"phq9_movement": 3},
    )
    assert any(line.startswith(SELF_HARM) for line in found.denied)
    assert not any("slowly" in lead for lead in said(found))


@pytest.mark.parametrize(("value", "is_kept"), [("no", True), ("yes", False)])
def test_an_answer_taken_back_stays_with_its_note(rosa, value, is_kept):
    intake = factories.answered_intake(rosa, saddle_numbness={"saddle_numbness": "yes"})
    services.save_page(
        intake=intake, page="saddle_numbness", value={"saddle_numbness": value}, now=factories.NOW
    )
    found = alert_story.tell(Alert.objects.get())
    assert ("Yes (changed later)" in [line.words for line in found.said]) is is_kept


def test_a_page_passed_over_by_staff_counts_as_not_asked(rosa):
    intake = factories.answered_intake(rosa, saddle_numbness={"saddle_numbness": "yes"})
    services.save_page(intake=intake, page="fever_chills", value={}, now=factories.NOW)
    found = alert_story.tell(Alert.objects.get())
    assert "Fever or chills" not in found.denied
    assert found.unasked == 1
    assert found.told.startswith("Call 911 now")
