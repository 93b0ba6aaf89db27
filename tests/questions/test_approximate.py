"""About when: as people write it, in English and Spanish; what cannot be read is asked again."""

from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from questions.page import Problem
from questions.widgets import Approximate
from questions.widgets.approximate import months_before, read

TODAY = date(2026, 3, 16)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("2019", {"year": 2019}),
        ("in 2019", {"year": 2019}),
        ("March 2019", {"year": 2019, "month": 3}),
        ("mar. 2019", {"year": 2019, "month": 3}),
        ("marzo de 2019", {"year": 2019, "month": 3}),
        ("3/2019", {"year": 2019, "month": 3}),
        ("March 5, 2019", {"year": 2019, "month": 3, "day": 5}),
        ("5 de marzo de 2019", {"year": 2019, "month": 3, "day": 5}),
        ("3/5/2019", {"year": 2019, "month": 3, "day": 5}),
        ("about 5 years ago", {"ago": 5, "unit": "years"}),
        ("hace unos 5 años", {"ago": 5, "unit": "years"}),
        ("a week ago", {"ago": 1, "unit": "weeks"}),
        ("hace una semana", {"ago": 1, "unit": "weeks"}),
        ("1,5 años", {"ago": 1.5, "unit": "years"}),
        ("10 days", {"ago": 10, "unit": "days"}),
    ],
)
def test_what_people_write_is_read(said, found):
    assert read(said) == found


@pytest.mark.parametrize(
    "said", ["", "soon", "19", "1850", "Feb 30 2020", "13/2019", "200 years ago", "0 weeks", "5"]
)
def test_what_cannot_be_read_is_not_guessed(said):
    assert read(said) is None


@given(st.text(max_size=60))
def test_nothing_typed_breaks_it(said):
    read(said)


@pytest.mark.parametrize(
    ("value", "months"),
    [
        ({"ago": 5, "unit": "years"}, 60),
        ({"ago": 3, "unit": "weeks"}, 0.7),
        ({"year": 2026, "month": 1, "day": 16}, 2),
        ({"year": 2026, "month": 1}, 2),
        ({"year": 2026, "month": 3}, 0),
        ({"year": 2025}, 8.5),
        ({"year": 2026}, 0),
        ({"year": 2027}, None),
        ({"not_sure": True}, None),
        (None, None),
    ],
)
def test_months_are_counted_from_the_middle_of_what_was_said(value, months):
    found = months_before(value, TODAY)
    assert found is None if months is None else found == pytest.approx(months, abs=0.15)


def test_the_words_typed_are_kept_and_said_back():
    widget = Approximate()
    value = widget.parse(QueryDict("q=March 2019"), "q")
    assert value == {"said": "March 2019", "year": 2019, "month": 3}
    assert widget.say(value) == "March 2019"
    assert widget.entries("q", value) == {"q": ["March 2019"]}
    assert widget.parse(QueryDict("q-not_sure=yes"), "q") == {"not_sure": True}


@pytest.mark.parametrize("sent", ["", "q=soon", "q=2019&q-not_sure=yes"])
def test_what_to_mend_is_said(sent):
    with pytest.raises(Problem, match="not sure"):
        Approximate().parse(QueryDict(sent), "q")
