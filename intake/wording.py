"""Why an assessment is held, in words for staff: nothing was scored, a person reads."""

from django.utils.translation import gettext_lazy

HOLDS = {
    "needs_review_minor": gettext_lazy(
        "Under 18: these rules are for adults, so nothing was scored. Please read the answers."
    ),
    "needs_review_implausible": gettext_lazy(
        "Some answers cannot be right, so nothing was scored. Please read them with the patient."
    ),
}
