"""Nothing a patient sees is left in English: the catalogue is whole, fresh, and reaches the page.

Staff's pages stay in English; `deploy.messages` says in one rule which files those are. The words
of questionnaires come from their data files, never from the catalogue.
"""

import re

import pytest
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from django.utils.translation import override

from deploy import messages
from instruments.definition import ABSENT
from instruments.library import load_all
from intake.pages import PAGES
from questions import paper
from questions.page import Problem
from questions.views import Asked
from surveys.pages import all_pages
from tests.spanish import ALIKE, said

CATALOGUE = messages.catalogue()
SENTENCES = [message for message in CATALOGUE if message.id]
PLACEHOLDER = re.compile(r"%\(\w+\)s|%%|\{\w+\}")
QUOTED = re.compile("“([^”%]+)”")
# Each page once: the further entries of a loop say what its first says.
EVERY_PAGE = {
    page.key: page
    for page in (*PAGES, *all_pages())
    if not re.search(r"-([2-9]|[1-9]\d+)$", page.key)
}
PATIENT_TEMPLATES = [path for path in messages.sources() if path.suffix == ".html"]


def forms_of(message):
    """(English, Spanish) of each plural form; one pair where there is one form."""
    if isinstance(message.id, str):
        return [(message.id, message.string)]
    return list(zip(message.id, message.string, strict=True))


PAIRS = [pair for message in SENTENCES for pair in forms_of(message)]


def test_the_catalogue_holds_every_sentence_a_patient_may_see_and_no_other():
    found = {message.id for message in messages.template() if message.id}
    kept = {message.id for message in SENTENCES}
    assert found - kept == set(), "run `make messages`, then translate"
    assert kept - found == set(), "run `make messages`"


def test_what_django_reads_was_compiled_from_the_catalogue():
    assert messages.MO.read_bytes() == messages.compiled(CATALOGUE), "run `make messages`"


def test_a_new_page_is_the_patients_and_the_desks_is_not():
    named = {str(path.relative_to(messages.ROOT)) for path in messages.sources()}
    assert {"intake/pages/care.py", "surveys/wording.py", "templates/questions/page.html"} <= named
    assert not any(name.startswith(("desk/", "summaries/", "templates/desk")) for name in named)
    assert all((messages.ROOT / name).exists() for name in messages.STAFF)


def test_every_sentence_has_its_spanish_and_none_is_a_guess():
    assert [english for english, spanish in PAIRS if not spanish] == []
    assert [message.id for message in SENTENCES if message.fuzzy] == []


def test_what_is_filled_in_stands_in_both_languages():
    def places(text):
        return sorted(PLACEHOLDER.findall(text))

    assert [english for english, spanish in PAIRS if places(english) != places(spanish)] == []


def test_no_blank_is_doubled_or_left_at_an_end():
    odd = re.compile(r"  |^ | $|\n| [.,;:?!]")
    assert [spanish for _, spanish in PAIRS if odd.search(spanish)] == []


def test_questions_are_opened_and_sentences_end_as_in_english():
    for english, spanish in PAIRS:
        assert spanish.count("?") == spanish.count("¿"), spanish
        assert (english[-1] in ".:") == (spanish[-1] in ".:"), spanish
        assert (english[-1] == "?") == (spanish[-1] == "?"), spanish


def test_what_is_the_same_in_both_languages_is_so_on_purpose():
    same = {english for english, spanish in PAIRS if english == spanish}
    assert same <= ALIKE, same - ALIKE


def test_a_sentence_that_names_a_button_or_an_answer_names_it_as_it_stands_there():
    spanish_of = dict(PAIRS)
    for english, spanish in PAIRS:
        for label in QUOTED.findall(english):
            assert f"“{spanish_of[label]}”" in spanish, english
        if "press Continue" in english:
            assert f"presione {spanish_of['Continue']}" in spanish


def test_patients_are_spoken_to_politely():
    familiar = re.compile(r"\b(tú|tu|tus|te|ti|contigo|tienes|puedes|eres|estás|vosotros)\b", re.I)
    assert [spanish for _, spanish in PAIRS if familiar.search(spanish)] == []


def asked(page, problems=None):
    """The page's questions, empty, as its template draws them."""
    alone = len(page.questions) == 1 and not page.title
    return [
        Asked(
            question,
            question.widget.fields(question.key, MultiValueDict()),
            (problems or {}).get(question.key),
            alone,
        )
        for question in page.questions
    ]


def drawn(page, language):
    """The page and, sent empty, what it asks to mend."""
    with override(language):
        _value, problems = page.parse(MultiValueDict())
        context = {
            "page": page,
            "asked": asked(page, problems),
            "form_errors": [(problem.field_id, problem.message) for problem in problems.values()],
        }
        return said(render_to_string("questions/page.html", context))


def english_only():
    """The words of questionnaires without Spanish we may use: shown in English, and said to be."""
    for instrument in load_all():
        if instrument.wording_status("es") == ABSENT:
            yield from (instrument.languages["en"].lead, instrument.languages["en"].notice)
            for item in instrument.items:
                words = item.wording["en"]
                yield from (words.text, words.lead, *words.choices)


ENGLISH_ONLY = {text.rstrip(".") for text in english_only() if text}
NO_SPANISH = [key for key in EVERY_PAGE if key.startswith(("rmdq", "koos_jr", "hoos_jr"))]


@pytest.mark.parametrize("key", EVERY_PAGE)
def test_a_page_in_spanish_says_nothing_of_its_english(key):
    page = EVERY_PAGE[key]
    with override("es"):
        suggested = {
            str(word)
            for question in page.questions
            for word in getattr(question.widget, "suggestions", ())
        }
    left = {text.rstrip(".") for text in drawn(page, "en") & drawn(page, "es")}
    left -= ALIKE | suggested | ENGLISH_ONLY
    assert left == set()


@pytest.mark.parametrize("key", NO_SPANISH)
def test_a_questionnaire_without_spanish_says_in_spanish_that_it_is_in_english(key):
    note = "Esta parte está en inglés. No hay una traducción que podamos usar."
    assert any(text.startswith(note) for text in drawn(EVERY_PAGE[key], "es"))


def printed(language):
    clinic = {
        "name": "Oak",
        "text_name": "Oak",
        "phone": "+15550100199",
        "hours": "weekdays 8 to 5",
    }
    with override(language):
        context = {"clinic": clinic, "sections": paper.blank(PAGES)}
        return said(render_to_string("questions/paper/form.html", context))


def test_the_blank_form_on_paper_in_spanish_says_nothing_of_its_english():
    both = printed("en") & printed("es")
    left = {re.sub(r"^[0-9]+\. |[.:;]$", "", text) for text in both}
    assert left - ALIKE - ENGLISH_ONLY == {"Oak"}


def test_hard_coded_words_are_in_no_template_of_the_patients():
    tags = re.compile(r"{% *blocktrans.*?endblocktrans\w* *%}|{%.*?%}|{{.*?}}|{#.*?#}", re.S)
    allowed = {"English", "Español", "· Reprieve"}
    for path in PATIENT_TEMPLATES:
        plain = tags.sub(" ", path.read_text(encoding="utf-8"))
        left = said(plain) - allowed
        assert left == set(), path.name


def test_a_problem_is_said_in_the_language_of_the_page():
    page = EVERY_PAGE["nrs_now"]
    with override("es"), pytest.raises(Problem) as raised:
        page.questions[0].widget.parse(MultiValueDict(), "nrs_now")
    with override("es"):
        assert str(raised.value.message) == "Elija un número del 0 al 10"
