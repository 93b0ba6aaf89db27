"""Texts out and in, consents, and alerts that bring what happened to staff."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"

    def ready(self) -> None:
        from django.core import checks

        from . import carrier_codes, owners, sweepers
        from .alerts import ALERT, AlertOwner
        from .inbound import NOTICE

        owners.register(ALERT, AlertOwner())
        owners.register(NOTICE, owners.SilentOwner())
        sweepers.register()
        checks.register(carrier_codes.check)
