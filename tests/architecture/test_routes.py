"""Every address either names the role it needs or stands in one table of what is public."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from clinic.models import Role

# Whoever reaches these has not signed in: patients by their link, the carrier by its signature.
PUBLIC = {
    "questions:open",
    "questions:still_here",
    "questions:cleared",
    "intake:open",
    "intake:page",
    "intake:check",
    "intake:answers",
    "intake:code",
    "intake:text_code",
    "intake:returning",
    "intake:safety",
    "intake:sent",
    "surveys:open",
    "surveys:page",
    "surveys:safety",
    "surveys:done",
    "notifications:inbound",
    "notifications:receipt",
    "healthz_live",
    "healthz_ready",
    "sandbox_state",
    "sandbox_skip",
}
# Whoever has signed in, whatever the role: it shows no patient and leads on by role.
ANY_ROLE = {"desk:home", "desk:sending"}
# A program's token has no session, so the API signs in by itself; its views name their role too.
API = {"api_v1:preview_assessment"}


def routes(resolver=None, names=()):
    """(name, view) of every address but allauth's own, which guard themselves."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry, (*names, entry.namespace) if entry.namespace else names)
        elif isinstance(entry, URLPattern) and not entry.callback.__module__.startswith("allauth."):
            yield ":".join([*names, entry.name or str(entry.pattern)]), entry.callback


ROUTES = dict(routes())


def test_there_are_no_two_addresses_of_one_name():
    assert len(list(routes())) == len(ROUTES)


@pytest.mark.parametrize("name", ROUTES)
def test_every_address_names_its_role_or_is_listed_here(name):
    view = ROUTES[name]
    is_public = not getattr(view, "login_required", True) and name not in API
    role = getattr(view.cls if name in API else view, "role", None)
    assert is_public == (name in PUBLIC)
    if is_public or name in ANY_ROLE:
        assert role is None
    else:
        assert role in Role


def test_the_tables_name_only_addresses_that_are_there():
    assert PUBLIC | ANY_ROLE | API <= set(ROUTES)


def test_only_the_carriers_addresses_and_the_sandbox_phones_skip_djangos_csrf_check():
    exempt = {name for name, view in ROUTES.items() if getattr(view, "csrf_exempt", False)}
    # REST framework checks it itself where a session signs in (tests/api).
    assert exempt - API == {"notifications:inbound", "notifications:receipt", "sandbox_skip"}


@pytest.mark.django_db
def test_nobody_can_sign_up(client):
    answer = client.get("/accounts/signup/")
    assert b"<form" not in answer.content or b"signup" not in answer.content.split(b"<form")[-1]
    client.post(
        "/accounts/signup/", {"email": "eve@elsewhere.example", "password1": "correct horse"}
    )
    from clinic.models import Staff

    assert not Staff.objects.exists()


@pytest.mark.django_db
def test_every_answer_carries_the_security_headers(client):
    for path in ("/accounts/login/", "/", "/no-such-page/", f"/k/{'A' * 22}"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["Cache-Control"].find("no-store") >= 0
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"
