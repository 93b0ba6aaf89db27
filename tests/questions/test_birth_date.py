"""A birth date as people type it, and what they read when it cannot be one."""

from datetime import date

import pytest

from questions import birth_date

TODAY = date(2026, 2, 10)


@pytest.mark.parametrize("month", ["3", "03", "March", "march", "mar", "MAR.", " Marzo ", "marzo"])
def test_a_month_is_a_number_or_a_name_in_english_or_spanish(month):
    assert birth_date.read(month, "27", "1957", today=TODAY) == date(1957, 3, 27)


@pytest.mark.parametrize(
    ("name", "number"),
    [("ene", 1), ("abr", 4), ("mayo", 5), ("ago", 8), ("sept", 9), ("set", 9), ("dic", 12)],
)
def test_short_spanish_months_are_read(name, number):
    assert birth_date.month_number(name) == number


@pytest.mark.parametrize(
    ("typed", "problems"),
    [
        (("", "", ""), [("birth-month", "Enter your date of birth")]),
        (("3", "27", ""), [("birth-year", "Your date of birth must include a year")]),
        (
            ("13", "", ""),
            [
                ("birth-day", "Your date of birth must include a day"),
                ("birth-year", "Your date of birth must include a year"),
            ],
        ),
        (("13", "1", "1957"), [("birth-month", "Your date of birth must be a real date")]),
        (("ju", "1", "1957"), [("birth-month", "Your date of birth must be a real date")]),
        (("2", "30", "1957"), [("birth-day", "Your date of birth must be a real date")]),
        (("2", "x", "1957"), [("birth-day", "Your date of birth must be a real date")]),
        (("2", "3", "last"), [("birth-year", "Your date of birth must be a real date")]),
        (("2", "3", "57"), [("birth-year", "Enter all four digits of the year, such as 1957")]),
        (("2", "10", "2026"), [("birth-month", "Your date of birth must be in the past")]),
        (("2", "3", "1857"), [("birth-year", "Check the year you were born")]),
        (("2", "3", "9" * 400), [("birth-year", "Your date of birth must be a real date")]),
    ],
)
def test_what_is_missing_comes_first_then_what_is_no_date_then_what_cannot_be(typed, problems):
    found = birth_date.read(*typed, today=TODAY)
    assert [(problem.field_id, str(problem.message)) for problem in found] == problems


def test_yesterday_is_a_birth_date():
    assert birth_date.read("2", "9", "2026", today=TODAY) == date(2026, 2, 9)
