"""One fault after another on one product: injure, heal, wait for calm, look, count, a row each."""

import shutil
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults import answering, sending  # noqa: F401 - they register their faults
from tests.faults.counting import Count, count
from tests.faults.faults import Fault
from tests.faults.setups import SETUPS
from tests.faults.stage import Run, Stage

CALM_SECONDS = 90
ROW = "{:>5} {:<10} {:>4} {:>4} {:>8} {:>4} {:>7} {:>8}  {:<24} {:>3}  {}"
HEADS = ("fault", "set-up", "seed", "due", "accepted", "lost", "doubled", "in doubt")
HEAD = ROW.format(*HEADS, "resolved by", "s", "")


@dataclass
class Round:
    """One fault with one seed on one set-up, counted; `wrong` is what broke its promise."""

    fault: Fault
    setup: str
    seed: int
    counted: Count = field(default_factory=Count)
    wrong: list[str] = field(default_factory=list)
    seconds: float = 0

    def __str__(self) -> str:
        counted = self.counted
        how = ", ".join(f"{by} {n}" for by, n in sorted(counted.resolved.items())) or "-"
        row = ROW.format(
            self.fault.number, self.setup, self.seed, counted.due, counted.accepted,
            len(counted.lost), len(counted.doubled), counted.in_doubt, how,
            f"{self.seconds:.0f}", self.fault.name,
        )  # fmt: skip
        return "\n      ".join([row, *self.wrong])


@contextmanager
def stage(setup: str) -> Iterator[Stage]:
    """A product on this set-up. Its logs stay where something went wrong with it."""
    folder = Path(tempfile.mkdtemp(prefix="reprieve-faults-"))
    made = Stage(SETUPS[setup](folder), folder)
    try:
        yield made
    finally:
        made.stop()
    if not made.is_broken:
        shutil.rmtree(folder)


def play(on: Stage, fault: Fault, seed: int) -> Round:
    """Injure, heal, wait for calm, look, count."""
    made, began = Round(fault, on.setup.name, seed), time.monotonic()
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
    made.counted = _count(run, fault)
    run.inside("end")
    made.wrong = [f"lost: {one}" for one in made.counted.lost] + run.problems
    made.wrong += [f"doubled: {one}" for one in made.counted.doubled]
    if made.wrong:
        on.is_broken = True
        made.wrong.append(f"logs: {on.folder}")
    made.seconds = time.monotonic() - began
    return made


def _count(run: Run, fault: Fault) -> Count:
    return count(
        run.inside("texts"),
        run.record(),
        run.inside("unsettled").get("planned", 0),
        {alert["cause"] for alert in run.inside("alerts")},
        set(fault.may_end),
    )
