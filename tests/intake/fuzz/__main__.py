"""`make fuzz`: 100,000 facts over all cores, counted; the first that fails is printed."""

import argparse
import sys
from collections import Counter
from multiprocessing import Pool

from tests.intake.fuzz.run import Found, run

CHUNK = 250


def main():
    options = argparse.ArgumentParser(prog="python -m tests.intake.fuzz")
    options.add_argument("--count", type=int, default=100_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--first", type=int, default=0, help="the case to begin with")
    options.add_argument("--jobs", type=int, default=None, help="processes; all cores")
    chosen = options.parse_args()
    last = chosen.first + chosen.count
    spans = [
        (chosen.seed, start, min(start + CHUNK, last)) for start in range(chosen.first, last, CHUNK)
    ]
    seen = Counter()
    with Pool(chosen.jobs) as pool:
        try:
            for part in pool.imap_unordered(_run_span, spans):
                seen += part
                sys.stderr.write(f"\r{seen['cases']:,} of {chosen.count:,} facts")
                sys.stderr.flush()
        except Found as found:
            sys.exit(f"\n{found}")
    sys.stderr.write("\n")
    for what, count in sorted(seen.items()):
        sys.stdout.write(f"{count:9,}  {what}\n")
    sys.stdout.write(f"{seen['cases']:,} facts of seed {chosen.seed}: every one held.\n")


def _run_span(span):
    return run(*span)


if __name__ == "__main__":
    main()
