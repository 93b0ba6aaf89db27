"""Celery's entry points: each carries an id, may run twice or never, and reads the clock once."""

from uuid import UUID

from celery import shared_task

from clinic import clock

from . import inbound, outbox, sweepers


@shared_task
def send_message(message_id: str) -> None:
    outbox.send(UUID(message_id), clock.now())


@shared_task
def handle_inbound(message_id: str) -> None:
    inbound.handle(UUID(message_id), clock.now())


@shared_task
def sweep() -> None:
    sweepers.sweep(clock.now())


@shared_task
def look_up() -> None:
    sweepers.look_up_doubts(clock.now())


@shared_task
def poll_inbound() -> None:
    sweepers.poll_inbound(clock.now())
