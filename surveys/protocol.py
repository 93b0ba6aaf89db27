"""Follow-up protocols: a family's plan as data, read and checked once. Pure."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "protocols"
BY_REPLY, BY_LINK = "reply", "link"
SAFETY, ROUTINE = "safety", "routine"
QUESTIONS = frozenset({"now", "average", "percent", "peg", "pgic", "safety"})


@dataclass(frozen=True)
class Step:
    """One contact: so many days or calendar months after day 0, at a local hour."""

    key: str
    label: str
    hour: int
    by: str
    kind: str
    questions: tuple[str, ...]
    too_late_after_hours: int
    offset_days: int = 0
    offset_months: int = 0


@dataclass(frozen=True)
class Protocol:
    """One version of one plan; a follow-up keeps the version it started with."""

    name: str
    version: int
    label: str
    source: str
    unverified: bool
    steps: tuple[Step, ...]

    def step(self, key: str) -> Step:
        return next(step for step in self.steps if step.key == key)


@cache
def load(name: str, version: int | None = None) -> Protocol:
    """A protocol by name, the newest version unless one is named.

    Raises FileNotFoundError for an unknown one, ValueError with a sentence for bad data.
    """
    found = {int(path.stem.rsplit("-v", 1)[1]): path for path in FOLDER.glob(f"{name}-v*.toml")}
    if not found or (version is not None and version not in found):
        raise FileNotFoundError(f"there is no protocol {name} version {version or 'any'}")
    path = found[version or max(found)]
    return parse(tomllib.loads(path.read_text(encoding="utf-8")), path.name)


def parse(table: dict[str, Any], file: str) -> Protocol:
    """One protocol from its table; `file` names it in what is refused."""
    table = dict(table)
    rows = table.pop("steps")
    steps = []
    for row in rows:
        step = Step(
            **{k: v for k, v in row.items() if k not in ("class", "questions")},
            kind=row["class"],
            questions=tuple(row["questions"]),
        )
        _check(step, file)
        steps.append(step)
    if len({step.key for step in steps}) != len(steps):
        raise ValueError(f"{file}: two steps have the same key")
    return Protocol(**table, steps=tuple(steps))


def _check(step: Step, file: str) -> None:
    where = f"{file}, step {step.key}"
    if bool(step.offset_days) == bool(step.offset_months):
        raise ValueError(f"{where}: give offset_days or offset_months")
    if step.by not in (BY_REPLY, BY_LINK) or step.kind not in (SAFETY, ROUTINE):
        raise ValueError(f"{where}: by is reply or link, class is safety or routine")
    if unknown := set(step.questions) - QUESTIONS:
        raise ValueError(f"{where}: unknown questions {sorted(unknown)}")
    if not 0 <= step.hour <= 23 or step.too_late_after_hours <= 0:
        raise ValueError(f"{where}: hour is 0 to 23, too_late_after_hours above 0")
