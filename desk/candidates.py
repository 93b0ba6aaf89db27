"""Candidates that wait for a review: alerts above them, then by tier, the longest wait first."""

from collections import Counter

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from clinic import audit
from clinic.access import clinics_of, needs, visible_to
from clinic.models import Role
from intake import selectors
from intake.candidacy.rules import load_rules
from intake.models import Assessment, Tier
from notifications.models import Grade

from . import reasons
from .alerts import waiting

SHOWN = 100
FILTERS = (
    ("", _("All"), None),
    ("urgent", _("Urgent"), Tier.URGENT),
    ("likely", _("Likely"), Tier.LIKELY),
    ("possible", _("Possible"), Tier.POSSIBLE),
    ("not_now", _("Not now"), Tier.NOT_NOW),
    ("held", _("Held"), None),
)


@needs(Role.NURSE)
def candidates(request: HttpRequest) -> HttpResponse:
    """The queue. `?tier=` narrows it; a count stands beside each filter."""
    chosen = request.GET.get("tier", "")
    tiers = {key: tier for key, _label, tier in FILTERS}
    if chosen not in tiers:
        raise Http404
    queue = selectors.candidates(visible_to(request.user, Role.NURSE, Assessment))
    counts = Counter(queue.order_by().values_list("tier", flat=True))
    shown = queue.filter(tier=tiers[chosen]) if chosen else queue
    rows = [reasons.row(assessment) for assessment in shown[:SHOWN]]
    if rows:
        audit.note_reading(request, "candidates", [row.assessment.patient for row in rows])
    urgent = [row for row in waiting(request) if row.grade in (Grade.EMERGENCY, Grade.URGENT)]
    context = {
        "section": "candidates",
        "alerts": urgent,
        "rows": rows,
        "total": counts.total(),
        "filters": [
            (key, label, counts[tier] if key else counts.total(), key == chosen)
            for key, label, tier in FILTERS
        ],
        "chosen": chosen,
        "may_review": clinics_of(request.user, Role.CLINICIAN).exists(),
        "likely_from": load_rules().standing["likely"],
    }
    return render(request, "desk/candidates.html", context)
