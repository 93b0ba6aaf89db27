"""Follow-ups after a procedure: protocols, check-ins, replies, relief, complications."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "surveys"

    def ready(self) -> None:
        from django.conf import settings
        from django.utils.translation import gettext_lazy as _

        from clinic import links
        from notifications import heartbeats, owners

        from .owner import CheckInOwner, FollowUpOwner
        from .services import CHECK_IN, FOLLOW_UP
        from .tasks import RELEASE

        owners.register(CHECK_IN, CheckInOwner())
        owners.register(FOLLOW_UP, FollowUpOwner())
        links.register(CHECK_IN, "surveys:open")
        heartbeats.register(RELEASE, _("check-ins that fall due"), settings.SWEEP_SECONDS)
