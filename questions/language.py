"""The language of a patient's pages: their record's, until they choose another on any page.

Staff's pages are in English. Nothing is guessed from the browser or the address.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

KEY = "language"


class LanguageMiddleware:
    """English, unless a view speaks to a patient; what it chose does not outlive the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(settings.LANGUAGE_CODE):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "")
        return response


def speak(request: HttpRequest, preferred: str) -> None:
    """Turn this request's page to the language chosen on it or before, else the preferred one."""
    if chosen := _offered(request.GET.get(KEY)):
        request.session[KEY] = chosen
    translation.activate(_offered(request.session.get(KEY)) or _offered(preferred) or "en")


def switched(request: HttpRequest) -> bool:
    """Whether what was sent only asks for another language; the page then turns to it."""
    chosen = _offered(request.POST.get(KEY))
    if chosen is None:
        return False
    request.session[KEY] = chosen
    translation.activate(chosen)
    return True


def _offered(language: object) -> str | None:
    return str(language) if language in dict(settings.LANGUAGES) else None
