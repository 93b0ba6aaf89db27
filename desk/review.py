"""One candidate: why, what to see first, and the clinician's decision beside it."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinic import audit
from clinic.access import find, needs, visible_to
from clinic.models import Role
from intake import selectors, services
from intake.candidacy.rules import load_rules
from intake.medical_facts import snake
from intake.models import Answer, Assessment, Intake, Review
from intake.pages import PAGES
from intake.wording import HOLDS
from notifications import consents
from notifications.models import Permission
from questions.widgets.own_words import has_own_words
from summaries import body
from summaries.form import places

from . import corrections, reasons
from .review_form import ReviewForm

REACTION = "allergy_reaction"  # the one question whose own words a caution quotes


@needs(Role.NURSE)
def review(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """A nurse may look; a clinician signs. A second signature is told whose stands."""
    role = Role.CLINICIAN if request.method == "POST" else Role.NURSE
    assessment = find(request.user, role, Assessment, assessment_id)
    form = ReviewForm(request.POST or None, assessment=assessment)
    if request.method == "POST" and form.is_valid():
        try:
            signed = services.record_review(
                assessment=assessment, staff=request.user, now=request.now, **form.signed()
            )
        except IntegrityError:
            messages.warning(request, _("Somebody signed this first. Your entry was not kept."))
            return redirect("desk:review", assessment.pk)
        except services.Outdated:
            messages.warning(
                request, _("The form was assessed again meanwhile: this is the newest. Read it.")
            )
            return redirect("desk:review", selectors.newest_of(assessment.intake).pk)
        return _next(request, signed)
    return _show(request, assessment, form)


def _next(request: HttpRequest, signed: Review) -> HttpResponse:
    """On to the next candidate, with a minute to undo."""
    sentence = _("Review of %(patient)s signed. You can undo it for one minute.")
    sentence %= {"patient": signed.patient}
    messages.success(request, sentence, extra_tags=reverse("desk:undo_review", args=[signed.pk]))
    following = selectors.candidates(visible_to(request.user, Role.CLINICIAN, Assessment)).first()
    return redirect("desk:review", following.pk) if following else redirect("desk:candidates")


def _show(request: HttpRequest, assessment: Assessment, form: ReviewForm) -> HttpResponse:
    patient, facts, result = assessment.patient, assessment.facts, assessment.result
    asked, denied = reasons.red_flags_asked(facts)
    waiting = selectors.candidates(visible_to(request.user, Role.CLINICIAN, Assessment))
    written = _own_words(assessment.intake)
    queue = list(waiting.values_list("pk", flat=True))
    newest = selectors.newest_of(assessment.intake)
    audit.note_reading(request, "assessment", [patient], assessment.pk)
    context = {
        "section": "candidates",
        "assessment": assessment,
        "patient": patient,
        "zone": assessment.clinic.zone,
        "age": patient.age_at(request.now),
        "may_text": consents.has(patient, Permission.TEXTS),
        "cautions": [_in_language(one, written) for one in reasons.cautions(facts, result)],
        "red_flags": reasons.red_flags(result),
        "hold": HOLDS.get(result["hold"]),
        "suggestions": reasons.suggestions(result),
        "places": places(facts),
        "body": body.draw(places(facts)),
        "story": reasons.story(facts, is_scored=bool(result["families"])),
        "missing": reasons.missing(result),
        "particular": reasons.particular_cautions(facts),
        "scores": reasons.scores(result, selectors.not_validated(assessment.intake)),
        "may_consider": reasons.may_consider(result),
        "unrecognised": _kept_as_given(result["unrecognised"], written),
        "asked": asked,
        "denied": denied,
        "pattern_max": load_rules().standing["pattern_max"],
        "general_max": reasons.GENERAL_MAX,
        "corrected": corrections.shown(assessment),
        "newer": newest if newest != assessment else None,
        "standing": assessment.reviews.filter(undone_at=None).first(),
        "may_sign": visible_to(request.user, Role.CLINICIAN).filter(pk=patient.pk).exists(),
        "place_in_queue": queue.index(assessment.pk) + 1 if assessment.pk in queue else None,
        "queue": len(queue),
        "form": form,
        "form_errors": form.problems(),
    }
    return render(request, "desk/review.html", context, status=422 if form.is_bound else 200)


def _own_words(intake: Intake) -> list[tuple[str, str, str]]:
    """What the patient wrote in another language than the reader's: question, words, language."""
    rows = Answer.objects.filter(intake=intake, superseded_at=None)
    answered = {row.page: row for row in rows.exclude(language=get_language())}
    found = []
    for page in PAGES:
        for question in page.questions if page.key in answered else ():
            row = answered[page.key]
            value = row.value.get(question.key)
            if has_own_words(question.widget, value):
                words = value if isinstance(value, str) else value.get("other", value.get("words"))
                found.append((question.key, words, row.language))
    return found


def _in_language(caution: Mapping[str, Any], written: list[tuple[str, str, str]]) -> dict[str, Any]:
    """A caution with the language of the reaction that it quotes. A medicine's name is no quote:
    the rules say it in their own words.
    """
    quoted = (
        language
        for key, words, language in written
        if key == REACTION and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", caution["because"])
    )
    return {**caution, "language": next(quoted, "")}


def _kept_as_given(
    unrecognised: list[str], written: list[tuple[str, str, str]]
) -> list[tuple[str, str]]:
    """Each line `path: word` in plain words, with the language of its word."""
    spoken = {snake(words): language for _key, words, language in written}
    found = [line.partition(": ") for line in unrecognised]
    return [
        (f"{word.replace('_', ' ')} ({reasons.say_path(path)})", spoken.get(word, ""))
        for path, _colon, word in found
    ]


@require_POST
@needs(Role.CLINICIAN)
def undo(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """Take back one's own review, within a minute."""
    signed = find(request.user, Role.CLINICIAN, Review, review_id)
    if services.undo_review(signed, request.user, request.now):
        messages.success(request, _("The review was taken back. It waits again."))
    else:
        messages.warning(request, _("Too late to undo: the review stands."))
    return redirect("desk:review", signed.assessment_id)
