"""Is sending well? Read by the staff's page and by /healthz: ages and counts, no patient's data."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from clinic import clock

from . import heartbeats, pauses, states
from .models import Direction, Heartbeat, Message, Pause

GRAVE = timedelta(minutes=15)


@dataclass(frozen=True)
class SweeperHealth:
    """One sweeper: when it last ran and last ended well (real time), and how late it is."""

    name: str
    label: str
    last_at: datetime | None
    last_ok_at: datetime | None
    late_by: timedelta | None
    note: str

    @property
    def is_late(self) -> bool:
        """It has not ended well when it should have."""
        return self.late_by is not None


@dataclass(frozen=True)
class Health:
    """Ages are on the clinic's clock; `last_beat_at` and the sweepers are on real time."""

    due: int
    oldest_due_age: timedelta | None
    held: int
    in_doubt: int
    unresolved: int
    no_receipt: int
    inbound_waiting: int
    oldest_inbound_age: timedelta | None
    last_beat_at: datetime | None
    sweepers: tuple[SweeperHealth, ...]
    pauses: tuple[Pause, ...]

    @property
    def late(self) -> tuple[SweeperHealth, ...]:
        return tuple(sweeper for sweeper in self.sweepers if sweeper.is_late)

    @property
    def is_refused(self) -> bool:
        """The carrier refuses us, and nothing at all is sent."""
        return any(pause.by_product for pause in self.pauses)


@dataclass(frozen=True)
class Trouble:
    """What every staff page says at once: sweepers that are late, pauses in force."""

    late: tuple[SweeperHealth, ...]
    pauses: tuple[Pause, ...]

    @property
    def is_grave(self) -> bool:
        """A sweeper a quarter of an hour late, or a carrier that refuses us."""
        long = any(sweeper.late_by >= GRAVE for sweeper in self.late)
        return long or any(pause.by_product for pause in self.pauses)


def trouble(now: datetime) -> Trouble:
    """The short look, three queries."""
    in_force = _in_force()
    late = tuple(s for s in _sweepers(_due_age(now, in_force) or timedelta()) if s.is_late)
    return Trouble(late, tuple(in_force))


def health(now: datetime) -> Health:
    """How sending stands at `now`, the clinic's time."""
    in_force = _in_force()
    out = Message.objects.filter(direction=Direction.OUT)
    waiting = out.filter(state=states.QUEUED, due_at__lte=now)
    due = waiting.exclude(pauses.held(in_force))
    unread = Message.objects.filter(state=states.RECEIVED)
    due_age = _due_age(now, in_force)
    sweepers = _sweepers(due_age or timedelta())
    return Health(
        due=due.count(),
        oldest_due_age=due_age,
        held=waiting.filter(pauses.held(in_force)).count(),
        in_doubt=out.filter(state=states.IN_DOUBT).count(),
        unresolved=out.filter(state=states.UNRESOLVED).count(),
        no_receipt=out.filter(
            state__in=(states.ACCEPTED, states.SENT), no_receipt_since__isnull=False
        ).count(),
        inbound_waiting=unread.count(),
        oldest_inbound_age=_age(
            unread.order_by("created_at").values_list("created_at", flat=True).first(), now
        ),
        last_beat_at=max((s.last_at for s in sweepers if s.last_at), default=None),
        sweepers=sweepers,
        pauses=tuple(in_force),
    )


def _in_force() -> list[Pause]:
    return list(pauses.open_pauses().select_related("clinic", "paused_by").order_by("id"))


def _due_age(now: datetime, in_force: list[Pause]) -> timedelta | None:
    """How long the oldest due text waits that no pause holds back."""
    due = Message.objects.filter(state=states.QUEUED, due_at__lte=now)
    due = due.exclude(pauses.held(in_force)).order_by("due_at")
    return _age(due.values_list("due_at", flat=True).first(), now)


def _sweepers(waited: timedelta) -> tuple[SweeperHealth, ...]:
    beats = {beat.name: beat for beat in Heartbeat.objects.all()}
    real = clock.real_now()
    return tuple(
        _sweeper(known, beats.get(known.name), real, waited) for known in heartbeats.expected()
    )


def _sweeper(
    known: heartbeats.Sweeper, beat: Heartbeat | None, real: datetime, waited: timedelta
) -> SweeperHealth:
    """One that never ended well is late once a due text has waited that long for it."""
    last_ok = beat.last_ok_at if beat else None
    late = (real - last_ok if last_ok else waited) - known.late_after
    return SweeperHealth(
        name=known.name,
        label=known.label,
        last_at=beat.last_at if beat else None,
        last_ok_at=last_ok,
        late_by=late if late > timedelta() else None,
        note=beat.note if beat else "",
    )


def _age(since: datetime | None, now: datetime) -> timedelta | None:
    return None if since is None else max(now - since, timedelta())
