"""The overview's numbers are relief.py's, each against its own question, and gaps are told."""

import pytest

from intake.models import Decision
from summaries.overview import overview
from surveys import release, services
from surveys.relief import Relief
from tests import factories
from tests.summaries.rosa import MADE_AT, answer, at, by_link, by_text, offer, rosa

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient():
    return factories.consenting_patient()


def treated(patient, **scores):
    """A form on February 10 and an epidural on March 3, with these answers changed."""
    factories.submitted_intake(patient, at(2, 10), **scores)
    return factories.procedure(patient, now=at(3, 3, 11), done_at=at(3, 3, 10, 40))


def cells(found, n=0):
    return {cell.step: cell for cell in found.procedures[n].cells}


def test_rosa_in_one_sentence(story):
    found = story.overview
    assert str(found.headline) == (
        "Average pain 6 → 2 (67% less) 6 weeks after the second lumbar epidural, right L4-5; "
        "the patient says 70%. 10 of 11 check-ins answered."
    )


def test_relief_is_computed_by_relief_on_the_average_beside_the_patients_own_percent(story):
    found = story.overview
    first, second = found.procedures
    assert [cell.relief for cell in first.cells] == [
        Relief(7, 3, 60), Relief(7, 2, 70), Relief(7, 3, 50)
    ]  # fmt: skip
    assert [cell.change for cell in first.cells] == ["57%", "71%", "57%"]
    assert [cell.change for cell in second.cells] == ["67%", "67%", ""]
    assert second.cells[2].note == "due Dec 1"
    assert [column.label for column in found.columns] == ["Week 2", "Week 6", "Month 3"]


def test_right_now_is_set_against_right_now_and_never_against_the_average(patient):
    done = treated(patient, nrs_now={"nrs_now": 4}, nrs_average={"nrs_average": 8})
    answer(done, "d1", at(3, 4), **by_text(2))
    answer(done, "w2", at(3, 17), **by_link(2, 60, (3, 3, 3), now=3))
    row = overview(patient, at(3, 18)).procedures[0]
    assert [cell.relief for cell in row.now_cells] == [Relief(4, 2), Relief(4, 3)]
    assert row.cells[0].relief == Relief(8, 2, 60)
    assert row.cells[0].change == "75%"


def test_half_or_better_says_the_days_measured_and_what_came_after(story):
    first, second = story.overview.procedures
    assert (first.held.words, first.held.then) == ("day 14 to 92", "then 6 (14%), day 175")
    assert (second.held.words, second.held.then) == ("day 14 to 42", "latest reading")


@pytest.mark.parametrize(
    ("before", "after", "says", "change", "marks"),
    [
        (0, 3, 20, "worse by 3", ("low baseline",)),
        (0, 0, 0, "not computable", ("low baseline",)),
        (2, 1, 50, "50%", ("low baseline",)),
        (5, 7, 0, "worse by 2", ("reports disagree",)),
        (6, 6, 0, "0%", ()),
        (6, 3, 20, "50%", ("reports disagree",)),
        (6, 3, 21, "50%", ()),
    ],
)
def test_what_cannot_be_trusted_is_marked(patient, before, after, says, change, marks):
    done = treated(patient, nrs_average={"nrs_average": before})
    answer(done, "w2", at(3, 17), **by_link(after, says, (3, 3, 3)))
    cell = cells(overview(patient, at(3, 18)))["w2"]
    assert (cell.change, cell.marks) == (change, marks)


def test_without_a_form_there_is_no_baseline_and_no_percent(patient):
    done = factories.procedure(patient, now=at(3, 3, 11), done_at=at(3, 3, 10, 40))
    answer(done, "w2", at(3, 17), **by_link(3, 60, (3, 3, 3)))
    found = overview(patient, at(3, 18))
    assert cells(found)["w2"].change == "not computable"
    assert found.procedures[0].held.words == "not computable"
    assert "Pain before A: not recorded." in found.not_known
    assert "no baseline to compare with" in found.headline.lead


def test_an_answer_after_the_next_procedure_is_not_counted_for_the_one_before(patient):
    first = treated(patient)
    answer(first, "w2", at(3, 17), **by_link(3, 60, (3, 3, 3)))
    factories.procedure(patient, now=at(4, 1, 11), done_at=at(4, 1, 10, 40))
    answer(first, "w6", at(4, 14), **by_link(1, 90, (1, 1, 1)))
    row = overview(patient, at(4, 15)).procedures[0]
    late = {cell.step: cell for cell in row.cells}["w6"]
    assert (late.relief.value, late.change, late.marks) == (1, "", ("after B",))
    assert row.held.last_day == 14
    assert row.latest.step == "w2"


def test_a_late_answer_is_marked(patient):
    done = treated(patient)
    release.release_due(at(3, 17))
    answer(done, "w2", at(3, 22), **by_link(3, 60, (3, 3, 3)))
    found = overview(patient, at(3, 23))
    assert "late answer" in cells(found)["w2"].marks
    assert [one.is_late for one in found.readings if one.label == "Week 2"] == [True, True]


