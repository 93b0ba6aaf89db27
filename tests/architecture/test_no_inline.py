"""What the content security policy would block is in no template."""

import re

import pytest

from tests.architecture.source import ROOT

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
BANNED = {
    "a style attribute": r"\sstyle\s*=",
    "a style element": r"<style\b",
    "an event handler": r"<[^>]*\son[a-z]+\s*=",
    "an inline script": r"<script\b(?![^>]*\bsrc\s*=)",
    "a javascript address": r"(href|src|action)\s*=\s*[\"']?\s*javascript:",
    "something of another host": r"(href|src)\s*=\s*[\"']?(https?:)?//",
    "text marked safe": r"\|\s*safe\b|{%\s*autoescape off",
}


@pytest.mark.parametrize("what", BANNED)
def test_no_template_has_it(what):
    assert TEMPLATES
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in TEMPLATES
        for match in re.finditer(BANNED[what], path.read_text(encoding="utf-8"), re.IGNORECASE)
    ]
    assert not found
