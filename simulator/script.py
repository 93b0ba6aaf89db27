"""The script of faults: which request goes wrong, how, and how often."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

FAULTS = {
    "reject",  # 400 with `code`
    "rate_limit",  # 429
    "server_error",  # 500, nothing accepted
    "hang",  # never answered, nothing accepted
    "drop",  # the connection is cut, nothing accepted
    "accept_then_error",  # accepted and delivered, answered with 500
    "accept_then_hang",  # accepted and delivered, but the request is never answered
    "slow",  # accepted, answered after `seconds`
    "undelivered",  # accepted, the last receipt says undelivered with `code`
    "shuffled",  # accepted, the receipts come last first, each twice
    "no_receipt",  # accepted and sent, no receipt ever comes
}
_DEFAULT_CODES = {"reject": 21610, "undelivered": 30003}


@dataclass
class Rule:
    """One fault: the request it meets, what it does there, and how many times it still may."""

    do: str
    match: Mapping[str, Any] = field(default_factory=dict)
    times: int = 1
    code: int | None = None
    seconds: float = 1

    def __post_init__(self) -> None:
        if self.do not in FAULTS:
            raise ValueError(f"unknown fault {self.do!r}; known are {', '.join(sorted(FAULTS))}")
        if not isinstance(self.match, dict) or set(self.match) - {"to", "nth"}:
            raise ValueError("a rule's match is an object with to, nth or nothing")
        if not (isinstance(self.times, int) and isinstance(self.seconds, (int, float))):
            raise ValueError("a rule's times and seconds are numbers")
        self.code = self.code or _DEFAULT_CODES.get(self.do)

    def meets(self, to: str, nth: int) -> bool:
        seen = {"to": to, "nth": nth}
        return self.times > 0 and all(seen[key] == value for key, value in self.match.items())


class Script:
    """The rules in force; the first that meets a request wins and is used up by one."""

    def __init__(self, rules: object = ()) -> None:
        self.replace(rules)

    def replace(self, rules: object) -> None:
        """Take a list of rules as it comes from JSON and count requests anew; ValueError if bad."""
        if not isinstance(rules, (list, tuple)):
            raise ValueError("a script is a list of rules")
        try:
            self.rules = [Rule(**rule) for rule in rules]
        except TypeError as error:
            raise ValueError(f"a rule has match, times, do, code and seconds ({error})") from error
        self._seen = 0

    def next(self, to: str) -> Rule | None:
        self._seen += 1
        for rule in self.rules:
            if rule.meets(to, self._seen):
                rule.times -= 1
                return rule
        return None