def test_worse_is_said_as_worse(patient):
    done = treated(patient)
    answer(done, "w2", at(3, 17), **by_link(9, 0, (9, 9, 9)))
    found = overview(patient, at(3, 18))
    assert found.headline.lead == "Average pain 7 → 9 (worse by 2)"
    assert found.procedures[0].held.words == "not reached"
    assert found.procedures[0].held.then == "best 9 (worse by 2), day 14"


def test_the_first_days_are_told_by_right_now(patient):
    done = treated(patient)
    answer(done, "d1", at(3, 4), **by_text(4))
    found = overview(patient, at(3, 4, 12))
    assert str(found.headline) == (
        "Pain right now 6 → 4 (33% less) 1 day after the lumbar epidural, right L4-5. "
        "1 of 1 check-ins answered."
    )
    assert [cell.note for cell in found.procedures[0].cells] == ["due Mar 17"]


def test_silence_is_told_and_never_counted_as_none_reported(patient):
    treated(patient)
    release.release_due(at(3, 4))
    release.release_due(at(3, 5, 11))
    found = overview(patient, at(3, 5, 12))
    assert "Day 1 after A: no answer." in found.not_known
    assert not found.procedures[0].was_asked
    assert [gap.label for gap in found.gaps] == ["Day 1"]
    assert [alert.grade for alert in found.alerts] == ["prompt"]
    assert found.alerts[0].state == "nobody has this"
    assert (found.check_ins_answered, found.check_ins_asked) == (0, 1)


def test_complications_carry_what_became_of_them(story):
    first, second = story.overview.procedures
    assert (first.complications, first.unanswered) == ((), ("Day 3",))
    (headache,) = second.complications
    assert (headache.label, headache.grade, headache.severity) == ("Day 3", "prompt", 1)
    assert headache.outcome == "Handled Sep 6, N. Pretend: gone with rest and fluids"


def test_what_the_form_said_is_read_from_the_frozen_facts(story):
    found = story.overview
    assert found.blood_thinners == ("apixaban",)
    assert [(one.name, one.weeks, one.effect) for one in found.treatments][0] == (
        "physical therapy", 8, "little help"
    )  # fmt: skip
    assert [(one.side, one.place) for one in found.places] == [
        ("Right", "low back"), ("Right", "buttock"), ("Right", "lower leg")
    ]  # fmt: skip
    assert found.goes_to == ("right leg below knee",)
    assert sum(point.points for point in found.flagged.points) == found.flagged.score
    assert (found.flagged.tier, found.flagged.review.by) == ("candidate_likely", "A. Sample")


def test_not_sure_about_blood_thinners_is_not_known(patient):
    factories.submitted_intake(
        patient, at(2, 10), blood_thinners={"blood_thinners": ["not_sure"]}
    )  # fmt: skip
    assert overview(patient, at(2, 11)).blood_thinners is None


def test_a_red_flag_stands_with_its_grade(patient):
    factories.submitted_intake(patient, at(2, 10), saddle_numbness={"saddle_numbness": "yes"})
    found = overview(patient, at(2, 11))
    assert [flag.grade for flag in found.flagged.red_flags] == ["emergency"]
    assert found.flagged.tier == "urgent"
    assert found.alerts[0].grade == "emergency"


def test_a_review_taken_back_no_longer_stands(patient):
    intake = factories.submitted_intake(patient, at(2, 10))
    review = offer(intake, factories.staff(at=patient.clinic), at(2, 12))
    assert overview(patient, at(2, 12)).flagged.review.decision == Decision.OFFER.label
    review.undone_at = at(2, 12)
    review.save()
    assert overview(patient, at(2, 12)).flagged.review is None


def test_a_procedure_entered_in_error_is_gone(patient):
    done = treated(patient)
    assert services.undo_procedure(done, done.operator, at(3, 3, 11))
    found = overview(patient, at(3, 4))
    assert found.procedures == ()
    assert found.coming == ()


def test_the_trail_runs_from_the_newest(story):
    found = story.overview
    times = [event.at for event in found.trail]
    assert times == sorted(times, reverse=True)
    leads = [event.lead for event in found.trail]
    assert leads[-1] == "Pain history sent"
    assert "B. Lumbar epidural, right L4-5" in leads
    assert "Offer: Lumbar epidural, right" in leads
    assert "Day 3 after A: no answer" in leads


def test_a_text_to_read_is_quoted_and_a_number_is_not(story):
    found = story.overview
    assert [(one.text, one.channel) for one in found.quotes] == [
        ("I can walk to the store again.", "by text")
    ]


def test_what_comes_next_is_nearest_first(story):
    coming = story.overview.coming
    assert [(one.label, one.letter, one.by) for one in coming] == [
        ("Month 3", "B", "link"), ("Month 6", "B", "link")
    ]  # fmt: skip


def test_two_patients_do_not_mix():
    patient = rosa()
    other = factories.consenting_patient(at=patient.clinic)
    assert overview(other, MADE_AT).readings == ()
    assert overview(other, MADE_AT).trail == ()


def test_a_longer_story_takes_no_more_queries(django_assert_max_num_queries):
    patient = rosa()
    with django_assert_max_num_queries(12):
        overview(patient, MADE_AT)
