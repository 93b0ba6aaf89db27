"""The check-in's addresses: reached by an opened link, no secret in them."""

from django.urls import path

from . import views

app_name = "surveys"
urlpatterns = [
    path("", views.open_form, name="open"),
    path("safety/", views.safety, name="safety"),
    path("done/", views.done, name="done"),
    path("page/<slug:key>/", views.page, name="page"),
]
