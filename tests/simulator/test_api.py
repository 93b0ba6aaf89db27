"""What Twilio's own client sees of the carrier: create, fetch, list, refusals."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import requests
from twilio.base.exceptions import TwilioException, TwilioRestException

from simulator.segments import measure
from tests.simulator.running import ACCOUNT, SENDER, SERVICE


def test_twilios_client_creates_a_text_and_fetches_it_again(carrier, phone):
    before = datetime.now(UTC).replace(microsecond=0)
    sent = carrier.send(phone, "Oak Clinic: {hello}", validity_period=600)
    assert (sent.status, sent.direction, sent.num_segments) == ("queued", "outbound-api", "1")
    assert re.fullmatch("SM[0-9a-f]{32}", sent.sid)
    assert before <= sent.date_created <= datetime.now(UTC)
    fetched = carrier.client().messages(sent.sid).fetch()
    assert (fetched.to, fetched.from_, fetched.body) == (phone, SENDER, "Oak Clinic: {hello}")
    assert fetched.uri == f"/2010-04-01/Accounts/{ACCOUNT}/Messages/{sent.sid}.json"


def test_a_text_of_a_messaging_service_is_accepted_without_a_sender_yet(carrier, phone):
    sent = carrier.send(phone, messaging_service_sid=SERVICE)
    assert (sent.status, sent.from_, sent.messaging_service_sid) == ("accepted", None, SERVICE)


def test_list_pages_through_all_texts_of_a_number_newest_first(carrier, phone):
    sids = [carrier.send(phone, f"number {n}").sid for n in range(5)]
    listed = carrier.client().messages.list(to=phone, page_size=2)
    assert [message.sid for message in listed] == sids[::-1]


def test_list_filters_by_sender_and_by_time(carrier, phone):
    carrier.send(phone)
    messages, now = carrier.client().messages, datetime.now(UTC)
    minute, day = timedelta(minutes=1), timedelta(days=1)
    assert len(messages.list(to=phone, from_=SENDER)) == 1
    assert len(messages.list(to=phone, date_sent_after=now - minute)) == 1
    assert len(messages.list(to=phone, date_sent_before=now + minute)) == 1
    assert messages.list(to=phone, from_="+15550100199") == []
    assert messages.list(to=phone, date_sent_after=now + minute) == []
    assert messages.list(to=phone, date_sent_before=(now - day).date()) == []


def test_list_refuses_a_date_it_cannot_read(carrier):
    with pytest.raises(TwilioException, match="HTTP 400"):
        carrier.client().messages.list(date_sent="yesterday")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"To": ""}, 21604),
        ({"From": ""}, 21603),
        ({"Body": ""}, 21602),
        ({"To": "555-0142"}, 21211),
        ({"Body": "x" * 1601}, 21617),
        ({"StatusCallback": "ftp://oak.example/"}, 21609),
    ],
)
def test_a_text_twilio_would_refuse_is_refused_with_its_code(carrier, phone, changed, code):
    form = {"To": phone, "From": SENDER, "Body": "hello", **changed}
    address = f"{carrier.url}/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
    answer = requests.post(address, data=form, auth=(ACCOUNT, "a-token-for-tests"), timeout=10)
    assert answer.status_code == 400
    assert answer.json()["code"] == code
    assert answer.json()["more_info"].endswith(str(code))
    assert set(answer.json()) == {"code", "message", "more_info", "status"}


def test_a_wrong_token_is_not_let_in_and_the_attempt_is_recorded(carrier, phone):
    with pytest.raises(TwilioRestException) as refused:
        carrier.client(token="wrong").messages.create(to=phone, from_=SENDER, body="hello")
    assert (refused.value.status, refused.value.code) == (401, 20003)
    assert carrier.record(phone)["messages"] == []


def test_an_unknown_text_is_not_found(carrier):
    with pytest.raises(TwilioRestException) as refused:
        carrier.client().messages("SM" + "f" * 32).fetch()
    assert (refused.value.status, refused.value.code) == (404, 20404)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("a" * 160, (1, 160)),
        ("a" * 161, (2, 161)),
        ("a" * 306, (2, 306)),
        ("a" * 307, (3, 307)),
        ("€" * 80, (1, 160)),
        ("a" * 152 + "€" + "a" * 152, (3, 306)),  # the euro does not fit the first segment
        ("¿Dolor? ñ é ü", (1, 13)),
        ("á" * 70, (1, 70)),  # á is not in GSM-7, é is
        ("á" * 71, (2, 71)),
        ("🙂" * 35, (1, 70)),
        ("a" * 133 + "🙂", (3, 135)),
    ],
)
def test_segments_are_counted_as_the_network_counts_them(body, expected):
    assert measure(body) == expected
