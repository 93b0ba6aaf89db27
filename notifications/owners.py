"""Who sends messages: each purpose has one owner, asked before its text goes and told after.

Owners live in apps above; they register here in AppConfig.ready(). Nothing else passes upward.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from .models import Message


class Owner(Protocol):
    """What a sender answers for its purpose."""

    def still_wanted(self, message: "Message", now: datetime) -> tuple[bool, str]:
        """Asked at the claim: (True, "") to send, or (False, why not in plain words)."""

    def on_reply(self, message: "Message", inbound: "Message", now: datetime) -> bool:
        """A reply to `message` came. True where it was understood and kept."""

    def on_outcome(self, message: "Message", now: datetime) -> None:
        """The message reached `message.state`."""


class SilentOwner:
    """An owner that always wants its text and learns nothing from it: answers and notices."""

    def still_wanted(self, message: "Message", now: datetime) -> tuple[bool, str]:
        return True, ""

    def on_reply(self, message: "Message", inbound: "Message", now: datetime) -> bool:
        return False

    def on_outcome(self, message: "Message", now: datetime) -> None:
        return None


_owners: dict[str, Owner] = {}


def register(purpose: str, owner: Owner) -> None:
    """Name the owner of a purpose."""
    _owners[purpose] = owner


def owner_of(message: "Message") -> Owner:
    """The owner of this message; KeyError for a purpose nobody registered."""
    return _owners[message.purpose]
