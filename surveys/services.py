"""Writes of follow-ups: a procedure recorded with its follow-up, answers kept, complications."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import translation

from clinic import audit, links, procedure_kinds
from clinic.models import Patient, Procedure, Staff
from instruments import library, scoring
from intake import selectors as intake_selectors
from notifications import outbox
from notifications.alerts import raise_alert
from notifications.models import Alert, AlertState, Grade, Kind, Message

from . import answers, complications, protocol, relief, replies, schedule, wording
from .models import (
    AnswerChannel,
    Awaiting,
    CheckIn,
    CheckInAnswer,
    CheckInState,
    Complication,
    FollowUp,
)
from .pages import pages_of

CHECK_IN, FOLLOW_UP = "check_in", "follow_up"
PATIENT = "patient"
AVERAGE = "average"  # the item that relief is measured on
UNDO = timedelta(minutes=1)
JUDGED = ("safety", "headache", "onset")  # the pages that tell of a complication


def record_procedure(
    *,
    patient: Patient,
    staff: Staff,
    kind: str,
    side: str,
    levels: list[str],
    guidance: str,
    agents: list[dict[str, str]],
    operator: Staff,
    done_at: datetime,
    now: datetime,
    cpt: str = "",
    icd10: str = "",
) -> Procedure:
    """Record what was done; where its kind has a protocol, the follow-up starts with it."""
    with transaction.atomic():
        procedure = Procedure.objects.create(
            clinic=patient.clinic,
            patient=patient,
            kind=kind,
            side=side,
            levels=levels,
            guidance=guidance,
            agents=agents,
            cpt=cpt,
            icd10=icd10,
            operator=operator,
            done_at=done_at,
            recorded_at=now,
        )
        _record(procedure, staff, "procedure.recorded", now, kind=kind)
        name = procedure_kinds.kind(kind).protocol
        if name:
            start_follow_up(procedure, protocol.load(name), staff, now)
    return procedure


def start_follow_up(
    procedure: Procedure, plan: protocol.Protocol, actor: Staff | str, now: datetime
) -> FollowUp:
    """Plan every check-in, freeze the baseline, and queue the welcome text."""
    patient = procedure.patient
    with transaction.atomic():
        follow_up = FollowUp.objects.create(
            clinic=procedure.clinic,
            patient=patient,
            procedure=procedure,
            protocol=plan.name,
            protocol_version=plan.version,
            started_at=now,
            **baseline(patient, procedure.done_at),
        )
        day_0 = procedure.done_at.astimezone(procedure.clinic.zone).date()
        CheckIn.objects.bulk_create(
            CheckIn(
                clinic=procedure.clinic,
                patient=patient,
                follow_up=follow_up,
                step=planned.step.key,
                local_date=planned.local_date,
                hour=planned.step.hour,
                zone=patient.time_zone,
                due_at=planned.due_at,
                expires_at=planned.expires_at,
            )
            for planned in schedule.plan(plan, day_0, patient.zone)
        )
        _record(follow_up, actor, "follow_up.started", now, protocol=plan.name)
        with translation.override(patient.language):
            welcome = wording.welcome(procedure.clinic)
        outbox.queue_text(
            clinic=procedure.clinic,
            patient=patient,
            number=patient.phone,
            purpose=FOLLOW_UP,
            owner_id=follow_up.pk,
            protocol=plan.name,
            dedupe_key=f"welcome:{follow_up.pk}",
            body=welcome,
            kind=Kind.PLANNED,
            now=now,
            due_at=now + UNDO,
            expires_at=now + timedelta(days=1),
        )
    return follow_up


def baseline(patient: Patient, before: datetime) -> dict[str, Any]:
    """The latest answers before the procedure, each on its own scale, and where they came from."""
    check_in = (
        CheckInAnswer.objects.filter(
            patient=patient, item="average", superseded_by=None, reported_at__lte=before
        )
        .select_related("check_in")
        .last()
    )
    intake = intake_selectors.last_submitted(patient, before)
    if check_in and not (intake and intake.submitted_at > check_in.reported_at):
        values = answers.to_pages(check_in.check_in.answers.filter(superseded_by=None))
        return _baseline(values, "now", "average", check_in.reported_at, "check-in")
    if intake:
        values = intake_selectors.answers(intake)
        return _baseline(values, "nrs_now", "nrs_average", intake.submitted_at, "intake form")
    return {}


def _baseline(
    values: dict[str, Any], now_key: str, average_key: str, at: datetime, source: str
) -> dict[str, Any]:
    return {
        "baseline_now": values.get(now_key, {}).get(now_key),
        "baseline_average": values.get(average_key, {}).get(average_key),
        "baseline_peg": peg_of(values),
        "baseline_at": at,
        "baseline_source": source,
    }


def peg_of(values: dict[str, Any]) -> float | None:
    """The PEG score of a form's or a check-in's answers; None unless all three are there."""
    items = {
        item: values.get(f"peg_{item}", {}).get(f"peg_{item}")
        for item in ("pain", "enjoyment", "general_activity")
    }
    return scoring.score(library.load("peg"), items).total


def undo_procedure(procedure: Procedure, staff: Staff, now: datetime) -> bool:
    """Take back a procedure within a minute of its recording. False when it is too late."""
    follow_up = FollowUp.objects.filter(procedure=procedure).first()
    if procedure.recorded_at is None or now > procedure.recorded_at + UNDO:
        return False
    with transaction.atomic():
        Procedure.objects.filter(pk=procedure.pk).update(entered_in_error_at=now)
        if follow_up:
            end_follow_up(follow_up, "the procedure was entered in error", staff, now)
        _record(procedure, staff, "procedure.undone", now)
    return True


def end_follow_up(follow_up: FollowUp, reason: str, actor: Staff | str, now: datetime) -> None:
    """No more texts of this follow-up; what was answered stays."""
    with transaction.atomic():
        FollowUp.objects.filter(pk=follow_up.pk).update(ended_at=now, end_reason=reason)
        follow_up.check_ins.filter(state__in=(CheckInState.PLANNED, CheckInState.OPEN)).update(
            state=CheckInState.CANCELLED, reason=reason, awaiting=Awaiting.NOTHING
        )
        _record(follow_up, actor, "follow_up.ended", now)


def step_of(check_in: CheckIn) -> protocol.Step:
    """The step of the protocol version that this check-in's follow-up runs."""
    follow_up = check_in.follow_up
    return protocol.load(follow_up.protocol, follow_up.protocol_version).step(check_in.step)


