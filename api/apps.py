"""The REST face on the services, beside the desk."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "api"
