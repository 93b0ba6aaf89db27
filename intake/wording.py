"""Why an assessment is held, in words for staff: nothing was scored, a person reads."""

import re
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy

HOLDS = {
    "needs_review_minor": gettext_lazy(
        "Under 18: these rules are for adults, so nothing was scored. Please read the answers."
    ),
    "needs_review_implausible": gettext_lazy(
        "Some answers cannot be right, so nothing was scored. Please read them with the patient."
    ),
}

_THINNER = re.compile("(anticoagulant|antiplatelet)_(low|intermediate|high)_risk_procedure")


def as_read(cautions: Sequence[Mapping[str, str]]) -> list[Mapping[str, str]]:
    """Cautions as a reader wants them: a blood thinner once, with each class that is listed."""
    found: list[Mapping[str, str]] = []
    for caution in cautions:
        same = _THINNER.fullmatch(caution["id"])
        before = found[-1] if found else {"id": ""}
        earlier = _THINNER.match(before["id"])
        if same and earlier and same[1] == earlier[1]:
            names, _comma, classes = before["because"].rpartition(", ")
            joined = f"{names}, {classes.split(' ')[0]} to {same[2]} bleeding class."
            found[-1] = {"id": caution["id"], "because": joined}
        else:
            found.append(caution)
    return found
