"""The blank form: every question of every page, with room for the answer, and nothing filled in."""

from types import SimpleNamespace

import pytest
from django.template.loader import get_template, render_to_string

from intake.pages import PAGES
from questions import widgets
from questions.loop import loop
from questions.page import Choice, Page, Question, always
from questions.paper import ROWS, Block, Table, blank, paper_template
from questions.widgets import Number, OneOf, Scale, ShortText

YES_NO = OneOf((Choice("yes", "Yes"), Choice("no", "No")))
KINDS = OneOf(tuple(Choice(f"kind_{n}", f"Kind {n}") for n in range(5)))
WIDGETS = [kind for name in widgets.__all__ if hasattr(kind := getattr(widgets, name), "template")]


def page(key, widget=YES_NO, section="Section", **more):
    return Page(key, section, (Question(key, f"Ask {key}?", widget),), **more)


def medicines(most=12):
    questions = (
        Question("name", "What is it called?", ShortText(40), short="Name"),
        Question("kind", "Which kind?", KINDS, short="Kind"),
        Question("still", "Still taking it?", YES_NO, short="Still"),
        Question("dose", "How much?", Number(0, 9, after="mg"), short="Dose"),
    )
    return loop(
        key="medicine", section="Section", title="Medicine", questions=questions,
        another="Another?", applies=always, most=most,
    )  # fmt: skip


def said(pages, **context):
    clinic = SimpleNamespace(name="Oak Clinic", text_name="Oak", phone="+15550100199", hours="")
    context = {"clinic": clinic, "sections": blank(pages), **context}
    return render_to_string("questions/paper/form.html", context)


@pytest.fixture(scope="module")
def whole():
    return said(PAGES)


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: widget.__name__)
def test_every_widget_can_be_printed(widget):
    assert get_template(paper_template(widget.template))


def test_every_widget_of_the_form_can_be_printed():
    for each in PAGES:
        for question in each.questions:
            assert get_template(paper_template(question.widget.template)), question.key


def test_every_question_of_the_form_is_on_the_paper_or_heads_a_column(whole):
    from django.utils.html import escape

    for each in PAGES:
        for question in each.questions:
            if question.key.endswith("_another"):
                continue
            words = (escape(str(question.label)), escape(str(question.row_label)))
            assert any(part in whole for part in words), question.key


def test_nothing_is_filled_in_and_there_is_nothing_to_press(whole):
    for part in ("<input", "<button", "checked", "<form", "style="):
        assert part not in whole


def test_blocks_are_numbered_through_and_keep_the_order_asked():
    pages = (page("first"), page("second", section="Later"), page("third", section="Later"))
    sections = blank(pages)
    assert [section.title for section in sections] == ["Section", "Later"]
    blocks = [block for section in sections for block in section.blocks]
    assert [(block.number, block.heading) for block in blocks] == [
        (1, "Ask first?"),
        (2, "Ask second?"),
        (3, "Ask third?"),
    ]


def test_a_page_that_is_not_for_everybody_is_printed_and_says_so():
    everybody, some = blank([page("a"), page("b", applies=lambda answers: False)])[0].blocks
    assert not everybody.may_not_apply
    assert some.may_not_apply
    assert said([page("b", applies=lambda answers: False)]).count("if it is not about you") == 1
    assert "if it is not about you" not in said([page("a")])


def test_a_loop_is_one_table_without_the_question_for_another():
    blocks = blank([page("any"), *medicines(), page("after")])[0].blocks
    assert [type(block) for block in blocks] == [Block, Table, Block]
    table = blocks[1]
    assert table.heading == "Medicine"
    assert [column.label for column in table.columns] == ["Name", "Kind", "Still", "Dose"]
    assert len(table.rows) == ROWS


def test_a_short_loop_has_no_more_rows_than_it_takes():
    assert len(blank(medicines(most=2))[0].blocks[0].rows) == 2


def test_few_answers_are_ticked_in_the_cell_and_many_stand_below_the_table():
    name, kind, still, dose = blank(medicines())[0].blocks[0].columns
    assert not name.ticks
    assert name.is_written
    assert [choice.code for choice in still.ticks] == ["yes", "no"]
    assert not still.is_written
    assert not kind.ticks
    assert len(kind.legend) == 5
    assert kind.is_written
    assert dose.is_written


def test_what_hangs_on_an_entry_is_a_column_of_its_table_and_two_loops_are_two_tables():
    first, second = medicines(most=2)
    more = [
        Page(key, "Section", (Question(key, "How do you take it?", YES_NO, short="How"),))
        for key in ("how-1", "how-2")
    ]
    allergies = loop(
        key="allergy", section="Section", title="Allergy",
        questions=(Question("to", "To what?", ShortText(40), short="To"),),
        another="Another?", applies=always, most=3,
    )  # fmt: skip
    tables = blank([first, more[0], second, more[1], *allergies])[0].blocks
    assert [table.heading for table in tables] == ["Medicine", "Allergy"]
    assert [column.label for column in tables[0].columns][-1] == "How"
    assert [column.label for column in tables[1].columns] == ["To"]


def test_a_scale_is_a_row_of_eleven_boxes_with_both_ends_in_words():
    html = said([page("pain", Scale("No pain", "Worst pain"))])
    row = html.split('class="scale"')[1].split("</table>")[0]
    assert row.count('class="box"') == 11
    assert "0 = No pain" in html
    assert "10 = Worst pain" in html


def test_items_of_an_instrument_with_the_same_answers_are_a_grid_with_their_notice(whole):
    phq = next(block for section in blank(PAGES) for block in section.blocks
               if isinstance(block, Block) and block.page.key == "phq9_1")  # fmt: skip
    assert phq.grid == ["Not at all", "Several days", "More than half the days", "Nearly every day"]
    assert "Developed by Drs. Robert L. Spitzer" in whole


def test_every_notice_of_an_instrument_on_the_form_is_printed(whole):
    from django.utils.html import escape

    asked = [question.widget for each in PAGES for question in each.questions]
    shown = [getattr(widget, "shown", widget) for widget in asked]
    found = {each.notice for each in shown if hasattr(each, "notice")}
    assert any(found)
    assert all(escape(notice) in whole for notice in found)


def test_what_cannot_wait_stands_before_the_first_question(whole):
    before, _after = whole.split("<h2>", 1)
    assert "call 911" in before
    assert "988" in before


def test_a_code_is_there_only_where_a_link_was_made(whole):
    assert "QR code" not in whole
    with_code = said([page("a")], qr={"size": 29, "path": "M0,0h1v1h-1z"}, until="Tue, Mar 17")
    assert "QR code of your own link" in with_code
    assert "Works until Tue, Mar 17" in with_code
