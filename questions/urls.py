"""Where a patient's link leads, and what the clinic's tablet shows between two patients."""

from django.urls import path

from . import kiosk, opening

app_name = "questions"
urlpatterns = [
    path("tablet/still-here/", kiosk.still_here, name="still_here"),
    path("tablet/cleared/", kiosk.cleared, name="cleared"),
    path("<str:token>", opening.open_link, name="open"),
]
