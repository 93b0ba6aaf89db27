"""What the staff's forms ask and refuse, in words that say what to do."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from clinic import phones
from clinic.models import Clinic
from notifications.models import Outcome
from questions.birth_date import OLDEST_YEARS

BIRTH_DATE_FORMATS = ("%m/%d/%Y", "%m-%d-%Y", "%b %d, %Y", "%B %d, %Y", "%Y-%m-%d")
TIME_ZONES = (
    ("America/New_York", _("Eastern")),
    ("America/Chicago", _("Central")),
    ("America/Denver", _("Mountain")),
    ("America/Phoenix", _("Arizona")),
    ("America/Los_Angeles", _("Pacific")),
    ("America/Anchorage", _("Alaska")),
    ("Pacific/Honolulu", _("Hawaii")),
)


class DeskForm(forms.Form):
    """A form whose errors are ours, in words, shown at the top and at the field."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)

    def problems(self) -> list[tuple[str, str]]:
        """Every error as (id of the field to mend, sentence), in the order of the fields."""
        return [
            (self._first_id(name), message)
            for name in [*self.fields, forms.forms.NON_FIELD_ERRORS]
            for message in self.errors.get(name, [])
        ]

    def _first_id(self, name: str) -> str:
        if name not in self.fields:
            return "main"
        widget = self.fields[name].widget
        is_group = isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
        return f"id_{name}_0" if is_group else f"id_{name}"


def text(label: str, missing: str, max_length: int, **options: Any) -> forms.CharField:
    """A required line of text with its own sentence for "missing"."""
    return forms.CharField(
        label=label,
        max_length=max_length,
        error_messages={
            "required": missing,
            "max_length": _("Shorten this to %(limit_value)d characters"),
        },
        **options,
    )


class PatientForm(DeskForm):
    """A new patient."""

    clinic = forms.ModelChoiceField(
        label=_("Clinic"),
        queryset=Clinic.objects.none(),
        error_messages={"required": _("Choose the clinic")},
    )
    last_name = text(_("Last name"), _("Enter the last name"), 80)
    first_name = text(_("First name"), _("Enter the first name"), 80)
    birth_date = forms.DateField(
        label=_("Date of birth"),
        input_formats=BIRTH_DATE_FORMATS,
        help_text=_("Month, day and year, such as 3/27/1979"),
        error_messages={
            "required": _("Enter the date of birth"),
            "invalid": _("Write the date of birth as month/day/year, such as 3/27/1979"),
        },
    )
    mrn = text(_("MRN"), _("Enter the medical record number"), 32)
    phone = text(
        _("Mobile phone"),
        _("Enter a mobile phone number"),
        40,
        help_text=_("With the area code, such as 555-010-0142"),
    )
    texts = forms.BooleanField(label=_("The patient said yes to texts"), required=False)
    answer_by_text = forms.BooleanField(
        label=_("The patient said yes to answering by text"), required=False
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=[("en", _("English")), ("es", _("Spanish"))], initial="en"
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=TIME_ZONES)
    referring_doctor = text(_("Referring doctor (optional)"), "", 120, required=False)

    def __init__(self, *args: Any, clinics: QuerySet[Clinic], now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now, self.only_clinic = now, None
        self.fields["clinic"].queryset = clinics
        if len(clinics) == 1:
            self.only_clinic = clinics[0]
            del self.fields["clinic"]
        self.fields["time_zone"].initial = clinics[0].time_zone

    def clean_birth_date(self) -> date:
        born, today = self.cleaned_data["birth_date"], self.now.date()
        if born >= today:
            raise ValidationError(_("The date of birth must be in the past"))
        if today.year - born.year > OLDEST_YEARS:
            raise ValidationError(_("Check the year of birth"))
        return born

    def clean_phone(self) -> str:
        try:
            return phones.parse(self.cleaned_data["phone"])
        except ValueError:
            raise ValidationError(
                _("Enter the phone number with its area code, such as 555-010-0142")
            ) from None

    def clean(self) -> None:
        if self.cleaned_data.get("answer_by_text") and not self.cleaned_data.get("texts"):
            self.add_error(
                "texts", _("Answering by text needs the yes to texts: tick both, or only that one")
            )

    def mrn_is_taken(self) -> None:
        self.add_error("mrn", _("This clinic has a patient with this MRN already"))

    def identity(self) -> dict[str, Any]:
        """What `add_patient` needs of the cleaned values."""
        names = ("first_name", "last_name", "birth_date", "mrn", "phone", "language", "time_zone")
        values = {name: self.cleaned_data[name] for name in (*names, "referring_doctor")}
        return values | {"clinic": self.only_clinic or self.cleaned_data["clinic"]}


class CloseForm(DeskForm):
    """What was done about an alert."""

    outcome = forms.ChoiceField(
        label=_("What was done?"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what was done")},
    )
    note = forms.CharField(
        label=_("What happened, in a sentence"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )

    def __init__(self, *args: Any, is_serious: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_serious:
            self.fields["note"].required = True
            self.fields["note"].error_messages["required"] = _("Write what happened, in a sentence")
