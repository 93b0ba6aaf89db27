"""Facts as texts of lines, one entry a line: what the correction form shows and reads back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import fact_words as words
from .fact_words import LineUnreadable

NONE = "none"


@dataclass(frozen=True)
class Section:
    """One key of the facts a clinician writes as lines."""

    path: str
    label: Any
    example: Any
    say: Callable[[Any], str]
    read: Callable[[str], Any]


def read_lines(section: Section, typed: str, before: Sequence[Any] = ()) -> list[Any]:
    """The entries of a text; "none" alone is an empty list.

    A line left as an entry `before` was said is that entry still, with whatever it does not show.
    Raises LineUnreadable, which names each line that cannot be read.
    """
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    if [line.lower() for line in lines] == [NONE]:
        return []
    known = {section.say(entry): entry for entry in before}
    entries, problems = [], []
    for number, line in enumerate(lines, 1):
        try:
            if line.lower() == NONE:
                raise LineUnreadable(_("Write “none” alone, or leave it out"))
            entries.append(known[line] if line in known else section.read(line))
        except LineUnreadable as error:
            where = _("Line %(n)d, “%(line)s”: ") % {"n": number, "line": line}
            problems.append(f"{where}{error}.")
    if problems:
        raise LineUnreadable(" ".join(problems))
    return entries


def say_lines(section: Section, entries: Sequence[Any] | None) -> str:
    """The text of the entries; empty where nobody was asked."""
    if entries is None:
        return ""
    return "\n".join(section.say(entry) for entry in entries) or NONE


SECTIONS = (
    Section(
        "medications",
        gettext_lazy("Medicines"),
        gettext_lazy("Such as: gabapentin, 300 mg, 3 a day"),
        words.say_medicine,
        words.read_medicine,
    ),
    Section(
        "anticoagulants_antiplatelets",
        gettext_lazy("Blood thinners"),
        gettext_lazy("A name a line, such as: apixaban"),
        words.say_word,
        words.read_word,
    ),
    Section(
        "told_diagnoses",
        gettext_lazy("Diagnoses"),
        gettext_lazy("One a line, such as: lumbar disc herniation"),
        words.say_word,
        words.read_word,
    ),
    Section(
        "prior_procedures",
        gettext_lazy("Earlier procedures elsewhere"),
        gettext_lazy("Such as: Lumbar epidural, 5 months ago, 60%, for 4 months"),
        words.say_procedure,
        words.read_procedure,
    ),
    Section(
        "imaging",
        gettext_lazy("Imaging"),
        gettext_lazy("Such as: MRI, lumbar spine, 2 months ago, report seen"),
        words.say_image,
        words.read_image,
    ),
    Section(
        "external_scores",
        gettext_lazy("Totals of other questionnaires"),
        gettext_lazy("Such as: ODI, 42, 2026-02-10"),
        words.say_score,
        words.read_score,
    ),
    Section(
        "exam_findings",
        gettext_lazy("Exam findings"),
        gettext_lazy("One a line, such as: straight leg raise positive on the right"),
        str,
        str,
    ),
)
