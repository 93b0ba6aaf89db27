"""Each fault with its promise: nothing lost, nothing sent twice. FAULT_SEED, FAULT_SETUPS choose.

A text is lost where it has no end and nobody is told; doubled where the carrier took it twice.
"""

import os
import random
import signal
import sys
import threading
import time

import pytest
import requests
from twilio.request_validator import RequestValidator

from tests.faults.harness import CALM_SECONDS, running
from tests.journeys.running import PATIENCE

pytestmark = pytest.mark.faults
SETUPS = os.environ.get("FAULT_SETUPS", "sqlite").split()
SEED = int(os.environ.get("FAULT_SEED", "1"))
MANY = 12
TABLE: list[str] = []
_first = iter(range(100, 9000, 50))


@pytest.fixture(scope="module", params=SETUPS)
def product(request, tmp_path_factory):
    with running(tmp_path_factory.mktemp(request.param), request.param) as injured:
        injured.setup = request.param
        injured.chance = random.Random(SEED)  # noqa: S311 (chooses moments, no secrets)
        yield injured
    heading = "fault | set-up | due | accepted | lost | doubled | ends"
    sys.stdout.write("\n".join(["", heading, *TABLE, ""]))


@pytest.fixture
def count(product):
    """Count a fault's texts, note its row, and hold it to the promise."""
    product.script()

    def check(fault):
        seen = product.outcome(fault)
        ends = ", ".join(f"{n} {state}" for state, n in sorted(seen.states.items()))
        row = (fault, product.setup, seen.due, seen.accepted, seen.lost, seen.doubled, ends)
        TABLE.append(" | ".join(map(str, row)))
        assert (seen.due, seen.lost, seen.doubled) == (MANY, 0, 0), row
        return seen

    yield check
    product.script()


def queue(product, fault, **own):
    product.queue(fault, MANY, next(_first), **own)


def kill_worker_while_sending(product, times=1):
    """kill -9 at moments the seed chooses, each time with a new worker after it."""
    for _ in range(times):
        time.sleep(product.chance.uniform(0.2, 2.5))
        product.end("worker", signal.SIGKILL)
        product.start("worker")


def queue_under_fire(product, fault, times):
    """Queue texts while the worker is killed over and over."""
    queueing = threading.Thread(target=queue, args=(product, fault))
    queueing.start()
    kill_worker_while_sending(product, times)
    queueing.join()


def test_01_worker_killed_around_the_call(product, count):
    product.script({"do": "slow", "times": MANY, "seconds": 0.5})
    queue_under_fire(product, "f01", 4)
    seen = count("f01")
    assert seen.accepted == MANY - seen.states.get("unresolved", 0)


def test_02_worker_killed_after_the_carrier_accepted(product, count):
    product.script({"do": "accept_then_hang", "times": MANY})
    queue_under_fire(product, "f02", 4)
    seen = count("f02")
    assert seen.accepted == MANY - seen.states.get("unresolved", 0)


def test_05_broker_loses_every_nudge(product, count):
    product.end("worker", signal.SIGKILL)
    queue(product, "f05")
    product.empty_broker()
    product.start("worker")
    assert count("f05").accepted == MANY


def test_04_worker_asked_to_stop_under_load(product, count):
    product.script({"do": "slow", "times": MANY, "seconds": 0.3})
    queue(product, "f04")
    product.end("worker", signal.SIGTERM)
    product.start("worker")
    seen = count("f04")
    assert seen.accepted == MANY


def test_06_broker_out_of_reach_while_texts_are_queued(product, count):
    queue(product, "f06", BROKER_URL="amqp://guest:guest@127.0.0.1:9//")
    assert count("f06").accepted == MANY


def test_10_carrier_says_slow_down(product, count):
    product.script({"do": "rate_limit", "times": 8})
    queue(product, "f10")
    assert count("f10").accepted == MANY


def test_11_carrier_fails_and_took_nothing(product, count):
    product.script({"do": "server_error", "times": MANY})
    queue(product, "f11")
    seen = count("f11")
    assert seen.states == {"unresolved": MANY}
    told = product.shell("from notifications.models import Alert as A; print(A.objects.count())")
    assert int(told.split()[-1]) >= MANY


def test_12_carrier_fails_but_took_it(product, count):
    product.script({"do": "accept_then_error", "times": 5})
    queue(product, "f12")
    seen = count("f12")
    assert (seen.accepted, "unresolved" in seen.states) == (MANY, False)


