"""Callers of the API: a program with a token, a browser with a session."""

import json

import pytest
from django.core.cache import cache
from django.test import Client

from api import tokens
from clinic.models import Role
from tests import factories
from tests.factories import NOW

PREVIEW = "/api/v1/assessments/preview"


class Caller:
    """Posts a body to the preview with some headers."""

    def __init__(self, client, **headers):
        self.client, self.headers = client, headers

    def __call__(self, body, content_type="application/json", **headers):
        raw = body if isinstance(body, bytes | str) else json.dumps(body)
        return self.client.post(
            PREVIEW, raw, content_type=content_type, headers=self.headers | headers
        )


@pytest.fixture(autouse=True)
def _fresh(db):
    cache.clear()


@pytest.fixture
def staff():
    return factories.staff(Role.NURSE)


@pytest.fixture
def token(staff):
    return tokens.make(staff=staff, days=1, now=NOW)


@pytest.fixture
def program(token):
    """A program that acts as a nurse."""
    return Caller(Client(), authorization=f"Bearer {token}")


@pytest.fixture
def browser():
    """A signed-in browser of this person; Django's CSRF check is on, as outside the tests."""

    def sign_in(person, with_token=True):
        client = Client(enforce_csrf_checks=True)
        client.force_login(person)
        client.cookies["csrf"] = "c" * 32
        return Caller(client, **({"x-csrftoken": "c" * 32} if with_token else {}))

    return sign_in
