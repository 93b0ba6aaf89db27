"""The kinds of procedure, read once from data/procedures.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "procedures.toml"


@dataclass(frozen=True)
class ProcedureKind:
    """One kind. `protocol` names the follow-up that starts when it is recorded."""

    id: str
    label: str
    family: str
    region: str
    is_spine: bool
    steroid: bool
    bleeding_class: str
    levels: tuple[str, ...]
    protocol: str | None = None


@cache
def all_kinds() -> dict[str, ProcedureKind]:
    """Every kind by its id, in the order of the file."""
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {
        id_: ProcedureKind(id=id_, **{**row, "levels": tuple(row["levels"])})
        for id_, row in table.items()
    }


def kind(id_: str) -> ProcedureKind:
    """One kind; raises KeyError for an unknown id."""
    return all_kinds()[id_]
