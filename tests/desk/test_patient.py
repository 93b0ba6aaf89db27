"""One patient's page and print: what the overview says, and who looked."""

from django.urls import reverse

from tests import factories


def _url(patient, name="patient"):
    return reverse(f"desk:{name}", args=[patient.pk])


def test_the_chart_shows_relief_what_happened_and_what_comes_next(desk, rosa, readings):
    factories.submitted_intake(rosa)
    factories.procedure(rosa)
    page = desk.nurse.get(_url(rosa)).content.decode()
    for words in ('class="chart"', "What happened", "A. Lumbar epidural", "day 1, text", "PEG"):
        assert words in page
    assert readings(desk.nurse.staff) >= {str(rosa.pk)}


def test_a_new_patient_has_a_page_that_says_so(desk, oak):
    page = desk.nurse.get(_url(factories.patient(at=oak))).content.decode()
    for words in ("No pain number yet", "None planned.", "No text so far.", "never asked"):
        assert words in page


def test_a_text_that_waits_says_until_when(desk, rosa):
    factories.procedure(rosa)
    assert "waits until Mar 3, 10:41 am" in desk.nurse.get(_url(rosa)).content.decode()


def test_no_page_has_inline_styles_or_scripts(desk, rosa):
    factories.submitted_intake(rosa)
    factories.procedure(rosa)
    for url in (_url(rosa), _url(rosa, "invitation"), _url(rosa, "procedure"), "/candidates/"):
        page = desk.physician.get(url).content.decode()
        for banned in ("style=", "<script", "<style", "onclick"):
            assert banned not in page, url


def test_the_summary_is_a_pdf_that_names_nobody_in_its_headers(desk, rosa, readings):
    factories.submitted_intake(rosa)
    answer = desk.clinician.get(_url(rosa, "summary"))
    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Disposition"] == 'inline; filename="summary.pdf"'
    assert answer["Cache-Control"] == "no-store"
    assert str(rosa.pk) in readings(desk.clinician.staff)


def test_a_nurse_is_not_offered_the_print(desk, rosa):
    assert _url(rosa, "summary") not in desk.nurse.get(_url(rosa)).content.decode()
    assert _url(rosa, "summary") in desk.clinician.get(_url(rosa)).content.decode()
