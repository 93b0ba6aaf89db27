"""`manage.py play`: one invented patient's journey through the real code, printed."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from clinic import clock
from clinic.models import Clinic, Role
from notifications.models import Alert
from summaries.sample import stories
from summaries.sample.clinic import ALERT_NUMBER, facts, open_clinic, person
from summaries.sample.forms import answers_of
from summaries.sample.stage import Stage, stage
from surveys.models import CheckIn, Complication

DAY_0 = date(2026, 3, 3)
NUMBER = "+15550100142"


class Command(BaseCommand):
    """Takes an invented patient from the invitation to the printed page."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--out", type=Path, default=Path("out"), help="folder of summary.pdf")
        parser.add_argument("--on-stage", action="store_true", help="(used by play itself)")

    def handle(self, *args: Any, out: Path, on_stage: bool, **options: Any) -> None:
        if not on_stage:
            sys.exit(_on_a_stage_of_its_own(out.resolve()))
        call_command("migrate", verbosity=0)
        clinic = open_clinic()
        clock.move_to(datetime(2026, 2, 10, 8, 55, tzinfo=clinic.zone))
        with stage(record=settings.DATA_DIR / "simulator.sqlite3") as scene:
            Play(scene, clinic, self.stdout.write).perform(out)


def _on_a_stage_of_its_own(out: Path) -> int:
    """The same command with an empty database and broker folder, thrown away afterwards."""
    with tempfile.TemporaryDirectory(prefix="reprieve-play-") as folder:
        # Said outright: what is only left out would be read from .env.
        own = {
            "SANDBOX": "1",
            "DATA_DIR": folder,
            "DATABASE_URL": f"sqlite:///{folder}/play.sqlite3",
            "BROKER_URL": "filesystem://localhost",
            "TASKS_INLINE": "1",
        }
        command = [sys.executable, "manage.py", "play", "--on-stage", "--out", str(out)]
        return subprocess.run(
            command, cwd=settings.BASE_DIR, env=os.environ | own, check=False
        ).returncode


class Play:
    """Prints each text as the phone shows it, each answer, each state."""

    def __init__(self, scene: Stage, clinic: Clinic, write: Callable[[str], Any]) -> None:
        self.scene, self.write = scene, write
        self.zone = clinic.zone
        self.cast = stories.Cast(scene, clinic, lambda words: write(f"      {words}"))
        self.printed: set[str] = set()

    def perform(self, out: Path) -> None:
        self._before_the_visit()
        self._procedure()
        self._first_week()
        self._months()
        self._paper(out)

    def _before_the_visit(self) -> None:
        self._heading("1", "The desk adds a patient and sends the invitation")
        self.cast.add("Fictional, Rosa", "41002", date(1979, 3, 27), NUMBER)
        self._at(date(2026, 2, 10), 9, 0)
        self.cast.invite()
        self._texts()
        self._heading("2", "The patient answers on the phone")
        self.cast.fill(answers_of(facts("01-likely-leg-pain")))
        self._heading("3", "The answers are scored")
        assessment = self.cast.assessment()
        for family in assessment.result["families"]:
            self.write(f"   {family['family']}: {family['score']} of 100, {family['standing']}")
            for line in family["points"]:
                self.write(f"      {line['points']:>3} of {line['of']:>2}  {line['because']}")
            for gate in family["gates"]:
                self.write(f"      {'met' if gate['met'] else 'not met':>9}  {gate['because']}")
        self.write(f"   red flags: {len(assessment.result['red_flags'])}")
        self.write(f"   tier: {assessment.get_tier_display()} (never shown to the patient)")
        self._heading("4", "A clinician reviews")
        self._at(date(2026, 2, 12), 8, 40)
        review = self.cast.review("right")
        self.write(f"   {review.reviewed_by}: {review.get_decision_display()}, {review.side}")

    def _procedure(self) -> None:
        self._heading("5", "A procedure is recorded; its follow-up starts")
        self._at(DAY_0, 10, 40)
        procedure = self.cast.procedure("right")
        for check_in in procedure.follow_up.check_ins.all():
            due = check_in.due_at.astimezone(self.zone)
            self.write(f"   {due:%a %b %d, %Y %H:%M}  {check_in.step}")

    def _first_week(self) -> None:
        self._heading("6", "Check-ins by text, each on its own day")
        self._reply(1, 10, 12, "5", "1")
        self._reply(3, 10, 5, "about a 4", "2")
        self._heading("7", "Something is new: the answers by link, and the alert")
        self.cast.check_in(safety=["positional_headache"], headache=["none"], onset="yesterday")
        for alert in Alert.objects.all():
            self.write(f"   alert, {alert.get_grade_display()}: {alert.reason}")
        for complication in Complication.objects.all():
            self.write(f"   complication: {complication.kind}, severity {complication.severity}")
        self._at(DAY_0 + timedelta(days=3), 10, 30)
        self.cast.close_alerts("Positional headache, mild. Rest and fluids; gone in two days.")
        self._reply(7, 11, 0, "3", "1")

    def _months(self) -> None:
        for days, answers in (
            (14, stories.routine(3, 2, 60, (3, 4, 3), 2)),
            (42, stories.routine(2, 2, 70, (2, 3, 3), 2)),
            (92, stories.routine(3, 3, 50, (3, 4, 3), 2)),
        ):
            self._at(DAY_0 + timedelta(days=days), 12, 0)
            self.cast.check_in(**answers)
        self._at(DAY_0 + timedelta(days=100), 9, 0)
        for check_in in CheckIn.objects.all():
            self.write(f"   {check_in.step}: {check_in.get_state_display()}")

    def _paper(self, out: Path) -> None:
        self._heading("8", "The physician prints the page")
        from summaries.pdf import summary_pdf

        out.mkdir(parents=True, exist_ok=True)
        made_by = person(Role.PHYSICIAN).name
        page = summary_pdf(self.cast.patient, clock.now(), made_by)
        (out / "summary.pdf").write_bytes(page)
        self.write(f"   {out / 'summary.pdf'}, {len(page) // 1024} KB")

    def _reply(self, day: int, hour: int, minute: int, *bodies: str) -> None:
        self._at(DAY_0 + timedelta(days=day), hour, minute)
        for body in bodies:
            self.cast.reply(body)
            self._texts()

    def _at(self, day: date, hour: int, minute: int) -> None:
        self.scene.wait_until(stories.at(day, hour, minute, self.zone))
        self._texts()

    def _texts(self) -> None:
        for number in (NUMBER, ALERT_NUMBER):
            for text in self.scene.texts(number):
                if text["sid"] not in self.printed:
                    self.printed.add(text["sid"])
                    when = datetime.fromisoformat(text["shown_at"]).astimezone(self.zone)
                    arrow = "<" if text["direction"] == "inbound" else ">"
                    self.write(f"   {when:%b %d %H:%M} {arrow} {text['body']}  [{text['status']}]")

    def _heading(self, number: str, words: str) -> None:
        self.write(f"\n{number}. {words}")
