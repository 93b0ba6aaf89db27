"""Page values as typed rows and back."""

from types import SimpleNamespace

import pytest

from surveys import answers
from surveys.answers import LISTS


def rows(page, value):
    blank = {"number": None, "code": "", "text": ""}
    return [SimpleNamespace(**blank | row) for row in answers.to_rows(page, {page: value})]


@pytest.mark.parametrize(
    ("page", "value"),
    [
        ("now", 0), ("average", 10), ("percent", 60), ("pgic", "2"), ("onset", "yesterday"),
        ("something_else", "a rash"), ("safety", ["none"]), ("safety", ["fever", "weakness"]),
        ("safety", ["not_sure"]), ("safety", ["fever", "not_sure"]),
        ("headache", ["none"]), ("headache", ["severe", "vomiting"]),
    ],
)  # fmt: skip
def test_a_value_comes_back_as_it_went(page, value):
    back = answers.to_pages(rows(page, value))[page][page]
    assert back == value if not isinstance(value, list) else set(back) == set(value)


def test_a_list_is_one_row_a_line_never_left_out():
    by_line = {row.item: row.code for row in rows("safety", ["fever", "not_sure"])}
    assert by_line["safety.fever"] == "yes"
    assert {code for item, code in by_line.items() if item != "safety.fever"} == {"not_sure"}
    assert len(by_line) == len(LISTS["safety"])


def test_zero_is_a_number_not_an_absence():
    assert answers.to_rows("now", {"now": 0}) == [{"item": "now", "number": 0}]
