"""The eight steps in a real browser, against web, worker and simulator as processes."""

import io

import pytest
from pypdf import PdfReader

from tests.factories import ROSA
from tests.journeys.hands import DESK_SIZE, PHONE_SIZE, answer, fits, open_link, press, sign_in
from tests.journeys.running import Product

pytestmark = pytest.mark.browser
NUMBER = "+15550100142"


@pytest.fixture(scope="module")
def product(tmp_path_factory):
    running = Product(tmp_path_factory.mktemp("product"))
    make = "from summaries.sample.clinic import open_clinic; open_clinic()"
    running.manage("shell", "-v0", "-c", make)
    yield running
    running.stop()


def wait_for_text(phone, product, words, count=1):
    """Look at the simulated phone until the text is there."""
    phone.goto(f"{product.carrier}/phones/{NUMBER}")
    bubble = phone.locator(".bubble", has_text=words).nth(count - 1)
    bubble.wait_for()
    return bubble


def reply(phone, product, body):
    phone.goto(f"{product.carrier}/phones/{NUMBER}")
    box = phone.get_by_label("Reply as the patient")
    box.fill(body)
    box.press("Enter")
    phone.locator(".bubble.mine", has_text=body).last.wait_for()


def skip_to(desk, phone, product, words):
    """Press the strip's button and see the text come."""
    press(desk, "Skip to the next text")
    return wait_for_text(phone, product, words)


def test_one_patient_from_the_phone_to_the_page_of_paper(product, pages):
    # 1. The desk adds a patient and invites.
    desk = pages(DESK_SIZE)
    sign_in(desk, "front")
    desk.goto("/patients/add/")
    for label, value in (
        ("Last name", "Fictional"),
        ("First name", "Rosa"),
        ("Date of birth", "3/27/1979"),
        ("MRN", "41002"),
        ("Mobile phone", "555-010-0142"),
    ):
        desk.get_by_label(label, exact=True).fill(value)
    desk.get_by_label("The patient said yes to texts").check()
    desk.get_by_label("The patient said yes to answering by text").check()
    press(desk, "Add patient")
    press(desk, "Invite")
    on_screen = desk.locator(".address").inner_text()
    desk.reload()
    assert desk.locator(".address").inner_text() != on_screen

    # 2. The patient answers at 360 px; an invitation in quiet hours waits, and is skipped to.
    phone = pages(PHONE_SIZE)
    if "quiet hours" in desk.locator("footer.sandbox").inner_text():
        press(desk, "Skip to the next text")
    link = wait_for_text(phone, product, "Questions before your visit").locator("a")
    address = link.get_attribute("href")
    open_link(phone, address)
    answer(phone, ROSA, stop_at="duration")
    phone.context.clear_cookies()  # closing the phone, and coming back
    open_link(phone, address)
    assert "/page/duration/" in phone.url
    assert phone.get_by_role("link", name="Back").count() == 0
    answer(phone, ROSA)
    assert phone.get_by_text("Answered earlier").count() == 2
    press(phone, "Send my answers")
    phone.get_by_role("heading", name="We have your answers").wait_for()

    # 3 and 4. A clinician sees why, and signs.
    sign_in(clinician := pages(DESK_SIZE), "clinician")
    clinician.goto("/candidates/")
    assert fits(clinician)
    clinician.get_by_role("link", name="Fictional, Rosa", exact=True).click()
    review = clinician.locator("body").inner_text()
    assert "Lumbar epidural" in review
    assert "Red flags: none." in review
    clinician.get_by_label("Offer").check()
    clinician.get_by_label("Procedure").select_option("esi_lumbar")
    clinician.get_by_role("radio", name="Right").check()
    clinician.get_by_label("Agree", exact=True).check()
    for box in clinician.locator("input[name=cautions]").all():
        box.check()
    press(clinician, "Sign")
    clinician.get_by_role("button", name="Undo").wait_for()

    # 5. The procedure is recorded; a side that contradicts is stopped.
    sign_in(physician := pages(DESK_SIZE), "physician")
    physician.goto("/patients/")
    physician.get_by_role("link", name="Fictional, Rosa", exact=True).click()
    physician.get_by_role("link", name="Record a procedure").first.click()
    physician.get_by_label("At", exact=True).fill("12:01 am")
    physician.get_by_label("By", exact=True).select_option(label="Dr. A. Sample")
    physician.get_by_role("radio", name="Left").check()
    physician.get_by_role("checkbox", name="L4-5").check()
    physician.get_by_role("radio", name="Fluoroscopy").check()
    press(physician, "Save and start")
    assert "right" in physician.locator("#id_side_error").inner_text().lower()
    physician.get_by_role("radio", name="Right").check()
    press(physician, "Save and start")
    physician.get_by_role("button", name="Undo").wait_for()

    # 6. Day 1 by text, by digits.
    skip_to(physician, phone, product, "We will text now and then")
    skip_to(physician, phone, product, "How is it right now?")
    reply(phone, product, "4")
    wait_for_text(phone, product, "Any new problem since?")
    reply(phone, product, "2")
    bubble = wait_for_text(phone, product, "Please tell us more here")
    open_link(phone, bubble.locator("a").get_attribute("href"))

    # 7. A dangerous answer: the safety page, the alert on every staff page, somebody takes it.
    values = {"safety": ["saddle_or_bladder"], "onset": "today"}
    values = {key: {key: value} for key, value in values.items()}
    answer(phone, values)
    assert phone.get_by_role("heading", name="Call 911 now").is_visible()
    assert phone.get_by_role("link", name="Call 911").bounding_box()["y"] < PHONE_SIZE["height"]
    press(phone, "I have called for help")
    answer(phone, values)
    phone.get_by_role("heading", name="Thank you").wait_for()
    for anyones in (desk, clinician, physician):
        anyones.reload()
        assert anyones.locator(".count.hot").inner_text() == "1"
    alert_text = product.texts("+15550100190")[-1]["body"]
    assert "numb" not in alert_text.lower()
    sign_in(nurse := pages(DESK_SIZE), "nurse")
    nurse.goto("/alerts/")
    press(nurse, "I have this")
    nurse.goto("/alerts/")
    assert nurse.locator(".count.hot").count() == 0
    physician.goto("/patients/")
    physician.get_by_role("link", name="Fictional, Rosa", exact=True).click()
    chart = physician.locator("body").inner_text()
    assert "Numb between the legs" in chart
    assert physician.locator("svg.chart").count() == 1
    assert fits(physician)

    # 8. The page of paper.
    address = physician.get_by_role("link", name="Print summary").get_attribute("href")
    answer_ = physician.context.request.get(address)
    assert answer_.headers["content-type"] == "application/pdf"
    text = "\n".join(p.extract_text() for p in PdfReader(io.BytesIO(answer_.body())).pages)
    for words in ("Fictional, Rosa", "41002", "page 1 of", "Numb between the legs", "right L4-5"):
        assert words in text
