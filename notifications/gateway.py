"""The way to the carrier: Twilio's client behind a contract of three exceptions.

Each is named for what follows: `Failed` is for good, `NotAccepted` surely never reached the
carrier, `InDoubt` is never sent again by a machine.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from requests.exceptions import ConnectionError as RequestsConnectionError
from requests.exceptions import ConnectTimeout, RequestException, SSLError
from twilio.base.exceptions import (
    TwilioException,
    TwilioRestException,
    TwilioServiceException,
)
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client
from urllib3.exceptions import NewConnectionError

CONNECT_SECONDS = 3
OPTED_OUT = "21610"


class Failed(Exception):
    """The carrier refused this text for good. Its argument is the carrier's code."""


class NotAccepted(Exception):
    """The carrier surely did not take this text: it may be tried again later."""


class InDoubt(Exception):
    """The call was made and its outcome is not known."""


@dataclass(frozen=True)
class Outgoing:
    """One text as the carrier is given it."""

    to: str
    body: str
    callback: str
    validity_seconds: int


class _HttpClient(TwilioHttpClient):
    """Twilio's HTTP client with time-outs and, in the sandbox, another base address."""

    def __init__(self, read_seconds: float) -> None:
        super().__init__(pool_connections=True)
        # A tuple in the constructor raises TypeError.
        self.timeout = (CONNECT_SECONDS, read_seconds)
        if settings.TWILIO_BASE_URL:
            self.session.trust_env = False

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
        if settings.TWILIO_BASE_URL:
            base, parts = urlsplit(settings.TWILIO_BASE_URL), urlsplit(url)
            url = parts._replace(scheme=base.scheme, netloc=base.netloc).geturl()
        return super().request(method, url, *args, **kwargs)


@cache
def _client(account: str, token: str, read_seconds: float) -> Client:
    return Client(account, token, http_client=_HttpClient(read_seconds))


def send(text: Outgoing) -> str:
    """Hand one text to the carrier; returns its id there. Raises the three exceptions above."""
    sender = (
        {"messaging_service_sid": settings.TWILIO_MESSAGING_SERVICE_SID}
        if settings.TWILIO_MESSAGING_SERVICE_SID
        else {"from_": settings.TWILIO_FROM}
    )
    client = _client(
        settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN, settings.TWILIO_READ_SECONDS
    )
    try:
        message = client.messages.create(
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


def _from_answer(error: TwilioRestException | TwilioServiceException) -> Exception:
    if error.status == 429:
        return NotAccepted("the carrier asked us to slow down")
    if error.status in (401, 403):
        return NotAccepted("the carrier refused our credentials")
    if 400 <= error.status < 500:
        return Failed(str(error.code or error.status))
    return InDoubt(f"the carrier answered {error.status}")


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
