"""Many check-ins due at once: each in its own transaction, what it needs read for all at once."""

import pytest

from notifications.models import Message
from surveys import release
from surveys.models import CheckIn
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def due():
    """Three patients' first questions, due at once; the third has not agreed to answer by text."""
    clinic = factories.clinic()
    texts_only = factories.patient(at=clinic)
    factories.consent(texts_only)
    two = [factories.consenting_patient(at=clinic) for _ in range(2)]
    for patient in (*two, texts_only):
        factories.procedure(patient)
    return CheckIn.objects.filter(step="d1").order_by("id")


def test_each_is_asked_as_its_own_patient_agreed(due, django_assert_max_num_queries):
    """Four queries for all and nine for each, BEGIN, COMMIT and the text's savepoint included."""
    with django_assert_max_num_queries(4 + 3 * 9):
        release.release_due(due.first().due_at)
    asked = list(due.values_list("state", "awaiting"))
    assert asked == [("open", "now"), ("open", "now"), ("open", "link")]
    assert Message.objects.filter(purpose="check_in").count() == 3
