"""The printed summary of one patient: overview, page, PDF.

Signing comes later, so each page says that it is a draft. Who read it is recorded by the caller.
"""

from datetime import datetime

from django.template.loader import render_to_string

from clinic.models import Patient, Staff

from . import body, chart
from .overview import overview


def summary_html(patient: Patient, now: datetime, made_by: Staff | str) -> str:
    """The page that is printed."""
    gathered = overview(patient, now)
    context = {
        "overview": gathered,
        "chart": chart.draw(gathered),
        "body": body.draw(gathered.places) if gathered.places else "",
        "made_by": made_by,
    }
    return render_to_string("summaries/summary.html", context)


def summary_pdf(patient: Patient, now: datetime, made_by: Staff | str) -> bytes:
    """The PDF, Letter. Raises paper.AssetMissing where it asks for anything but our own assets."""
    from . import paper  # WeasyPrint takes a second to import

    return paper.to_pdf(summary_html(patient, now, made_by))
