"""The clinic's tablet: staff hand it over signed out, and Back shows nothing of the patient."""

import json

import pytest

from tests.factories import ROSA
from tests.journeys.hands import answer, press, shown, sign_in
from tests.journeys.running import Product

pytestmark = pytest.mark.browser
TABLET_SIZE = {"width": 820, "height": 1180}
# Words that stand on no other page; a patient for each test, in whatever order they run.
NAMES = ("Zenobia", "Quirina", "Xiomara", "Yolanda")
MAKE = """
import json
from summaries.sample.clinic import open_clinic
from tests import factories as make
oak = open_clinic()
made = {{name: str(make.patient(oak, first_name=name).pk) for name in {names!r}}}
open({file!r}, "w").write(json.dumps(made))
"""


@pytest.fixture(scope="module")
def product(tmp_path_factory):
    folder = tmp_path_factory.mktemp("product")
    running = Product(folder)
    file = folder / "made.json"
    running.manage("shell", "-v0", "-c", MAKE.format(names=NAMES, file=str(file)))
    running.patient = json.loads(file.read_text())
    yield running
    running.stop()


@pytest.fixture(params=NAMES[:1])
def name(request):
    return request.param


@pytest.fixture
def tablet(product, pages, name):
    """A tablet in the patient's hands, as the front desk starts it from the patient's page."""
    page = pages(TABLET_SIZE)
    sign_in(page, "front")
    page.goto(f"/patients/{product.patient[name]}/person/")
    for link in ("Invitation", "On the clinic’s tablet"):
        with page.expect_navigation():
            page.locator("main").get_by_role("link", name=link, exact=True).click()
    assert name in page.content()
    page.get_by_label("The patient told me both, and both are right").check()
    press(page, "Sign me out and start the form")
    return page


def assert_back_shows_nothing_of(tablet, name):
    """All the way back, over every page that this browser was on, to its empty window."""
    for _ in range(tablet.evaluate("history.length") - 2):
        tablet.go_back()
        assert "/k/tablet/cleared/" in tablet.url or "/accounts/login/" in tablet.url
        assert name not in tablet.content()
        assert tablet.locator("#answers").count() == 0
    tablet.go_back()
    assert tablet.url == "about:blank"


@pytest.mark.parametrize("name", ["Xiomara"], indirect=True)
def test_the_front_desk_hands_the_tablet_over_and_the_form_opens_without_a_birth_date(tablet):
    assert shown(tablet).key == "where"
    answer(tablet, ROSA, stop_at="spread")
    assert shown(tablet).key == "spread"
    assert tablet.get_by_role("button", name="Sign out").count() == 0


def test_no_address_of_the_desk_opens_on_the_tablet(tablet, product, name):
    patient = product.patient[name]
    for address in ("/", "/patients/", f"/patients/{patient}/person/",
                    f"/patients/{patient}/kiosk/", f"/patients/{patient}/invitation/"):  # fmt: skip
        tablet.goto(address)
        assert "/accounts/login/" in tablet.url
        assert name not in tablet.content()


@pytest.mark.parametrize("name", ["Yolanda"], indirect=True)
def test_cleared_by_hand_back_shows_nothing_of_the_patient(tablet, name):
    answer(tablet, ROSA, stop_at="duration")
    tablet.goto("/k/tablet/still-here/")
    press(tablet, "No, clear it")
    tablet.get_by_role("heading", name="Please give the tablet back").wait_for()
    assert_back_shows_nothing_of(tablet, name)


@pytest.mark.parametrize("name", ["Quirina"], indirect=True)
def test_sent_back_shows_nothing_of_the_patient(tablet, name):
    answer(tablet, ROSA)
    press(tablet, "Send my answers")
    tablet.get_by_role("heading", name="Thank you. Please give the tablet back").wait_for()
    assert_back_shows_nothing_of(tablet, name)
