"""Celery's entry point for the schedule."""

from celery import shared_task

from clinic import clock
from notifications import heartbeats

from . import release

RELEASE = "check_ins"


@shared_task
def release_due() -> None:
    with heartbeats.beating(RELEASE):
        release.release_due(clock.now())
