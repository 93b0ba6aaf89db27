"""Runs the faults and prints a row for each: `make faults SEEDS=20 ONLY=12 SETUP=pg-redis`."""

import argparse
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults import answering, sending  # noqa: F401 - they register their faults
from tests.faults.counting import Count, count
from tests.faults.faults import FAULTS, Fault
from tests.faults.setups import SETUPS
from tests.faults.stage import Run, Stage

CALM_SECONDS = 90
ROW = "{:>5} {:<10} {:>4} {:>4} {:>8} {:>4} {:>7} {:>8}  {:<28} {:>5}  {}"
HEAD = ("fault", "set-up", "seed", "due", "accepted", "lost", "doubled", "in doubt")


@contextmanager
def stage(setup: str) -> Iterator[Stage]:
    """A product on this set-up; its logs stay where something went wrong with it."""
    folder = Path(tempfile.mkdtemp(prefix="reprieve-faults-"))
    made = Stage(SETUPS[setup](folder), folder)
    try:
        yield made
    finally:
        made.stop()


def run_fault(on: Stage, fault: Fault, seed: int) -> tuple[Run, Count]:
    """Injure, heal, wait for calm, look, count."""
    run = Run(on, fault.number, seed)
    steps = fault.injure(run)
    try:
        next(steps)
        on.heal()
        run.wait("calm", run.is_calm, CALM_SECONDS)
        next(steps, None)
    except Exception:
        run.problems.append(traceback.format_exc())
    finally:
        on.heal()
    counted = count(
        run.inside("texts"),
        run.record(),
        run.inside("unsettled").get("planned", 0),
        {alert["cause"] for alert in run.inside("alerts")},
        set(fault.may_end),
    )
    run.inside("end")
    return run, counted


def show(fault: Fault, setup: str, seed: int, counted: Count, seconds: float) -> str:
    how = ", ".join(f"{by} {n}" for by, n in sorted(counted.resolved.items())) or "-"
    return ROW.format(
        fault.number, setup, seed, counted.due, counted.accepted, len(counted.lost),
        len(counted.doubled), counted.in_doubt, how, f"{seconds:.0f}", fault.name,
    )  # fmt: skip


def run_seed(setup: str, seed: int, faults: list[Fault]) -> int:
    """All these faults one after another on one product; how many did not keep their promise."""
    say, broken = lambda line: (sys.stdout.write(line + "\n"), sys.stdout.flush()), 0
    with stage(setup) as on:
        for fault in faults:
            began = time.monotonic()
            run, counted = run_fault(on, fault, seed)
            say(show(fault, setup, seed, counted, time.monotonic() - began))
            wrong = [f"lost: {one}" for one in counted.lost]
            wrong += [f"doubled: {one}" for one in counted.doubled] + run.problems
            for line in wrong:
                say(f"      {line}")
            broken += bool(wrong)
            if wrong:
                say(f"      logs: {on.folder}")
    return broken


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.faults", description=__doc__)
    parser.add_argument("--seeds", type=int, default=1, help="how many")
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--only", help="fault numbers, apart by commas")
    parser.add_argument("--setup", choices=[*SETUPS, "all"], default="sqlite")
    options = parser.parse_args()
    chosen = map(int, options.only.split(",")) if options.only else FAULTS
    faults = [FAULTS[number] for number in sorted(chosen)]
    setups = SETUPS if options.setup == "all" else [options.setup]
    sys.stdout.write(ROW.format(*HEAD, "resolved by", "s", "") + "\n")
    broken = sum(
        run_seed(setup, seed, faults)
        for setup in setups
        for seed in range(options.first, options.first + options.seeds)
    )
    sys.stdout.write(f"{broken} broken promises\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
