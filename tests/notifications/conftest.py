"""Webhooks signed as the carrier signs them; a port where nobody answers."""

import socket
from urllib.parse import urlencode

import pytest
from twilio.request_validator import RequestValidator


@pytest.fixture
def post_signed(client, settings):
    """Post a form to a webhook, signed over our public address."""

    def post(path, form, token=None, **headers):
        form = {"AccountSid": settings.TWILIO_ACCOUNT_SID} | form
        validator = RequestValidator(token or settings.TWILIO_AUTH_TOKEN)
        signature = validator.compute_signature(settings.PUBLIC_URL + path, form)
        return client.post(
            path,
            urlencode(form),
            content_type="application/x-www-form-urlencoded",
            headers={"X-Twilio-Signature": signature} | headers,
        )

    return post


@pytest.fixture
def receipt(post_signed):
    """The carrier's receipt for a message of ours."""

    def post(message, status, sid="SM" + "a" * 32, **form):
        path = f"/webhooks/twilio/receipt/{message.pk}/"
        answer = post_signed(path, {"MessageSid": sid, "MessageStatus": status, **form})
        assert answer.status_code == 204
        message.refresh_from_db()

    return post


@pytest.fixture
def closed_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and never listening: every connection is refused
        yield taken.getsockname()[1]
