"""Plays the faults and prints a row for each: `make faults SEEDS=20 ONLY=2,12 SETUPS=pg-redis`."""

import argparse
import signal
import sys

from tests.faults.faults import FAULTS, Fault
from tests.faults.rounds import HEAD, play, stage
from tests.faults.setups import SETUPS


def say(line: object) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def seed_on(setup: str, seed: int, faults: list[Fault]) -> int:
    """All these faults on one product; how many broke their promise."""
    broken = 0
    with stage(setup) as on:
        for fault in faults:
            played = play(on, fault, seed)
            say(played)
            broken += bool(played.wrong)
    return broken


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.faults", description=__doc__)
    add = parser.add_argument
    add("--seeds", type=int, default=1, help="how many")
    add("--first", type=int, default=1, help="the first seed")
    add("--only", help="fault numbers, apart by commas")
    add("--setups", nargs="+", choices=SETUPS, default=["sqlite"])
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # and stop what was started
    chosen = map(int, options.only.split(",")) if options.only else FAULTS
    faults = [FAULTS[number] for number in sorted(chosen)]
    seeds = range(options.first, options.first + options.seeds)
    say(HEAD)
    broken = sum(seed_on(setup, seed, faults) for seed in seeds for setup in options.setups)
    rounds = len(faults) * len(seeds) * len(options.setups)
    say(f"{rounds - broken} of {rounds} kept their promise: nothing lost, nothing doubled")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
