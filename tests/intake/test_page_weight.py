"""What a page costs on a slow phone: bytes on the wire, requests, and nobody else's server."""

import gzip
import re
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.utils import translation

from clinic import clock
from intake import invitations
from intake.pages import PAGES
from questions.views import Filling, show_page
from tests import factories as make
from tests.intake.test_pages import ANSWERS, NOW

FIRST_VISIT, LATER, BODY_MAP = 100_000, 15_000, 25_000
HEADERS = 1_000  # about what the answer's headers and a cookie take
CLINIC = SimpleNamespace(text_name="Oak Clinic", phone="+15550100199", hours="weekdays 8 to 5")


def packed(content):
    return len(gzip.compress(content)) + HEADERS


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_a_later_page_weighs_at_most_fifteen_kilobytes(rf, page, language):
    others = {key: value for key, value in ANSWERS.items() if key != page.key}
    filling = Filling(
        PAGES, others, frozenset(), lambda *_: None, lambda key: f"/p/{key}", "/check",
        {"clinic": CLINIC},
    )  # fmt: skip
    with translation.override(language):
        weight = packed(show_page(rf.get("/"), filling, page.key, NOW).content)
    assert weight <= LATER + (BODY_MAP if page.key == "where" else 0)


@pytest.mark.django_db
def test_the_first_visit_is_light_asks_for_little_and_for_nothing_elsewhere(client):
    invitation = make.invitation(make.consenting_patient(), now=clock.now())
    staff = make.staff("front_desk", invitation.clinic)
    address = invitations.another_link(invitation=invitation, staff=staff, now=clock.now())
    page = client.get(address, headers={"accept-encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip"
    html = gzip.decompress(page.content).decode()
    parts = re.findall(r'(?:src|href)="(?:/static/)([^"]+)"', html)
    assert len(parts) <= 7
    assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', html)
    own = sum((settings.BASE_DIR / "static" / _plain(part)).stat().st_size for part in parts)
    assert len(page.content) + own <= FIRST_VISIT


def _plain(name):
    """Without the digest that WhiteNoise may put into a name."""
    return re.sub(r"\.[0-9a-f]{12}(?=\.\w+$)", "", name)
