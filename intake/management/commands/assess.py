"""`manage.py assess FILE`: facts in, one assessment per line out. Stores nothing."""

import os
import sys
from argparse import ArgumentParser
from contextlib import ExitStack
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError

from intake import case_answers
from intake.candidacy import load_rules
from intake.case_reader import read_cases

PROGRESS_EVERY = 1000
INTERRUPTED = 130  # as a shell says it


class Command(BaseCommand):
    help = "Assess invented or exported facts (JSON object, list, or one object per line)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="a file of facts, or - for standard input")
        parser.add_argument("--pretty", action="store_true", help="indent the answers for people")

    def handle(self, *, file: str, pretty: bool, **options: Any) -> None:
        self.done = self.refused = 0
        try:
            with ExitStack() as stack:
                self._assess(self._open(file, stack), pretty)
        except BrokenPipeError:
            # The reader has left (| head): what Python still holds back goes nowhere.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}", returncode=2) from None
        except KeyboardInterrupt:
            raise CommandError(
                f"stopped after {self.done:,} cases", returncode=INTERRUPTED
            ) from None
        if self.refused:
            sentence = f"{self.refused:,} of {self.done:,} cases refused"
            raise CommandError(sentence, returncode=2)

    def _open(self, file: str, stack: ExitStack) -> BinaryIO:
        if file != "-":
            return stack.enter_context(open(file, "rb"))
        if sys.stdin is None:
            raise CommandError("standard input is closed", returncode=2)
        return sys.stdin.buffer

    def _assess(self, stream: BinaryIO, pretty: bool) -> None:
        rules = load_rules()
        for case in read_cases(stream):
            answer = case_answers.answer(case, rules)
            self._print(case_answers.line(answer, indent=2 if pretty else None))
            self.done, self.refused = self.done + 1, self.refused + ("errors" in answer)
            if self.done % PROGRESS_EVERY == 0:
                self.stderr.write(f"{self.done:,} cases", style_func=str)

    def _print(self, raw: bytes) -> None:
        if (buffer := getattr(self.stdout, "buffer", None)) is not None:
            buffer.write(raw)
            buffer.flush()
        else:
            self.stdout.write(raw.decode("utf-8"), ending="")
