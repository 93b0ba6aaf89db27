"""`manage.py summary`: the right patient, a file, a record of who read."""

import pytest
from django.core.management import CommandError, call_command

from clinic.models import AuditEvent
from tests import factories

pytestmark = pytest.mark.django_db


def test_it_writes_the_pdf_and_records_the_reading(tmp_path):
    patient = factories.patient(mrn="41002")
    out = tmp_path / "summary.pdf"
    call_command("summary", "41002", out=out)
    assert out.read_bytes().startswith(b"%PDF-")
    event = AuditEvent.objects.get(action="read.summary")
    assert (event.system, event.patient_ids) == ("summary command", [str(patient.pk)])
    assert event.clinic == patient.clinic


def test_an_unknown_mrn_is_a_sentence(tmp_path):
    with pytest.raises(CommandError, match="There is no patient with MRN 1"):
        call_command("summary", "1", out=tmp_path / "a.pdf")


def test_an_mrn_of_two_clinics_asks_which(tmp_path):
    oak, elm = factories.clinic(name="Oak Clinic"), factories.clinic(name="Elm Clinic")
    for clinic in (oak, elm):
        factories.patient(at=clinic, mrn="7")
    out = tmp_path / "a.pdf"
    with pytest.raises(CommandError, match='--clinic "Elm Clinic"'):
        call_command("summary", "7", out=out)
    call_command("summary", "7", out=out, clinic="elm clinic")
    assert AuditEvent.objects.get(action="read.summary").clinic == elm


def test_a_missing_folder_is_a_sentence_and_nothing_is_read(tmp_path):
    factories.patient(mrn="7")
    with pytest.raises(CommandError, match="There is no folder"):
        call_command("summary", "7", out=tmp_path / "no" / "a.pdf")
    assert not AuditEvent.objects.filter(action="read.summary").exists()
