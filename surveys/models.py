"""Follow-ups of procedures: check-ins, their answers, complications."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic.models import PatientRow, Procedure
from notifications.models import Grade, Message


class FollowUp(PatientRow):
    """One procedure's run of one protocol version, with the baseline it is measured against."""

    procedure = models.OneToOneField(Procedure, on_delete=models.PROTECT, related_name="follow_up")
    protocol = models.CharField(max_length=40)
    protocol_version = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=160, blank=True)
    baseline_now = models.PositiveSmallIntegerField(null=True)
    baseline_average = models.PositiveSmallIntegerField(null=True)
    baseline_peg = models.DecimalField(max_digits=3, decimal_places=1, null=True)
    baseline_at = models.DateTimeField(null=True)
    baseline_source = models.CharField(max_length=40, blank=True)


class CheckInState(models.TextChoices):
    PLANNED = "planned", _("waits for its day")
    OPEN = "open", _("waits for an answer")
    ANSWERED = "answered", _("answered")
    MISSED = "missed", _("no answer")
    NOT_SENT = "not_sent", _("not sent")
    CANCELLED = "cancelled", _("cancelled")


class Awaiting(models.TextChoices):
    """What an open check-in waits for."""

    NOTHING = "", ""
    NOW = "now", _("the number")
    PROBLEM = "problem", _("1, 2 or 3")
    LINK = "link", _("the answers by link")


class CheckIn(PatientRow):
    """One step of a follow-up for one patient.

    It keeps local date, hour and zone; `due_at` is derived from them.
    """

    follow_up = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="check_ins")
    step = models.CharField(max_length=12)
    local_date = models.DateField()
    hour = models.PositiveSmallIntegerField()
    zone = models.CharField(max_length=40)
    due_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    state = models.CharField(
        max_length=10, choices=CheckInState.choices, default=CheckInState.PLANNED
    )
    reason = models.CharField(max_length=160, blank=True)
    awaiting = models.CharField(max_length=8, choices=Awaiting.choices, blank=True)
    number = models.CharField(max_length=16, blank=True)
    answer_by = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due_at", "id"]
        indexes = [
            models.Index(fields=["due_at"], name="check_in_due", condition=Q(state="planned"))
        ]
        constraints = [
            models.UniqueConstraint(fields=["follow_up", "step"], name="one_check_in_per_step"),
            models.UniqueConstraint(
                fields=["number"],
                condition=Q(state="open", awaiting__in=("now", "problem")),
                name="one_open_reply_per_number",
            ),
        ]


class AnswerChannel(models.TextChoices):
    REPLY = "reply", _("by text")
    LINK = "link", _("by link")


class CheckInAnswer(PatientRow):
    """One answered item of one check-in. Append-only: a correction points back to it."""

    check_in = models.ForeignKey(CheckIn, on_delete=models.PROTECT, related_name="answers")
    item = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField(null=True)
    code = models.CharField(max_length=40, blank=True)
    text = models.TextField(blank=True)
    channel = models.CharField(max_length=8, choices=AnswerChannel.choices)
    reported_at = models.DateTimeField()
    inbound = models.ForeignKey(Message, null=True, on_delete=models.PROTECT)
    parser_version = models.CharField(max_length=8, blank=True)
    superseded_by = models.ForeignKey("self", null=True, on_delete=models.PROTECT)

    class Meta:
        ordering = ["id"]


class Complication(PatientRow):
    """A reported adverse event; one row per kind and follow-up."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="complications")
    check_in = models.ForeignKey(CheckIn, on_delete=models.PROTECT)
    kind = models.CharField(max_length=40)
    grade = models.CharField(max_length=10, choices=Grade.choices)
    severity = models.PositiveSmallIntegerField(help_text="1 to 5, provisional")
    reason = models.CharField(max_length=200)
    onset = models.CharField(max_length=40, blank=True)
    reported_at = models.DateTimeField()

    class Meta:
        ordering = ["reported_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["follow_up", "kind"], name="one_row_per_complication")
        ]
