"""`manage.py summary PATIENT --out FILE.pdf`: one patient's printed summary, to a file."""

from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from clinic import audit, clock
from clinic.models import Patient

ACTOR = "summary command"


class Command(BaseCommand):
    help = "Write one patient's summary as a PDF. PATIENT is an MRN."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("patient", metavar="PATIENT", help="the patient's MRN")
        parser.add_argument("--out", required=True, type=Path, metavar="FILE.pdf")
        parser.add_argument("--clinic", help="the clinic's name, where several have this MRN")

    def handle(self, *, patient: str, out: Path, clinic: str | None, **options: object) -> None:
        write(find(patient, clinic), out, clock.now())
        self.stdout.write(_("Wrote %(file)s") % {"file": out})


def find(mrn: str, clinic: str | None) -> Patient:
    """The one patient with this MRN; CommandError says what to type where there is not one."""
    found = Patient.objects.select_related("clinic").filter(mrn=mrn)
    if clinic is not None:
        found = found.filter(clinic__name__iexact=clinic)
    patients = list(found)
    if len(patients) == 1:
        return patients[0]
    if not patients:
        where = _(" at %(clinic)s") % {"clinic": clinic} if clinic else ""
        raise CommandError(
            _("There is no patient with MRN %(mrn)s%(where)s.") % {"mrn": mrn, "where": where}
        )
    names = ", ".join(f'--clinic "{one.clinic.name}"' for one in patients)
    raise CommandError(
        _("MRN %(mrn)s is known at %(count)s clinics. Say which: %(names)s")
        % {"mrn": mrn, "count": len(patients), "names": names}
    )


def write(patient: Patient, out: Path, now: datetime) -> None:
    """The PDF into the file; the reading is on record before there is anything to read."""
    from summaries.pdf import summary_pdf

    if not out.parent.is_dir():
        raise CommandError(_("There is no folder %(folder)s.") % {"folder": out.parent})
    made = summary_pdf(patient, now, ACTOR)
    audit.record(
        actor=ACTOR, action="read.summary", now=now, clinic=patient.clinic, patients=[patient]
    )
    try:
        out.write_bytes(made)
    except OSError as error:
        raise CommandError(
            _("Cannot write %(file)s: %(why)s") % {"file": out, "why": error.strerror}
        ) from error
