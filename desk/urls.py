"""The staff's pages. Ids are the only thing an address ever carries."""

from django.conf import settings
from django.urls import path

from . import (
    alerts,
    candidates,
    home,
    invitation,
    patient,
    people,
    procedure,
    review,
    sandbox,
    sending,
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
    path("patients/<uuid:patient_id>/procedure/", procedure.procedure, name="procedure"),
    path("procedures/<uuid:procedure_id>/undo/", procedure.undo, name="undo_procedure"),
    path("alerts/", alerts.alerts, name="alerts"),
    path("alerts/<uuid:alert_id>/", alerts.alert, name="alert"),
    path("alerts/<uuid:alert_id>/take/", alerts.take, name="take_alert"),
    path("candidates/", candidates.candidates, name="candidates"),
    path("candidates/<uuid:assessment_id>/", review.review, name="review"),
    path("sending/", sending.sending, name="sending"),
    path("sending/pause/", sending.pause, name="pause"),
    path("sending/<uuid:pause_id>/resume/", sending.resume, name="resume"),
    path("reviews/<uuid:review_id>/undo/", review.undo, name="undo_review"),
]
if settings.SANDBOX:
    urlpatterns.append(path("skip/", sandbox.skip, name="skip"))
