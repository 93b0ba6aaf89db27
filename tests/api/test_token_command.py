"""`manage.py api_token`: shown once, ended at will, on record."""

import io

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from knox.models import AuthToken

from clinic.models import AuditEvent, Role
from tests import factories
from tests.api.conftest import Caller
from tests.intake.cases import facts


def run(*arguments):
    out = io.StringIO()
    call_command("api_token", *arguments, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def test_the_token_is_all_that_is_printed_and_it_works(staff, client):
    printed = run(staff.email)
    assert printed.count("\n") == 1
    answer = Caller(client, authorization=f"Bearer {printed.strip()}")(facts())
    assert answer.status_code == 200


@pytest.mark.parametrize(("given", "days"), [((), 90), (("--days", "7"), 7)])
def test_a_token_has_an_end(given, days, staff):
    run(staff.email, *given)
    row = AuthToken.objects.get(user=staff)
    assert (row.expiry - row.created).days in (days, days - 1)


@pytest.mark.parametrize("days", ["0", "367", "-1", "x", "1.5"])
def test_no_token_lives_for_ever(days, staff):
    with pytest.raises(CommandError, match="must be 1 to 366"):
        run(staff.email, "--days", days)
    assert not AuthToken.objects.exists()


def test_revoking_ends_all_of_one_persons_tokens_and_no_others(staff):
    other = factories.staff(Role.CLINICIAN)
    for email in (staff.email, staff.email, other.email):
        run(email)
    assert run(staff.email, "--revoke") == "2 tokens ended\n"
    assert [row.user for row in AuthToken.objects.all()] == [other]


def test_making_and_revoking_are_on_record(staff):
    run(staff.email)
    run(staff.email, "--revoke")
    events = AuditEvent.objects.filter(system="api_token").order_by("id")
    assert [(event.action, event.object_id) for event in events] == [
        ("api_token.made", staff.pk),
        ("api_token.revoked", staff.pk),
    ]


def test_an_unknown_address_is_a_sentence():
    with pytest.raises(CommandError, match="nobody signs in as eve@elsewhere.example"):
        run("eve@elsewhere.example")


@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.MANAGER, Role.AUDITOR])
def test_whoever_sees_no_answers_gets_no_token(role):
    with pytest.raises(CommandError, match="has no role"):
        run(factories.staff(role).email)


def test_whoever_has_left_gets_no_token_and_can_be_revoked(staff):
    run(staff.email)
    staff.is_active = False
    staff.save()
    with pytest.raises(CommandError, match="has no role"):
        run(staff.email)
    assert run(staff.email, "--revoke") == "1 token ended\n"
