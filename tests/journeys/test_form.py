"""The whole form on other ways than a mouse: by keyboard, without script, on a second phone; and
the same answer kept whether the drawing is tapped, the list ticked or staff enter it.
"""

import json
import sqlite3
from uuid import UUID

import pytest

from intake.pages import PAGES
from questions.page import applicable
from tests.factories import ROSA
from tests.journeys.hands import (
    BORN,
    CONTINUE,
    DESK_SIZE,
    MAP_BUTTON,
    PHONE_SIZE,
    answer,
    fill_in,
    open_link,
    press,
    sign_in,
)
from tests.journeys.running import Product

pytestmark = pytest.mark.browser
MOST_TABS = 200  # the longest page is the list of places
MAKE = """
import json
from summaries.sample.clinic import open_clinic
from clinic import clock
from intake import invitations
from tests import factories as make
oak, now, made = open_clinic(), clock.now(), {{}}
for name in {names!r}:
    patient = make.patient(oak)
    invitation = make.invitation(patient, now=now)
    address = invitations.another_link(
        invitation=invitation, staff=invitation.invited_by, now=now)
    made[name] = [str(patient.pk), address]
open({file!r}, "w").write(json.dumps(made))
"""
# What has the focus: what it is, its name, its value, whether it is chosen, whether it goes on.
FOCUSED = """() => {
    const at = document.activeElement;
    return {kind: at.type || at.tagName, name: at.name || "", value: at.value || "",
            chosen: at.checked === true, goesOn: at.matches("CONTINUE"),
            opensList: at.matches("MAP_BUTTON") && at.getAttribute("aria-expanded") === "false"};
}""".replace("CONTINUE", CONTINUE).replace("MAP_BUTTON", MAP_BUTTON)


@pytest.fixture(scope="module")
def product(tmp_path_factory):
    folder = tmp_path_factory.mktemp("product")
    running = Product(folder)
    names = ("keyboard", "no script", "second phone", "drawing", "list", "staff")
    file = folder / "made.json"
    running.manage("shell", "-v0", "-c", MAKE.format(names=names, file=str(file)))
    made = json.loads(file.read_text())
    running.patient = {name: patient for name, (patient, _address) in made.items()}
    running.address = {name: address for name, (_patient, address) in made.items()}
    yield running
    running.stop()


def stored(product, name):
    """The answers that stand in the database, page by page."""
    file = f"{product.env['DATA_DIR']}/reprieve.sqlite3"
    with sqlite3.connect(file) as database:
        rows = database.execute(
            "SELECT page, value FROM intake_answer WHERE patient_id = ? AND superseded_at IS NULL",
            [UUID(product.patient[name]).hex],
        ).fetchall()
    assert len(dict(rows)) == len(rows)  # nothing twice
    return {page: json.loads(value) for page, value in rows}


def was_sent(phone):
    return phone.get_by_role("heading", name="We have your answers").is_visible()


def tab_to(phone, selector):
    """Tab until the focus is there; a person without a mouse has no other way."""
    for _ in range(MOST_TABS):
        phone.keyboard.press("Tab")
        if phone.evaluate("(what) => document.activeElement.matches(what)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached by Tab on {phone.url}")


def press_enter(phone):
    with phone.expect_navigation():
        phone.keyboard.press("Enter")


def by_keyboard(phone, page, value):
    """Tab through the page once: space ticks, arrows choose, Enter on the button goes on."""
    wanted = page.entries(value)
    for _ in range(MOST_TABS):
        phone.keyboard.press("Tab")
        at = phone.evaluate(FOCUSED)
        entries = wanted.get(at["name"], [])
        if at["goesOn"]:
            return press_enter(phone)
        if at["opensList"]:
            phone.keyboard.press("Enter")
        elif at["kind"] == "radio" and entries:
            choose(phone, at, entries[0])
        elif at["kind"] == "checkbox" and at["value"] in entries and not at["chosen"]:
            phone.keyboard.press("Space")
        elif at["kind"] == "text" and entries:
            phone.keyboard.type(entries[0])
    raise AssertionError(f"Continue cannot be reached by Tab on {page.key}")


