"""Each procedure with its follow-up: baseline, relief at each step, how long half or better held.

An average is set against the average before, "right now" against "right now" (E5): never mixed.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from clinic import procedure_kinds
from clinic.dates import days_between, short_day
from clinic.models import Guidance, Procedure
from surveys.models import CheckIn, CheckInState, FollowUp
from surveys.protocol import Step
from surveys.relief import Relief

from . import alerts
from .held import held
from .measured import LATE_AFTER
from .parts import AVERAGE, NOW, Reading
from .records import Records
from .treated import (
    DUE,
    ENDED,
    MEASURED,
    MISSED,
    NO_NUMBER,
    NOT_SENT,
    WAITING,
    Baseline,
    Cell,
    Column,
    Held,
    Reported,
    Treated,
)

_STATES = {
    CheckInState.PLANNED: DUE,
    CheckInState.OPEN: WAITING,
    CheckInState.MISSED: MISSED,
    CheckInState.NOT_SENT: NOT_SENT,
    CheckInState.CANCELLED: ENDED,
    CheckInState.ANSWERED: NO_NUMBER,
}
_REACHED = (MEASURED, WAITING, MISSED, NOT_SENT, NO_NUMBER)
_NO_BASELINE = Baseline(None, None, None, None, "")


def treated(records: Records, readings: tuple[Reading, ...], zone: ZoneInfo) -> tuple[Treated, ...]:
    """Every procedure, oldest first, lettered; each has a cell for every column."""
    rows = {row.pk: _cells(records, row, AVERAGE, zone) for row in records.procedures}
    steps = _columns(records, rows)
    return tuple(
        _treated(records, row, [rows[row.pk].get(step) or _blank(row, step) for step in steps],
                 readings, zone)
        for row in records.procedures
    )  # fmt: skip


def columns(procedures: tuple[Treated, ...]) -> tuple[Column, ...]:
    """The head of the relief table."""
    return (
        tuple(Column(cell.step, cell.label) for cell in procedures[0].cells) if procedures else ()
    )


def _columns(records: Records, rows: dict[object, dict[Step, Cell]]) -> list[Step]:
    """The steps that some procedure has reached, and the next one due."""
    wanted: set[Step] = set()
    for cells in rows.values():
        steps = list(cells)
        reached = [n for n, step in enumerate(steps) if cells[step].state in _REACHED]
        due = [n for n, step in enumerate(steps) if cells[step].state == DUE]
        wanted |= set(steps[: max([*reached, *due[:1]], default=-1) + 1])
    return sorted(wanted, key=lambda step: step.offset_days + 31 * step.offset_months)


def _blank(procedure: Procedure, step: Step) -> Cell:
    return Cell(step.key, step.label, "", procedure.done_at)


def _treated(
    records: Records,
    procedure: Procedure,
    cells: list[Cell],
    readings: tuple[Reading, ...],
    zone: ZoneInfo,
) -> Treated:
    follow_up = records.follow_ups.get(procedure.pk)
    base = baseline(follow_up)
    now_cells = _cells(records, procedure, NOW, zone).values()
    own = records.check_ins_of(procedure)
    return Treated(
        letter=records.letters[procedure.pk],
        procedure=procedure,
        title=title(procedure),
        detail=_detail(procedure),
        is_followed=follow_up is not None,
        baseline=base,
        cells=tuple(cells),
        now_cells=tuple(cell for cell in now_cells if cell.relief),
        held=_held(records, procedure, base, readings, zone) if follow_up else Held("", ""),
        complications=_complications(records, follow_up, zone),
        unanswered=tuple(
            records.step_of(row).label for row in own if row.state == CheckInState.MISSED
        ),
        was_asked=any("safety" in records.pages_of(row) for row in own),
    )


def title(procedure: Procedure) -> str:
    """As in “Lumbar epidural, right L4-5”."""
    label = procedure_kinds.kind(procedure.kind).label
    place = " ".join([str(procedure.get_side_display()), ", ".join(procedure.levels)]).strip()
    return f"{label}, {place}"


def _detail(procedure: Procedure) -> str:
    guidance = {
        Guidance.CT: _("CT"),
        Guidance.NONE: _("no imaging"),
    }.get(procedure.guidance, str(procedure.get_guidance_display()).lower())
    agents = (
        " ".join(str(agent.get(part) or "") for part in ("name", "dose", "unit")).strip()
        for agent in procedure.agents
    )
    return ", ".join([guidance, *agents])


def baseline(follow_up: FollowUp | None) -> Baseline:
    """As it was frozen when the follow-up started."""
    if follow_up is None:
        return _NO_BASELINE
    total = follow_up.baseline_peg
    return Baseline(
        average=follow_up.baseline_average,
        now=follow_up.baseline_now,
        peg=None if total is None else float(total),
        at=follow_up.baseline_at,
        source=follow_up.baseline_source,
    )


def _cells(records: Records, procedure: Procedure, recall: str, zone: ZoneInfo) -> dict[Step, Cell]:
    """The steps of a procedure that ask for this recall, in the order of its protocol."""
    steps = {row: records.step_of(row) for row in records.check_ins_of(procedure)}
    base = baseline(records.follow_ups.get(procedure.pk))
    against = base.average if recall == AVERAGE else base.now
    return {
        step: _cell(records, row, step, recall, against, zone)
        for row, step in steps.items()
        if recall in step.questions
    }


def _cell(
    records: Records,
    check_in: CheckIn,
    step: Step,
    recall: str,
    against: int | None,
    zone: ZoneInfo,
) -> Cell:
    rows = {row.item: row for row in records.answers[check_in.pk]}
    answer, percent = rows.get(recall), rows.get("percent")
    if answer is None or answer.number is None:
        state = _STATES[CheckInState(check_in.state)]
        note = _note(state, check_in, zone)
        return Cell(step.key, step.label, state, check_in.due_at, note=note)
    own = percent.number if percent and recall == AVERAGE else None
    return Cell(
        step=step.key,
        label=step.label,
        state=MEASURED,
        at=answer.reported_at,
        relief=Relief(against, answer.number, own),
        after=_later_letter(records, check_in, answer.reported_at),
        is_late=answer.reported_at > check_in.due_at + LATE_AFTER,
    )


def _note(state: str, check_in: CheckIn, zone: ZoneInfo) -> str:
    if state == DUE:
        return _("due %(day)s") % {"day": short_day(check_in.due_at, zone)}
    return {
        WAITING: _("waits for an answer"),
        MISSED: _("no answer"),
        NOT_SENT: _("not sent"),
        ENDED: _("not asked"),
        NO_NUMBER: _("no number"),
    }[state]


def _later_letter(records: Records, check_in: CheckIn, at: datetime) -> str:
    """The next procedure, where it came before this reading: then the number is not this one's."""
    done_at = next(
        row.done_at for row in records.procedures if row.pk == check_in.follow_up.procedure_id
    )
    between = [row for row in records.procedures if done_at < row.done_at <= at]
    return records.letters[between[-1].pk] if between else ""


