"""What was done: kind, when, by whom, which side, levels, guidance, agents, codes."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clinic import procedure_kinds
from clinic.access import covering
from clinic.models import Clinic, Guidance, Role, Side, Staff
from intake.models import Review

from . import sides
from .forms import BIRTH_DATE_FORMATS as DATE_FORMATS
from .forms import DeskForm, text

TIME_FORMATS = ("%I:%M %p", "%I:%M%p", "%I %p", "%I%p", "%H:%M")
AGENT_ROWS = 3
LONGEST_AGO = timedelta(days=90)


class ProcedureForm(DeskForm):
    """One procedure of one patient. The side is never preselected."""

    kind = forms.ChoiceField(label=_("Procedure"))
    done_on = forms.DateField(
        label=_("Done on"),
        input_formats=DATE_FORMATS,
        widget=forms.DateInput(format="%m/%d/%Y", attrs={"placeholder": "3/27/2026"}),
        error_messages={
            "required": _("Enter the day it was done"),
            "invalid": _("Write the day as month/day/year, such as 3/27/2026"),
        },
    )
    done_time = forms.TimeField(
        label=_("At"),
        input_formats=TIME_FORMATS,
        widget=forms.TimeInput(format="%I:%M %p", attrs={"placeholder": "10:40 am"}),
        error_messages={
            "required": _("Enter the time it was done"),
            "invalid": _("Write the time such as 10:40 am"),
        },
    )
    operator = forms.ModelChoiceField(
        label=_("By"),
        queryset=Staff.objects.none(),
        empty_label=_("Choose"),
        error_messages={"required": _("Choose who did it")},
    )
    side = forms.ChoiceField(
        label=_("Side"),
        choices=Side.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the side: it is never assumed")},
    )
    levels = forms.MultipleChoiceField(
        label=_("Levels"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    guidance = forms.ChoiceField(
        label=_("Guidance"),
        choices=Guidance.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the guidance, or “None”")},
    )
    cpt = text(_("CPT (optional)"), "", 60, required=False)
    icd10 = text(_("ICD-10 (optional)"), "", 60, required=False)

    def __init__(
        self,
        *args: Any,
        clinic: Clinic,
        now: datetime,
        born: date,
        pain_facts: dict[str, Any],
        plan: Review | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.clinic, self.now, self.pain_facts, self.plan = clinic, now, pain_facts, plan
        self.born, self.contradiction = born, ""
        kinds = procedure_kinds.all_kinds().values()
        self.fields["kind"].choices = [(kind.id, kind.label) for kind in kinds]
        levels = dict.fromkeys(level for kind in kinds for level in kind.levels)
        self.fields["levels"].choices = [(level, level) for level in levels]
        self.fields["done_on"].initial = now.astimezone(clinic.zone).date()
        self.fields["operator"].queryset = Staff.objects.filter(
            is_active=True, roles__clinic=clinic, roles__role__in=covering(Role.PHYSICIAN)
        ).distinct()
        for n in range(1, AGENT_ROWS + 1):
            self._add_agent_row(n)

    def _add_agent_row(self, n: int) -> None:
        labels = {"name": _("Given"), "dose": _("Dose"), "unit": _("Unit")}
        for part, label in labels.items():
            field = forms.CharField(label=label, max_length=60, required=False)
            field.widget.attrs["aria-label"] = f"{label} {n}"
            self.fields[f"agent_{part}_{n}"] = field

    def agent_rows(self) -> list[list[forms.BoundField]]:
        """The plain inputs of the table, row by row."""
        parts = ("name", "dose", "unit")
        return [[self[f"agent_{part}_{n}"] for part in parts] for n in range(1, AGENT_ROWS + 1)]

    def clean_levels(self) -> list[str]:
        known = procedure_kinds.all_kinds().get(self.cleaned_data.get("kind", ""))
        levels = self.cleaned_data["levels"]
        if not levels and (known is None or known.levels):
            raise forms.ValidationError(_("Tick at least one level"))
        if known and set(levels) - set(known.levels):
            raise forms.ValidationError(_("Tick only levels of this procedure"))
        return levels

    def clean(self) -> None:
        values = self.cleaned_data
        if values.get("done_on") and values.get("done_time"):
            done_at = datetime.combine(
                values["done_on"], values["done_time"], tzinfo=self.clinic.zone
            )
            if values["done_on"] <= self.born:
                self.add_error("done_on", _("This is before the patient was born: check the year"))
            elif done_at < self.now - LONGEST_AGO:
                self.add_error(
                    "done_on", _("This is more than 90 days ago: check the day and the year")
                )
            if done_at > self.now:
                self.add_error("done_time", _("This is in the future: check the day and the time"))
            values["done_at"] = done_at
        self._clean_agents()
        if values.get("side") and values.get("kind"):
            self._clean_side(values["side"], values["kind"])

    def _clean_agents(self) -> None:
        self.agents = []
        for n in range(1, AGENT_ROWS + 1):
            row = {
                part: self.cleaned_data.get(f"agent_{part}_{n}", "")
                for part in ("name", "dose", "unit")
            }
            if any(row.values()) and not all(row.values()):
                empty = next(part for part, value in row.items() if not value)
                self.add_error(
                    f"agent_{empty}_{n}", _("Give each agent a name, a dose and a unit, or none")
                )
            elif any(row.values()):
                self.agents.append(row)

    def _clean_side(self, side: str, kind_id: str) -> None:
        if self.data.get("confirm_side") == side:
            return
        kind = procedure_kinds.kind(kind_id)
        planned = self.plan.side if self.plan and self.plan.family == kind.family else ""
        pain = sides.of_pain(self.pain_facts, kind.region)
        self.contradiction = sides.contradiction(side, pain, planned)
        if self.contradiction:
            self.add_error("side", self.contradiction)

    @property
    def chosen_side(self) -> str:
        return sides.say(self.data.get("side", ""))

    def recorded(self) -> dict[str, Any]:
        """What `record_procedure` needs of the cleaned values."""
        names = ("kind", "side", "levels", "guidance", "operator", "done_at", "cpt", "icd10")
        return {name: self.cleaned_data[name] for name in names} | {"agents": self.agents}
