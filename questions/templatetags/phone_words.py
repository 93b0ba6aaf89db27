"""A phone number as people read it."""

import re

from django import template

register = template.Library()


@register.filter
def phone_words(number: object) -> str:
    """'+15550100199' as '555-010-0199'; any other number as it is."""
    return re.sub(r"^\+1(\d{3})(\d{3})(\d{4})$", r"\1-\2-\3", str(number))
