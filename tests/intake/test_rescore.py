"""`manage.py rescore`: what the present rules would move, listed by MRN, kept only when asked."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.forms.models import model_to_dict

from clinic import clock
from clinic.models import AuditEvent
from intake import rescoring, selectors, services
from intake.candidacy import load_rules
from intake.models import Assessment
from notifications.models import Alert
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db
SINCE = "2026-03-01"


@pytest.fixture(autouse=True)
def a_day_later(settings):
    clock.move_to(NOW + timedelta(days=1))


def rescore(*options, since=SINCE):
    out = io.StringIO()
    call_command("rescore", "--since", since, *options, stdout=out)
    return out.getvalue()


def as_older_rules_said(assessment, facts=None, **result):
    """The row as an older version of the rules would have stored it."""
    Assessment.objects.filter(pk=assessment.pk).update(
        rules_version="2025.1",
        facts=facts or assessment.facts,
        result=assessment.result | result,
        tier=result.get("tier", assessment.tier),
    )
    assessment.refresh_from_db()
    return assessment


@pytest.fixture
def moved():
    """A likely candidate whom older rules called possible."""
    stored = Assessment.objects.get(intake=make.submitted_intake(make.patient()))
    return as_older_rules_said(stored, tier="possible")


def line_of(assessment, printed):
    return next(line for line in printed.splitlines() if line.startswith(assessment.patient.mrn))


def test_a_dry_run_lists_the_move_and_writes_nothing(moved):
    frozen, events = model_to_dict(moved), AuditEvent.objects.count()
    line = line_of(moved, rescore("--dry-run"))
    assert f"possible {moved.score} → candidate_likely {moved.score}" in line
    assert "esi_lumbar" in line
    assert f"2025.1 → {load_rules().version}" in line
    assert "would be stored" in line
    moved.refresh_from_db()
    assert (model_to_dict(moved), AuditEvent.objects.count()) == (frozen, events)
    assert Assessment.objects.count() == 1


def test_the_list_names_nobody(moved):
    assert moved.patient.last_name not in rescore("--dry-run")


def test_a_run_stores_a_new_assessment_of_the_same_facts_and_leaves_the_old_one(moved):
    frozen = model_to_dict(moved)
    assert "stored" in line_of(moved, rescore())
    moved.refresh_from_db()
    assert model_to_dict(moved) == frozen
    new = selectors.newest_of(moved.intake)
    assert (new.facts, new.tier, new.rules_version) == (
        moved.facts, "candidate_likely", load_rules().version,
    )  # fmt: skip
    event = AuditEvent.objects.get(action="assessment.rescored")
    assert (event.system, event.object_id) == ("rescore", new.pk)
    assert event.detail == {"rules_before": "2025.1", "rules": load_rules().version}


def test_a_second_run_finds_nothing_to_move(moved):
    rescore()
    assert "1 assessed, 0 move" in rescore()
    assert Assessment.objects.count() == 2


def test_what_does_not_move_is_counted_and_not_listed():
    stored = Assessment.objects.get(intake=make.submitted_intake(make.patient()))
    printed = rescore()
    assert "1 assessed, 0 move" in printed
    assert stored.patient.mrn not in printed
    assert Assessment.objects.count() == 1


def test_a_reviewed_one_is_said_to_be_and_left_alone_unless_asked_for(moved):
    doctor = make.staff("physician", moved.clinic)
    services.record_review(
        assessment=moved, staff=doctor, decision="not_now", agrees=True, now=NOW
    )  # fmt: skip
    assert "reviewed, left alone" in line_of(moved, rescore())
    assert Assessment.objects.count() == 1
    assert "stored" in line_of(moved, rescore("--reviewed"))
    assert moved.reviews.filter(undone_at=None).exists()
    waiting = selectors.candidates(Assessment.objects.all())
    assert list(waiting) == [selectors.newest_of(moved.intake)]


def test_facts_that_fit_the_contract_no_more_are_said_case_by_case(moved):
    as_older_rules_said(moved, facts=moved.facts | {"shoe_size": 42})
    printed = rescore()
    assert "shoe_size: is not a key of the facts" in line_of(moved, printed)
    assert "1  not assessed: facts fit no more" in printed
    assert Assessment.objects.count() == 1


def test_a_new_red_flag_counts_as_a_move_and_raises_its_alert():
    fever = {"fever_chills": {"fever_chills": "yes"}}
    stored = Assessment.objects.get(intake=make.submitted_intake(make.patient(), **fever))
    as_older_rules_said(stored, red_flags=[])
    Alert.objects.all().delete()
    assert "new red flag: urgent spinal_infection" in line_of(stored, rescore("--dry-run"))
    assert not Alert.objects.exists()
    rescore()
    assert Alert.objects.get().cause == "red_flag:spinal_infection"


def test_a_hold_that_is_lifted_is_a_move(moved):
    as_older_rules_said(moved, tier=None, hold="needs_review_implausible", families=[])
    assert "held" in line_of(moved, rescore("--dry-run"))


def test_only_the_patients_newest_assessment_is_looked_at(moved):
    make.submitted_intake(moved.patient, now=NOW + timedelta(hours=1))
    printed = rescore()
    assert "1 assessed, 0 move" in printed


@pytest.mark.parametrize(("since", "assessed"), [("2026-03-03", 1), ("2026-03-04", 0)])
def test_only_those_since_the_day_are_assessed(moved, since, assessed):
    assert f"{assessed} assessed" in rescore("--dry-run", since=since)


def test_a_date_that_is_none_is_refused_with_how_to_write_it():
    with pytest.raises(CommandError, match="yesterday: write the day as 2026-02-10"):
        rescore(since="yesterday")


@pytest.mark.parametrize("batch_size", [1, 2, 5, 6])
def test_each_is_assessed_once_whatever_the_batch(moved, batch_size):
    for _ in range(4):
        make.submitted_intake(make.patient(moved.clinic))
    since = NOW - timedelta(days=1)
    found = rescoring.compare_since(since, load_rules(), batch_size=batch_size)
    seen = [one.assessment.pk for one in found]
    assert sorted(seen) == sorted(Assessment.objects.values_list("pk", flat=True))


def test_every_kind_of_move_is_counted(moved):
    for _ in range(2):
        stored = Assessment.objects.get(intake=make.submitted_intake(make.patient(moved.clinic)))
        as_older_rules_said(stored, tier="not_now")
    printed = rescore("--dry-run")
    assert "3 assessed, 3 move" in printed
    assert "1  possible → candidate_likely" in printed
    assert "2  not_now → candidate_likely" in printed
