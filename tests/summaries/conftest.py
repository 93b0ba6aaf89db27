"""Rosa's story told once for the run: its overview and its PDF are plain values."""

from dataclasses import dataclass

import pytest
from django.db import transaction

from summaries.overview import Overview, overview
from summaries.pdf import summary_pdf

from .rosa import MADE_AT, rosa


@dataclass(frozen=True)
class Story:
    overview: Overview
    pdf: bytes


@pytest.fixture(scope="session")
def story(django_db_setup, django_db_blocker) -> Story:
    """Built in a transaction that is rolled back: no row is left for another test."""
    with django_db_blocker.unblock(), transaction.atomic():
        patient = rosa()
        told = Story(overview(patient, MADE_AT), summary_pdf(patient, MADE_AT, "A. Sample"))
        transaction.set_rollback(True)
    return told
