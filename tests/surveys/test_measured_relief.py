"""What the check-ins measured stands with the procedure, and outranks memory in the facts."""

from datetime import timedelta

import pytest

from intake import selectors
from intake.candidacy import assess, load_rules
from surveys import release, services
from surveys.models import AnswerChannel, CheckIn
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def procedure():
    patient = make.consenting_patient()
    make.submitted_intake(patient, NOW - timedelta(days=2), nrs_average={"nrs_average": 8})
    return make.procedure(patient)


def tell_average(procedure, step, value):
    """The day comes, and the patient answers by link."""
    check_in = CheckIn.objects.get(follow_up__procedure=procedure, step=step)
    earlier = CheckIn.objects.filter(follow_up=check_in.follow_up_id, due_at__lt=check_in.due_at)
    earlier.filter(state="planned").update(state="answered")
    release.release_due(check_in.due_at)
    check_in.refresh_from_db()
    services.keep_answer(
        check_in, "average", {"average": value}, channel=AnswerChannel.LINK, now=check_in.due_at
    )
    procedure.refresh_from_db()
    return check_in.due_at


def test_each_average_updates_the_procedure(procedure):
    assert procedure.relief_percent is None
    tell_average(procedure, "d7", 3)
    assert (procedure.relief_percent, procedure.relief_months) == (63, 0.2)
    at = tell_average(procedure, "m3", 4)
    assert procedure.relief_percent == 50
    assert procedure.relief_months == pytest.approx(3, abs=0.1)
    assert procedure.relief_as_of == at


def test_the_next_form_reads_it_from_the_record_and_the_line_says_so(procedure):
    at = tell_average(procedure, "m3", 2) + timedelta(days=1)
    again = make.submitted_intake(procedure.patient, at)
    found = selectors.current_facts(again, at)
    assert found["prior_procedures"][0]["relief_percent"] == 75
    assert found["sources"]["prior_procedures[0]"] == "record"
    families = assess(found, load_rules())["families"]
    epidural = next(family for family in families if family["family"] == "esi_lumbar")
    line = next(line for line in epidural["points"] if line["rule"] == "PAT-ESI-06")
    assert line["points"] == 10
    assert line["answer"] == "75 % relief for 3 months (this clinic's record)"


def test_undoing_a_kind_without_a_follow_up_ends_after_its_minute_too():
    patient = make.consenting_patient()
    staff = make.staff("physician", patient.clinic)
    done = make.procedure(patient, staff, kind="trigger_point", levels=[])
    late = NOW + timedelta(minutes=2)
    assert not services.undo_procedure(done, staff, late)
    assert services.undo_procedure(done, staff, NOW + timedelta(seconds=30))
