"""The one clock. Read once at the edge of each request, task and command, then passed down.

In the sandbox the clinic's time can be moved (an offset row that every process reads), so that a
tour reaches tomorrow's text. Sign-in sessions, leases of claims and the times of attempts at the
carrier stay on `real_now()`.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone


def real_now() -> datetime:
    """The machine's time, UTC."""
    return timezone.now()


def now() -> datetime:
    """The clinic's time, UTC: the machine's, plus the sandbox's offset."""
    return real_now() + offset()


def offset() -> timedelta:
    """How far the sandbox's clock has been moved; zero in production."""
    if not settings.SANDBOX:
        return timedelta()
    from .models import ClockOffset

    row = ClockOffset.objects.first()
    return row.offset if row else timedelta()


def move_to(moment: datetime) -> None:
    """Move the sandbox's clock so that now() is `moment`.

    Raises RuntimeError outside the sandbox.
    """
    if not settings.SANDBOX:
        raise RuntimeError("the clock can be moved only in the sandbox")
    from .models import ClockOffset

    ClockOffset.objects.update_or_create(pk=1, defaults={"offset": moment - real_now()})


class ClockMiddleware:
    """Reads the clock once a request: `request.now`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.now = now()
        return self.get_response(request)
