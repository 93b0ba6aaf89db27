"""Reading out a code: shown once, to be said; named in the trail; so many and no more."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from clinic import clock
from clinic.models import AuditEvent, FreshCode
from intake import code_texts
from tests import factories
from tests.factories import NOW


@pytest.fixture
def url(rosa):
    return reverse("desk:read_code", args=[rosa.pk])


@pytest.fixture
def invitation(rosa):
    return factories.invitation(rosa, now=NOW)


def read_out(client, url):
    """The digits on the page, as they are read."""
    page = client.post(url).content.decode()
    return re.search(r"Read it out: (\d{3} \d{3})<", page).group(1)


def test_the_desk_reads_out_a_code_that_opens_the_patients_form(desk, url, invitation):
    page = desk.front_desk.post(url).content.decode()
    digits = re.search(r"Read it out: (\d{3} \d{3})<", page).group(1)
    assert "Works until 10:50 am, once." in page
    assert code_texts.is_right(invitation, digits.replace(" ", ""), NOW)


def test_the_invitation_page_has_the_button(desk, rosa, url, invitation):
    page = desk.front_desk.get(reverse("desk:invitation", args=[rosa.pk])).content.decode()
    assert f'action="{url}"' in page
    assert "Read out a code" in page


def test_looking_makes_no_code(desk, url, rosa, invitation):
    assert desk.front_desk.get(url).url == reverse("desk:invitation", args=[rosa.pk])
    assert not FreshCode.objects.exists()


@pytest.mark.parametrize("form", ["none", "sent", "ended"])
def test_without_a_form_to_fill_in_there_is_no_code(desk, url, rosa, form):
    if form == "sent":
        factories.submitted_intake(rosa)
    elif form == "ended":
        factories.invitation(rosa, now=NOW - timedelta(days=15))
    assert desk.front_desk.post(url).status_code == 302
    assert not FreshCode.objects.exists()


def test_the_fourth_within_an_hour_is_refused_and_the_next_hour_has_one(desk, url, invitation):
    codes = {read_out(desk.front_desk, url) for _ in range(3)}
    assert len(codes) > 1
    refused = desk.nurse.post(url)
    assert refused.status_code == 429
    assert "No more codes for now" in refused.content.decode()
    clock.move_to(NOW + timedelta(hours=1, minutes=1))
    assert read_out(desk.front_desk, url)


def test_the_trail_names_who_read_it_out_to_whom_and_not_the_digits(
    desk, url, rosa, invitation, readings
):
    digits = read_out(desk.front_desk, url).replace(" ", "")
    event = AuditEvent.objects.get(action="code.read_out")
    assert (event.staff, event.clinic) == (desk.front_desk.staff, rosa.clinic)
    assert event.patient_ids == [str(rosa.pk)]
    assert str(rosa.pk) in readings(desk.front_desk.staff)
    kept = [*AuditEvent.objects.values_list(), *FreshCode.objects.values_list()]
    assert digits not in str([[str(value) for value in row if value] for row in kept])


@pytest.mark.parametrize("role", ["manager", "auditor"])
def test_who_may_not_see_patients_reads_out_nothing(desk, url, invitation, role):
    assert getattr(desk, role).post(url).status_code == 403
    assert not FreshCode.objects.exists()


def test_another_clinic_reads_out_nothing(url, invitation, elsewhere, sign_in):
    assert sign_in("physician", elsewhere).post(url).status_code == 404
    assert not FreshCode.objects.exists()
