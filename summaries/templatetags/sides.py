"""Right and left stand in bold wherever a place is named: the side is never left to memory."""

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

register = template.Library()
_SIDE = re.compile(r"\b(right|left|both sides)\b", re.IGNORECASE)


@register.filter
def bold_sides(words: object) -> SafeString:
    """The words, escaped, with each side in bold."""
    return SafeString(_SIDE.sub(r"<b>\1</b>", conditional_escape(words)))
