"""Where a patient's link leads."""

from django.urls import path

from . import opening

app_name = "questions"
urlpatterns = [path("<str:token>", opening.open_link, name="open")]
