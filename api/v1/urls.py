"""The addresses of version 1. What one answers stays as it is; what changes becomes version 2."""

from django.urls import path

from .assessments import Preview

app_name = "api_v1"
urlpatterns = [
    path("assessments/preview", Preview.as_view(), name="preview_assessment"),
]