def keep_answer(
    check_in: CheckIn,
    page: str,
    value: dict[str, Any],
    *,
    channel: AnswerChannel,
    now: datetime,
    inbound: Message | None = None,
) -> list[Alert]:
    """Keep one page's answer; judge complications in the same transaction.

    Returns the alerts that are new or have risen. The same answer again writes nothing.
    """
    with transaction.atomic():
        # SQLite: IMMEDIATE does this. A check-in that is over takes no more answers.
        if CheckIn.objects.select_for_update().get(pk=check_in.pk).state != CheckInState.OPEN:
            return []
        current = {
            row.item: row for row in CheckInAnswer.objects.filter(
                check_in=check_in, superseded_by=None
            )
        }  # fmt: skip
        if answers.to_pages(current.values()).get(page) != value:
            for fields in answers.to_rows(page, value):
                row = CheckInAnswer.objects.create(
                    clinic=check_in.clinic,
                    patient=check_in.patient,
                    check_in=check_in,
                    channel=channel,
                    reported_at=now,
                    inbound=inbound,
                    parser_version=replies.PARSER_VERSION if inbound else "",
                    **fields,
                )
                if row.item in current:
                    CheckInAnswer.objects.filter(pk=current[row.item].pk).update(superseded_by=row)
            _record(check_in, PATIENT, "check_in.answered", now, item=page)
            if page == AVERAGE:
                write_measured_relief(check_in.follow_up)
            return judge(check_in, now) if page in JUDGED else []
        return []


def write_measured_relief(follow_up: FollowUp) -> None:
    """Keep what the check-ins measured with the procedure, where the facts read it."""
    rows = CheckInAnswer.objects.filter(
        check_in__follow_up=follow_up, item=AVERAGE, superseded_by=None, number__isnull=False
    ).order_by("reported_at")
    baseline_average = follow_up.baseline_average
    found = relief.measured(
        follow_up.procedure.done_at,
        [(row.reported_at, relief.Relief(baseline_average, row.number)) for row in rows],
    )
    if found:
        Procedure.objects.filter(pk=follow_up.procedure_id).update(
            relief_percent=found.percent, relief_months=found.months, relief_as_of=found.as_of
        )


