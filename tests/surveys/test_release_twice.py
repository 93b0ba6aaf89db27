"""Two schedules at work at once: each check-in is asked once, and none ends by it."""

import pytest
from django.db.models.signals import post_save

from notifications.models import Message
from surveys import release
from surveys.models import CheckIn, CheckInState
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_the_first_question(request):
    """Calls back once, when the first question is queued: another schedule runs just then."""

    def interrupt(act):
        def once(sender, instance, **_):
            if instance.expects_reply:
                post_save.disconnect(once, Message)
                act()

        post_save.connect(once, Message)
        request.addfinalizer(lambda: post_save.disconnect(once, Message))

    return interrupt


def test_a_check_in_that_another_schedule_opened_meanwhile_stays_open(at_the_first_question):
    clinic = factories.clinic()
    for _ in range(3):
        factories.procedure(factories.consenting_patient(at=clinic))
    first_day = CheckIn.objects.filter(step="d1")
    due = first_day.first().due_at
    at_the_first_question(lambda: release.release_due(due))
    release.release_due(due)
    assert [check_in.state for check_in in first_day] == [CheckInState.OPEN] * 3
    assert Message.objects.filter(expects_reply=True).count() == 3
