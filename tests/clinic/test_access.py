"""Who may see and do what: role by role, clinic by clinic, denied by default."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse

from clinic.access import clinics_of, covering, find, needs, visible_to
from clinic.models import Patient, Role, StaffRole
from tests import factories

CHART = [Role.FRONT_DESK, Role.NURSE, Role.CLINICIAN, Role.PHYSICIAN]


@pytest.mark.parametrize("needed", list(Role))
@pytest.mark.parametrize("has", list(Role))
def test_a_chart_role_does_what_those_before_it_do_and_no_other_role_does(needed, has):
    in_order = needed in CHART and has in CHART and CHART.index(has) >= CHART.index(needed)
    assert (has in covering(needed)) is (has == needed or in_order)


@pytest.mark.django_db
@pytest.mark.parametrize("has", list(Role))
@pytest.mark.parametrize("needed", list(Role))
def test_patients_are_visible_at_ones_own_clinic_with_the_role_and_nowhere_else(has, needed):
    here, elsewhere = factories.patient(), factories.patient()
    staff = factories.staff(has, here.clinic)
    expected = {here} if has in covering(needed) else set()
    assert set(visible_to(staff, needed)) == expected
    assert elsewhere not in visible_to(staff, needed)


@pytest.mark.django_db
def test_a_role_at_one_clinic_gives_nothing_at_another():
    here, there = factories.patient(), factories.patient()
    staff = factories.staff(Role.PHYSICIAN, here.clinic)
    StaffRole.objects.create(staff=staff, clinic=there.clinic, role=Role.FRONT_DESK)
    assert set(visible_to(staff, Role.FRONT_DESK)) == {here, there}
    assert set(visible_to(staff, Role.NURSE)) == {here}
    assert set(clinics_of(staff)) == {here.clinic, there.clinic}


@pytest.mark.django_db
def test_two_roles_at_one_clinic_show_each_patient_once():
    patient = factories.patient()
    staff = factories.staff(Role.NURSE, patient.clinic)
    StaffRole.objects.create(staff=staff, clinic=patient.clinic, role=Role.PHYSICIAN)
    assert list(visible_to(staff, Role.NURSE)) == [patient]


@pytest.mark.django_db
def test_a_role_taken_away_counts_at_once():
    patient = factories.patient()
    staff = factories.staff(Role.NURSE, patient.clinic)
    staff.roles.all().delete()
    assert not visible_to(staff, Role.NURSE).exists()
    with pytest.raises(Http404):
        find(staff, Role.NURSE, Patient, patient.pk)


@pytest.mark.django_db
def test_outside_ones_clinics_a_row_is_missing_and_inside_without_the_role_forbidden():
    here, elsewhere = factories.patient(), factories.patient()
    nurse = factories.staff(Role.NURSE, here.clinic)
    assert find(nurse, Role.NURSE, Patient, here.pk) == here
    with pytest.raises(PermissionDenied):
        find(nurse, Role.CLINICIAN, Patient, here.pk)
    with pytest.raises(Http404):
        find(nurse, Role.NURSE, Patient, elsewhere.pk)


@needs(Role.CLINICIAN)
def _page(request):
    return HttpResponse("a chart")


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(Role))
def test_a_view_that_needs_a_role_refuses_whoever_has_it_nowhere(rf, role):
    request = rf.get("/")
    request.user = factories.staff(role)
    if role in (Role.CLINICIAN, Role.PHYSICIAN):
        assert _page(request).content == b"a chart"
    else:
        with pytest.raises(PermissionDenied):
            _page(request)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/patients/", "/alerts/", "/candidates/"])
def test_whoever_has_not_signed_in_is_asked_to(client, path):
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")
