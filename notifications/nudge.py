"""Tell a worker that there is something to do. The database is the truth: this may get lost."""

import logging
from uuid import UUID

from amqp.exceptions import AMQPError
from celery import Task
from django.db import transaction
from kombu.exceptions import KombuError

log = logging.getLogger(__name__)
# A worker that was away drops what the sweepers have asked for again and again meanwhile.
STALE_SECONDS = 15 * 60


def nudge(task: Task, id_: UUID | None = None, queue: str | None = None) -> None:
    """After this transaction's commit, queue `task(id)`; an unreachable broker is forgiven.

    The sweepers find what was never queued, so that no page ever waits for a broker.
    """
    args = () if id_ is None else (str(id_),)
    transaction.on_commit(lambda: _publish(task, args, queue))


def _publish(task: Task, args: tuple[str, ...], queue: str | None) -> None:
    try:
        task.apply_async(args, retry=False, queue=queue, expires=STALE_SECONDS)
    except (KombuError, AMQPError, OSError):
        log.warning("broker unreachable; the sweeper will find it", extra={"task": task.name})
