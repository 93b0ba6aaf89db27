"""What every table keeps to: the clinic beside the patient, and its migrations."""

import io

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from clinic.models import Clinic, Patient

LABELS = ("clinic", "questions", "notifications", "intake", "surveys", "summaries", "desk")
MODELS = [model for label in LABELS for model in apps.get_app_config(label).get_models()]
ABOUT_A_PATIENT = [
    model
    for model in MODELS
    if any(field.related_model is Patient for field in model._meta.concrete_fields)
]


@pytest.mark.parametrize("model", ABOUT_A_PATIENT, ids=lambda m: m.__name__)
def test_every_row_about_a_patient_carries_its_clinic(model):
    clinic = model._meta.get_field("clinic")
    assert clinic.related_model is Clinic
    assert not clinic.null


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
def test_nothing_about_a_patient_is_deleted_by_deleting_something_else(model):
    cascades = {
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.CASCADE
    }
    assert model.__name__ == "StaffRole" or not cascades


@pytest.mark.django_db
def test_every_change_of_a_table_has_its_migration():
    said = io.StringIO()
    try:
        call_command("makemigrations", "--check", "--dry-run", stdout=said, stderr=said)
    except SystemExit:
        pytest.fail(said.getvalue())
