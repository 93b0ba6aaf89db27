"""The printed page: what it says, on how many pages, and that it fetches nothing."""

import threading
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO

import pytest
from pypdf import PdfReader

from clinic.models import Side
from summaries import paper
from summaries.pdf import summary_pdf
from tests import factories
from tests.summaries.rosa import MADE_AT, answer, at, by_text, empty, rosa, write

pytestmark = pytest.mark.django_db


def pages_of(pdf):
    """The text of each page, on one line."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def printed(patient, now=MADE_AT):
    return pages_of(summary_pdf(patient, now, "A. Sample"))


@pytest.fixture
def listener():
    """A server on this machine that counts who calls."""
    calls = []

    class Counting(BaseHTTPRequestHandler):
        def do_GET(self):
            calls.append(self.path)
            self.send_error(404)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Counting)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", calls
    server.shutdown()
    server.server_close()


def test_rosas_page_says_who_what_was_done_and_how_it_went(story):
    (page,) = pages_of(story.pdf)
    for words in (
        "Fictional, Rosa",
        "Born Mar 27, 1979 (47) · MRN 41002 · Oak Clinic · referred by Dr. P. Placeholder",
        "Made Oct 14, 2026, 9:14 a.m. EDT by A. Sample",
        "DRAFT, not signed",
        "Average pain 6 → 2 (67% less)",
        "Open alerts: none recorded. Blood thinner: apixaban.",
        "3 57%",
        "says 60%",
        "day 14 to 92",
        "then 6 (14%), day 175",
        "due Dec 1",
        "Lumbar epidural, likely, 93 of 100",
        "Review: Offer, Lumbar epidural, right; A. Sample, Aug 27.",
        "B, day 3: Headache, much worse when sitting or standing; severity 1 of 5",
        "A: none reported; not answered: day 3.",
        "NSAID 10 weeks: little help",
        "“I can walk to the store again.” Oct 13, by text",
        "Day 3 after A: no answer.",
        "Right low back, right buttock, right lower leg.",
        "Fictional, Rosa · born Mar 27, 1979 · MRN 41002",
        "page 1 of 1",
    ):
        assert words in page, words


def test_the_chart_is_on_the_page(story):
    (page,) = pages_of(story.pdf)
    assert "A: baseline 7, Feb 10" in page
    assert "half of baseline or less" in page


def test_a_patient_without_anything_gets_a_page_that_says_so():
    (page,) = printed(empty())
    for words in (
        "Nobody, New",
        "No data from the patient yet.",
        "No pain number yet. No procedure recorded.",
        "Blood thinner: not known.",
        "No form was sent, so nothing was judged.",
        "Pain history: no form was sent.",
        "page 1 of 1",
    ):
        assert words in page, words


def test_a_form_without_a_procedure_prints_its_numbers():
    patient = factories.patient()
    factories.submitted_intake(patient, at(2, 10))
    (page,) = printed(patient, at(2, 11))
    assert "Average pain 7 of 10 on Feb 10. No procedure recorded." in page
    assert "Review: none yet." in page


def test_an_open_alert_stands_in_the_box():
    patient = factories.consenting_patient()
    factories.submitted_intake(patient, at(2, 10), saddle_numbness={"saddle_numbness": "yes"})
    (page,) = printed(patient, at(2, 11))
    assert "Open alerts: Emergency:" in page
    assert "(nobody has this)" in page
    assert "Urgent. Lumbar epidural, not now, 88 of 100" in page


def test_hostile_text_is_printed_as_text_and_fetches_nothing(listener):
    address, calls = listener
    name = f"<img src={address}/n>"
    hostile = f'</p><link rel=stylesheet href="{address}/c"><script>x()</script> url({address}/u)'
    patient = factories.consenting_patient(first_name=name, last_name="<b>Bold</b>", mrn="<i>1</i>")
    factories.submitted_intake(patient, at(2, 10))
    write(patient, hostile, at(2, 11))
    text = "".join("".join(printed(patient)).split())
    assert "".join(f"<b>Bold</b>,{name}·born".split()) in text
    assert "".join(hostile.split()) in text
    assert calls == []


@pytest.mark.parametrize(
    "page",
    [
        '<img src="{address}/i.png">',
        '<link rel="stylesheet" href="{address}/c.css">',
        '<style>body {{ background: url("{address}/b.png") }}</style>',
        '<style>@font-face {{ font-family: x; src: url("asset:Missing.ttf") }}</style>',
        '<img src="file:///etc/hostname">',
        '<img src="asset:../settings.py">',
        '<link rel="stylesheet" href="other.css">',
    ],
)
def test_a_page_that_asks_for_anything_else_is_refused(page, listener):
    address, calls = listener
    with pytest.raises(paper.AssetMissing):
        paper.to_pdf(page.format(address=address))
    assert calls == []


def test_pages_asked_for_at_the_same_time_are_all_made():
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(paper.to_pdf, [f"<p>page {n}</p>" for n in range(8)]))
    assert [pages_of(pdf) for pdf in made] == [[f"page {n}"] for n in range(8)]


def test_an_image_inside_a_drawing_is_not_fetched(listener):
    address, calls = listener
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{address}/s.png"/></svg>'
    assert paper.to_pdf(drawing).startswith(b"%PDF-")
    assert calls == []


def test_our_own_font_is_in_the_file(story):
    reader = PdfReader(BytesIO(story.pdf))
    fonts = reader.pages[0]["/Resources"]["/Font"].get_object().values()
    names = {font.get_object()["/BaseFont"].split("+")[1] for font in fonts}
    assert names
    assert all(name.startswith("Source-Sans-Pro") for name in names), names


def test_the_longest_names_keep_to_two_pages_with_the_strip_on_each():
    long = "Wolfeschlegelsteinhausenbergerdorff-"
    patient = factories.consenting_patient(
        first_name=(long * 3)[:80], last_name=("W" * 80), mrn="M" * 32,
        referring_doctor=(long * 4)[:120],
    )  # fmt: skip
    clinic = patient.clinic
    clinic.name = ("Clinic of the " * 9)[:120]
    clinic.save()
    factories.submitted_intake(patient, at(2, 10))
    done = factories.procedure(
        patient,
        now=at(3, 3, 11),
        done_at=at(3, 3, 10, 40),
        side=Side.BOTH,
        levels=["L4-5", "L5-S1"],
    )
    answer(done, "d1", at(3, 4), **by_text(5))
    write(patient, "w" * 300, at(3, 5))
    pages = printed(patient, at(3, 6))
    assert len(pages) <= 2
    for n, page in enumerate(pages, 1):
        text = page.replace(" ", "")
        assert f"MRN{'M' * 32}" in text
        assert f"page{n}of{len(pages)}" in text
        assert "W" * 80 in text


def test_a_year_of_procedures_flows_on_with_the_strip_on_each_page():
    patient = rosa()
    for month in (11, 12):
        factories.procedure(patient, now=at(month, 3, 11), done_at=at(month, 3, 10, 40))
    pages = printed(patient, at(12, 30))
    assert len(pages) <= 2
    assert all("MRN 41002" in page for page in pages)
    assert f"page {len(pages)} of {len(pages)}" in pages[-1]
