"""`manage.py sample_clinic`: an invented clinic with six patients at six stages."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from clinic import clock
from clinic.models import Clinic, Patient
from summaries.sample import stories
from summaries.sample.clinic import ALERT_NUMBER, open_clinic
from summaries.sample.stage import stage


class Command(BaseCommand):
    """Makes the sample clinic by the same services that staff and patients use."""

    help = "Load the sample clinic into the sandbox, unless there is a clinic already."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.SANDBOX:
            raise CommandError("The sample clinic is for the sandbox: set SANDBOX=1.")
        finished = settings.DATA_DIR / "sample_clinic"
        if finished.exists() or Patient.objects.count() >= len(stories.SAMPLE):
            self.stdout.write("The sample clinic is there.")
            return
        if Clinic.objects.exists():
            raise CommandError(
                f"There is a clinic already, or a sample clinic stopped half-way. To start anew, "
                f"delete {settings.DATA_DIR} and run this again."
            )
        clinic = open_clinic()
        now = clock.real_now()
        today = now.astimezone(clinic.zone).date()
        clock.move_to(now - timedelta(days=111))
        port = urlsplit(settings.PUBLIC_URL).port or 80
        with stage(record=settings.DATA_DIR / "simulator.sqlite3", port=port) as scene:
            cast = [story(stories.Cast(scene, clinic), today) for story in stories.SAMPLE]
            stories.perform(scene, cast)
            scene.wait_until(clock.real_now())
            clock.move_to(clock.real_now())
            for number in [ALERT_NUMBER, *Patient.objects.values_list("phone", flat=True)]:
                scene.texts(number)  # until each has its receipt
        finished.touch()
        self.stdout.write("The sample clinic is open: six invented patients at six stages.")
