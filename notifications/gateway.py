"""The way to the carrier: Twilio's client behind a contract of three exceptions.

Each is named for what follows: `Failed` is for good, `NotAccepted` surely never reached the
carrier (`Refused`: because it refuses us altogether), `InDoubt` is never sent again by a machine.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from requests.adapters import HTTPAdapter
from requests.exceptions import ConnectionError as RequestsConnectionError
from requests.exceptions import ConnectTimeout, RequestException, SSLError
from twilio.base.exceptions import (
    TwilioException,
    TwilioRestException,
    TwilioServiceException,
)
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client
from twilio.rest.api.v2010.account.message import MessageInstance
from urllib3.exceptions import NewConnectionError

from . import carrier_codes

CONNECT_SECONDS = 3
PAGE = 100  # texts in one answer of the carrier's list


class Failed(Exception):
    """The carrier refused this text for good. Its argument is the carrier's code."""


class NotAccepted(Exception):
    """The carrier surely did not take this text: it may be tried again later."""


class Refused(NotAccepted):
    """The carrier refuses our account or sender: no text can go until a person mends that."""

    def __init__(self, code: str) -> None:
        super().__init__(carrier_codes.meaning(code).reason)
        self.code = code


class InDoubt(Exception):
    """The call was made and its outcome is not known."""


class Unanswered(Exception):
    """The carrier could not be asked what it has; nothing is known by it."""


@dataclass(frozen=True)
class Outgoing:
    """One text as the carrier is given it."""

    to: str
    body: str
    callback: str
    validity_seconds: int


@dataclass(frozen=True)
class Found:
    """A text as the carrier has it; `at` is when it took it."""

    carrier_id: str
    number: str
    body: str
    status: str
    code: str
    at: datetime


class _HttpClient(TwilioHttpClient):
    """Twilio's HTTP client with time-outs, a connection a thread and, in the sandbox, another
    base address.
    """

    def __init__(self, read_seconds: float) -> None:
        super().__init__(pool_connections=True)
        # A tuple in the constructor raises TypeError.
        self.timeout = (CONNECT_SECONDS, read_seconds)
        # Its own pool is sized to the processor; a thread without a connection opens one each time.
        connections = HTTPAdapter(pool_maxsize=settings.SENDING_THREADS)
        self.session.mount("https://", connections)
        if settings.TWILIO_BASE_URL:
            self.session.trust_env = False
            self.session.mount("http://", connections)

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
        if settings.TWILIO_BASE_URL:
            base, parts = urlsplit(settings.TWILIO_BASE_URL), urlsplit(url)
            url = parts._replace(scheme=base.scheme, netloc=base.netloc).geturl()
        return super().request(method, url, *args, **kwargs)


@cache
def client_for(account: str, token: str, read_seconds: float) -> Client:
    return Client(account, token, http_client=_HttpClient(read_seconds))


def _our_client() -> Client:
    return client_for(
        settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN, settings.TWILIO_READ_SECONDS
    )


def send(text: Outgoing) -> str:
    """Hand one text to the carrier; returns its id there. Raises the exceptions above."""
    sender = (
        {"messaging_service_sid": settings.TWILIO_MESSAGING_SERVICE_SID}
        if settings.TWILIO_MESSAGING_SERVICE_SID
        else {"from_": settings.TWILIO_FROM}
    )
    try:
        message = _our_client().messages.create(
            to=text.to,
            body=text.body,
            status_callback=text.callback,
            validity_period=text.validity_seconds,
            **sender,
        )
    except (TwilioRestException, TwilioServiceException) as error:
        raise _from_answer(error) from error
    except RequestException as error:
        raise _from_network(error) from error
    except (TwilioException, ValueError, LookupError, TypeError, AttributeError) as error:
        raise InDoubt("the carrier's answer could not be read") from error
    if not message.sid:
        raise InDoubt("the carrier's answer has no id")
    return str(message.sid)


def sent_to(number: str, since: datetime, until: datetime) -> list[Found]:
    """What the carrier has sent to this number between these (real) times, oldest first.

    Not asked by sender: a Messaging Service's text may have none yet. Raises Unanswered.
    """
    return _ask(to=number, date_sent_after=since, date_sent_before=until, inbound=False)


def received_since(since: datetime) -> list[Found]:
    """The texts that came for us since this (real) time, oldest first. Raises Unanswered."""
    ours = {} if settings.TWILIO_MESSAGING_SERVICE_SID else {"to": settings.TWILIO_FROM}
    return _ask(**ours, date_sent_after=since, inbound=True)


def _ask(*, inbound: bool, **query: Any) -> list[Found]:
    try:
        rows = _our_client().messages.stream(**query, page_size=PAGE)
        newest_first = list(_read(rows, inbound))
        return newest_first[::-1]
    # `from None`: the errors name the address asked, and a patient's number is in it.
    except (TwilioException, RequestException):
        raise Unanswered("the carrier could not be asked") from None
    except (ValueError, LookupError, TypeError, AttributeError):
        raise Unanswered("the carrier's list could not be read") from None


def _read(rows: Iterator[MessageInstance], inbound: bool) -> Iterator[Found]:
    for row in rows:
        if (row.direction == "inbound") == inbound and isinstance(row.date_created, datetime):
            yield Found(
                carrier_id=str(row.sid),
                number=str(row.from_ if inbound else row.to),
                body=row.body or "",
                status=str(row.status),
                code=str(row.error_code or ""),
                at=row.date_created,
            )


def _from_answer(error: TwilioRestException | TwilioServiceException) -> Exception:
    """The table of codes decides; without a code in it, the status does."""
    code = str(error.code or error.status)
    if error.status == 429:
        return NotAccepted("the carrier asked us to slow down")
    if not 400 <= error.status < 500:
        return InDoubt(f"the carrier answered {error.status}")
    if carrier_codes.is_known(code):
        refuses_us = carrier_codes.meaning(code).action == carrier_codes.PAUSE
    else:
        refuses_us = error.status in (401, 403)
    return Refused(code) if refuses_us else Failed(code)


def _from_network(error: RequestException) -> Exception:
    if isinstance(error, ConnectTimeout):
        return NotAccepted("the carrier could not be reached")
    cause = getattr(error.args[0], "reason", None) if error.args else None
    if isinstance(error, SSLError):
        # Garbage on the wire raises the same error as a certificate that did not verify.
        if "CERTIFICATE_VERIFY_FAILED" in str(error):
            return NotAccepted("the carrier's certificate did not verify")
    elif isinstance(error, RequestsConnectionError) and isinstance(cause, NewConnectionError):
        return NotAccepted("the carrier could not be reached")
    return InDoubt("the connection to the carrier broke")
