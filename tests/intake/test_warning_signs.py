"""The red-flag pages in the form: what is asked where, and the alert raised at that Continue."""

import pytest

from intake import services
from intake.pages import PAGES
from intake.safety_texts import told
from notifications.models import Alert
from questions.page import applicable
from tests import factories as make
from tests.intake.life_answers import of as items
from tests.intake.medical_answers import single
from tests.intake.test_pages import asked

BY_PLACE = {"signs_of_vessels", "hot_swollen_joint", "signs_of_head"}


@pytest.mark.parametrize(
    ("where", "spread", "shown"),
    [
        (["low_back"], [], {"signs_of_vessels"}),
        (["abdomen"], [], {"signs_of_vessels"}),
        (["neck"], [], {"signs_of_head"}),
        (["face"], [], {"signs_of_head"}),
        (["buttock"], ["none"], set()),
        (["buttock"], ["left_foot"], {"signs_of_vessels"}),
        (["knee"], [], {"signs_of_vessels", "hot_swollen_joint"}),
        (["shoulder"], [], {"hot_swollen_joint"}),
        (["pelvis"], [], set()),
    ],
)
def test_some_signs_are_asked_only_where_they_bear(where, spread, shown):
    assert asked(where, spread=spread) & BY_PLACE == shown


@pytest.mark.parametrize(
    ("answers", "page", "is_asked"),
    [
        ({}, "weakness", False),
        ({"progressive_weakness": "yes"}, "weakness", True),
        ({"bilateral_leg_weakness": "yes"}, "weakness", True),
        ({"progressive_weakness": "not_sure"}, "weakness", False),
        ({"implants": ["mesh"]}, "pump_alarm_or_missed_refill", False),
        ({"implants": ["pump", "mesh"]}, "pump_alarm_or_missed_refill", True),
        ({"signs_before": ["osteoporosis", "not_sure"]}, "cancers", False),
        ({"signs_before": ["cancer_history"]}, "cancers", True),
        ({"treatments": []}, "very_drowsy_or_slow_breathing", False),
        ({"treatments": [{"type": "opioids"}]}, "very_drowsy_or_slow_breathing", True),
    ],
)
def test_what_hangs_on_an_answer_is_asked_only_after_it(answers, page, is_asked):
    pages = {page.key for page in applicable(PAGES, single(**answers))}
    assert (page in pages) is is_asked


@pytest.mark.parametrize(("name", "is_asked"), [("Percocet 5/325", True), ("ibuprofen", False)])
def test_an_opioid_among_the_medicines_brings_its_questions(name, is_asked):
    answers = single(takes_medicines="yes") | {
        "medicine-1": {"medicine_name": {"words": name, "ticks": []}, "medicine_another": "no"}
    }
    pages = {page.key for page in applicable(PAGES, answers)}
    assert ({"very_drowsy_or_slow_breathing", "opioid_side_effects"} <= pages) is is_asked


@pytest.mark.parametrize(("item_9", "is_asked"), [(None, False), (0, False), (1, True), (3, True)])
def test_a_plan_is_asked_after_any_thought_of_death(item_9, is_asked):
    answers = {"phq9_2": items("phq9", ("self_harm", item_9))}
    assert ("suicide_plan" in {page.key for page in applicable(PAGES, answers)}) is is_asked


def test_red_flags_come_right_after_where_and_since_when():
    keys = [page.key for page in PAGES]
    assert keys[: keys.index("nrs_now")] == [
        "where", "spread", "spread_arms", "duration", "worst_area",
        "saddle_numbness", "bladder_bowel_change", "bilateral_leg_weakness",
        "progressive_weakness", "fever_chills", "signs_now", "signs_before",
        "signs_of_vessels", "hot_swollen_joint", "signs_of_head", "weakness",
    ]  # fmt: skip


