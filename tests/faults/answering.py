"""Faults on the way in: replies, receipts and forms while something is away or comes twice."""

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin

import requests
from twilio.request_validator import RequestValidator

from tests.faults.faults import fault
from tests.faults.processes import PATIENCE
from tests.faults.sending import ALL
from tests.faults.stage import ACCOUNT, TOKEN, Run

PAGE_SECONDS = 5  # no page may wait longer for a broker that is away
BORN = {"birth_month": "3", "birth_day": "27", "birth_year": "1979"}
LINK = re.compile(r"https?://\S+/k/\w+")


@fault(3, "worker killed while it reads replies")
def reader_killed(run: Run) -> Iterator[None]:
    run.ask(24)
    scores = {phone: run.rng.randint(0, 10) for phone in run.by_reply}
    with ThreadPoolExecutor(2) as phones:
        sent = phones.map(lambda phone: run.reply(phone, str(scores[phone])), scores)
        for _ in range(3):
            run.soon(0.5)
            for worker in run.stage.workers:
                worker.kill()
        run.must(set(sent) == {200}, "a reply was not taken")
    yield
    _each_once(run, scores)


def _each_once(run: Run, scores: dict[str, int]) -> None:
    """Each score kept once, and followed by one question."""
    check_ins = run.inside("check_ins")
    wrong = [p for p in scores if check_ins[p]["answers"].get("now") != [scores[p]]]
    run.must(not wrong, f"{len(wrong)} scores not kept, or not once")
    follow = [t["number"] for t in run.inside("texts") if (t["key"] or "").endswith(":problem")]
    run.must(sorted(follow) == sorted(scores), f"{len(follow)} of {len(scores)} asked further")


@fault(6, "broker away: texts due, forms and replies go on")
def broker_away(run: Run) -> Iterator[None]:
    run.people(15)
    run.script({"do": "slow", "times": ALL, "seconds": 0.2})
    run.fall_due()
    run.wait("half of the texts", lambda: len(run.accepted()) >= 15)
    run.wait("a link", lambda: _addresses(run))
    run.stage.setup.take_broker_away()
    address = next(iter(_addresses(run).values()))
    with requests.Session() as browser:
        began = time.monotonic()
        answer = _post(browser, _open(browser, address), now="4")
        took = time.monotonic() - began
    run.must(answer.status_code == 302, f"the form answered {answer.status_code}")
    run.must(took < PAGE_SECONDS, f"the form took {took:.1f} s")
    asked = [t["to"] for t in run.accepted() if "0 to 10" in t["body"] or "(0-10)" in t["body"]]
    for phone in asked[:4]:
        run.must(run.reply(phone, "4") == 200, "a reply was not taken")
    run.soon(4)
    yield
    run.must(len(asked) > 0, "nobody had been asked before the broker went away")


@fault(16, "the same reply ten times at once")
def same_reply_at_once(run: Run) -> Iterator[None]:
    run.ask(6)
    before = len(run.accepted())
    bodies = dict(zip(run.by_reply, ("5", "it is better on some days", "HELP"), strict=True))
    with ThreadPoolExecutor(10) as carrier:
        for n, (phone, body) in enumerate(bodies.items()):
            form = {"MessageSid": f"SM{run.fault:02d}{n:030d}", "From": phone, "Body": body}
            answers = set(carrier.map(lambda _, form=form: _webhook(run, form), range(10)))
            run.must(answers == {200}, f"answered {answers}")
    run.wait("an answer to each", lambda: len(run.accepted()) >= before + 3)
    yield
    stored = [text for text in run.inside("texts") if not text["out"]]
    run.must(len(stored) == 3, f"{len(stored)} rows of 3 replies")
    run.must(len(run.accepted()) == before + 3, f"{len(run.accepted()) - before} answers to 3")


def _webhook(run: Run, form: dict[str, str]) -> int:
    url = f"{run.stage.web}/webhooks/twilio/inbound/"
    form = {**form, "AccountSid": ACCOUNT, "To": "+15550100100"}
    signature = RequestValidator(TOKEN).compute_signature(url, form)
    headers = {"X-Twilio-Signature": signature}
    return requests.post(url, form, headers=headers, timeout=PATIENCE).status_code


@fault(19, "replies while the web is away")
def web_away(run: Run) -> Iterator[None]:
    run.ask(24)
    scores = {phone: run.rng.randint(0, 10) for phone in run.by_reply}
    with run.web_away():
        for phone, score in scores.items():
            run.must(run.reply(phone, str(score)) is None, "the web was not away")
    yield
    _each_once(run, scores)