def current_answers(check_in: CheckIn) -> dict[str, dict[str, Any]]:
    """The current value of each answered page."""
    return answers.to_pages(check_in.answers.filter(superseded_by=None))


def findings(check_in: CheckIn, now: datetime) -> list[complications.Finding]:
    """What this check-in's own answers say by now."""
    values = current_answers(check_in)
    if "safety" not in values:
        return []
    ticks = values["safety"]["safety"]
    done_at = check_in.follow_up.procedure.done_at
    return complications.judge(
        [tick for tick in ticks if tick in complications.LISTED],
        is_unsure="not_sure" in ticks,
        hours_since=(now - done_at).total_seconds() / 3600,
        headache={"with": values.get("headache", {}).get("headache", [])},
    )


def judge(check_in: CheckIn, now: datetime) -> list[Alert]:
    """Complications of the answers so far: a row each, and an alert from prompt up."""
    onset = current_answers(check_in).get("onset", {}).get("onset", "")
    kept = [_keep_complication(check_in, found, onset, now) for found in findings(check_in, now)]
    return [alert for alert in kept if alert is not None]


def open_alerts(check_in: CheckIn, now: datetime) -> list[Alert]:
    """The alerts that stand for what this check-in's own answers say."""
    causes = [_cause(check_in, finding.kind) for finding in findings(check_in, now)]
    found = Alert.objects.filter(patient=check_in.patient, cause__in=causes)
    return list(found.exclude(state=AlertState.CLOSED))


def _cause(check_in: CheckIn, kind: str) -> str:
    return f"complication:{check_in.follow_up_id}:{kind}"


def _keep_complication(
    check_in: CheckIn, finding: complications.Finding, onset: str, now: datetime
) -> Alert | None:
    row, is_new = Complication.objects.get_or_create(
        follow_up=check_in.follow_up,
        kind=finding.kind,
        defaults={
            "clinic": check_in.clinic,
            "patient": check_in.patient,
            "check_in": check_in,
            "grade": finding.grade,
            "severity": complications.SEVERITY[finding.grade],
            "reason": finding.reason,
            "reported_at": now,
        },
    )
    if is_new:
        _record(row, PATIENT, "complication.reported", now, kind=finding.kind, grade=finding.grade)
    elif complications.gravest([row.grade, finding.grade]) != row.grade:
        row.grade, row.reason = finding.grade, finding.reason
        row.severity = complications.SEVERITY[finding.grade]
    row.onset = onset or row.onset
    row.save()
    if finding.grade == Grade.INFO:
        return None
    alert, is_news = raise_alert(
        clinic=check_in.clinic,
        patient=check_in.patient,
        cause=_cause(check_in, finding.kind),
        grade=finding.grade,
        reason=f"{finding.reason}: {step_of(check_in).label.lower()} check-in",
        url_name="desk:patient",
        target_id=check_in.patient_id,
        actor=PATIENT,
        now=now,
    )
    return alert if is_news else None


def finish_if_answered(check_in: CheckIn, now: datetime) -> bool:
    """Close the check-in when every page that applies is answered."""
    values = current_answers(check_in)
    pages = [page for page in pages_of(step_of(check_in)) if page.applies(values)]
    if any(page.key not in values for page in pages):
        return False
    with transaction.atomic():
        done = CheckIn.objects.filter(pk=check_in.pk, state=CheckInState.OPEN).update(
            state=CheckInState.ANSWERED,
            awaiting=Awaiting.NOTHING,
            answered_at=now,
            answer_by=None,
        )
        if done:
            links.complete(purpose=CHECK_IN, owner_id=check_in.pk, now=now)
            _record(check_in, PATIENT, "check_in.finished", now)
    return bool(done)


def _record(
    row: Procedure | FollowUp | CheckIn | Complication,
    actor: Staff | str,
    action: str,
    now: datetime,
    **detail: object,
) -> None:
    audit.record(
        actor=actor,
        action=action,
        now=now,
        clinic=row.clinic,
        patients=[row.patient],
        object_id=row.pk,
        **detail,
    )
