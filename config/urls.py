"""Every address of the product."""

from django.conf import settings
from django.urls import include, path

from . import healthz

urlpatterns = [
    path("healthz/live", healthz.live, name="healthz_live"),
    path("healthz/ready", healthz.ready, name="healthz_ready"),
    path("accounts/", include("allauth.urls")),
    path("k/", include("questions.urls")),
    path("intake/", include("intake.urls")),
    path("check-in/", include("surveys.urls")),
    path("webhooks/twilio/", include("notifications.urls")),
    path("api/v1/", include("api.v1.urls")),
    path("", include("desk.urls")),
]
if settings.SANDBOX:
    urlpatterns.append(path("sandbox/", include("desk.sandbox_urls")))
