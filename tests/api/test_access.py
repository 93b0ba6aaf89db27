"""Who may use the API: a token or a session of whoever may see answers, at this moment."""

from datetime import timedelta

import pytest
from django.urls import get_resolver
from knox.models import AuthToken
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from api import tokens
from api.v1 import urls
from clinic.models import AuditEvent, Role, StaffRole
from tests import factories
from tests.api.conftest import Caller
from tests.factories import NOW
from tests.intake.cases import facts

SEES_ANSWERS = {Role.NURSE, Role.CLINICIAN, Role.PHYSICIAN}


@pytest.mark.parametrize("role", Role)
def test_by_session_only_whoever_sees_answers(role, browser):
    answer = browser(factories.staff(role))(facts())
    assert answer.status_code == (200 if role in SEES_ANSWERS else 403)


@pytest.mark.parametrize("role", Role)
def test_by_token_only_whoever_sees_answers(role, client):
    token = tokens.make(staff=factories.staff(role), days=1, now=NOW)
    answer = Caller(client, authorization=f"Bearer {token}")(facts())
    assert answer.status_code == (200 if role in SEES_ANSWERS else 403)


def test_a_stranger_is_asked_to_sign_in(client):
    answer = Caller(client)(facts())
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.json()["errors"]


@pytest.mark.parametrize(
    "said",
    [
        "Bearer", "Bearer ", "Bearer a b", "Bearer wrong", f"Bearer reprieve_{'0' * 64}",
        "Bearer \u00ff\u00fe", f"Bearer {'a' * 5000}", "Basic bmFtZTpzZWNyZXQ=", "Token x",
    ],
)  # fmt: skip
def test_no_other_credential_opens_it(said, client):
    answer = Caller(client, authorization=said)(facts())
    assert answer.status_code == 401
    assert answer.json()["errors"]


def test_a_wrong_token_is_not_forgiven_for_a_session(browser, staff):
    answer = browser(staff)(facts(), authorization=f"Bearer reprieve_{'0' * 64}")
    assert answer.status_code == 401


def test_a_session_needs_its_csrf_token(browser, staff):
    answer = browser(staff, with_token=False)(facts())
    assert answer.status_code == 403
    assert "CSRF" in answer.json()["errors"][0]


def test_no_form_of_another_site_gets_through(browser, staff):
    """What a page elsewhere can post without asking: these types, and no CSRF token."""
    for content_type in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        call = browser(staff, with_token=False)
        assert call(facts(), content_type=content_type).status_code == 415


def test_a_role_taken_away_counts_at_the_next_request(program, staff):
    assert program(facts()).status_code == 200
    StaffRole.objects.filter(staff=staff).update(role=Role.FRONT_DESK)
    assert program(facts()).status_code == 403


@pytest.mark.parametrize("way", ["token", "session"])
def test_whoever_has_left_is_a_stranger(way, program, browser, staff):
    call = program if way == "token" else browser(staff)
    assert call(facts()).status_code == 200
    staff.is_active = False
    staff.save()
    assert call(facts()).status_code == 401


def test_a_token_ends_at_its_time(program):
    assert program(facts()).status_code == 200
    AuthToken.objects.update(expiry=NOW - timedelta(days=5000))
    assert program(facts()).status_code == 401


def test_a_revoked_token_is_worth_nothing(program, staff):
    tokens.revoke(staff=staff, now=NOW)
    assert program(facts()).status_code == 401


def test_only_a_digest_of_a_token_is_kept(token, staff):
    row = AuthToken.objects.get(user=staff)
    secret = token.removeprefix("reprieve_")
    assert len(secret) == 64
    assert secret not in str([field.value_from_object(row) for field in row._meta.fields])
    audited = str(list(AuditEvent.objects.values()))
    assert secret not in audited


def test_a_token_opens_the_api_alone(token, client):
    for address in ("/", "/patients/", "/alerts/"):
        answer = client.get(address, headers={"authorization": f"Bearer {token}"})
        assert answer.status_code == 302
        assert "/accounts/login/" in answer.url


def test_every_view_names_its_role():
    assert urls.urlpatterns
    for pattern in urls.urlpatterns:
        assert pattern.callback.cls.role in Role
    assert not [p for p in get_resolver().url_patterns if "browsable" in str(p)]


def test_a_view_that_names_no_role_is_refused_to_everybody(token):
    class Forgotten(APIView):
        def get(self, request):
            raise AssertionError("reached")

    request = APIRequestFactory().get("/", headers={"authorization": f"Bearer {token}"})
    assert Forgotten.as_view()(request).status_code == 403
