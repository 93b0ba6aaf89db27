"""What opioids do besides: asked only of who takes one, or has tried one."""

from django.utils.translation import gettext_lazy as _

from intake.candidacy import load_rules
from questions.loop import entries
from questions.page import Answers, Choice, Page, Question
from questions.widgets import ManyOf

from .warning_signs import YES_NO_NOT_SURE

SIDE_EFFECTS = (
    Choice("sedation", _("Sleepy or drowsy")),
    Choice("confusion", _("Confused")),
    Choice("nausea", _("Sick to the stomach")),
    Choice("constipation", _("Constipated")),
    Choice("constipation_severe", _("Very badly constipated")),
    Choice("itching", _("Itching")),
    Choice("none", _("None of these")),
    Choice("not_sure", _("I am not sure")),
)


def took_opioids(answers: Answers) -> bool:
    """Tried for this pain, or named among the medicines."""
    tried = answers.get("treatments", {}).get("treatments")
    rows = tried if isinstance(tried, list) else []
    if any(isinstance(row, dict) and row.get("type") == "opioids" for row in rows):
        return True
    named = (entry.get("medicine_name") for entry in entries("medicine", answers))
    words = (name.get("words") for name in named if isinstance(name, dict))
    return any(load_rules().opioids.named(word) for word in words if isinstance(word, str))


OPIOID_EFFECTS = (
    Page(
        "very_drowsy_or_slow_breathing",
        _("Warning signs"),
        (
            Question(
                "very_drowsy_or_slow_breathing",
                _("Are you very drowsy, or is your breathing slow, with opioid medicine?"),
                YES_NO_NOT_SURE,
                hint=_("New or worse in the last 2 weeks."),
                short=_("Very drowsy or slow breathing"),
            ),
        ),
        applies=took_opioids,
        call_first=_("Hard to wake up, or hard to breathe?"),
    ),
    Page(
        "opioid_side_effects",
        _("Medicines and allergies"),
        (
            Question(
                "opioid_side_effects",
                _("Did opioid medicine do any of this to you?"),
                ManyOf(SIDE_EFFECTS, missing=_("Tick at least one line, or “None of these”")),
                hint=_("Tick all that are true for you, now or before."),
                short=_("Side effects of opioids"),
            ),
        ),
        applies=took_opioids,
    ),
)
