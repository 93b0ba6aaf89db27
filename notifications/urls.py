"""The addresses that the carrier calls."""

from django.urls import path

from . import webhooks

app_name = "notifications"
urlpatterns = [
    path("inbound/", webhooks.inbound_text, name="inbound"),
    path("receipt/<uuid:message_id>/", webhooks.receipt, name="receipt"),
]
