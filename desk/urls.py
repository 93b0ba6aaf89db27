"""The staff's pages. Ids are the only thing an address ever carries."""

from django.conf import settings
from django.urls import path

from . import (
    alerts,
    blank_form,
    candidates,
    corrections,
    entry,
    home,
    invitation,
    kiosk,
    patient,
    people,
    procedure,
    review,
    sandbox,
    sending,
    what_if,
)

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("patients/", people.people, name="people"),
    path("patients/add/", people.add_patient, name="add_patient"),
    path("patients/<uuid:patient_id>/", patient.patient, name="patient"),
    path("patients/<uuid:patient_id>/person/", people.person, name="person"),
    path("patients/<uuid:patient_id>/summary.pdf", patient.summary, name="summary"),
    path("patients/<uuid:patient_id>/invitation/", invitation.invitation, name="invitation"),
    path("patients/<uuid:patient_id>/code/", invitation.read_code, name="read_code"),
    path("patients/<uuid:patient_id>/procedure/", procedure.procedure, name="procedure"),
    path("patients/<uuid:patient_id>/kiosk/", kiosk.kiosk, name="kiosk"),
    path("patients/<uuid:patient_id>/entry/", entry.entry, name="entry"),
    path(
        "patients/<uuid:patient_id>/entry/<slug:how>/check/", entry.entry_check, name="entry_check"
    ),
    path(
        "patients/<uuid:patient_id>/entry/<slug:how>/safety/<uuid:alert_id>/",
        entry.entry_safety,
        name="entry_safety",
    ),
    path(
        "patients/<uuid:patient_id>/entry/<slug:how>/page/<slug:key>/",
        entry.entry_page,
        name="entry_page",
    ),
    path(
        "patients/<uuid:patient_id>/form/<slug:language>.<slug:kind>",
        blank_form.patient_blank_form,
        name="patient_blank_form",
    ),
    path("form/", blank_form.blank_forms, name="blank_forms"),
    path(
        "form/<uuid:clinic_id>/<slug:language>.<slug:kind>",
        blank_form.blank_form,
        name="blank_form",
    ),
    path("procedures/<uuid:procedure_id>/undo/", procedure.undo, name="undo_procedure"),
    path("alerts/", alerts.alerts, name="alerts"),
    path("alerts/<uuid:alert_id>/", alerts.alert, name="alert"),
    path("alerts/<uuid:alert_id>/take/", alerts.take, name="take_alert"),
    path("candidates/", candidates.candidates, name="candidates"),
    path("candidates/<uuid:assessment_id>/", review.review, name="review"),
    path(
        "candidates/<uuid:assessment_id>/corrections/", corrections.corrections, name="corrections"
    ),
    path("candidates/<uuid:assessment_id>/what-if/", what_if.what_if, name="what_if"),
    path("sending/", sending.sending, name="sending"),
    path("sending/pause/", sending.pause, name="pause"),
    path("sending/<uuid:pause_id>/resume/", sending.resume, name="resume"),
    path("reviews/<uuid:review_id>/undo/", review.undo, name="undo_review"),
]
if settings.SANDBOX:
    urlpatterns.append(path("skip/", sandbox.skip, name="skip"))
