"""Faults on the way out: workers, broker and schedule that die, a carrier that answers badly."""

from collections.abc import Iterator
from contextlib import nullcontext

from tests.faults.faults import fault
from tests.faults.stage import READ_SECONDS, Run

ALL = 9_999  # times: every request
SHUTDOWN_SECONDS = 30


@fault(1, "worker killed at random moments of a burst")
def worker_killed(run: Run) -> Iterator[None]:
    run.people(20)
    run.script({"do": "slow", "times": ALL, "seconds": 0.1})
    run.fall_due()
    for _ in range(4):
        before = run.inside("claimed")
        run.wait(
            "a worker at work",
            lambda before=before: run.inside("claimed") > before or run.is_calm(),
        )
        run.soon(run.rng.choice((0.02, 0.1, 0.5)))
        for worker in run.stage.workers:
            worker.kill()
    yield


@fault(2, "worker killed after the carrier accepted, before we knew")
def killed_after_acceptance(run: Run) -> Iterator[None]:
    run.people(12)
    run.script({"do": "accept_then_hang", "times": ALL})
    run.fall_due()
    _kill_once_accepted(run, 3)
    with run.web_away():
        _kill_once_accepted(run, 3)
        run.wait("receipts that reached nobody", lambda: len(_given_up(run)) >= 3)
    run.script({"do": "slow", "times": ALL, "seconds": 0})
    yield
    _all_accepted_known(run)


def _kill_once_accepted(run: Run, count: int) -> None:
    before = len(run.accepted())
    run.wait("more accepted", lambda: len(run.accepted()) >= before + count)
    for worker in run.stage.workers:
        worker.kill()


def _given_up(run: Run) -> list[dict]:
    """Last receipts that the carrier tried four times to bring."""
    receipts = run.record("webhooks")
    return [r for r in receipts if r["status"] == "delivered" and r["tries"] == 4]


def _all_accepted_known(run: Run) -> None:
    """No person is asked about a text that the carrier has."""
    taken = {text["sid"] for text in run.accepted()}
    known = {text["carrier_id"] for text in run.inside("texts") if text["out"]}
    run.must(taken <= known, f"accepted and not known: {len(taken - known)}")


@fault(4, "SIGTERM to worker and web under load")
def deployed_under_load(run: Run) -> Iterator[None]:
    run.people(15)
    run.script({"do": "slow", "times": ALL, "seconds": READ_SECONDS / 3})
    run.fall_due()
    run.wait("texts in flight", lambda: len(run.accepted()) >= 4)
    run.soon(0.5)
    took = [worker.stop() for worker in run.stage.workers]
    for worker in run.stage.workers:
        worker.start()
    took.append(run.stage.server.stop())
    run.stage.start_web()
    run.must(max(took) <= SHUTDOWN_SECONDS, f"stopping took {max(took):.0f} s")
    yield
    doubts = [t for t in run.inside("texts") if any(m[1] == "in_doubt" for m in t["moves"])]
    run.must(not doubts, f"{len(doubts)} in flight were cut off")


@fault(5, "broker emptied and its connections cut, three times in a burst")
def broker_emptied(run: Run) -> Iterator[None]:
    run.people(15)
    run.script({"do": "slow", "times": ALL, "seconds": READ_SECONDS / 2})
    run.fall_due()
    for _ in range(3):
        before = len(run.accepted())
        run.wait("a send in flight", lambda before=before: len(run.accepted()) > before)
        run.soon(0.4)
        run.stage.setup.take_broker_away()
        run.stage.setup.bring_broker_back()
        run.stage.setup.empty_broker()
    yield


@fault(10, "carrier answers 429 to all")
def rate_limited(run: Run) -> Iterator[None]:
    run.people(12)
    run.script({"do": "rate_limit", "times": ALL})
    run.fall_due()
    run.wait("every text refused", lambda: _refused_phones(run) == set(run.phones))
    run.soon(2)
    run.must(not run.accepted(), "something was accepted meanwhile")
    yield
    run.must(len(run.accepted()) == 24, f"{len(run.accepted())} of 24 went out after it")


