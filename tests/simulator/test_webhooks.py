"""Receipts and replies as the product gets them: signed, in order, and kept when it does not."""

import sqlite3

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.request_validator import RequestValidator

from tests.simulator.running import ACCOUNT, SENDER, SERVICE, TOKEN

INBOUND = "/webhooks/twilio/inbound/"


def test_receipts_come_signed_and_in_order(carrier, product, phone):
    url = f"{product.url}/receipts/42/?clinic=oak%20park"
    sent = carrier.send(phone, status_callback=url)
    received = [product.next(), product.next()]
    for (_, form, signature), status in zip(received, ["sent", "delivered"], strict=True):
        assert RequestValidator(TOKEN).validate(url, form, signature)
        assert form == {
            "MessageSid": sent.sid,
            "SmsSid": sent.sid,
            "MessageStatus": status,
            "SmsStatus": status,
            "To": phone,
            "From": SENDER,
            "AccountSid": ACCOUNT,
            "ApiVersion": "2010-04-01",
        }
    assert carrier.client().messages(sent.sid).fetch().status == "delivered"


def test_a_receipt_that_is_not_taken_is_sent_again(carrier, product, phone):
    product.answers = [500, 503, 200]
    carrier.send(phone, status_callback=f"{product.url}/receipt")
    statuses = [product.next()[1]["MessageStatus"] for _ in range(4)]
    assert statuses == ["sent", "sent", "sent", "delivered"]


def test_a_product_that_is_away_loses_receipts_but_not_the_text(start, product, phone):
    carrier = start("--webhook-base", product.url)
    sent = carrier.send(phone, status_callback="http://127.0.0.1:1/receipt")
    carrier.reply(phone, "7")  # comes after the receipts of the text before it
    assert carrier.client().messages(sent.sid).fetch().status == "delivered"
    lost = [hook for hook in carrier.record(phone)["webhooks"] if hook["sid"] == sent.sid]
    assert [(hook["tries"], hook["answered"]) for hook in lost] == [(4, None), (4, None)]


def test_a_reply_is_brought_signed_to_the_inbound_webhook(start, product, phone):
    carrier = start("--webhook-base", product.url)
    carrier.send(phone, messaging_service_sid=SERVICE)
    answer = carrier.reply(phone, "about a 4 ¿sí?")
    path, form, signature = product.next()
    assert path == INBOUND
    assert RequestValidator(TOKEN).validate(product.url + INBOUND, form, signature)
    assert answer == {"sid": form["MessageSid"], "webhook_status": 200}
    assert (form["From"], form["To"], form["Body"]) == (phone, SENDER, "about a 4 ¿sí?")
    assert (form["NumMedia"], form["NumSegments"]) == ("0", "1")
    assert form["MessagingServiceSid"] == SERVICE
    fetched = carrier.client().messages(answer["sid"]).fetch()
    assert (fetched.direction, fetched.status) == ("inbound", "received")


def test_a_reply_does_not_overtake_the_receipts_of_the_text_it_answers(start, product, phone):
    carrier = start("--webhook-base", product.url)
    product.answers = [500]  # makes the first receipt come twice
    carrier.send(phone, status_callback=f"{product.url}/receipt")
    carrier.reply(phone, "4")
    assert [product.next()[1]["SmsStatus"] for _ in range(4)] == [
        "sent",
        "sent",
        "delivered",
        "received",
    ]


def test_a_reply_nobody_takes_is_kept_and_the_phone_says_so(start, phone):
    carrier = start("--webhook-base", "http://127.0.0.1:1")
    assert carrier.reply(phone, "8")["webhook_status"] is None
    assert [text["body"] for text in carrier.record(phone)["messages"]] == ["8"]
    assert "not taken by the clinic" in carrier.page(f"/phones/{phone}")


@pytest.mark.parametrize("word", ["STOP", " stop ", "OptOut"])
def test_after_stop_texts_are_refused_until_start(start, product, phone, word):
    carrier = start("--webhook-base", product.url)
    carrier.send(phone)
    carrier.reply(phone, word)
    assert product.next()[1]["Body"] == word
    with pytest.raises(TwilioRestException) as refused:
        carrier.send(phone)
    assert (refused.value.status, refused.value.code) == (400, 21610)
    carrier.reply(phone, "Start")
    assert carrier.send(phone).status == "queued"


def test_stop_inside_a_sentence_stops_nothing(carrier, phone):
    carrier.reply(phone, "stop please")
    assert carrier.send(phone).status == "queued"


def test_the_record_survives_a_restart(start, product, phone):
    first = start()
    sent = first.send(phone, status_callback=f"{product.url}/receipt")
    product.next(), product.next()
    first.reply(phone, "STOP")
    first.stop()
    second = start()
    assert second.client().messages(sent.sid).fetch().status == "delivered"
    assert "Oak Clinic: Hello." in second.page()
    with pytest.raises(TwilioRestException):
        second.send(phone)


def test_a_text_accepted_just_before_the_carrier_died_is_delivered_by_the_next_run(
    start, product, phone, tmp_path
):
    first = start()
    sent = first.send(phone, status_callback=f"{product.url}/receipt")
    product.next(), product.next()
    first.stop()
    with sqlite3.connect(tmp_path / "var" / "simulator.sqlite3") as record:
        record.execute("UPDATE message SET status = 'queued'")
    start()
    received = [product.next()[1] for _ in range(2)]
    assert [form["MessageStatus"] for form in received] == ["sent", "delivered"]
    assert {form["MessageSid"] for form in received} == {sent.sid}
