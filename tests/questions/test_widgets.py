"""Each widget: what a form sends becomes one canonical value, and is said back in words."""

import pytest
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st

from questions.page import Choice
from questions.widgets import (
    Approximate,
    Duration,
    ManyOf,
    Number,
    OneOf,
    OneOrOther,
    Percent,
    Problem,
    Scale,
    ShortText,
    Sites,
    TextOrTicks,
    Tick,
    Treatments,
)
from questions.widgets.duration import DAYS, HOURS

YES_NO = OneOf((Choice("yes", "Yes"), Choice("no", "No")), missing="Choose yes or no")
LIST = ManyOf(
    tuple(Choice(code, code.title()) for code in ("burning", "tingling", "none", "not_sure"))
)
SCALE = Scale("No pain", "Worst pain")
SITES = Sites(
    (Choice("low_back", "Low back"), Choice("knee", "Knee")), midline=frozenset({"low_back"})
)
TREATMENTS = Treatments(
    (Choice("physical_therapy", "Physical therapy"), Choice("tens", "TENS unit")),
    (Choice("little", "Helped a little"), Choice("good", "Helped a lot")),
)
DOSE = Number(0, 1000, units=(Choice("mg", "mg"), Choice("mcg", "mcg")), decimals=2)
RELIEF = Number(0, 100, after="%", may_be_unsure=True)
AGENT = OneOrOther((Choice("latex", "Latex"), Choice("other", "Something else")), max_length=20)
NAME = TextOrTicks((Choice("brings", "I’ll bring it"),), line_label="Its name", max_length=20)
LASTED = Duration(
    (HOURS, DAYS), (Choice("still", "It still helps"),), missing_unit="Choose hours or days"
)
WIDGETS = (
    Approximate(),
    DOSE,
    RELIEF,
    AGENT,
    NAME,
    LASTED,
    YES_NO,
    LIST,
    SCALE,
    Duration(),
    SITES,
    TREATMENTS,
    Percent(),
    Tick("Yes, you may"),
    ShortText(20),
)
ODD_VALUES = [None, "", [], {}, 7, -1.5, True, "gone", ["x", 3, None], {"unit": []}, [{}], [[1]]]


def parse(widget, sent):
    return widget.parse(QueryDict(sent), "q")


@pytest.mark.parametrize(
    ("widget", "sent", "value", "said"),
    [
        (YES_NO, "q=yes", "yes", "Yes"),
        (LIST, "q=tingling&q=burning", ["burning", "tingling"], "Burning; Tingling"),
        (LIST, "q=not_sure&q=burning", ["burning", "not_sure"], "Burning; Not_Sure"),
        (LIST, "q=none", ["none"], "None"),
        (DOSE, "q=2.5&q-unit=mg", {"number": 2.5, "unit": "mg"}, "2.5 mg"),
        (DOSE, "q=", None, ""),
        (Number(0, 20, after="years"), "q=3", {"number": 3, "unit": None}, "3 years"),
        (SCALE, "q=0", 0, "0 of 10"),
        (SCALE, "q=10", 10, "10 of 10"),
        (Duration(), "q-number=5&q-unit=months", {"number": 5, "unit": "months"}, "About 5 months"),
        (Duration(), "q-number=1&q-unit=years", {"number": 1, "unit": "years"}, "About 1 year"),
        (
            Duration(),
            "q-number=1,5&q-unit=years",
            {"number": 1.5, "unit": "years"},
            "About 1.5 years",
        ),
        (Duration(), "q-unit=not_sure", {"number": None, "unit": "not_sure"}, "I am not sure"),
        (
            SITES,
            "q=knee-left&q=low_back-right",
            [{"site": "low_back", "side": "right"}, {"site": "knee", "side": "left"}],
            "Right low back, left knee",
        ),
        (
            SITES,
            "q=knee-left&q=knee-right",
            [{"site": "knee", "side": "both"}],
            "Both sides of knee",
        ),
        (
            SITES,
            "q=low_back-middle&q=low_back-left",
            [{"site": "low_back", "side": "left"}],
            "Left low back",
        ),
        (
            SITES,
            "q=low_back-middle",
            [{"site": "low_back", "side": "middle"}],
            "Middle of low back",
        ),
        (
            TREATMENTS,
            "q=physical_therapy&q-physical_therapy-weeks=8&q-physical_therapy-effect=little",
            [{"type": "physical_therapy", "weeks": 8, "effect": "little"}],
            "Physical therapy, 8 weeks, helped a little",
        ),
        (TREATMENTS, "q=tens", [{"type": "tens", "weeks": None, "effect": None}], "TENS unit"),
        (TREATMENTS, "q=none", [], "None of these"),
        (Percent(), "q=60%25", 60, "60%"),
        (Tick("Yes"), "q=yes", True, "Yes"),
        (Tick("Yes"), "", False, "No"),
        (ShortText(20), "q=+my+knee+", "my knee", "my knee"),
        (ShortText(20), "", "", ""),
        (RELIEF, "q=0", {"number": 0, "unit": None}, "0 %"),
        (RELIEF, "q-not_sure=yes", {"not_sure": True}, "I am not sure"),
        (LASTED, "q-number=1&q-unit=hours", {"number": 1, "unit": "hours"}, "About 1 hour"),
        (LASTED, "q-number=3&q-unit=days", {"number": 3, "unit": "days"}, "About 3 days"),
        (LASTED, "q-unit=still", {"number": None, "unit": "still"}, "It still helps"),
        (AGENT, "q=latex", "latex", "Latex"),
        (AGENT, "q=other&q-words=Bees", {"other": "Bees"}, "Bees"),
        (AGENT, "q-words=Bees", {"other": "Bees"}, "Bees"),
        (NAME, "q=Zyrtec", {"words": "Zyrtec", "ticks": []}, "Zyrtec"),
        (NAME, "q-tick=brings", {"words": "", "ticks": ["brings"]}, "I’ll bring it"),
        (
            NAME,
            "q=Zyrtec&q-tick=brings",
            {"words": "Zyrtec", "ticks": ["brings"]},
            "Zyrtec; I’ll bring it",
        ),
    ],
)
def test_what_is_sent_becomes_one_value_and_is_said_back(widget, sent, value, said):
    assert parse(widget, sent) == value
    assert widget.say(value) == said


