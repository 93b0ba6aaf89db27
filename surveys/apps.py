"""Follow-ups after a procedure: protocols, check-ins, replies, relief, complications."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "surveys"

    def ready(self) -> None:
        from clinic import links
        from notifications import owners

        from .owner import CheckInOwner, FollowUpOwner
        from .services import CHECK_IN, FOLLOW_UP

        owners.register(CHECK_IN, CheckInOwner())
        owners.register(FOLLOW_UP, FollowUpOwner())
        links.register(CHECK_IN, "surveys:open")
