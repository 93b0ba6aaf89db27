"""The two permissions, each its own unticked choice, in words that carry a version."""

from django.utils.translation import gettext_lazy as _

from questions.page import Answers, Page, PageValue, Question, Words
from questions.widgets import Tick

# Change the version with any change of the words: the ledger names what a patient agreed to.
CONSENT_VERSION = "2026-1"
CONSENT_WORDING: dict[str, Words] = {
    "texts": _(
        "The clinic may text this number about my care: a few texts after a procedure. "
        "Message and data rates may apply. You get the same care if you say no. "
        "Reply STOP at any time to end the texts, or HELP for help. "
        "Leave this empty and we will not text you. A nurse may call you instead."
    ),
    "answer_by_text": _(
        "I may answer by text. Texts are not encrypted. "
        "Someone who has your phone may read them. "
        "Leave this empty and we will send you a link to answer instead."
    ),
}


def _texts_come_first(value: PageValue, answers: Answers) -> Words | None:
    """To answer by text one must be texted: asked once more, then it stands as it is."""
    if value["answer_by_text"] and not value["texts"]:
        return _("You want to answer by text, but said no to texts. Tick both, or continue.")
    return None


CONSENT = (
    Page(
        "consent",
        _("Texts from the clinic"),
        (
            Question(
                "texts",
                _("May we text you?"),
                Tick(_("Yes, you may text me about my care")),
                hint=CONSENT_WORDING["texts"],
            ),
            Question(
                "answer_by_text",
                _("Do you want to answer by text?"),
                Tick(_("Yes, I want to answer by text")),
                hint=CONSENT_WORDING["answer_by_text"],
            ),
        ),
        title=_("Texts from the clinic"),
        hint=_("You can say no to both, and change your mind later."),
        check=_texts_come_first,
    ),
)