@pytest.mark.parametrize(
    ("widget", "sent", "message", "field_id"),
    [
        (YES_NO, "", "Choose yes or no", "q-yes"),
        (YES_NO, "q=perhaps", "Choose yes or no", "q-yes"),
        (LIST, "", "Tick at least one line", "q-burning"),
        (
            LIST,
            "q=none&q=burning",
            "You ticked “None” and something else. Untick one of them.",
            "q-none",
        ),
        (
            LIST,
            "q=none&q=not_sure",
            "You ticked “None” and something else. Untick one of them.",
            "q-none",
        ),
        (SCALE, "q=11", "Choose a number from 0 to 10", "q-0"),
        (SCALE, "q=٥", "Choose a number from 0 to 10", "q-0"),
        (Duration(), "", "Enter how long, or choose “I am not sure”", "q-number"),
        (
            Duration(),
            "q-number=five&q-unit=weeks",
            "Enter how long as a number, such as 5",
            "q-number",
        ),
        (Duration(), "q-number=5", "Choose weeks, months or years", "q-unit-weeks"),
        (
            Duration(),
            "q-number=0&q-unit=weeks",
            "Check the number: it must be more than 0 and not too long",
            "q-number",
        ),
        (
            Duration(),
            "q-number=121&q-unit=years",
            "Check the number: it must be more than 0 and not too long",
            "q-number",
        ),
        (
            Duration(),
            "q-number=5&q-unit=not_sure",
            "You wrote a number and chose “I am not sure”. Keep one of them.",
            "q-number",
        ),
        (SITES, "", "Tick at least one place", "q-low_back-left"),
        (SITES, "q=knee-middle", "Tick at least one place", "q-low_back-left"),
        (TREATMENTS, "", "Tick what you have tried, or “None of these”", "q-physical_therapy"),
        (
            TREATMENTS,
            "q=tens&q-tens-weeks=2601",
            "TENS unit: enter whole weeks, from 0 to 2600, or leave it empty",
            "q-tens-weeks",
        ),
        (
            TREATMENTS,
            "q=tens&q=none",
            "You ticked “None of these” and something else. Untick one of them.",
            "q-none",
        ),
        (Percent(), "q=101", "Enter a number from 0 to 100", "q"),
        (Percent(), "", "Enter a number from 0 to 100", "q"),
        (ShortText(3), "q=four", "Use at most 3 letters", "q"),
        (ShortText(3, required=True), "q=+", "Write a few words", "q"),
        (RELIEF, "", "Enter a number from 0 to 100, or tick “I am not sure”", "q"),
        (RELIEF, "q=101", "Enter a number from 0 to 100, or tick “I am not sure”", "q"),
        (
            RELIEF,
            "q=50&q-not_sure=yes",
            "You wrote a number and ticked “I am not sure”. Keep one of them.",
            "q",
        ),
        (LASTED, "q-number=5", "Choose hours or days", "q-unit-hours"),
        (LASTED, "q-number=5&q-unit=weeks", "Choose hours or days", "q-unit-hours"),
        (
            LASTED,
            "q-number=5&q-unit=still",
            "You wrote a number and chose “It still helps”. Keep one of them.",
            "q-number",
        ),
        (AGENT, "", "Choose one answer", "q-latex"),
        (AGENT, "q=other", "Write a few words", "q-words"),
        (AGENT, "q=other&q-words=" + "x" * 21, "Use at most 20 letters", "q-words"),
        (
            AGENT,
            "q=latex&q-words=Bees",
            "You chose “Latex” and wrote something else. Keep one of them.",
            "q-words",
        ),
        (NAME, "", "Write a few words", "q"),
        (NAME, "q=" + "x" * 21, "Use at most 20 letters", "q"),
    ],
)
def test_what_cannot_be_taken_says_what_to_do_and_where(widget, sent, message, field_id):
    with pytest.raises(Problem) as raised:
        parse(widget, sent)
    assert (str(raised.value.message), raised.value.field_id) == (message, field_id)


