"""What one press of Continue costs the database. A number here may fall; before it rises, say why.

Every query counts, BEGIN and COMMIT too; one in each request is the sandbox's movable clock.
"""

from datetime import timedelta

import pytest

from clinic import clock, links
from intake import services
from intake.invitations import INTAKE
from questions import opening
from tests import factories

pytestmark = pytest.mark.django_db
ASKED, NEXT = "/intake/page/nrs_average/", "/intake/page/nrs_worst/"


@pytest.fixture
def phone(client):
    """A phone with Rosa's form open, every page answered but the one after ASKED."""
    now = clock.now()
    intake = factories.answered_intake(factories.patient(), now=now, nrs_worst=None)
    _, address = links.mint(
        patient=intake.patient, purpose=INTAKE, owner_id=intake.invitation_id, now=now,
        expires_at=now + timedelta(days=1),
    )  # fmt: skip
    born = intake.patient.birth_date
    typed = {"birth_month": born.month, "birth_day": born.day, "birth_year": born.year}
    client.post("/k/" + address.rsplit("/", 1)[1], typed)
    client.get("/intake/")
    services.save_page(intake=intake, page="nrs_average", value={"nrs_average": 5}, now=now)
    session = client.session
    soon = clock.real_now() + timedelta(minutes=1)  # the GET comes at once, on a slow machine too
    session[opening.SESSION_KEY] |= {"seen": soon.isoformat(), "earlier": []}
    session.save()
    return client


def test_saving_a_page_takes_at_most_18_queries(phone, django_assert_max_num_queries):
    with django_assert_max_num_queries(18):
        saved = phone.post(ASKED, {"nrs_average": "6"})
    assert (saved.status_code, saved["Location"]) == (302, NEXT)


def test_the_next_page_takes_at_most_6_and_none_writes(phone, django_assert_max_num_queries):
    with django_assert_max_num_queries(6) as asked:
        assert phone.get(NEXT).status_code == 200
    assert {query["sql"].split()[0] for query in asked.captured_queries} == {"SELECT"}