@fault(32, "STOP while texts are queued", "suppressed", "failed")
def stop_while_queued(run: Run) -> Iterator[None]:
    run.people(12)
    run.script({"do": "rate_limit", "times": ALL})
    run.fall_due()
    run.wait("texts held up", lambda: len(run.record("attempts")) >= 12)
    stopped: dict[str, datetime] = {}
    for phone in run.rng.sample(run.phones, 6):
        run.soon(0.2)
        run.must(run.reply(phone, "STOP") == 200, "STOP was not taken")
        stopped[phone] = datetime.now(UTC)
    yield
    late = [
        seen
        for seen in run.record("attempts")
        if seen["to"] in stopped
        and datetime.fromisoformat(seen["at"]) > stopped[seen["to"]] + timedelta(seconds=1)
        and "We stopped" not in seen["body"]
    ]
    run.must(not late, f"{len(late)} texts tried after STOP")
    reached = {text["to"] for text in run.accepted()}
    run.must(reached == set(run.phones) - set(stopped), "the others had to have theirs")


@fault(34, "forms sent twice at once, by two windows")
def sent_twice(run: Run) -> Iterator[None]:
    run.ask(4)
    check_ins = _addresses(run)
    run.inside("invite")
    run.wait("the invitations", lambda: len(_addresses(run, "before your visit")) == 4)
    for address in _addresses(run, "before your visit").values():
        with requests.Session() as browser:
            _open(browser, address)
            check = urljoin(run.stage.web, "/intake/check/")
            answers = _at_once(browser, check, {})
            run.must(answers == {(302, "/intake/sent/")}, f"sending answered {answers}")
    for address in check_ins.values():
        with requests.Session() as browser:
            url = _open(browser, address)
            answers = _at_once(browser, url, {"now": "4"})
            run.must({status for status, _ in answers} == {302}, f"answering: {answers}")
    yield
    run.must(run.inside("intakes") == [[1, 1]] * 4, f"sendings: {run.inside('intakes')}")
    found = run.inside("check_ins")
    lines = [values for phone in check_ins for values in found[phone]["answers"].values()]
    run.must(lines, "no answer was kept")
    run.must(all(len(values) == 1 for values in lines), "an answer stands twice")


def _at_once(browser: requests.Session, url: str, entries: dict[str, str]) -> set[tuple[int, str]]:
    """The same form posted five times at once; the statuses, and where each leads."""
    with ThreadPoolExecutor(5) as windows:
        answers = windows.map(lambda _: _post(browser, url, **entries), range(5))
        return {(answer.status_code, answer.headers.get("Location", "")) for answer in answers}


@fault(38, "red flag by form while the broker is away")
def red_flag_without_broker(run: Run) -> Iterator[None]:
    run.ask(4)
    run.stage.setup.take_broker_away()
    safety_page = f"{run.stage.web}/check-in/page/safety/"
    for address in _addresses(run).values():
        with requests.Session() as browser:
            _open(browser, address)
            began = time.monotonic()
            answer = _post(browser, safety_page, safety="saddle_or_bladder")
            took = time.monotonic() - began
        run.must("/safety/" in answer.headers.get("Location", ""), "no safety page was shown")
        run.must(took < PAGE_SECONDS, f"the form took {took:.1f} s")
    grave = [one for one in run.inside("alerts") if one["grade"] == "emergency"]
    run.must(len(grave) == 2, f"{len(grave)} alerts for 2 red flags")
    run.must(_badge(run) == 2, f"the staff's pages show {_badge(run)} alerts")
    run.stage.setup.bring_broker_back()
    run.wait("a text to staff for each", lambda: _told(run) >= 2)
    yield
    run.must(_told(run) == 2, f"staff were told {_told(run)} times of 2")


def _told(run: Run) -> int:
    return len([text for text in run.accepted() if text["to"] == run.staff_phone])


def _badge(run: Run) -> int:
    """The number of alerts on a page of the staff's."""
    with requests.Session() as browser:
        login = f"{run.stage.web}/accounts/login/"
        browser.get(login, timeout=PATIENCE)
        _post(browser, login, login=run.email, password="correct horse")
        page = browser.get(f"{run.stage.web}/alerts/", timeout=PATIENCE).text
    return len(set(re.findall(r"/alerts/[0-9a-f-]{36}/", page)))


def _addresses(run: Run, words: str = "") -> dict[str, str]:
    """The newest link that each phone was texted."""
    return {
        text["to"]: found[0]
        for text in run.accepted()
        if words in text["body"] and (found := LINK.search(text["body"]))
    }


def _open(browser: requests.Session, address: str) -> str:
    """Open a link by the birth date; the address of its first page."""
    browser.get(address, timeout=PATIENCE)
    answer = _post(browser, address, **BORN)
    return browser.get(urljoin(address, answer.headers["Location"]), timeout=PATIENCE).url


def _post(browser: requests.Session, url: str, **entries: str) -> requests.Response:
    form = {**entries, "csrfmiddlewaretoken": browser.cookies.get("csrf", "")}
    return browser.post(url, form, timeout=PATIENCE, allow_redirects=False)
