"""A form left open: a warning in time, one press to keep it, and plain words when it has closed."""

import pytest

from tests.journeys.hands import PHONE_SIZE, open_link
from tests.journeys.running import Product

pytestmark = pytest.mark.browser
MAKE = """
from summaries.sample.clinic import open_clinic
from clinic import clock
from intake import invitations
from tests import factories as make
patient = make.patient(open_clinic())
invitation = make.invitation(patient, now=clock.now())
address = invitations.another_link(
    invitation=invitation, staff=invitation.invited_by, now=clock.now())
open({file!r}, "w").write(address)
"""


@pytest.fixture(scope="module")
def product(tmp_path_factory):
    folder = tmp_path_factory.mktemp("product")
    running = Product(folder)
    file = folder / "address"
    running.manage("shell", "-v0", "-c", MAKE.format(file=str(file)))
    running.address = file.read_text()
    yield running
    running.stop()


@pytest.fixture
def phone(pages):
    page = pages(PHONE_SIZE)
    page.clock.install()
    return page


def test_a_form_left_open_warns_is_kept_open_and_says_when_it_has_closed(product, phone):
    open_link(phone, product.address)
    phone.get_by_role("heading", name="Where does it hurt?").wait_for()
    warning = phone.get_by_role("heading", name="Are you still there?")
    phone.clock.fast_forward("24:50")
    assert not warning.is_visible()
    phone.clock.fast_forward("00:20")
    warning.wait_for()
    with phone.expect_response(lambda answer: answer.request.method == "HEAD") as kept:
        phone.get_by_role("button", name="Keep it open").click()
    assert kept.value.status == 200
    warning.wait_for(state="hidden")
    phone.clock.fast_forward("24:50")
    assert not warning.is_visible()
    phone.clock.fast_forward("05:20")
    phone.get_by_role("alert").filter(has_text="This form has closed").wait_for()
    assert not warning.is_visible()
