"""The browser of the journeys: one Chromium a file, a new window for each hand."""

import os
import shutil

import pytest

PATIENCE_MS = 15_000


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=found,
            args=["--no-sandbox", "--disable-background-networking", "--disable-gpu"],
        )
        yield chromium
        chromium.close()


@pytest.fixture
def pages(browser, product):
    """New windows of a size; a script error or a broken policy in any of them fails the test."""
    contexts, complaints = [], []

    def window(size, **options):
        context = browser.new_context(viewport=size, base_url=product.web, **options)
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda line: complaints.append(line.text) if "Content Security" in line.text else None,
        )
        contexts.append(context)
        return page

    yield window
    for context in contexts:
        context.close()
    assert complaints == []
