"""The script of faults: each goes wrong as written, on the request it names, that often."""

import pytest
import requests
from twilio.base.exceptions import TwilioRestException

from simulator.script import Script
from tests.simulator.running import ACCOUNT, PATIENCE, SENDER, TOKEN


@pytest.mark.parametrize(
    ("rule", "status", "code"),
    [
        ({"do": "reject", "code": 21614}, 400, 21614),
        ({"do": "rate_limit"}, 429, 20429),
        ({"do": "server_error"}, 500, 20500),
    ],
)
def test_a_refusing_fault_accepts_nothing_once(carrier, phone, rule, status, code):
    carrier.script({"match": {"to": phone}, **rule})
    with pytest.raises(TwilioRestException) as refused:
        carrier.send(phone)
    assert (refused.value.status, refused.value.code) == (status, code)
    carrier.send(phone)
    record = carrier.record(phone)
    assert len(record["messages"]) == 1
    assert [a["answered"] for a in record["attempts"]] == [status, 201]
    assert [a["fault"] for a in record["attempts"]] == [rule["do"], None]


def test_accept_then_hang_accepts_and_never_answers(carrier, product, phone):
    carrier.script({"match": {"to": phone}, "do": "accept_then_hang"})
    form = {"To": phone, "From": SENDER, "Body": "hi", "StatusCallback": f"{product.url}/receipt"}
    address = f"{carrier.url}/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
    with pytest.raises(requests.ReadTimeout):
        requests.post(address, data=form, auth=(ACCOUNT, TOKEN), timeout=0.2)
    assert product.next()[1]["MessageStatus"] == "sent"
    record = carrier.record(phone)
    assert [text["body"] for text in record["messages"]] == ["hi"]
    attempt = record["attempts"][0]
    assert (attempt["sid"], attempt["answered"]) == (record["messages"][0]["sid"], None)


def test_accept_then_error_accepts_and_says_that_it_failed(carrier, phone):
    carrier.script({"match": {"to": phone}, "do": "accept_then_error"})
    with pytest.raises(TwilioRestException) as failed:
        carrier.send(phone)
    assert failed.value.status == 500
    [text], [attempt] = (carrier.record(phone)[table] for table in ("messages", "attempts"))
    assert (attempt["sid"], attempt["answered"]) == (text["sid"], 500)


@pytest.mark.parametrize(
    ("do", "raised"), [("hang", requests.ReadTimeout), ("drop", requests.ConnectionError)]
)
def test_an_unanswered_request_accepts_nothing(carrier, phone, do, raised):
    carrier.script({"match": {"to": phone}, "do": do})
    form = {"To": phone, "From": SENDER, "Body": "hi"}
    address = f"{carrier.url}/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
    with pytest.raises(raised):
        requests.post(address, data=form, auth=(ACCOUNT, TOKEN), timeout=0.3)
    record = carrier.record(phone)
    assert record["messages"] == []
    assert [attempt["fault"] for attempt in record["attempts"]] == [do]


def test_shuffled_receipts_come_last_first_and_twice(carrier, product, phone):
    carrier.script({"match": {"to": phone}, "do": "shuffled"})
    sent = carrier.send(phone, status_callback=f"{product.url}/receipt")
    statuses = [product.next()[1]["MessageStatus"] for _ in range(4)]
    assert statuses == ["delivered", "sent", "delivered", "sent"]
    assert carrier.client().messages(sent.sid).fetch().status == "delivered"


def test_a_slow_text_is_accepted_before_it_is_answered(carrier, phone):
    carrier.script({"match": {"to": phone}, "do": "slow", "seconds": 0.1})
    assert carrier.send(phone).status == "queued"
    assert carrier.record(phone)["attempts"][0]["fault"] == "slow"


def test_undelivered_comes_as_the_last_receipt_with_its_code(carrier, product, phone):
    carrier.script({"match": {"to": phone}, "do": "undelivered", "code": 30006})
    sent = carrier.send(phone, status_callback=f"{product.url}/receipt")
    product.next()
    _, form, _ = product.next()
    assert (form["MessageStatus"], form["ErrorCode"]) == ("undelivered", "30006")
    fetched = carrier.client().messages(sent.sid).fetch()
    assert (fetched.status, fetched.error_code) == ("undelivered", 30006)


def test_no_receipt_sends_the_text_and_says_nothing(start, product, phone):
    carrier = start("--webhook-base", product.url)
    carrier.script({"match": {}, "do": "no_receipt"})
    carrier.send(phone, status_callback=f"{product.url}/receipt")
    carrier.reply(phone, "4")
    assert product.next()[1]["SmsStatus"] == "received"
    assert carrier.record(phone)["messages"][0]["status"] == "sent"


def test_rules_match_by_count_and_the_first_that_meets_wins():
    script = Script(
        [
            {"match": {"nth": 2}, "do": "reject"},
            {"match": {"to": "+15550100142"}, "do": "slow", "times": 2},
            {"do": "server_error"},
        ]
    )
    met = [script.next("+15550100142") for _ in range(5)]
    assert [rule and rule.do for rule in met] == ["slow", "reject", "slow", "server_error", None]


@pytest.mark.parametrize(
    "rules",
    [{"do": "slow"}, [{"do": "explode"}], [{"match": {"from": "+1"}, "do": "slow"}], [7]],
)
def test_a_bad_script_is_refused_with_a_sentence_and_changes_nothing(carrier, rules):
    answer = requests.post(f"{carrier.url}/script", json=rules, timeout=PATIENCE)
    assert answer.status_code == 400
    assert "rule" in answer.text or "fault" in answer.text
