"""Pages from an instrument's data: its words, its values, and an item that is left out."""

import pytest
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from django.utils.translation import override

from instruments.library import load
from questions.instrument import given, in_order, items, left_out, page, shown_in, tick_page
from questions.views import Asked

PHQ9, AUDIT_C, KOOS, RMDQ = (load(name) for name in ("phq9", "audit_c", "koos_jr", "rmdq"))
SKIPPED = dict.fromkeys(f"phq9_{key}" for key in PHQ9.keys[:5])


def first_page(**more):
    return page(PHQ9, PHQ9.keys[:5], key="p", section="s", **more)


def sent(**values):
    return MultiValueDict({key: [value] for key, value in values.items()})


def drawn(question, language="en"):
    with override(language):
        asked = Asked(question, question.widget.fields(question.key, sent()), None, alone=False)
        return render_to_string(question.widget.template, {"ask": asked})


def test_the_stem_is_the_heading_and_a_part_is_named_in_it():
    stem = PHQ9.languages["en"].lead
    assert str(first_page().heading) == stem
    assert str(first_page(part="part 1 of 2").heading) == f"{stem} (part 1 of 2)"


def test_under_a_heading_of_ours_the_stem_stands_word_for_word():
    made = page(KOOS, KOOS.keys[5:], key="p", section="s", title="Your knee: moving")
    assert str(made.heading) == "Your knee: moving"
    assert str(made.hint) == KOOS.by_key["rising"].wording["en"].lead


def test_an_item_alone_on_its_page_is_the_heading_with_the_stem_under_it():
    made = page(AUDIT_C, ["how_often"], key="audit_c_how_often", section="s")
    assert made.title == ""
    assert str(made.heading) == "How often do you have a drink containing alcohol?"
    assert str(made.questions[0].hint) == AUDIT_C.languages["en"].lead


def test_the_stem_of_an_item_is_the_nearest_one_before_it():
    made = page(KOOS, ["stairs", "standing"], key="p", section="s")
    assert str(made.heading) == KOOS.by_key["twisting"].wording["en"].lead


def test_six_items_on_a_page_are_refused():
    assert len(items(PHQ9, PHQ9.keys[:5])) == 5
    with pytest.raises(ValueError, match="at most 5"):
        items(PHQ9, PHQ9.keys[:6])


@pytest.mark.parametrize(
    ("language", "text", "first_choice"),
    [
        ("en", "Little interest or pleasure in doing things", "Not at all"),
        ("es", "Poco interés o placer en hacer cosas", "Ningún día"),
    ],
)
def test_the_words_are_those_of_the_language_on_show(language, text, first_choice):
    question = first_page().questions[0]
    with override(language):
        assert str(question.label) == text
        assert question.say(0) == first_choice
        assert shown_in(PHQ9) == language


def test_without_wording_in_a_language_it_is_english_and_says_so():
    made = page(KOOS, KOOS.keys[5:], key="p", section="s", title="t")
    with override("es"):
        assert shown_in(KOOS) == "en"
        assert str(made.questions[0].label) == "Rising from sitting"
        stem = KOOS.by_key["rising"].wording["en"].lead
        assert str(made.hint).endswith(stem)
        assert str(made.hint) != stem
    assert 'lang="en"' in drawn(made.questions[0], "es")
    assert "lang=" not in drawn(made.questions[0], "en")


def test_the_notice_stands_under_the_last_item_alone():
    drawings = [drawn(question) for question in first_page().questions]
    notice = "Developed by Drs. Robert L. Spitzer"
    assert [notice in html for html in drawings] == [False] * 4 + [True]


def test_988_stands_at_the_end_only_where_it_is_asked_for():
    without, with_it = first_page().questions[-1], first_page(lifeline=True).questions[-1]
    assert "tel:988" not in drawn(without)
    assert 'href="tel:988"' in drawn(with_it)
    assert 'href="sms:988"' in drawn(with_it)
    assert "988" not in drawn(first_page(lifeline=True).questions[0])


def test_every_value_of_the_range_can_be_sent_and_no_other():
    widget = first_page().questions[0].widget
    assert [widget.parse(sent(x=str(n)), "x") for n in range(4)] == [0, 1, 2, 3]
    for wrong in ("4", "-1", "one", "1.0"):
        _, problems = first_page().parse(sent(phq9_interest=wrong))
        assert problems["phq9_interest"].field_id == "phq9_interest-0"


