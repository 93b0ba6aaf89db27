"""Fresh codes: six digits, ten minutes, once, five tries; asked for so often and no more."""

from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic import codes
from clinic.models import AuditEvent, FreshCode
from tests import factories as make
from tests.factories import NOW

FORM = uuid4()
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def patient(db):
    return make.patient()


def ask(patient, now=NOW, owner_id=FORM, read_out_by=None):
    return codes.ask(
        patient=patient, purpose="intake", owner_id=owner_id, now=now, read_out_by=read_out_by
    )


def told(patient, now=NOW, **fields):
    """A code that somebody was told: its digits."""
    return codes.draw(ask(patient, now, **fields).pk, now)


def opens(patient, digits, now=NOW, owner_id=FORM, purpose="intake"):
    return codes.is_right(
        patient=patient, purpose=purpose, owner_id=owner_id, digits=digits, now=now
    )


def other_than(digits):
    return f"{(int(digits) + 1) % 10**6:06}"


def test_a_code_opens_its_form_once(patient):
    digits = told(patient)
    assert opens(patient, digits)
    assert not opens(patient, digits)


def test_it_works_until_ten_minutes_after_it_was_told_and_not_at_ten(patient):
    code = ask(patient)
    later = NOW + HOUR  # the text had to wait: the ten minutes begin when it goes
    digits = codes.draw(code.pk, later)
    assert opens(patient, digits, later + 10 * MINUTE - SECOND)
    digits = told(patient, later)
    assert not opens(patient, digits, later + 10 * MINUTE)


def test_the_fifth_try_may_be_right_and_the_sixth_may_not(patient):
    digits = told(patient)
    for _ in range(4):
        assert not opens(patient, other_than(digits))
    assert opens(patient, digits)
    digits = told(patient)
    for _ in range(5):
        assert not opens(patient, other_than(digits))
    assert not opens(patient, digits)


def test_after_five_wrong_tries_a_new_code_works(patient):
    wrong = other_than(told(patient))
    for _ in range(5):
        opens(patient, wrong)
    assert opens(patient, told(patient))


def test_of_two_texts_under_way_either_works_and_ends_the_other(patient):
    first, second = told(patient), told(patient)
    assert opens(patient, first)
    assert not opens(patient, second)


def test_a_wrong_try_counts_against_every_code_that_works(patient):
    first, second = told(patient), told(patient)
    wrong = next(x for x in ("000000", "000001", "000002") if x not in (first, second))
    for _ in range(5):
        opens(patient, wrong)
    assert not opens(patient, first)
    assert not opens(patient, second)


def test_it_opens_no_other_form_no_other_purpose_and_nobody_elses(patient):
    digits = told(patient)
    assert not opens(patient, digits, owner_id=uuid4())
    assert not opens(patient, digits, purpose="check_in")
    assert not opens(make.patient(patient.clinic), digits)
    assert opens(patient, digits)


def test_a_code_that_was_only_asked_for_opens_nothing(patient):
    ask(patient)
    assert not opens(patient, "000000")
    assert not opens(patient, "")


def test_drawn_again_the_digits_before_are_void(patient):
    code = ask(patient)
    first = codes.draw(code.pk, NOW)
    second = codes.draw(code.pk, NOW)
    while second == first:
        second = codes.draw(code.pk, NOW)
    assert not opens(patient, first)
    assert opens(patient, second)


def test_the_table_holds_no_digits(patient):
    digits = told(patient)
    assert digits not in "".join(str(value) for value in FreshCode.objects.values_list().get())


def test_codes_differ(patient):
    code = ask(patient)
    assert len({codes.draw(code.pk, NOW) for _ in range(50)}) > 40


def test_three_an_hour_and_the_next_when_the_first_is_an_hour_old(patient):
    for minutes in range(3):
        ask(patient, NOW + minutes * MINUTE)
    with pytest.raises(codes.TooMany):
        ask(patient, NOW + HOUR - SECOND)
    ask(patient, NOW + HOUR)
    with pytest.raises(codes.TooMany):
        ask(patient, NOW + HOUR)


def test_ten_a_day(patient):
    for hours in range(10):
        ask(patient, NOW + hours * HOUR)
    with pytest.raises(codes.TooMany):
        ask(patient, NOW + 24 * HOUR - SECOND)
    ask(patient, NOW + 24 * HOUR)


def test_the_limit_is_the_numbers_whatever_the_form_or_the_patient(patient):
    same_number = make.patient(patient.clinic, phone=patient.phone)
    for _ in range(3):
        ask(patient, owner_id=uuid4())
    with pytest.raises(codes.TooMany):
        ask(same_number, owner_id=uuid4())
    ask(make.patient(patient.clinic), owner_id=uuid4())


def test_whoever_got_no_texts_can_still_be_read_one(patient):
    desk = make.staff("front_desk", patient.clinic)
    for _ in range(3):
        ask(patient)
    for _ in range(3):
        ask(patient, read_out_by=desk)
    with pytest.raises(codes.TooMany):
        ask(patient, read_out_by=desk)


def test_the_trail_names_who_read_it_out_and_each_try_and_never_the_digits(patient):
    desk = make.staff("front_desk", patient.clinic)
    digits = told(patient, read_out_by=desk)
    opens(patient, other_than(digits))
    opens(patient, digits)
    events = AuditEvent.objects.filter(action__startswith="code.").order_by("id")
    assert [(e.action, e.staff, e.system) for e in events] == [
        ("code.read_out", desk, ""),
        ("code.wrong", None, "patient"),
        ("code.right", None, "patient"),
    ]
    assert digits not in str(list(events.values("action", "detail", "patient_ids")))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("123456", "123456"),
        ("123 456", "123456"),
        ("  123-456\n", "123456"),
        ("1 2 3 4 5 6", "123456"),
        ("１２３４５６", "123456"),
        ("012345", "012345"),
        ("12345", None),
        ("1234567", None),
        ("12345O", None),
        ("", None),
        ("٠١٢٣٤٥", None),
    ],
)
def test_what_was_typed_is_read(typed, read):
    assert codes.read(typed) == read


@given(st.text(max_size=30))
def test_whatever_is_typed_is_six_digits_or_nothing(typed):
    found = codes.read(typed)
    assert found is None or (len(found) == 6 and found.isascii() and found.isdecimal())


def test_hidden_a_text_is_as_it_is_kept():
    assert codes.hide("Oak Clinic: 012345 is your code.") == "Oak Clinic: {code} is your code."
    assert codes.hide("Call +15550100199.") == "Call +15550100199."
