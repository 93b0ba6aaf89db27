"""The carrier's error codes as data: plain words and what follows. Pure but for the check."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.core.checks import Error

STOP, STOP_NUMBER, ALARM, PAUSE, NONE = "stop", "stop_number", "alarm", "pause", "none"
RETRY_NEW, RETRY_ONCE = "retry_new", "retry_once"
ACTIONS = {STOP, STOP_NUMBER, RETRY_NEW, RETRY_ONCE, ALARM, PAUSE, NONE}
PATH = Path(__file__).parent / "carrier_codes.toml"


@dataclass(frozen=True)
class CarrierCode:
    """A code, what it means in plain words, and the action that follows."""

    code: str
    words: str
    action: str

    @property
    def reason(self) -> str:
        """What a person reads beside a text that did not arrive."""
        return f"{self.words} (carrier code {self.code})" if self.code else self.words


@cache
def _table() -> dict[str, CarrierCode]:
    return read(tomllib.loads(PATH.read_text(encoding="utf-8")))


def read(data: dict[str, Any]) -> dict[str, CarrierCode]:
    """The table by code, the default under ""; ValueError says what is wrong with it."""
    if set(data) != {"default", "codes"}:
        raise ValueError("a table of codes has a default and codes, nothing else")
    rows = {"": data["default"], **data["codes"]}
    for code, row in rows.items():
        if set(row) != {"words", "action"} or row["action"] not in ACTIONS:
            raise ValueError(f"code {code or 'default'}: words and one of {sorted(ACTIONS)}")
        if code and not (code.isdigit() and len(code) == 5):
            raise ValueError(f"code {code}: five digits")
    return {code: CarrierCode(code, row["words"], row["action"]) for code, row in rows.items()}


def is_known(code: str) -> bool:
    return bool(code) and code in _table()


def meaning(code: str) -> CarrierCode:
    """What this code means; a code nobody listed has the default's action."""
    table = _table()
    default = table[""]
    return table.get(code) or CarrierCode(code, default.words, default.action)


def check(**_: object) -> list[Error]:
    """Django's system check: the table can be read."""
    try:
        read(tomllib.loads(PATH.read_text(encoding="utf-8")))
    except (ValueError, OSError) as error:
        return [Error(f"notifications/carrier_codes.toml: {error}", id="notifications.E001")]
    return []
