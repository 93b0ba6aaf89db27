"""The form's addresses: reached by an opened link, no secret in them."""

from django.urls import path

from questions.kiosk import clears_itself

from . import resume, views

app_name = "intake"
urlpatterns = [
    path("", clears_itself(views.open_form), name="open"),
    path("check/", clears_itself(views.check), name="check"),
    path("answers/", clears_itself(resume.answers), name="answers"),
    path("code/", clears_itself(resume.code), name="code"),
    path("code/text/", clears_itself(resume.text_code), name="text_code"),
    path("again/", clears_itself(resume.returning_patient), name="returning"),
    path("sent/", clears_itself(views.sent), name="sent"),
    path("safety/<uuid:alert_id>/", clears_itself(views.safety), name="safety"),
    path("page/<slug:key>/", clears_itself(views.page), name="page"),
]
