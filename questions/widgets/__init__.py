"""The ways to answer: one frozen value each, with one template that draws it.

`parse` raises Problem in the patient's words; `say` reads any stored value without failing.
"""

from questions.page import Problem
from questions.widgets.approximate import Approximate
from questions.widgets.choices import ManyOf, OneOf, Scale, Tick
from questions.widgets.duration import Duration
from questions.widgets.numbers import Number
from questions.widgets.own_words import OneOrOther, TextOrTicks
from questions.widgets.sites import Sites
from questions.widgets.texts import Percent, ShortText
from questions.widgets.treatments import Treatments

__all__ = [
    "Approximate",
    "Duration",
    "ManyOf",
    "Number",
    "OneOf",
    "OneOrOther",
    "Percent",
    "Problem",
    "Scale",
    "ShortText",
    "Sites",
    "TextOrTicks",
    "Tick",
    "Treatments",
]
