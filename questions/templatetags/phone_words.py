"""A phone number as people read it."""

from django import template

from clinic.phones import said

register = template.Library()
register.filter("phone_words", said)
