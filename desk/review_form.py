"""The clinician's decision: nothing preselected, each caution seen, a side that fits the pain."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clinic import procedure_kinds
from clinic.models import Side
from intake.candidacy.rules import load_rules
from intake.models import Assessment, Decision

from . import reasons, sides
from .forms import DeskForm

AGREE, DISAGREE = "yes", "no"


class ReviewForm(DeskForm):
    """One review of one assessment."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=Decision.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose your decision")},
    )
    family = forms.ChoiceField(label=_("Procedure"), required=False)
    side = forms.ChoiceField(
        label=_("Side"), choices=Side.choices, widget=forms.RadioSelect, required=False
    )
    agrees = forms.ChoiceField(
        label=_("Was the suggestion right?"),
        choices=[(AGREE, _("Agree")), (DISAGREE, _("Disagree"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether the suggestion was right")},
    )
    reason = forms.CharField(
        label=_("Reason, if you disagree"),
        max_length=300,
        required=False,
        error_messages={"max_length": _("Shorten the reason to 300 characters")},
    )
    cautions = forms.MultipleChoiceField(
        label=_("I have seen"), widget=forms.CheckboxSelectMultiple, required=False
    )
    note = forms.CharField(
        label=_("Note"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )

    def __init__(self, *args: Any, assessment: Assessment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.assessment = assessment
        self.contradiction = ""
        families = [(family.id, family.label) for family in load_rules().families]
        self.fields["family"].choices = [("", _("Choose")), *families]
        result = assessment.result
        found = [*reasons.red_flags(result), *reasons.cautions(assessment.facts, result)]
        self.fields["cautions"].choices = [(row["id"], row["because"]) for row in found]
        if not result["families"]:
            del self.fields["agrees"]
        if not found:
            del self.fields["cautions"]

    def clean_cautions(self) -> list[str]:
        ticked = self.cleaned_data["cautions"]
        if len(ticked) < len(self.fields["cautions"].choices):
            raise forms.ValidationError(_("Tick each line once you have seen it"))
        return ticked

    def clean(self) -> None:
        values = self.cleaned_data
        if values.get("decision") == Decision.OFFER:
            self._clean_offer(values.get("family", ""), values.get("side", ""))
        if values.get("agrees") == DISAGREE and not values.get("reason"):
            self.add_error("reason", _("Write why you disagree, in a few words"))

    def _clean_offer(self, family: str, side: str) -> None:
        if not family:
            self.add_error("family", _("Choose the procedure to offer"))
        if not side:
            self.add_error("side", _("Choose the side: it is never assumed"))
        if not (family and side) or self.data.get("confirm_side") == side:
            return
        pain = sides.of_pain(self.assessment.facts, _region(family))
        self.contradiction = sides.contradiction(side, pain)
        if self.contradiction:
            self.add_error("side", self.contradiction)

    def signed(self) -> dict[str, Any]:
        """What `record_review` needs; a family and a side only with an offer."""
        values = self.cleaned_data
        is_offer = values["decision"] == Decision.OFFER
        return {
            "decision": Decision(values["decision"]),
            "agrees": values.get("agrees", AGREE) == AGREE,
            "family": values["family"] if is_offer else "",
            "side": values["side"] if is_offer else "",
            "reason": values["reason"],
            "cautions_seen": tuple(values.get("cautions", ())),
            "note": values["note"],
        }

    @property
    def chosen_side(self) -> str:
        return sides.say(self.data.get("side", ""))


def _region(family: str) -> str:
    return next(k.region for k in procedure_kinds.all_kinds().values() if k.family == family)
