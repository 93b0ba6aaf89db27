"""One candidate: why, what to see first, and the clinician's decision beside it."""

from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinic import audit
from clinic.access import find, needs, visible_to
from clinic.models import Role
from intake import selectors, services
from intake.candidacy.rules import load_rules
from intake.models import Assessment, Review
from intake.wording import HOLDS
from notifications import consents
from notifications.models import Permission
from summaries import body
from summaries.form import places

from . import corrections, reasons
from .review_form import ReviewForm


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
        "cautions": reasons.cautions(facts, result),
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
        "unrecognised": result["unrecognised"],
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
