"""What a clinician corrects in or adds to the facts: lines a key, a side and a way a place."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic.models import Side
from intake import corrections
from intake.candidacy import FactsInvalid

from .fact_lines import SECTIONS, read_lines, say_lines
from .fact_words import LineUnreadable, read_word, say_word
from .forms import DeskForm, text

SITES = "pain_sites"


class CorrectionsForm(DeskForm):
    """Every fact a clinician may write, as it stands; only what the reader changed counts.

    `standing` holds the values by key of the facts. What was first shown travels with the form, so
    that a field left alone changes nothing, whatever others have changed meanwhile.
    """

    reason = text(gettext_lazy("Why (optional)"), "", 300, required=False)

    def __init__(self, *args: Any, standing: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standing = standing
        self.changes: dict[str, Any] = {}
        for section in SECTIONS:
            shown = say_lines(section, standing.get(section.path))
            self.fields[section.path] = forms.CharField(
                label=section.label,
                required=False,
                initial=shown,
                show_hidden_initial=True,
                help_text=section.example,
                widget=forms.Textarea(attrs={"rows": max(2, shown.count("\n") + 2)}),
            )
        for index, entry in enumerate(standing.get(SITES) or ()):
            self._add_site(index, entry)
        self.order_fields([name for name in self.fields if name != "reason"])

    def _add_site(self, index: int, entry: Mapping[str, Any]) -> None:
        place = say_word(entry["site"])
        sides = [(value, label) for value, label in Side.choices]
        if not entry.get("side"):
            sides = [("", _("not said")), *sides]
        self.fields[f"side_{index}"] = forms.ChoiceField(
            label=_("Side of the %(place)s pain") % {"place": place},
            choices=sides,
            required=False,
            initial=entry.get("side") or "",
            show_hidden_initial=True,
        )
        self.fields[f"goes_{index}"] = forms.CharField(
            label=_("Goes to"),
            required=False,
            initial=_say_goals(entry),
            show_hidden_initial=True,
            help_text=_("With its side, commas between: right leg below knee"),
        )

    def site_rows(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """Each place with its two fields."""
        return [
            (say_word(entry["site"]), self[f"side_{index}"], self[f"goes_{index}"])
            for index, entry in enumerate(self.standing.get(SITES) or ())
        ]

    def section_fields(self) -> list[tuple[str, forms.BoundField]]:
        return [(section.path, self[section.path]) for section in SECTIONS]

    def clean(self) -> None:
        for section in SECTIONS:
            if section.path in self.changed_data and section.path in self.cleaned_data:
                self._clean_section(section)
        self._clean_sites()
        if not self.changes and not self.errors:
            self.add_error(None, _("Nothing was changed. Change something, or go back"))

    def _clean_section(self, section: Any) -> None:
        typed, stands = self.cleaned_data[section.path], self.standing.get(section.path)
        if not typed.strip():
            if stands is not None:
                self.add_error(
                    section.path,
                    _("Write “none” where there is none; “Take back” brings the patient’s answer"),
                )
            return
        try:
            value = read_lines(section, typed, stands or ())
        except LineUnreadable as error:
            self.add_error(section.path, str(error))
            return
        self._change(section.path, value, section.path)

    def _clean_sites(self) -> None:
        stands = list(self.standing.get(SITES) or ())
        value = [self._site(index, entry) for index, entry in enumerate(stands)]
        changed = {name for name in self.changed_data if name.startswith(("side_", "goes_"))}
        if changed and not changed & set(self.errors):
            self._change(SITES, value, sorted(changed)[0])

    def _site(self, index: int, entry: Mapping[str, Any]) -> dict[str, Any]:
        site = dict(entry)
        if f"side_{index}" in self.changed_data and self.cleaned_data.get(f"side_{index}"):
            site["side"] = self.cleaned_data[f"side_{index}"]
        if f"goes_{index}" in self.changed_data:
            said = self.cleaned_data.get(f"goes_{index}", "").split(",")
            site["radiates_to"] = [read_word(goal) for goal in said if goal.strip()]
        return site

    def _change(self, path: str, value: Any, field: str) -> None:
        """Keep it if it differs from what stands and fits the contract."""
        if value == self.standing.get(path):
            return
        try:
            corrections.check({path: value})
        except FactsInvalid as invalid:
            self.add_error(field, " ".join(f"{problem}." for problem in invalid.problems))
        else:
            self.changes[path] = value


def _say_goals(entry: Mapping[str, Any]) -> str:
    return ", ".join(say_word(goal) for goal in entry.get("radiates_to") or ())
