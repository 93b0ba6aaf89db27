"""What the carrier calls: verify the signature over our own address, store, answer at once."""

import logging
from collections.abc import Callable
from functools import wraps
from urllib.parse import parse_qsl
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from twilio.request_validator import RequestValidator

from . import inbound, outbox, states, words
from .models import Direction, Message, Receipt

log = logging.getLogger(__name__)
LARGEST = 64 * 1024  # bytes
LONGEST_ID, LONGEST_NUMBER = 40, 16  # as the tables hold them
OPT_OUT_TYPES = {"STOP": words.STOP, "START": words.START, "HELP": words.HELP}
CARRIER = "carrier"
EMPTY_ANSWER = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>'


def from_the_carrier(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only a small, readable form, signed over our own address, of our own account gets in."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: object) -> HttpResponse:
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
            return HttpResponse("too large", status=413)
        if not _is_readable(request):
            return HttpResponse("a form in UTF-8 is needed", status=400)
        if not _is_signed(request):
            log.warning("a webhook with a wrong signature", extra={"path": request.path})
            return HttpResponseForbidden("bad signature")
        if request.POST.get("AccountSid") != settings.TWILIO_ACCOUNT_SID:
            return HttpResponseForbidden("not our account")
        return view(request, **kwargs)

    return csrf_exempt(login_not_required(require_POST(guarded)))


def _is_readable(request: HttpRequest) -> bool:
    """Django itself replaces what it cannot decode, and the signature would then not match."""
    if request.content_type != "application/x-www-form-urlencoded":
        return False
    try:
        parse_qsl(request.body.decode(), keep_blank_values=True, errors="strict")
    except ValueError:  # UnicodeDecodeError is one
        return False
    return True


def _is_signed(request: HttpRequest) -> bool:
    """Over PUBLIC_URL, never over the Host header, which a proxy or an attacker may change.

    While the token is being changed both are taken.
    """
    tokens = filter(None, (settings.TWILIO_AUTH_TOKEN, settings.TWILIO_AUTH_TOKEN_OLD))
    address = settings.PUBLIC_URL + request.get_full_path()
    signature = request.headers.get("X-Twilio-Signature", "")
    return any(RequestValidator(t).validate(address, request.POST, signature) for t in tokens)


def _field(request: HttpRequest, name: str, longest: int | None = None) -> str:
    """A field as a table can hold it: PostgreSQL refuses NUL and what is too long."""
    return request.POST.get(name, "").replace("\x00", "")[:longest]


@from_the_carrier
def inbound_text(request: HttpRequest) -> HttpResponse:
    """A patient's text came."""
    sid, number = _field(request, "MessageSid"), _field(request, "From", LONGEST_NUMBER)
    if not 0 < len(sid) <= LONGEST_ID or not sid.isalnum() or not number:
        return HttpResponse("MessageSid and From are needed", status=400)
    inbound.receive(
        carrier_id=sid,
        number=number,
        body=request.POST.get("Body", ""),
        now=request.now,
        # Set where the carrier's own opt-out keywords have answered already.
        answered=OPT_OUT_TYPES.get(request.POST.get("OptOutType", ""), ""),
    )
    return HttpResponse(EMPTY_ANSWER, content_type="text/xml")


@from_the_carrier
def receipt(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """The carrier says what became of a text."""
    message = Message.objects.filter(pk=message_id, direction=Direction.OUT).first()
    status = _field(request, "MessageStatus", 20)
    if message is not None and status:
        try:
            with transaction.atomic():
                Receipt.objects.create(
                    message=message,
                    status=status,
                    code=_field(request, "ErrorCode", 8),
                    received_at=request.now,
                )
        except IntegrityError:  # a repeat
            pass
        try:
            _obey(message, status, request)
        except Exception:  # it is stored: the sweeper obeys it
            log.exception("a receipt could not be obeyed", extra={"message_id": str(message.pk)})
    return HttpResponse(status=204)


def _obey(message: Message, status: str, request: HttpRequest) -> None:
    """Move the message forward, or not at all."""
    if status not in states.FROM_CARRIER:
        return
    code, sid = _field(request, "ErrorCode", 8), _field(request, "MessageSid", LONGEST_ID)
    for _ in range(2):
        if states.may_move(message.state, states.ACCEPTED):
            # It proves acceptance: before the answer to our call, or in place of a lost one.
            outbox.record_accepted(message, sid or None, request.now, CARRIER)
        if outbox.record_status(message, status, code, request.now, by=CARRIER):
            return
        message.refresh_from_db()  # somebody moved it meanwhile: look once more
