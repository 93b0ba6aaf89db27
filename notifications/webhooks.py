"""What the carrier calls: verify the signature over our own address, store, answer at once."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from twilio.request_validator import RequestValidator

from . import inbound, outbox, states
from .models import Message, Receipt

EMPTY_ANSWER = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>'


def _is_signed(request: HttpRequest) -> bool:
    """Over PUBLIC_URL, never over the Host header, which a proxy or an attacker may change."""
    return RequestValidator(settings.TWILIO_AUTH_TOKEN).validate(
        settings.PUBLIC_URL + request.get_full_path(),
        request.POST,
        request.headers.get("X-Twilio-Signature", ""),
    )


@csrf_exempt
@login_not_required
@require_POST
def inbound_text(request: HttpRequest) -> HttpResponse:
    """A patient's text came."""
    if not _is_signed(request):
        return HttpResponseForbidden("bad signature")
    sid, number = request.POST.get("MessageSid"), request.POST.get("From")
    if not sid or not number:
        return HttpResponse("MessageSid and From are needed", status=400)
    inbound.receive(
        carrier_id=sid, number=number, body=request.POST.get("Body", ""), now=request.now
    )
    return HttpResponse(EMPTY_ANSWER, content_type="text/xml")


@csrf_exempt
@login_not_required
@require_POST
def receipt(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """The carrier says what became of a text."""
    if not _is_signed(request):
        return HttpResponseForbidden("bad signature")
    message = Message.objects.filter(pk=message_id).first()
    status = request.POST.get("MessageStatus", "")
    if message is not None and status:
        try:
            with transaction.atomic():
                Receipt.objects.create(
                    message=message,
                    status=status,
                    code=request.POST.get("ErrorCode", ""),
                    received_at=request.now,
                )
        except IntegrityError:  # a repeat
            pass
        _obey(message, status, request)
    return HttpResponse(status=204)


def _obey(message: Message, status: str, request: HttpRequest) -> None:
    """Move the message forward, or not at all."""
    new = states.FROM_CARRIER.get(status)
    if new is None:
        return
    code = request.POST.get("ErrorCode", "")
    reason = f"carrier code {code}" if code else ""
    for _ in range(2):
        if states.may_move(message.state, states.ACCEPTED):
            # It proves acceptance: before the answer to our call, or in place of a lost one.
            outbox.record_accepted(message, request.POST.get("MessageSid"), request.now)
        if outbox.move(message, new, now=request.now, by="carrier", reason=reason):
            return
        message.refresh_from_db()  # somebody moved it meanwhile: look once more
