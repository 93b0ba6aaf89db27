"""Each sweeper's heartbeat: when it last ran, and whether it ended well. On real time."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.db import DatabaseError

from clinic import clock

from .models import Heartbeat

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Sweeper:
    """A sweeper that must run every so often; late once three turns in a row are missing."""

    name: str
    label: str
    every: timedelta

    @property
    def late_after(self) -> timedelta:
        return max(3 * self.every, timedelta(minutes=3))


_sweepers: dict[str, Sweeper] = {}


def register(name: str, label: str, every_seconds: float) -> None:
    """Say that this sweeper is expected to run (called in AppConfig.ready)."""
    _sweepers[name] = Sweeper(name, label, timedelta(seconds=every_seconds))


def expected() -> list[Sweeper]:
    return list(_sweepers.values())


@contextmanager
def beating(name: str) -> Iterator[None]:
    """Note that this sweeper runs; what it raises is logged, noted, and stops no other."""
    try:
        yield
    except Exception as error:
        log.exception("a sweeper failed", extra={"sweeper": name})
        _note(name, last_at=clock.real_now(), note=type(error).__name__)
    else:
        at = clock.real_now()
        _note(name, last_at=at, last_ok_at=at, note="")


def _note(name: str, **fields: object) -> None:
    try:
        Heartbeat.objects.update_or_create(name=name, defaults=fields)
    except DatabaseError:
        log.exception("a heartbeat could not be written", extra={"sweeper": name})
