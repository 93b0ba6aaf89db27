"""Celery's entry point for the schedule."""

from celery import shared_task

from clinic import clock

from . import release


@shared_task
def release_due() -> None:
    release.release_due(clock.now())
