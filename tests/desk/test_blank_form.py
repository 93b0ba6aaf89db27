"""The blank form from the desk: by clinic and language, with a code only for an invited patient."""

import io
import re

import pytest
from django.urls import reverse
from pypdf import PdfReader

from clinic import links
from clinic.models import AuditEvent, PatientLink, Role
from tests import factories


def own(patient, language="en", kind="html"):
    return reverse("desk:patient_blank_form", args=[patient.pk, language, kind])


def general(clinic, language="en", kind="html"):
    return reverse("desk:blank_form", args=[clinic.pk, language, kind])


def test_the_general_copy_has_the_clinic_and_no_code(desk, oak):
    page = desk.front_desk.get(general(oak)).content.decode()
    assert oak.name in page
    assert "QR code" not in page
    assert not PatientLink.objects.exists()


def test_the_list_leads_to_each_language_as_pdf_and_page(desk, oak):
    page = desk.front_desk.get(reverse("desk:blank_forms")).content.decode()
    for language in ("en", "es"):
        for kind in ("pdf", "html"):
            assert general(oak, language, kind) in page


def test_an_invited_patients_copy_has_the_name_and_a_code(desk, rosa):
    factories.invitation(rosa)
    page = desk.front_desk.get(own(rosa)).content.decode()
    assert "Rosa Fictional" in page
    assert "QR code of your own link" in page
    link = PatientLink.objects.get()
    assert (link.purpose, link.patient) == ("intake", rosa)


def test_each_printing_has_a_code_of_its_own_and_each_opens(desk, rosa):
    factories.invitation(rosa)
    codes = {
        re.search(r'aria-label="QR[^>]*><path d="([^"]+)"', page.content.decode()).group(1)
        for page in (desk.front_desk.get(own(rosa)) for _ in range(2))
    }
    assert len(codes) == 2
    assert all(links.is_open(link, factories.NOW) for link in PatientLink.objects.all())
    assert PatientLink.objects.count() == 2


def test_the_birth_date_that_opens_the_link_is_never_printed_beside_it(desk, rosa):
    factories.invitation(rosa)
    page = desk.front_desk.get(own(rosa)).content.decode()
    assert "1979" not in re.sub(r'd="[^"]*"', "", page)
    assert rosa.mrn not in page


@pytest.mark.parametrize("state", ["not invited", "sent"])
def test_without_a_standing_invitation_there_is_no_code(desk, rosa, state):
    if state == "sent":
        factories.submitted_intake(rosa)
    before = PatientLink.objects.count()
    page = desk.front_desk.get(own(rosa)).content.decode()
    assert "Rosa Fictional" in page
    assert "QR code" not in page
    assert PatientLink.objects.count() == before


def test_printing_a_patients_copy_is_a_reading_and_a_link_shown(desk, rosa, readings):
    factories.invitation(rosa)
    desk.front_desk.get(own(rosa))
    assert str(rosa.pk) in readings(desk.front_desk.staff)
    assert AuditEvent.objects.get(action="invitation.link_shown").staff == desk.front_desk.staff


def test_a_name_with_markup_is_printed_as_it_is(desk, oak):
    patient = factories.patient(at=oak, first_name="<b>Eve</b>", last_name="O'Hara")
    page = desk.front_desk.get(own(patient)).content.decode()
    assert "<b>Eve</b>" not in page
    assert "&lt;b&gt;Eve" in page


def test_the_language_asked_for_is_the_language_of_the_paper_and_not_of_the_desk(desk, oak):
    assert '<html lang="es">' in desk.front_desk.get(general(oak, "es")).content.decode()
    assert '<html lang="en">' in desk.front_desk.get(reverse("desk:people")).content.decode()


def test_the_pdf_has_the_questions_page_numbers_and_embedded_fonts(desk, rosa):
    factories.invitation(rosa)
    answer = desk.front_desk.get(own(rosa, kind="pdf"))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "Rosa" not in answer.headers["Content-Disposition"]
    assert "no-store" in answer.headers["Cache-Control"]
    pdf = PdfReader(io.BytesIO(answer.content))
    texts = [page.extract_text() for page in pdf.pages]
    assert len(texts) > 5
    for number, text in enumerate(texts, start=1):
        assert f"{number} / {len(texts)}" in text
        assert "Rosa Fictional" in text
    assert "Where does it hurt?" in texts[0]
    assert "call 911" in texts[0]
    fonts = {str(font) for page in pdf.pages for font in page["/Resources"]["/Font"].values()}
    assert fonts
    names = {page["/Resources"]["/Font"][key].get_object()["/BaseFont"]
             for page in pdf.pages for key in page["/Resources"]["/Font"]}  # fmt: skip
    assert all("SourceSansPro" in name.replace("-", "") for name in names), names


@pytest.mark.parametrize(("language", "kind"), [("fr", "pdf"), ("en", "docx"), ("EN", "html")])
def test_a_language_or_a_kind_that_is_not_there_is_missing(desk, oak, rosa, language, kind):
    assert desk.front_desk.get(general(oak, language, kind)).status_code == 404
    assert desk.front_desk.get(own(rosa, language, kind)).status_code == 404


def test_another_clinics_form_and_patient_are_missing(rosa, oak, elsewhere, sign_in):
    factories.invitation(rosa)
    before = PatientLink.objects.count()
    stranger = sign_in(Role.FRONT_DESK, elsewhere)
    assert stranger.get(general(oak)).status_code == 404
    assert stranger.get(own(rosa)).status_code == 404
    assert PatientLink.objects.count() == before


def test_a_clinic_where_one_only_manages_is_refused_though_one_works_elsewhere(
    oak, elsewhere, sign_in
):
    from clinic.models import StaffRole

    browser = sign_in(Role.FRONT_DESK, elsewhere)
    StaffRole.objects.create(staff=browser.staff, clinic=oak, role=Role.MANAGER)
    assert browser.get(general(oak)).status_code == 403
    assert browser.get(general(elsewhere)).status_code == 200


@pytest.mark.parametrize("role", ["manager", "auditor"])
def test_without_the_role_nothing_is_printed(desk, oak, rosa, role):
    browser = getattr(desk, role)
    assert browser.get(general(oak)).status_code == 403
    assert browser.get(own(rosa)).status_code == 403
