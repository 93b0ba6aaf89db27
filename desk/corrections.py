"""Correcting or adding facts: what the patient said beside what it becomes, with who and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clinic import audit, procedure_kinds
from clinic.access import find, needs
from clinic.models import Role
from intake import corrections as services
from intake import selectors
from intake.models import Assessment, Correction
from intake.wording import HOLDS
from notifications import consents
from notifications.models import Permission

from . import fact_words as words
from .corrections_form import SITES, CorrectionsForm
from .fact_lines import SECTIONS, say_lines

_SECTIONS = {section.path: section for section in SECTIONS}


@dataclass(frozen=True)
class Shown:
    """One fact in words: what the patient said, and the correction that stands, if any."""

    label: str
    said: tuple[str, ...]
    correction: Correction | None = None
    now: tuple[str, ...] = ()


@needs(Role.CLINICIAN)
def corrections(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """One form for all; saving assesses anew. The address names the assessment that was seen."""
    seen = find(request.user, Role.CLINICIAN, Assessment, assessment_id)
    newest = selectors.newest_of(seen.intake)
    try:
        return _answer(request, seen, newest)
    except services.NotLatest:
        messages.warning(request, _("This patient has sent a newer form: correct that one."))
        return redirect("desk:review", newest.pk)


def _answer(request: HttpRequest, seen: Assessment, newest: Assessment) -> HttpResponse:
    intake, by = newest.intake, {"staff": request.user, "now": request.now}
    if selectors.last_submitted(intake.patient) != intake:
        raise services.NotLatest
    if request.method != "POST" and newest != seen:
        return redirect("desk:corrections", newest.pk)
    if "take_back" in request.POST:
        path = request.POST["take_back"]
        after = services.withdraw_correction(intake=intake, path=path, **by)
        return _done(request, newest, after)
    said = selectors.said_facts(intake, request.now)
    rows = selectors.corrections(intake)
    standing = said | {path: selectors.value_at(row, request.now) for path, row in rows.items()}
    form = CorrectionsForm(request.POST or None, standing=standing)
    if request.method == "POST" and form.is_valid():
        if newest == seen:
            reason = form.cleaned_data["reason"]
            after = services.correct_facts(intake=intake, changes=form.changes, reason=reason, **by)
            return _done(request, newest, after)
        form.add_error(None, _overtaken(rows))
    return _show(request, newest, form, said, rows)


def _overtaken(rows: Mapping[str, Correction]) -> str:
    last = max(rows.values(), key=lambda row: row.made_at, default=None)
    who = last.made_by.name if last else _("Somebody")
    sentence = _(
        "%(who)s changed these facts while you wrote. Read what stands now, then save again"
    )
    return sentence % {"who": who}


def _done(request: HttpRequest, before: Assessment, after: Assessment) -> HttpResponse:
    """Back to the review, with what the change did to the tier."""
    if after == before:
        messages.info(request, _("Nothing was changed."))
    else:
        tiers = {"before": _tier(before), "after": _tier(after)}
        sentence = (
            _("The form was assessed again: still %(after)s.")
            if tiers["before"] == tiers["after"]
            else _("The form was assessed again: from %(before)s to %(after)s.")
        )
        messages.success(request, sentence % tiers)
    return redirect("desk:review", after.pk)


def _tier(assessment: Assessment) -> str:
    return str(assessment.get_tier_display() or _("on hold")).lower()


def _show(
    request: HttpRequest,
    assessment: Assessment,
    form: CorrectionsForm,
    said: Mapping[str, Any],
    rows: Mapping[str, Correction],
) -> HttpResponse:
    patient = assessment.patient
    audit.note_reading(request, "corrections", [patient], assessment.pk)
    done = selectors.recorded(patient, request.now)
    context = {
        "section": "candidates",
        "assessment": assessment,
        "patient": patient,
        "zone": assessment.clinic.zone,
        "age": patient.age_at(request.now),
        "may_text": consents.has(patient, Permission.TEXTS),
        "hold": HOLDS.get(assessment.result["hold"]),
        "fields": [(Shown("", _say(path, said.get(path)), rows.get(path)), form[path])
                   for path in _SECTIONS],
        "sites": form.site_rows(),
        "sites_shown": Shown("", _say(SITES, said.get(SITES)), rows.get(SITES)),
        "sites_path": SITES,
        "recorded": [words.say_procedure(row.entry()) for row in done],
        "kinds": [kind.label for kind in procedure_kinds.all_kinds().values()],
        "form": form,
        "form_errors": form.problems(),
    }  # fmt: skip
    return render(request, "desk/corrections.html", context, status=422 if form.is_bound else 200)


def shown(assessment: Assessment) -> list[Shown]:
    """What a clinician changed or added in the facts of this assessment, for its page."""
    said = selectors.said_facts(assessment.intake, assessment.assessed_at)
    return [
        Shown(_label(row.path), _say(row.path, said.get(row.path)), row, _say(row.path, row.value))
        for row in selectors.corrections_of(assessment)
    ]


def _label(path: str) -> str:
    if path == SITES:
        return _("Where it hurts")
    section = _SECTIONS.get(path)
    return str(section.label) if section else words.say_word(path).capitalize()


def _say(path: str, value: Any) -> tuple[str, ...]:
    """A value line by line; nothing where nobody was asked."""
    if value is None:
        return ()
    if path == SITES:
        return tuple(words.say_site(entry) for entry in value) or (_("none"),)
    section = _SECTIONS.get(path)
    return tuple(say_lines(section, value).splitlines()) if section else (str(value),)
