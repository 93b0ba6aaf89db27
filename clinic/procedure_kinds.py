"""The kinds of procedure, read once from data/procedures.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent / "data" / "procedures.toml"


@dataclass(frozen=True)
class ProcedureKind:
    """One kind. `protocol` names the follow-up that starts when it is recorded.

    `guidance` is what the criteria of its family ask for, empty where they name none;
    `unverified` marks a bleeding class that was not checked against its source.
    """

    id: str
    label: str
    family: str
    region: str
    bleeding_class: str
    unverified: bool = False
    is_spine: bool = False
    steroid: bool = False
    guidance: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    protocol: str | None = None


@cache
def all_kinds() -> dict[str, ProcedureKind]:
    """Every kind by its id, in the order of the file."""
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {id_: _kind(id_, row) for id_, row in table.items()}


def _kind(id_: str, row: dict[str, Any]) -> ProcedureKind:
    lists = {name: tuple(found) for name, found in row.items() if isinstance(found, list)}
    return ProcedureKind(id=id_, **(row | lists))


def kind(id_: str) -> ProcedureKind:
    """One kind; raises KeyError for an unknown id."""
    return all_kinds()[id_]
