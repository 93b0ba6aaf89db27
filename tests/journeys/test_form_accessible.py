"""Every page of the form, in both languages and themes, as it stands and with an error: axe finds
nothing, no sideways scroll at 320 px, and what is pressed is at least 44 px high.
"""

import json

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from intake.pages import PAGES
from tests.journeys.hands import BORN, MAP_BUTTON, go_on
from tests.journeys.running import Product

pytestmark = pytest.mark.browser
NARROW = {"width": 320, "height": 640}
# Every page once: of what may be added again and again, the first.
KEYS = [page.key for page in PAGES if page.key.rsplit("-", 1)[-1] in (page.key, "1")]
MAKE = """
import json
from summaries.sample.clinic import open_clinic
from clinic import clock
from intake import invitations
from tests import factories as make
oak, now, made = open_clinic(), clock.now(), {{}}
for language in ("en", "es"):
    patient = make.patient(oak, language=language)
    invitation = make.invitation(patient, now=now)
    made[language] = invitations.another_link(
        invitation=invitation, staff=invitation.invited_by, now=now)
open({file!r}, "w").write(json.dumps(made))
"""
# Answers in which every page is asked. What they raise was seen, or the form would wait there.
ANSWER = """
from clinic import clock
from intake import services
from intake.models import Intake
from notifications.models import Alert
from tests.intake.test_pages import ANSWERS
now = clock.now()
for intake in Intake.objects.all():
    for page, value in ANSWERS.items():
        services.save_page(intake=intake, page=page, value=value, now=now)
Alert.objects.update(patient_response="called")
"""
# All rules, or only the ones named.
AXE = """async (rules) => {
    const only = rules ? {runOnly: rules} : {};
    const found = await axe.run({resultTypes: ["violations"], elementRef: false, ...only});
    return found.violations.map((one) => one.id + ": " + one.nodes.map((n) => n.html).join(" "));
}"""
# Links within a sentence may be as high as its line (WCAG 2.5.8).
SMALL = """() => [...document.querySelectorAll("input, button, a, summary")]
    .map((one) => one.type === "radio" || one.type === "checkbox" ? one.closest("label") : one)
    .filter((one) => one.checkVisibility({visibilityProperty: true}) && !one.matches(".hidden")
        && one.type !== "hidden" && !one.closest("p, li"))
    .filter((one) => one.getBoundingClientRect().height < 44)
    .map((one) => "lower than 44 px: " + one.outerHTML.slice(0, 160))"""
EMPTIED = """() => {
    for (const one of document.querySelectorAll("#answers input:not([type=hidden])"))
        one.type === "text" ? one.value = "" : one.checked = false;
}"""


@pytest.fixture(scope="module")
def product(tmp_path_factory):
    folder = tmp_path_factory.mktemp("product")
    running = Product(folder)
    file = folder / "made.json"
    running.manage("shell", "-v0", "-c", MAKE.format(file=str(file)))
    running.address = json.loads(file.read_text())
    yield running
    running.stop()


def opened(pages, product, language):
    """A phone that has opened the link; what is answered afterwards may be shown on it."""
    phone = pages(NARROW)
    phone.add_init_script(AXE_SCRIPT)
    phone.goto(product.address[language])
    for name, value in BORN:
        phone.locator(f"[name=birth_{name.lower()}]").fill(value)
    with phone.expect_navigation():
        phone.locator("form button.button").click()
    assert "/page/where/" in phone.url
    return phone


def troubles(phone, where):
    found = phone.evaluate(AXE, None) + phone.evaluate(SMALL)
    phone.emulate_media(color_scheme="dark")
    found += [f"dark: {one}" for one in phone.evaluate(AXE, ["color-contrast"])]
    phone.emulate_media(color_scheme="light")
    if not phone.evaluate("document.documentElement.scrollWidth <= innerWidth"):
        found.append("scrolls sideways")
    return [f"{where}: {one}" for one in found]


@pytest.fixture(scope="module")
def answered(product):
    """Called once the links are open: answers on which every page is asked."""
    return lambda: product.manage("shell", "-v0", "-c", ANSWER)


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_in_each_state(product, pages, answered, language):
    phone = opened(pages, product, language)
    found = troubles(phone, "where, nothing chosen")
    answered()
    for key in KEYS:
        phone.goto(f"/intake/page/{key}/")
        assert f"/page/{key}/" in phone.url
        assert phone.locator("html").get_attribute("lang") == language
        found += troubles(phone, key)
        if key == "where":
            phone.locator(MAP_BUTTON).click()
            found += troubles(phone, "where, the list")
        phone.evaluate(EMPTIED)
        if key in ("goals", "consent") or (key, language) == ("rmdq", "es"):  # may stay empty
            continue
        go_on(phone)
        assert phone.locator("[role=alert] a[href^='#']").count(), key
        found += troubles(phone, f"{key}, to mend")
    phone.goto("/intake/check/")
    found += troubles(phone, "check")
    assert found == []