def choose(phone, at, wanted):
    """The first radio has the focus: space takes it, arrows go on to the others."""
    if at["value"] == wanted:
        phone.keyboard.press("Space")
    for _ in range(MOST_TABS):
        if at["value"] == wanted:
            return
        phone.keyboard.press("ArrowDown")
        at = phone.evaluate(FOCUSED)
    raise AssertionError(f"{wanted} cannot be reached by arrows")


def test_the_whole_form_by_keyboard_alone(product, pages):
    phone = pages(PHONE_SIZE)
    phone.goto(product.address["keyboard"])
    for label, value in BORN:
        tab_to(phone, f"[name=birth_{label.lower()}]")
        phone.keyboard.type(value)
    press_enter(phone)
    answer(phone, ROSA, fill=by_keyboard)
    tab_to(phone, "form[method=post] button.button")
    press_enter(phone)
    assert was_sent(phone)
    assert stored(product, "keyboard") == ROSA


def test_the_whole_form_without_script(product, pages):
    phone = pages(PHONE_SIZE, java_script_enabled=False)
    open_link(phone, product.address["no script"])
    assert not phone.locator(MAP_BUTTON).is_visible()
    answer(phone, ROSA)
    press(phone, "Send my answers")
    assert was_sent(phone)
    assert stored(product, "no script") == ROSA


def test_a_killed_browser_and_another_phone_go_on_where_it_stopped(product, pages):
    asked = [page.key for page in applicable(PAGES, ROSA)]
    unsaved = asked[20]
    first = pages(PHONE_SIZE)
    open_link(first, product.address["second phone"])
    answer(first, ROSA, stop_at=unsaved)
    first.locator("#answers [type=checkbox], #answers [type=radio]").first.check(force=True)
    first.context.close()  # ticked, not sent: only this page is lost

    second = pages({"width": 412, "height": 732}, user_agent="Another phone")
    open_link(second, product.address["second phone"])
    assert f"/page/{unsaved}/" in second.url
    assert second.locator("#answers :checked").count() == 0
    assert second.get_by_role("link", name="Back").count() == 0
    assert list(stored(product, "second phone")) == asked[:20]
    second.goto("/intake/page/where/")
    assert f"/page/{unsaved}/" in second.url  # nothing answered on the first is shown
    answer(second, ROSA)
    press(second, "Send my answers")
    assert was_sent(second)
    assert stored(product, "second phone") == ROSA


PLACES = {
    "where": [
        {"site": "low_back", "side": "right"},
        {"site": "neck", "side": "middle"},
        {"site": "knee", "side": "both"},
        {"site": "foot", "side": "left"},
    ]
}


def tap(phone, page, value):
    """Each place on the drawing; the words below it ask the side back."""
    for entry in page.entries(value)["where"]:
        phone.locator(f'use[data-box="where-{entry}"]').first.tap()
    assert phone.get_by_text("Is that the correct side?").is_visible()
    assert phone.locator("[data-chosen] dt").count() == len(page.entries(value)["where"])
    with phone.expect_navigation():
        phone.get_by_role("button", name="Yes, continue").tap()


def test_tapped_ticked_and_entered_by_staff_are_the_same_answer(product, pages):
    touch = pages(PHONE_SIZE, has_touch=True)
    open_link(touch, product.address["drawing"])
    answer(touch, {"where": PLACES}, stop_at="spread", fill=tap)

    plain = pages(PHONE_SIZE)
    open_link(plain, product.address["list"])
    answer(plain, {"where": PLACES}, stop_at="spread", fill=fill_in)

    desk = pages(DESK_SIZE)
    sign_in(desk, "nurse")
    desk.goto(f"/patients/{product.patient['staff']}/entry/")
    press(desk, "From paper: enter what is on it")
    answer(desk, {"where": PLACES}, stop_at="spread", fill=fill_in)

    kept = [stored(product, name)["where"] for name in ("drawing", "list", "staff")]
    assert kept[0] == kept[1] == kept[2]
    assert {(p["site"], p["side"]) for p in kept[0]["where"]} == {
        (p["site"], p["side"]) for p in PLACES["where"]
    }
