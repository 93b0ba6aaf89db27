"""Page values to typed answer rows and back. Pure but for the row's class, given by the caller."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from . import complications

if TYPE_CHECKING:
    from .models import CheckInAnswer

LISTS = {
    "safety": complications.LISTED,
    "headache": (
        "severe",
        "vomiting",
        "over_a_day",
        "double_vision",
        "fever",
        "confusion_or_fit",
    ),
}  # a list is one row a line: yes, no, not_sure


def to_rows(page: str, value: dict[str, Any]) -> list[dict[str, Any]]:
    """One page's value as rows of `item`, `number`, `code`, `text`."""
    answer = value[page]
    if page in LISTS:
        unsure = "not_sure" in answer
        return [
            {"item": f"{page}.{line}", "code": _line(line in answer, unsure)}
            for line in LISTS[page]
        ]
    if isinstance(answer, int):
        return [{"item": page, "number": answer}]
    if page == "something_else":
        return [{"item": page, "text": answer}]
    if page == "pgic":
        return [{"item": page, "number": int(answer)}]
    return [{"item": page, "code": answer}]


def _line(is_ticked: bool, unsure: bool) -> str:
    return "yes" if is_ticked else "not_sure" if unsure else "no"


def to_pages(rows: Iterable["CheckInAnswer"]) -> dict[str, dict[str, Any]]:
    """Current rows as page values."""
    pages: dict[str, dict[str, Any]] = {}
    for row in rows:
        page, _, line = row.item.partition(".")
        if not line:
            pages[page] = {page: _value(row)}
            continue
        ticks = pages.setdefault(page, {page: []})[page]
        if row.code == "yes":
            ticks.append(line)
        elif row.code == "not_sure" and "not_sure" not in ticks:
            ticks.append("not_sure")
    for page in LISTS:
        if page in pages and not pages[page][page]:
            pages[page][page] = ["none"]
    return pages


def _value(row: "CheckInAnswer") -> Any:
    if row.number is None:
        return row.text or row.code
    return str(row.number) if row.item == "pgic" else row.number
