"""At every start: each data file is there, can be read, and fits its predicates."""

from collections.abc import Callable
from typing import Any

from django.core.checks import Error, register

from clinic import procedure_kinds
from instruments import external, library
from instruments.library import InstrumentInvalid
from intake.candidacy import RulesInvalid, load_rules

DATA: dict[str, Callable[[], object]] = {
    "instruments": library.load_all,
    "external instruments": external.not_shipped,
    "rules": load_rules,
    "kinds of procedure": procedure_kinds.all_kinds,
}


@register()
def data_files(**_: Any) -> list[Error]:
    """One error for each kind of data that cannot be used, in its own sentence."""
    return [error for what, read in DATA.items() if (error := problem(what, read)) is not None]


def problem(what: str, read: Callable[[], object]) -> Error | None:
    try:
        read()
    except (InstrumentInvalid, RulesInvalid, KeyError, TypeError, ValueError) as error:
        hint = "Put back the file as it was shipped, or mend what the sentence names."
        return Error(f"The {what} cannot be used: {error}", hint=hint, id="intake.E001")
    return None