def _held(
    records: Records,
    procedure: Procedure,
    base: Baseline,
    readings: tuple[Reading, ...],
    zone: ZoneInfo,
) -> Held:
    """Averages after this procedure and before the next one, forms included."""
    following = [row.done_at for row in records.procedures if row.done_at > procedure.done_at]
    own = [
        (days_between(procedure.done_at, reading.at, zone), Relief(base.average, reading.value))
        for reading in readings
        if reading.recall == AVERAGE
        and procedure.done_at < reading.at
        and (not following or reading.at < following[0])
    ]
    if not own:
        return Held(_("not measured yet"), "")
    if not base.average:
        return Held(_("not computable"), "")
    return held(own)


def _complications(
    records: Records, follow_up: FollowUp | None, zone: ZoneInfo
) -> tuple[Reported, ...]:
    return tuple(
        Reported(
            label=records.step_of(row.check_in).label,
            kind=row.kind,
            words=row.reason,
            grade=row.grade,
            grade_label=str(row.get_grade_display()),
            severity=row.severity,
            onset=row.onset.replace("_", " "),
            at=row.reported_at,
            outcome=alerts.outcome(records, f"complication:{row.follow_up_id}:{row.kind}", zone),
        )
        for row in records.complications
        if follow_up and row.follow_up_id == follow_up.pk
    )
