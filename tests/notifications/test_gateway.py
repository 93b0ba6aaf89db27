"""The way to the carrier: each odd answer becomes the exception named for what follows."""

import socket
import threading
import traceback
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests

from clinic import clock
from notifications import gateway, states
from tests import factories
from tests.factories import NOW
from tests.notifications.texts import queue, send

TEXT = gateway.Outgoing("+15550100142", "Oak Clinic: Hello.", "http://testserver/r/", 60)


def around_now():
    real = clock.real_now()
    return real - timedelta(minutes=5), real + timedelta(minutes=5)


class _Answer(BaseHTTPRequestHandler):
    """Answers every request the same: (status, body), or breaks off."""

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.asked += 1
        if self.server.answer is None:
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        status, body = self.server.answer
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST

    def log_message(self, *_):
        pass


@pytest.fixture
def odd_carrier(settings):
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answer)
    server.asked, server.answer = 0, None
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    settings.TWILIO_BASE_URL = f"http://127.0.0.1:{server.server_port}"
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("answer", "raised", "says"),
    [
        ((429, b'{"code": 20429, "message": "m", "status": 429}'), gateway.NotAccepted, "slow"),
        ((401, b'{"code": 20003, "message": "m", "status": 401}'), gateway.Refused, "cred"),
        ((403, b'{"code": 20003, "message": "m", "status": 403}'), gateway.Refused, "cred"),
        ((403, b"{}"), gateway.Refused, "403"),
        ((400, b'{"code": 21610, "message": "m", "status": 400}'), gateway.Failed, "21610"),
        ((404, b'{"code": 20404, "message": "m", "status": 404}'), gateway.Refused, "20404"),
        ((400, b'{"code": 21606, "message": "m", "status": 400}'), gateway.Refused, "21606"),
        ((403, b'{"code": 21408, "message": "m", "status": 403}'), gateway.Failed, "21408"),
        ((400, b"{}"), gateway.Failed, "400"),
        ((500, b'{"code": 20500, "message": "m", "status": 500}'), gateway.InDoubt, "500"),
        ((503, b"{}"), gateway.InDoubt, "503"),
        ((302, b"{}"), gateway.InDoubt, "302"),
        ((400, b"<html>bad request</html>"), gateway.Failed, "400"),
        ((503, b"<html>busy</html>"), gateway.InDoubt, "503"),
        ((201, b"<html>hello</html>"), gateway.InDoubt, "read"),
        ((201, b"[]"), gateway.InDoubt, "read"),
        ((201, b"{}"), gateway.InDoubt, "no id"),
        (None, gateway.InDoubt, "broke"),
    ],
)
def test_each_answer_is_named_for_what_follows_and_the_call_is_made_once(
    odd_carrier, answer, raised, says
):
    odd_carrier.answer = answer
    with pytest.raises(raised, match=says):
        gateway.send(TEXT)
    assert odd_carrier.asked == 1


@pytest.mark.parametrize("host", ["127.0.0.1", "carrier.invalid"])
def test_a_carrier_that_cannot_be_reached_surely_did_not_take_the_text(settings, closed_port, host):
    settings.TWILIO_BASE_URL = f"http://{host}:{closed_port}"
    with pytest.raises(gateway.NotAccepted, match="could not be reached"):
        gateway.send(TEXT)


def test_garbage_on_a_secure_line_is_in_doubt(settings, odd_carrier):
    settings.TWILIO_BASE_URL = settings.TWILIO_BASE_URL.replace("http:", "https:")
    with pytest.raises(gateway.InDoubt):
        gateway.send(TEXT)


@pytest.mark.django_db
def test_a_text_waits_while_the_carrier_cannot_be_reached(settings, closed_port):
    settings.TWILIO_BASE_URL = f"http://127.0.0.1:{closed_port}"
    message = send(queue(factories.consenting_patient()))
    assert (message.state, message.reason) == (states.QUEUED, "the carrier could not be reached")


def test_the_carriers_id_comes_back(carrier):
    assert gateway.send(TEXT).startswith("SM")


@pytest.mark.parametrize(("base", "schemes"), [("", ["https"]), ("http://x", ["https", "http"])])
def test_each_sending_thread_has_a_connection(settings, base, schemes):
    settings.TWILIO_BASE_URL, settings.SENDING_THREADS = base, 23
    client = gateway.client_for("AC" + "2" * 32, base or "token", 1)
    for scheme in schemes:
        adapter = client.http_client.session.get_adapter(f"{scheme}://api.twilio.com")
        pool = adapter.get_connection_with_tls_context(
            requests.Request("GET", f"{scheme}://api.twilio.com").prepare(), verify=True
        )
        assert pool.pool.maxsize == 23
        assert adapter.max_retries.total == 0


def test_what_cannot_be_asked_names_no_number_in_its_error(settings, closed_port):
    settings.TWILIO_BASE_URL = f"http://127.0.0.1:{closed_port}"
    with pytest.raises(gateway.Unanswered) as error:
        gateway.sent_to(f"+1555{100142:07d}", NOW, NOW)
    assert "5550100142" not in "".join(traceback.format_exception(error.value))


@pytest.mark.parametrize("answer", [(200, b"<html>"), (200, b"[]"), (200, b"{}"), (503, b"{}")])
def test_a_list_that_cannot_be_read_is_no_answer(odd_carrier, answer):
    odd_carrier.answer = answer
    with pytest.raises(gateway.Unanswered):
        gateway.sent_to("+15550100142", NOW, NOW)


def test_the_list_is_read_to_its_last_page_oldest_first(carrier, monkeypatch):
    monkeypatch.setattr(gateway, "PAGE", 2)
    number = "+15550100147"
    before = len(gateway.sent_to(number, *around_now()))
    for n in range(5):
        gateway.send(gateway.Outgoing(number, f"Oak Clinic: {n}", "http://testserver/r/", 60))
    found = gateway.sent_to(number, *around_now())[before:]
    assert [text.body[-1] for text in found] == list("01234")


def test_a_messaging_service_is_used_where_one_is_set(carrier, settings):
    settings.TWILIO_MESSAGING_SERVICE_SID = "MG" + "1" * 32
    phone = "+15550100143"
    gateway.send(gateway.Outgoing(phone, "Oak Clinic: Hello.", "http://testserver/r/", 60))
    text = carrier.record(phone)["messages"][-1]
    assert text["messaging_service_sid"] == "MG" + "1" * 32
    assert text["validity_period"] == "60"
