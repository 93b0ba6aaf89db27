"""Whether this process lives, and whether the product is ready: for supervisors and monitors."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

from notifications.health import Health, health


@login_not_required
def live(request: HttpRequest) -> HttpResponse:
    """This process answers. Touches nothing else."""
    return JsonResponse({"live": True})


@login_not_required
def ready(request: HttpRequest) -> HttpResponse:
    """Each check by name; 503 where one fails. Counts and ages only, no patient's data."""
    try:
        migrated = _is_migrated()
        checks, figures = ({}, {}) if not migrated else _of(health(request.now))
    except DatabaseError:
        return JsonResponse({"ready": False, "checks": {"database": False}}, status=503)
    checks = {"database": True, "migrations": migrated} | checks
    is_ready = all(checks.values())
    answer = {"ready": is_ready, "checks": checks, "figures": figures}
    return JsonResponse(answer, status=200 if is_ready else 503)


def _is_migrated() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _of(seen: Health) -> tuple[dict[str, bool], dict[str, object]]:
    checks = {
        "sweepers": not seen.late,
        "carrier": not seen.is_refused,
    }
    figures = {
        "oldest_due_seconds": _seconds(seen.oldest_due_age),
        "held": seen.held,
        "in_doubt": seen.in_doubt,
        "unresolved": seen.unresolved,
        "oldest_inbound_seconds": _seconds(seen.oldest_inbound_age),
        "last_beat": seen.last_beat_at.isoformat() if seen.last_beat_at else None,
        "late": [sweeper.name for sweeper in seen.late],
        "pauses": [{"scope": pause.scope, "by_product": pause.by_product} for pause in seen.pauses],
    }
    return checks, figures


def _seconds(age: timedelta | None) -> int | None:
    return None if age is None else int(age.total_seconds())
