"""The answer to one case, and its bytes: the same from the command line and the API."""

import json
from typing import Any

from intake.candidacy import FactsInvalid, Rules, assess
from intake.case_reader import CaseUnreadable


def answer(case: object, rules: Rules) -> dict[str, Any]:
    """The assessment, or `{"errors": ["path: what is wrong"]}`."""
    if isinstance(case, CaseUnreadable):
        return {"errors": [str(case)]}
    try:
        return assess(case, rules)  # type: ignore[arg-type]  # anything else is refused in words
    except FactsInvalid as invalid:
        return {"errors": invalid.problems}


def line(answer: dict[str, Any], indent: int | None = None) -> bytes:
    """Sorted keys, UTF-8, one LF at the end; several lines only where it is indented."""
    text = json.dumps(answer, sort_keys=True, ensure_ascii=False, allow_nan=False, indent=indent)
    # Half a surrogate pair cannot be UTF-8; as an escape it is JSON still.
    return f"{text}\n".encode("utf-8", "backslashreplace")
