"""The health of sending, without a patient on it; pausing and resuming, for managers."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from clinic import procedure_kinds
from clinic.access import clinics_of, needs
from clinic.models import Clinic, Role
from notifications import pauses
from notifications.health import Health, health
from notifications.models import Scope
from surveys import protocol

from . import sending_troubles
from .forms import DeskForm, text


class PauseForm(DeskForm):
    """What is held back, and why. Nothing is preselected."""

    scope = forms.ChoiceField(
        label=gettext_lazy("What to hold back"),
        choices=[
            (Scope.ALL, gettext_lazy("All planned texts")),
            (Scope.CLINIC, gettext_lazy("One clinic’s planned texts")),
            (Scope.PROTOCOL, gettext_lazy("The texts of one follow-up")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what to hold back")},
    )
    clinic = forms.ModelChoiceField(
        label=gettext_lazy("Clinic"),
        queryset=Clinic.objects.none(),
        required=False,
        empty_label=gettext_lazy("Every clinic"),
    )
    protocol = forms.ChoiceField(label=gettext_lazy("Follow-up after"), required=False)
    reason = text(gettext_lazy("Why"), gettext_lazy("Say why: staff will read it"), 120)

    def __init__(self, *args: Any, clinics: QuerySet[Clinic], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clinic"].queryset = clinics
        names = sorted({kind.protocol for kind in procedure_kinds.all_kinds().values()} - {None})
        followed = [(name, protocol.load(name).label) for name in names]
        self.fields["protocol"].choices = [("", _("Choose")), *followed]

    def clean(self) -> None:
        scope, values = self.cleaned_data.get("scope"), self.cleaned_data
        if scope == Scope.CLINIC and not values.get("clinic"):
            self.add_error("clinic", _("Choose the clinic whose texts to hold back"))
        if scope == Scope.PROTOCOL and not values.get("protocol"):
            self.add_error("protocol", _("Choose the follow-up whose texts to hold back"))

    def pause(self) -> dict[str, Any]:
        """What `pause_sending` needs: a protocol's pause may be one clinic's only."""
        values = self.cleaned_data
        return {
            "scope": Scope(values["scope"]),
            "reason": values["reason"],
            "clinic": None if values["scope"] == Scope.ALL else values["clinic"],
            "protocol": values["protocol"] if values["scope"] == Scope.PROTOCOL else "",
        }


def sending(request: HttpRequest) -> HttpResponse:
    """Whoever has a role may see how sending stands; a manager may pause it."""
    if not clinics_of(request.user).exists():
        raise PermissionDenied
    return _show(request, None)


@require_POST
@needs(Role.MANAGER)
def pause(request: HttpRequest) -> HttpResponse:
    """Hold texts back from now on."""
    form = PauseForm(request.POST, clinics=clinics_of(request.user, Role.MANAGER))
    if not form.is_valid():
        return _show(request, form)
    pauses.pause_sending(**form.pause(), staff=request.user, now=request.now)
    messages.success(request, _("Sending is paused. What is held back is kept, and goes later."))
    return redirect("desk:sending")


@require_POST
@needs(Role.MANAGER)
def resume(request: HttpRequest, pause_id: UUID) -> HttpResponse:
    """Let the held texts go."""
    standing = pauses.open_pauses().filter(pk=pause_id).first()
    if standing is None:
        messages.warning(request, _("Somebody has resumed this already."))
        return redirect("desk:sending")
    managed = clinics_of(request.user, Role.MANAGER)
    if standing.clinic_id and not managed.filter(pk=standing.clinic_id).exists():
        raise Http404
    pauses.resume_sending(standing, request.user, request.now)
    messages.success(request, _("Sending goes on. Texts whose time has passed are not sent."))
    return redirect("desk:sending")


def _show(request: HttpRequest, form: PauseForm | None) -> HttpResponse:
    staff, managed = request.user, clinics_of(request.user, Role.MANAGER)
    seen, doubts = health(request.now), sending_troubles.doubts(request.user)
    pauses_here = sending_troubles.covering(staff, seen.pauses)
    own = set(managed.values_list("pk", flat=True))
    context = {
        "section": "sending",
        "health": seen,
        "standing": [(p, bool(own) and p.clinic_id in {None, *own}) for p in pauses_here],
        "ended": sending_troubles.ended(staff),
        "doubts": doubts,
        "state": _in_a_word(seen, bool(pauses_here or doubts)),
        "zone": clinics_of(staff).order_by("id").first().zone,
        "form": (form or PauseForm(clinics=managed)) if own else None,
        "form_errors": form.problems() if form else [],
    }
    return render(request, "desk/sending.html", context, status=422 if form else 200)


def _in_a_word(seen: Health, has_task: bool) -> str:
    """Silence must not look like health: what has not run or waits too long is not well."""
    ages = (seen.oldest_due_age, seen.oldest_inbound_age)
    if has_task or seen.late or any(age and age > sending_troubles.PATIENCE for age in ages):
        return _("Something needs a person.")
    if not all(sweeper.last_ok_at for sweeper in seen.sweepers):
        return _("Some regular checks have not run yet.")
    return _("All is well: nothing is late, nothing is held back.")
