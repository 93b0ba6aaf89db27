"""Who gets which page: signed out, without the role, from another clinic."""

import pytest
from django.urls import reverse

from clinic.models import Role
from desk import urls
from intake import services
from intake.models import Assessment, Decision
from notifications.models import Alert, Scope
from notifications.pauses import pause_sending
from tests import factories

ROLES = [role.value for role in Role]
CHART = ("nurse", "clinician", "physician")
LEAST = {
    "people": "front_desk",
    "add_patient": "front_desk",
    "person": "front_desk",
    "invitation": "front_desk",
    "read_code": "front_desk",
    "skip": "front_desk",
    "kiosk": "front_desk",
    "blank_forms": "front_desk",
    "blank_form": "front_desk",
    "patient_blank_form": "front_desk",
    "entry": "nurse",
    "entry_page": "nurse",
    "entry_check": "nurse",
    "entry_safety": "nurse",
    "patient": "nurse",
    "procedure": "nurse",
    "undo_procedure": "nurse",
    "alerts": "nurse",
    "alert": "nurse",
    "take_alert": "nurse",
    "candidates": "nurse",
    "review": "nurse",
    "what_if": "nurse",
    "corrections": "clinician",
    "summary": "clinician",
    "undo_review": "clinician",
    "pause": "manager",
    "resume": "manager",
}
FOR_ALL = {"home", "sending"}
POSTED = {"read_code", "take_alert", "undo_procedure", "undo_review", "skip", "pause", "resume"}


@pytest.fixture
def addresses(rosa):
    """Every desk address, with ids of Rosa, who is at Oak Clinic."""
    factories.submitted_intake(rosa, saddle_numbness={"saddle_numbness": "yes"})
    assessment = Assessment.objects.get()
    review = services.record_review(
        assessment=assessment,
        staff=factories.staff(Role.CLINICIAN, rosa.clinic),
        decision=Decision.NOT_NOW,
        agrees=True,
        now=factories.NOW,
    )
    ids = {
        "patient_id": rosa.pk,
        "alert_id": Alert.objects.first().pk,
        "assessment_id": assessment.pk,
        "procedure_id": factories.procedure(rosa).pk,
        "review_id": review.pk,
        "clinic_id": rosa.clinic_id,
        "how": "phone",
        "key": "where",
        "language": "en",
        "kind": "html",
        "pause_id": pause_sending(
            scope=Scope.CLINIC, clinic=rosa.clinic, reason="r", now=factories.NOW, staff=None
        ).pk,
    }
    found = {}
    for pattern in urls.urlpatterns:
        wanted = {key: ids[key] for key in pattern.pattern.converters}
        found[pattern.name] = reverse(f"desk:{pattern.name}", kwargs=wanted)
    return found


def _open(client, name, address):
    return client.post(address) if name in POSTED else client.get(address)


def test_every_address_has_a_row_in_the_table():
    assert {pattern.name for pattern in urls.urlpatterns} - FOR_ALL == set(LEAST)


def test_signed_out_every_page_leads_to_the_sign_in(client, addresses):
    for name, address in addresses.items():
        answer = _open(client, name, address)
        assert answer.status_code == 302, name
        assert answer.url.startswith(reverse("account_login")), name


@pytest.mark.parametrize("role", ROLES)
def test_a_page_opens_for_its_least_role_and_above(role, desk, addresses):
    chart = ("front_desk", *CHART)
    client = getattr(desk, role)
    for name, least in LEAST.items():
        is_chart = {role, least} <= set(chart)
        may = chart.index(role) >= chart.index(least) if is_chart else role == least
        status = _open(client, name, addresses[name]).status_code
        assert (status != 403) == may, (name, role, status)
        assert status < 500, name


def test_another_clinics_rows_are_missing(addresses, elsewhere, sign_in):
    strangers = {r: sign_in(r, elsewhere) for r in (Role.PHYSICIAN, Role.MANAGER)}
    for name, address in addresses.items():
        if address.count("-"):  # it carries an id
            stranger = strangers[Role.MANAGER if LEAST[name] == "manager" else Role.PHYSICIAN]
            assert _open(stranger, name, address).status_code == 404, name


def test_a_nurse_reads_a_candidate_but_cannot_sign(desk, addresses):
    assert desk.nurse.get(addresses["review"]).status_code == 200
    assert desk.nurse.post(addresses["review"]).status_code == 403


def test_a_role_taken_away_counts_at_the_next_request(desk, addresses):
    assert desk.nurse.get(addresses["alerts"]).status_code == 200
    desk.nurse.staff.roles.all().delete()
    assert desk.nurse.get(addresses["alerts"]).status_code == 403


@pytest.mark.parametrize(
    ("role", "first_page"),
    [
        ("front_desk", "desk:people"),
        ("nurse", "desk:candidates"),
        ("physician", "desk:candidates"),
    ],
)
def test_each_role_starts_where_its_work_is(role, first_page, desk):
    assert getattr(desk, role).get("/").url == reverse(first_page)


def test_a_manager_and_an_auditor_see_no_patient(desk, rosa):
    for role in ("manager", "auditor"):
        page = getattr(desk, role).get("/").content.decode()
        assert "Your role opens no patient" in page
        assert rosa.last_name not in page


def test_no_address_carries_anything_but_ids():
    known = {"patient_id", "alert_id", "assessment_id", "procedure_id", "review_id"}
    known |= {"pause_id", "clinic_id"}
    known |= {"how", "key", "language", "kind"}  # words of the form, nobody's
    for pattern in urls.urlpatterns:
        assert set(pattern.pattern.converters) <= known
