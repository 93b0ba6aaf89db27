"""What a reply means. A number is taken only where it is surely meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys import replies


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7), ("0", 0), ("10", 10), (" 7. ", 7), ("7!", 7), ("#6", 6), ("7/10", 7),
        ("10/10", 10), ("7 of 10", 7), ("7 out of 10", 7), ("7 de 10", 7), ("about 6", 6),
        ("about a 4", 4), ("like a 5", 5), ("pain 6", 6), ("como un 6", 6), ("a 6", 6),
        ("seven", 7), ("Seven.", 7), ("zero", 0), ("ten", 10), ("siete", 7), ("diez", 10),
        ("7️⃣", 7), ("７", 7), ("it's 3", 3), ("5 ", 5), ("none", 0),
    ],
)  # fmt: skip
def test_a_number_is_read(text, number):
    assert replies.score(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "", "11", "-3", "100", "70%", "6 or 7", "6-7", "6/7", "8/9", "not 5", "was 5 now 3",
        "o", "better", "?", "7?", "at 7 pm", "555-010-0142", "stop hurting", "😀", "6.5",
        "my leg is numb 7", "can't pee", "dolor alto", "2 days", "hurts like 10 devils",
    ],
)  # fmt: skip
def test_what_is_not_surely_a_number_is_left_to_a_person(text):
    assert replies.score(text) is None


@given(st.text())
def test_no_text_is_ever_an_error_or_out_of_range(text):
    assert replies.score(text) in {None, *range(11)}
    assert replies.new_problem(text) in {None, "no", "yes", "not_sure"}


@given(st.integers(min_value=11))
def test_a_number_above_ten_is_never_taken(number):
    assert replies.score(str(number)) is None


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("1", "no"), ("2", "yes"), ("3", "not_sure"), ("2.", "yes"), ("No", "no"), ("Sí", "yes"),
        ("not sure", "not_sure"), ("4", None), ("12", None), ("1 or 2", None), ("my leg", None),
    ],
)  # fmt: skip
def test_one_two_three(text, meaning):
    assert replies.new_problem(text) == meaning