def test_13_no_answer_taken_or_not(product, count):
    faults = [{"do": product.chance.choice(["accept_then_hang", "hang"])} for _ in range(6)]
    product.script(*faults)
    queue(product, "f13")
    seen = count("f13")
    not_taken = sum(fault["do"] == "hang" for fault in faults)
    assert (seen.accepted, seen.states.get("unresolved", 0)) == (MANY - not_taken, not_taken)


def test_17_receipts_shuffled_and_doubled(product, count):
    product.script({"do": "shuffled", "times": MANY})
    queue(product, "f17")
    assert count("f17").states == {"delivered": MANY}


def test_18_receipts_before_the_answer_to_the_call(product, count):
    product.script({"do": "slow", "times": MANY, "seconds": 0.8})
    queue(product, "f18")
    assert count("f18").states == {"delivered": MANY}


def test_24_two_schedulers(product, count):
    product.start("beat 2", "beat")
    product.start("worker 2", "worker")
    queue(product, "f24")
    seen = count("f24")
    product.end("beat 2", signal.SIGTERM)
    product.end("worker 2", signal.SIGTERM)
    assert seen.accepted == MANY


def _post_inbound(product, sid, number, body):
    url = f"{product.web}/webhooks/twilio/inbound/"
    form = {
        "MessageSid": sid, "AccountSid": product.env["TWILIO_ACCOUNT_SID"], "From": number,
        "To": "+15550100100", "Body": body,
    }  # fmt: skip
    sign = RequestValidator(product.env["TWILIO_AUTH_TOKEN"]).compute_signature(url, form)
    return requests.post(url, form, headers={"X-Twilio-Signature": sign}, timeout=PATIENCE)


def _inbound(product, number):
    code = f"""
from notifications.models import Message
rows = Message.objects.filter(number="{number}", direction="in")
print("IN", rows.count(), rows.filter(state="handled").count())
"""
    line = next(ln for ln in product.shell(code).splitlines() if ln.startswith("IN "))
    return tuple(map(int, line.split()[1:]))


def _wait_for_inbound(product, number, many):
    deadline = time.monotonic() + CALM_SECONDS
    while _inbound(product, number) != (many, many) and time.monotonic() < deadline:
        time.sleep(0.5)
    assert _inbound(product, number) == (many, many)


def test_16_one_reply_posted_ten_times_at_once(product):
    number, sid, answers = "+15550109001", "SM" + "1" * 32, []
    posts = [
        threading.Thread(
            target=lambda: answers.append(_post_inbound(product, sid, number, "HELP").status_code)
        )
        for _ in range(10)
    ]
    for post in posts:
        post.start()
    for post in posts:
        post.join()
    assert answers == [200] * 10
    _wait_for_inbound(product, number, 1)


def test_03_reader_killed_in_the_middle_of_a_reply(product):
    number = "+15550109002"
    for n in range(6):
        _post_inbound(product, f"SM{n:031d}3", number, f"the {n}th story")
    kill_worker_while_sending(product)
    _wait_for_inbound(product, number, 6)


def test_19_replies_while_the_web_is_down_are_asked_of_the_carrier(product):
    number = "+15550109003"
    product.end("web", signal.SIGKILL)
    requests.post(f"{product.carrier}/phones/{number}/reply", json={"body": "hello"}, timeout=30)
    product.start("web")
    _wait_for_inbound(product, number, 1)


def test_32_after_stop_nothing_more_is_accepted(product):
    number = "+15550109004"
    sent = _post_inbound(product, "SM" + "4" * 32, number, "STOP")
    assert sent.status_code == 200
    said = product.shell(
        f"from notifications import consents; print('STOPPED', consents.is_stopped('{number}'))"
    )
    assert "STOPPED True" in said


def test_38_a_reply_during_a_broker_outage_still_brings_a_person(product):
    number = "+15550109005"
    product.end("web", signal.SIGTERM)
    product.start("web", BROKER_URL="amqp://guest:guest@127.0.0.1:9//")
    product.wait_for(f"{product.web}/healthz/live")
    posted = _post_inbound(product, "SM" + "5" * 32, number, "I cannot feel my legs")
    assert posted.status_code == 200
    _wait_for_inbound(product, number, 1)
    cause = f"unmatched:{number}"
    said = product.shell(
        f"from notifications.models import Alert; "
        f"print('ALERTS', Alert.objects.filter(cause='{cause}').count())"
    )
    assert "ALERTS 1" in said
    product.end("web", signal.SIGTERM)
    product.start("web")
    product.wait_for(f"{product.web}/healthz/live")
