"""Numbers: read as people write them, kept as E.164, said as people read them."""

import pytest

from clinic import phones


@pytest.mark.parametrize(
    "written",
    [
        "555-010-0142", "(555) 010-0142", "555.010.0142", "5550100142", "1 555 010 0142",
        "+1 555 010 0142", "+15550100142", " 555 010 0142 ",
    ],
)  # fmt: skip
def test_a_number_is_kept_in_one_form_however_it_is_written(written):
    assert phones.parse(written) == "+15550100142"


def test_another_countrys_number_keeps_its_country():
    assert phones.parse("+44 7700 900123") == "+447700900123"


@pytest.mark.parametrize(
    "written", ["", "none", "010-0142", "555-010-01422", "555-010-0142 ext 7", "+1", "++", "\x00"]
)
def test_what_cannot_be_a_number_is_refused(written):
    with pytest.raises(ValueError, match="not a phone number"):
        phones.parse(written)


@pytest.mark.parametrize(
    ("kept", "said"), [("+15550100142", "555-010-0142"), ("+447700900123", "+447700900123")]
)
def test_a_number_is_said_as_people_read_it(kept, said):
    assert phones.said(kept) == said
