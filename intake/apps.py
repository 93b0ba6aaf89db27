"""The pain-history form: invitations, answers, facts, candidacy, review."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "intake"

    def ready(self) -> None:
        from clinic import links
        from notifications import owners

        from . import checks  # noqa: F401  # registers itself
        from .code_texts import CODE, CodeOwner
        from .invitations import INTAKE, InvitationOwner

        owners.register(INTAKE, InvitationOwner())
        owners.register(CODE, CodeOwner())
        links.register(INTAKE, "intake:open")