def test_an_item_left_out_is_null_and_never_0():
    value, problems = first_page().parse(sent(phq9_interest="0"))
    assert problems == {}
    assert value == SKIPPED | {"phq9_interest": 0}
    assert given(PHQ9, {"p": value})["interest"] == 0
    assert given(PHQ9, {"p": value})["sleep"] is None


def test_an_instrument_that_needs_every_item_asks_for_it():
    made = page(KOOS, KOOS.keys[5:], key="p", section="s")
    _, problems = made.parse(sent(koos_jr_rising="2"))
    assert list(problems) == ["koos_jr_bending"]
    allowed = page(KOOS, KOOS.keys[5:], key="p", section="s", may_skip=True)
    assert allowed.parse(sent(koos_jr_rising="2"))[1] == {}


def test_what_is_left_out_is_asked_about_once_and_the_hint_allows_it():
    made = first_page()
    assert "leave out" in str(made.hint)
    assert "one line" in str(made.check(SKIPPED | dict.fromkeys(list(SKIPPED)[1:], 1), {}))
    assert "5 lines" in str(left_out(SKIPPED, {}))
    assert left_out(dict.fromkeys(SKIPPED, 0), {}) is None


def test_values_come_in_the_order_of_the_items_whatever_the_order_of_the_pages():
    second = {f"phq9_{key}": n % 4 for n, key in enumerate(PHQ9.keys[5:])}
    first = dict.fromkeys(SKIPPED, 3)
    assert in_order(PHQ9, {"b": second, "a": first}) == [3] * 5 + [0, 1, 2, 3]
    assert in_order(PHQ9, {"a": first}) == [3] * 5 + [None] * 4
    assert in_order(PHQ9, {"a": SKIPPED}) is None
    assert in_order(PHQ9, {}) is None
    assert in_order(PHQ9, {"a": first}, ("low_mood",)) == [3]


def test_a_tick_list_shows_every_line_in_its_published_words():
    made = tick_page(RMDQ, key="rmdq", section="s", label="Your back today", short="Back")
    html = drawn(made.questions[0])
    assert html.count('type="checkbox"') == 24
    assert "I stay at home most of the time because of my back." in html
    assert str(made.questions[0].hint) == RMDQ.languages["en"].lead


def test_an_empty_tick_list_is_sent_on_purpose():
    made = tick_page(RMDQ, key="rmdq", section="s", label="Your back today", short="Back")
    value, problems = made.parse(MultiValueDict())
    assert (value, problems) == ({"rmdq": []}, {})
    assert "press Continue" in str(made.check(value, {}))
    assert made.check({"rmdq": ["3"]}, {}) is None


def test_a_stored_value_is_sent_again_and_said():
    question = first_page().questions[0]
    assert question.widget.entries("x", 0) == {"x": ["0"]}
    assert question.widget.entries("x", None) == {}
    assert question.say(2) == "More than half the days"
    assert question.say(None) == ""


def test_what_a_reader_may_not_be_able_to_read_may_be_left_out_and_is_never_scored_as_0():
    ticks = tick_page(RMDQ, key="rmdq", section="s", label="Su espalda hoy", short="Espalda")
    knee = page(KOOS, KOOS.keys[1:5], key="knee", section="s", title="Rodilla")
    with override("es"):
        assert ticks.parse(sent()) == ({"rmdq": None}, {})
        assert ticks.check({"rmdq": None}, {}) is None
        value, problems = knee.parse(sent())
        assert (set(value.values()), problems) == ({None}, {})
        assert ticks.parse(sent(rmdq="3")) == ({"rmdq": ["3"]}, {})
    assert ticks.parse(sent()) == ({"rmdq": []}, {})
    assert knee.parse(sent())[1]


def test_our_words_around_an_english_instrument_are_not_marked_as_english():
    made = tick_page(RMDQ, key="rmdq", section="s", label="Su espalda hoy", short="Espalda")
    html = drawn(made.questions[0], "es")
    assert html.index('<div lang="en">') > html.index('id="rmdq-hint"')
    assert 'lang="en"' not in html.split("<div lang")[0]
