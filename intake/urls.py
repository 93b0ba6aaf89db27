"""The form's addresses: reached by an opened link, no secret in them."""

from django.urls import path

from . import views

app_name = "intake"
urlpatterns = [
    path("", views.open_form, name="open"),
    path("check/", views.check, name="check"),
    path("sent/", views.sent, name="sent"),
    path("safety/<uuid:alert_id>/", views.safety, name="safety"),
    path("page/<slug:key>/", views.page, name="page"),
]
