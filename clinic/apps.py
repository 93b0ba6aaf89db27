"""The clinic app: practices, staff, patients, procedures, links, audit, clock."""

from django.apps import AppConfig


class ClinicConfig(AppConfig):
    name = "clinic"
