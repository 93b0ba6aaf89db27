"""The cast: Oak Clinic with a person for each role, and a clinic elsewhere. It is 10:40 am."""

from types import SimpleNamespace

import pytest
from django.test import Client

from clinic import clock
from clinic.models import AuditEvent, Role
from tests import factories


@pytest.fixture(autouse=True)
def at_ten_forty(db, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    clock.move_to(factories.NOW)


@pytest.fixture
def oak():
    return factories.clinic()


@pytest.fixture
def elsewhere():
    return factories.clinic()


@pytest.fixture
def sign_in():
    """A browser of a person with this role at this clinic: `.get`, `.post`, and `.staff`."""

    def start(role, at):
        client = Client()
        client.staff = factories.staff(role, at)
        client.force_login(client.staff)
        return client

    return start


@pytest.fixture
def desk(oak, sign_in):
    """A browser for each role at Oak Clinic."""
    return SimpleNamespace(**{role.value: sign_in(role, oak) for role in Role})


@pytest.fixture
def rosa(oak):
    return factories.consenting_patient(at=oak, first_name="Rosa", last_name="Fictional")


@pytest.fixture
def readings():
    """The patients that the trail names as shown to a person."""

    def of(staff):
        found = AuditEvent.objects.filter(staff=staff, action__startswith="read.")
        return {id_ for event in found for id_ in event.patient_ids}

    return of