def test_the_patient_reads_which_line_of_a_list_it_was():
    answers = {"signs_now": {"signs_now": ["gait_or_hand_clumsiness"]}}
    assert told("cauda_equina_or_cord", answers) == "unsteady walking or clumsy hands"
    unsure = {"signs_of_vessels": {"signs_of_vessels": ["calf_swelling", "not_sure"]}}
    assert told("vascular_or_other", unsure) == (
        "maybe tearing pain or an aneurysm (you were not sure); a painful, swollen calf"
    )


@pytest.mark.django_db
class TestAlerts:
    """Each in a form where Rosa has answered where and since when."""

    @pytest.fixture
    def intake(self):
        made = make.intake(make.patient())
        for page in ("where", "spread", "duration", "worst_area"):
            self.save(made, page, make.ROSA[page])
        return made

    def save(self, intake, page, value):
        return services.save_page(intake=intake, page=page, value=value, now=make.NOW).alerts

    def tick(self, intake, page, *codes):
        return self.save(intake, page, {page: list(codes)})

    @pytest.mark.parametrize(
        ("page", "code", "cause", "grade"),
        [
            ("signs_now", "chest_pain_or_breathless", "vascular_or_other", "emergency"),
            ("signs_now", "gait_or_hand_clumsiness", "cauda_equina_or_cord", "emergency"),
            ("signs_of_vessels", "calf_swelling", "vascular_or_other", "emergency"),
        ],
    )
    def test_a_tick_raises_its_alert_at_once(self, intake, page, code, cause, grade):
        (alert,) = self.tick(intake, page, code)
        assert (alert.cause, alert.grade) == (f"red_flag:{cause}", grade)

    def test_none_of_these_raises_nothing(self, intake):
        for page in ("signs_now", "signs_before", "signs_of_vessels"):
            assert self.tick(intake, page, "none") == ()
        assert not Alert.objects.exists()

    def test_not_sure_of_a_list_counts_one_grade_lower(self, intake):
        raised = self.tick(intake, "signs_now", "not_sure")
        grades = {alert.cause: alert.grade for alert in raised}
        assert grades["red_flag:vascular_or_other"] == "urgent"
        assert "emergency" not in grades.values()

    def test_not_sure_of_what_adds_risk_brings_no_safety_page(self, intake):
        assert self.tick(intake, "signs_before", "not_sure") == ()

    def test_the_same_tick_in_another_line_brings_the_page_back(self, intake):
        self.tick(intake, "signs_now", "chest_pain_or_breathless")
        (again,) = self.tick(intake, "signs_of_vessels", "calf_swelling")
        assert again.cause == "red_flag:vascular_or_other"
        assert Alert.objects.count() == 1
        assert self.tick(intake, "signs_before", "none") == ()

    @pytest.mark.parametrize(("item_9", "grade"), [(1, "urgent"), (2, "emergency")])
    def test_a_thought_of_death_raises_its_alert_at_that_page(self, intake, item_9, grade):
        (alert,) = self.save(intake, "phq9_2", items("phq9", ("self_harm", item_9)))
        assert (alert.cause, alert.grade) == ("red_flag:suicide_risk", grade)

    def test_a_plan_raises_it_to_an_emergency(self, intake):
        self.save(intake, "phq9_2", items("phq9", ("self_harm", 1)))
        (alert,) = self.save(intake, "suicide_plan", {"suicide_plan": "yes"})
        assert alert.grade == "emergency"


@pytest.mark.django_db
def test_by_mistake_leads_back_to_the_list_that_raised_it(client):
    from clinic import clock
    from tests.intake.test_views import answer, open_form, path

    now = clock.now()
    open_form(client, make.invitation(make.consenting_patient(), now=now), now)
    before = list(make.ROSA)[: list(make.ROSA).index("signs_now")]
    for key in before:
        answer(client, key)
    shown = answer(client, "signs_now", {"signs_now": ["chest_pain_or_breathless"]})
    assert "chest pain or trouble breathing" in shown.content.decode()
    again = client.post(path(shown), {"action": "mistake"}, follow=True)
    assert path(again) == "/intake/page/signs_now/"
