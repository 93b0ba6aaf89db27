"""The owners of a follow-up's texts: asked before each goes, given its replies and its fate."""

from datetime import datetime

from notifications import states
from notifications.models import Kind, Message
from notifications.owners import SilentOwner

from . import protocol, release, replies, wording
from .models import AnswerChannel, Awaiting, CheckIn, CheckInState, FollowUp
from .services import finish_if_answered, keep_answer, step_of


class FollowUpOwner(SilentOwner):
    """The welcome text."""

    def still_wanted(self, message: Message, now: datetime) -> tuple[bool, str]:
        if FollowUp.objects.filter(pk=message.owner_id, ended_at=None).exists():
            return True, ""
        return False, "the follow-up is over"


class CheckInOwner:
    """The questions of a check-in."""

    def still_wanted(self, message: Message, now: datetime) -> tuple[bool, str]:
        check_in = _check_in(message)
        if check_in.state == CheckInState.OPEN or message.dedupe_key.endswith(":thanks"):
            return True, ""
        return False, f"the check-in is {check_in.get_state_display()}"

    def on_reply(self, message: Message, inbound: Message, now: datetime) -> bool:
        """Bind the reply to what the check-in waits for; False where a person must read it."""
        check_in = _check_in(message)
        if check_in.state != CheckInState.OPEN:
            return False
        if check_in.awaiting == Awaiting.NOW:
            return _take_score(check_in, inbound, now)
        if check_in.awaiting == Awaiting.PROBLEM:
            return _take_problem(check_in, inbound, now)
        return False

    def on_outcome(self, message: Message, now: datetime) -> None:
        """A question that never reached the phone ends its check-in; a safety one needs a call."""
        if message.state not in states.NOT_SENT | states.DID_NOT_ARRIVE:
            return
        check_in = _check_in(message)
        ended = CheckIn.objects.filter(pk=check_in.pk, state=CheckInState.OPEN).update(
            state=CheckInState.NOT_SENT,
            reason=message.reason or message.state,
            awaiting=Awaiting.NOTHING,
        )
        if ended and check_in.answer_by:
            release.raise_no_more_told(check_in, now)
        elif ended and step_of(check_in).kind == protocol.SAFETY:
            release.raise_call(check_in, "A safety check-in could not be sent: please call", now)


def _check_in(message: Message) -> CheckIn:
    return CheckIn.objects.select_related("patient", "clinic", "follow_up__procedure").get(
        pk=message.owner_id
    )


def _take_score(check_in: CheckIn, inbound: Message, now: datetime) -> bool:
    score = replies.score(inbound.body)
    if score is None:
        return False
    keep_answer(
        check_in, "now", {"now": score}, channel=AnswerChannel.REPLY, now=now, inbound=inbound
    )
    CheckIn.objects.filter(pk=check_in.pk).update(awaiting=Awaiting.PROBLEM)
    release.queue_text(check_in, "problem", wording.any_new_problem, Kind.ANSWER, now)
    return True


def _take_problem(check_in: CheckIn, inbound: Message, now: datetime) -> bool:
    said = replies.new_problem(inbound.body)
    if said is None:
        return False
    if said == replies.NO:
        keep_answer(
            check_in,
            "safety",
            {"safety": ["none"]},
            channel=AnswerChannel.REPLY,
            now=now,
            inbound=inbound,
        )
        finish_if_answered(check_in, now)
        release.queue_text(
            check_in, "thanks", wording.thank_you, Kind.ANSWER, now, expects_reply=False
        )
        return True
    CheckIn.objects.filter(pk=check_in.pk).update(
        awaiting=Awaiting.LINK, answer_by=now + release.MORE_WITHIN
    )
    release.queue_text(check_in, "more", wording.tell_us_more, Kind.ANSWER, now, by_link=True)
    return True
