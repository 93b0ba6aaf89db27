"""What people do in these browsers: sign in, open a link, fill in whatever page is shown."""

import re

from intake.pages import PAGES
from summaries.sample.clinic import PASSWORD
from surveys.pages import all_pages

PHONE_SIZE = {"width": 360, "height": 640}
DESK_SIZE = {"width": 1280, "height": 860}
BORN = (("Month", "3"), ("Day", "27"), ("Year", "1979"))
_INTAKE = {page.key: page for page in PAGES}
FORMS = {"intake": _INTAKE, "entry": _INTAKE, "check-in": {p.key: p for p in all_pages()}}
CONTINUE = "#answers button.button"
MAP_BUTTON = "[data-body-map] > button"


def sign_in(page, mailbox):
    page.goto("/accounts/login/")
    page.get_by_label("E-mail").fill(f"{mailbox}@oak.example")
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")
    page.get_by_role("button", name="Sign out").wait_for()


def press(page, name):
    """Press a button that leads to another page, and wait for that page."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def fits(page):
    """Nothing scrolls sideways."""
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def open_link(phone, address):
    phone.goto(address)
    for label, value in BORN:
        phone.get_by_label(label).fill(value)
    press(phone, "Start")


def shown(phone):
    """The page of a form on show, as it is defined; None where it is another page."""
    found = re.search(r"/(intake|check-in|entry)/(?:paper/)?page/([\w-]+)/", phone.url)
    return FORMS[found[1]][found[2]] if found else None


def answer(phone, values, stop_at="", fill=None):
    """Answer page by page, by what each page asks, until something else or `stop_at` comes."""
    while (page := shown(phone)) and page.key != stop_at:
        (fill or fill_in)(phone, page, values[page.key])
        if shown(phone) == page and phone.locator("#answers [name=confirmed]").count():
            go_on(phone)  # it was asked back once, and is so


def fill_in(phone, page, value):
    """Tick and write what the value says, then press Continue."""
    assert fits(phone), page.key
    if phone.locator(MAP_BUTTON).is_visible():
        phone.locator(MAP_BUTTON).click()
    for name, entries in page.entries(value).items():
        for entry in entries:
            field = phone.locator(f'[name="{name}"]').first
            if field.get_attribute("type") in ("radio", "checkbox"):
                phone.locator(f'[name="{name}"][value="{entry}"]').check(force=True)
            else:
                field.fill(entry)
    go_on(phone)


def go_on(phone):
    with phone.expect_navigation():
        phone.locator(CONTINUE).first.click()
