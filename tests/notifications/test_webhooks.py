"""What the carrier posts: small, readable, signed, ours; never a 500, nothing stored otherwise."""

from urllib.parse import urlencode

import pytest
from twilio.request_validator import RequestValidator

from notifications.models import Direction, Message
from tests import factories

pytestmark = pytest.mark.django_db
PATH = "/webhooks/twilio/inbound/"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def form():
    factories.clinic()
    return {"MessageSid": "SM" + "c" * 32, "From": "+15550109994", "Body": "7"}


def stored():
    return Message.objects.filter(direction=Direction.IN).count()


@pytest.mark.parametrize(("token", "status"), [("old", 200), ("older", 403), ("", 403)])
def test_while_the_token_is_changed_both_are_taken(post_signed, form, settings, token, status):
    settings.TWILIO_AUTH_TOKEN_OLD = "old"
    assert post_signed(PATH, form, token=token or "x").status_code == status
    assert stored() == (status == 200)


def test_without_an_old_token_an_empty_one_opens_nothing(client, form, settings):
    signature = RequestValidator("").compute_signature(settings.PUBLIC_URL + PATH, form)
    answer = client.post(
        PATH, urlencode(form), content_type=FORM, headers={"X-Twilio-Signature": signature}
    )
    assert answer.status_code == 403


@pytest.mark.parametrize("account", ["AC" + "1" * 32, ""])
def test_another_accounts_text_is_refused(post_signed, form, account):
    assert post_signed(PATH, form | {"AccountSid": account}).status_code == 403
    assert stored() == 0


def test_a_body_of_a_megabyte_is_refused(post_signed, form):
    assert post_signed(PATH, form | {"Body": "a" * 1_000_000}).status_code == 413
    assert stored() == 0


@pytest.mark.parametrize("body", [b"Body=%ff%fe", b"Body=\xff\xfe", b"Body=%ed%a0%80"])
def test_what_is_not_utf_8_is_refused(client, body):
    assert client.post(PATH, body, content_type=FORM).status_code == 400
    assert stored() == 0


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x", ""])
def test_what_is_not_a_form_is_refused(client, kind):
    assert client.post(PATH, b"{}", content_type=kind).status_code == 400


def test_thousands_of_fields_are_refused(client):
    answer = client.post(PATH, "&".join(f"f{n}=1" for n in range(9_000)), content_type=FORM)
    assert answer.status_code == 413


def test_a_sender_longer_than_a_number_is_kept(post_signed, form):
    assert post_signed(PATH, form | {"From": "messenger:12345678901234567"}).status_code == 200
    assert Message.objects.get(direction=Direction.IN).number == "messenger:123456"


@pytest.mark.parametrize("sid", ["SM" + "c" * 50, "SM/..", ""])
def test_an_id_that_no_carrier_gives_is_refused(post_signed, form, sid):
    assert post_signed(PATH, form | {"MessageSid": sid}).status_code == 400
    assert stored() == 0


def test_a_text_is_stored_with_at_most_5_queries(post_signed, form, django_assert_max_num_queries):
    """BEGIN and COMMIT count, and the sandbox's movable clock."""
    form["From"] = factories.patient().phone
    with django_assert_max_num_queries(5):
        assert post_signed(PATH, form).status_code == 200
    assert stored() == 1


def test_odd_receipts_are_taken(post_signed, form):
    message = Message.objects.create(
        clinic=factories.clinic(), direction="out", kind="planned", number="+15550109994",
        body="b", created_at=factories.NOW, due_at=factories.NOW, state="accepted",
    )  # fmt: skip
    odd = {"MessageSid": "SM1", "MessageStatus": "s" * 300 + "\x00", "ErrorCode": "9" * 30}
    path = f"/webhooks/twilio/receipt/{message.pk}/"
    assert post_signed(path, odd).status_code == 204
    assert message.receipts.get().code == "99999999"
    assert post_signed(path, {"MessageStatus": "\x00", "ErrorCode": "\x00"}).status_code == 204
