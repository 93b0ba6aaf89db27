"""Phone numbers: read as people write them, kept as E.164, said as people read them."""

import phonenumbers

REGION = "US"


def parse(text: str) -> str:
    """E.164 of a number as written; raises ValueError for what cannot be a number.

    Checked for a possible length, not for an assigned range: numbers for fiction must pass.
    """
    try:
        number = phonenumbers.parse(text, REGION)
    except phonenumbers.NumberParseException as error:
        raise ValueError("not a phone number") from error
    # is_possible_number() would also take seven digits, which only a neighbour can dial.
    length = phonenumbers.is_possible_number_with_reason(number)
    if length != phonenumbers.ValidationResult.IS_POSSIBLE or number.extension:
        raise ValueError("not a phone number")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def said(e164: str) -> str:
    """As read aloud here: 555-010-0199; another country's with its code."""
    if e164.startswith("+1") and len(e164) == 12:
        return f"{e164[2:5]}-{e164[5:8]}-{e164[8:]}"
    return e164
