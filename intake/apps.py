"""The pain-history form: invitations, answers, facts, candidacy, review."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "intake"

    def ready(self) -> None:
        from clinic import links
        from notifications import owners

        from .invitations import INTAKE, InvitationOwner

        owners.register(INTAKE, InvitationOwner())
        links.register(INTAKE, "intake:open")