def _refused_phones(run: Run) -> set[str]:
    return {seen["to"] for seen in run.record("attempts") if seen["answered"] == 429}


@fault(11, "carrier answers 500 to all, takes nothing")
def carrier_broken(run: Run) -> Iterator[None]:
    run.people(12)
    run.script({"do": "server_error", "times": ALL})
    run.fall_due()
    run.wait("every text tried", lambda: len(run.record("attempts")) >= 24)
    yield
    waiting = [text for text in run.inside("texts") if text["state"] == "unresolved"]
    run.must(len(waiting) == 24, f"{len(waiting)} of 24 wait for a person")
    run.must(len(run.record("attempts")) == 24, "a text was tried again by a machine")


@fault(12, "carrier takes one in three and answers 500")
def accepted_with_an_error(run: Run) -> Iterator[None]:
    run.people(12)
    chosen = run.rng.sample(run.phones, 4)
    rule = {"do": "accept_then_error", "times": 2}
    run.script(*({**rule, "match": {"to": phone}} for phone in chosen))
    with run.web_away() if run.seed % 2 == 0 else nullcontext():
        run.fall_due()
        run.wait("all accepted", lambda: len(run.accepted()) >= 24)
    yield
    _all_accepted_known(run)


@fault(13, "carrier never answers: half taken, half not")
def read_timeout(run: Run) -> Iterator[None]:
    run.people(12)
    taken = run.rng.sample(run.phones, 6)
    rules = [
        {"do": "accept_then_hang" if phone in taken else "hang", "times": 2, "match": {"to": phone}}
        for phone in run.phones
    ]
    run.script(*rules)
    with run.web_away() if run.seed % 2 else nullcontext():
        run.fall_due()
        run.wait("all tried", lambda: len(run.record("attempts")) >= 24)
        run.wait("half accepted", lambda: len(run.accepted()) >= 12)
    yield
    _all_accepted_known(run)
    run.must(len(run.record("attempts")) == 24, "a text was tried again by a machine")


@fault(17, "receipts last first, each twice")
def receipts_shuffled(run: Run) -> Iterator[None]:
    run.people(15)
    run.script({"do": "shuffled", "times": ALL})
    run.fall_due()
    run.wait("all delivered", lambda: _states(run) == {"delivered"})
    run.wait("eight receipts each pair", lambda: len(run.record("webhooks")) >= 30 * 4)
    yield
    run.must(_states(run) == {"delivered"}, f"ended as {_states(run)}")


@fault(18, "receipts come before the carrier's answer")
def receipts_first(run: Run) -> Iterator[None]:
    run.people(15)
    run.script({"do": "slow", "times": ALL, "seconds": READ_SECONDS / 2})
    run.fall_due()
    run.wait("all delivered", lambda: _states(run) == {"delivered"})
    yield
    texts = [text for text in run.inside("texts") if text["out"]]
    orphans = [text for text in texts if not text["carrier_id"]]
    run.must(not orphans, f"{len(orphans)} without the carrier's id")
    run.must(_states(run) == {"delivered"}, f"ended as {_states(run)}")


def _states(run: Run) -> set[str]:
    return {text["state"] for text in run.inside("texts") if text["out"]}


@fault(24, "two schedulers and one more worker")
def two_schedulers(run: Run) -> Iterator[None]:
    second, spare = run.stage.beats[1], run.stage.spare_worker
    second.start()
    spare.start()
    try:
        run.people(20)
        run.fall_due()
        run.wait("calm", run.is_calm)
    finally:
        second.stop()
        spare.stop()
    yield
    run.must(len(run.accepted()) == 40, f"{len(run.accepted())} of 40 accepted")