def test_detail_of_a_treatment_that_is_not_ticked_is_not_taken():
    value = parse(TREATMENTS, "q=tens&q-physical_therapy-weeks=lots")
    assert [entry["type"] for entry in value] == ["tens"]


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: type(widget).__name__)
@pytest.mark.parametrize("value", ODD_VALUES, ids=repr)
def test_a_stored_value_of_the_wrong_shape_is_still_shown(widget, value):
    assert isinstance(widget.say(value), str)
    widget.fields("q", MultiValueDict(widget.entries("q", value)))


def values_of(widget):
    """The values that a patient can give with this widget."""
    match widget:
        case OneOf():
            return st.sampled_from([choice.code for choice in widget.choices])
        case ManyOf():
            ticks = st.sets(st.sampled_from(["burning", "tingling", "not_sure"]), min_size=1)
            order = [choice.code for choice in widget.choices]
            return ticks.map(lambda codes: sorted(codes, key=order.index)) | st.just(["none"])
        case Scale():
            return st.integers(0, 10)
        case Duration() if widget == LASTED:
            known = {"number": st.integers(1, 3650), "unit": st.sampled_from(["hours", "days"])}
            return st.fixed_dictionaries(known) | st.just({"number": None, "unit": "still"})
        case OneOrOther():
            words = st.text("abcé <>&'\"", min_size=1, max_size=20).map(str.strip).filter(bool)
            return st.just("latex") | words.map(lambda typed: {"other": typed})
        case TextOrTicks():
            words = st.text("abcé <>&'\"", max_size=20).map(str.strip)
            ticks = st.sampled_from([[], ["brings"]])
            both = st.fixed_dictionaries({"words": words, "ticks": ticks})
            return both.filter(lambda value: value["words"] or value["ticks"])
        case Number() if widget == RELIEF:
            known = st.fixed_dictionaries({"number": st.integers(0, 100), "unit": st.none()})
            return known | st.just({"not_sure": True})
        case Duration():
            numbers = st.integers(1, 120) | st.integers(1, 480).map(lambda n: n / 4)
            whole = numbers.map(lambda n: int(n) if float(n).is_integer() else n)
            given_units = st.sampled_from(["weeks", "months", "years"])
            known = st.builds(lambda n, unit: {"number": n, "unit": unit}, whole, given_units)
            return known | st.just({"number": None, "unit": "not_sure"})
        case Sites():
            sides = {"low_back": ["left", "right", "both", "middle"], "knee": ["left", "both"]}
            rows = [st.none() | st.sampled_from(found) for found in sides.values()]
            return (
                st.tuples(*rows)
                .filter(any)
                .map(
                    lambda chosen: [
                        {"site": site, "side": side}
                        for site, side in zip(sides, chosen, strict=True)
                        if side
                    ]
                )
            )
        case Treatments():
            row = st.fixed_dictionaries(
                {
                    "type": st.sampled_from(["physical_therapy", "tens"]),
                    "weeks": st.none() | st.integers(0, 2600),
                    "effect": st.sampled_from([None, "little", "good"]),
                }
            )
            rows = st.lists(row, unique_by=lambda entry: entry["type"])
            return rows.map(lambda entries: sorted(entries, key=lambda entry: entry["type"]))
        case Percent():
            return st.integers(0, 100)
        case Number():
            numbers = st.integers(0, 1000) | st.integers(0, 99_999).map(lambda n: n / 100)
            whole = numbers.map(lambda n: int(n) if float(n).is_integer() else n)
            return st.none() | st.fixed_dictionaries(
                {"number": whole, "unit": st.sampled_from(["mg", "mcg"])}
            )
        case Approximate():
            return st.sampled_from(
                [
                    {"not_sure": True},
                    {"said": "March 2019", "year": 2019, "month": 3},
                    {"said": "5 years ago", "ago": 5, "unit": "years"},
                ]
            )
        case Tick():
            return st.booleans()
    return st.text("abcé <>&'\"", max_size=20).map(str.strip)


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: type(widget).__name__)
@given(data=st.data())
def test_every_value_comes_back_from_the_form_that_shows_it(widget, data):
    value = data.draw(values_of(widget))
    assert widget.parse(MultiValueDict(widget.entries("q", value)), "q") == value


@given(order=st.permutations(["q=burning", "q=tingling", "q=not_sure"]))
def test_the_same_ticks_in_any_order_are_the_same_set(order):
    assert parse(LIST, "&".join(order)) == ["burning", "tingling", "not_sure"]


@given(order=st.permutations(["q=knee-left", "q=low_back-right", "q=knee-right"]))
def test_the_same_places_in_any_order_are_the_same_list(order):
    assert parse(SITES, "&".join(order)) == [
        {"site": "low_back", "side": "right"},
        {"site": "knee", "side": "both"},
    ]
