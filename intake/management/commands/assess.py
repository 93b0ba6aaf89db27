"""`manage.py assess FILE`: facts in, one assessment per line out. Stores nothing."""

import json
import sys
from argparse import ArgumentParser
from contextlib import ExitStack
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError

from intake.candidacy import FactsInvalid, Rules, assess, load_rules
from intake.case_reader import CaseUnreadable, read_cases

PROGRESS_EVERY = 1000


class Command(BaseCommand):
    help = "Assess invented or exported facts (JSON object, list, or one object per line)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="a file of facts, or - for standard input")
        parser.add_argument("--pretty", action="store_true", help="indent the answers for people")

    def handle(self, *, file: str, pretty: bool, **options: Any) -> None:
        rules, done, refused = load_rules(), 0, 0
        try:
            with ExitStack() as stack:
                for case in read_cases(self._open(file, stack)):
                    answer = answer_case(case, rules)
                    self._print(answer, pretty)
                    done, refused = done + 1, refused + ("errors" in answer)
                    if done % PROGRESS_EVERY == 0:
                        self.stderr.write(f"{done:,} cases", style_func=str)
        except BrokenPipeError:
            # The reader has left (| head); closing stderr keeps Python from saying so.
            sys.stderr.close()
            return
        if refused:
            raise CommandError(f"{refused:,} of {done:,} cases refused", returncode=2)

    def _open(self, file: str, stack: ExitStack) -> BinaryIO:
        if file == "-":
            return sys.stdin.buffer
        try:
            return stack.enter_context(open(file, "rb"))
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}", returncode=2) from None

    def _print(self, answer: dict[str, Any], pretty: bool) -> None:
        indent = 2 if pretty else None
        text = json.dumps(answer, sort_keys=True, ensure_ascii=False, indent=indent) + "\n"
        # Half a surrogate pair cannot be UTF-8; as an escape it is JSON still.
        raw = text.encode("utf-8", "backslashreplace")
        if (buffer := getattr(self.stdout, "buffer", None)) is not None:
            buffer.write(raw)
            buffer.flush()
        else:
            self.stdout.write(raw.decode("utf-8"), ending="")


def answer_case(case: object, rules: Rules) -> dict[str, Any]:
    """The assessment, or what is wrong with the case."""
    if isinstance(case, CaseUnreadable):
        return {"errors": [str(case)]}
    try:
        return assess(case, rules)  # type: ignore[arg-type]  # anything else is refused in words
    except FactsInvalid as invalid:
        return {"errors": invalid.problems}
