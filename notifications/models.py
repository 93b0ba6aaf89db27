"""Texts out and in with their events and receipts, the ledger of consents, and alerts."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic.keys import KeyedModel
from clinic.models import Clinic, Patient, PatientLink, PatientRow, Staff

from . import states


class Direction(models.TextChoices):
    OUT = "out", _("out")
    IN = "in", _("in")


class Kind(models.TextChoices):
    """What quiet hours delay: only what we start."""

    PLANNED = "planned", _("planned")
    ANSWER = "answer", _("answer")
    STAFF = "staff", _("to staff")


class Message(KeyedModel):
    """One text, out or in. An outgoing row is the outbox: it is sent because it stands here.

    `purpose` and `owner_id` name its owner (owners.py). `body` holds `{link}` where a link goes:
    its token is made at the claim and never stored.
    """

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT)
    patient = models.ForeignKey(Patient, null=True, on_delete=models.PROTECT)
    direction = models.CharField(max_length=3, choices=Direction.choices)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    purpose = models.CharField(max_length=24, blank=True)
    owner_id = models.UUIDField(null=True)
    # Null, not "": the two keys are unique, and many rows have none.
    dedupe_key = models.CharField(max_length=100, null=True, unique=True)  # noqa: DJ001
    number = models.CharField(max_length=16, help_text="the other side's number, E.164")
    body = models.TextField()
    language = models.CharField(max_length=8, default="en")
    link_purpose = models.CharField(max_length=24, blank=True)
    link_expires_at = models.DateTimeField(null=True)
    protocol = models.CharField(
        max_length=60, blank=True, help_text="the plan it belongs to: what a pause may name"
    )
    expects_reply = models.BooleanField(default=False)
    despite_opt_out = models.BooleanField(default=False)
    state = models.CharField(max_length=12, default=states.QUEUED)
    version = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=160, blank=True)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, help_text="real time, also in the sandbox")
    accepted_at = models.DateTimeField(null=True)
    no_receipt_since = models.DateTimeField(
        null=True, help_text="a mark: the carrier took it and has not said how it ended"
    )
    lookups = models.PositiveSmallIntegerField(default=0)
    lookup_at = models.DateTimeField(null=True, help_text="real time; when in doubt")
    carrier_id = models.CharField(max_length=40, null=True, unique=True)  # noqa: DJ001
    carrier_code = models.CharField(max_length=8, blank=True)
    link = models.ForeignKey(PatientLink, null=True, on_delete=models.PROTECT)

    class Meta:
        ordering = ["created_at", "id"]
        indexes = [
            models.Index(fields=["due_at"], name="message_due", condition=Q(state="queued")),
            models.Index(fields=["number", "-id"], name="message_number"),
            models.Index(
                fields=["state"],
                name="message_unsettled",
                condition=Q(state__in=["sending", "in_doubt", "unresolved", "received"]),
            ),
            models.Index(
                fields=["accepted_at"],
                name="message_unanswered",
                condition=Q(state__in=["accepted", "sent"], no_receipt_since=None),
            ),
        ]


class MessageEvent(KeyedModel):
    """One move of one message. Immutable."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="events")
    old = models.CharField(max_length=12)
    new = models.CharField(max_length=12)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    reason = models.CharField(max_length=160, blank=True)


class Receipt(KeyedModel):
    """What the carrier said of a message; each status once."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="receipts")
    status = models.CharField(max_length=20)
    code = models.CharField(max_length=8, blank=True)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "status"], name="one_receipt")]


class Permission(models.TextChoices):
    TEXTS = "texts", _("to be texted")
    ANSWER_BY_TEXT = "answer_by_text", _("to answer by text")


class Method(models.TextChoices):
    DESK = "desk", _("said at the desk")
    FORM = "form", _("ticked on the form")
    TEXT = "text", _("sent by text")
    CARRIER = "carrier", _("told by the carrier")


class Consent(PatientRow):
    """One line of the ledger; the latest line for a number and a permission stands.

    A line without a patient is a STOP or START from a number that was nobody's then.
    """

    patient = models.ForeignKey(Patient, null=True, on_delete=models.PROTECT)
    number = models.CharField(max_length=16)
    permission = models.CharField(max_length=16, choices=Permission.choices)
    given = models.BooleanField()
    method = models.CharField(max_length=8, choices=Method.choices)
    wording = models.TextField(blank=True)
    wording_version = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=8, default="en")
    recorded_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["number", "permission", "-id"], name="consent_number")]


class Scope(models.TextChoices):
    ALL = "all", _("all texts")
    CLINIC = "clinic", _("one clinic's texts")
    PROTOCOL = "protocol", _("one protocol's texts")


class Pause(KeyedModel):
    """Sending is held back: what it covers, why, since when, by whom; until it is resumed.

    `by_product`: the carrier refused us altogether, so nothing at all is sent until a person
    has put that right.
    """

    scope = models.CharField(max_length=8, choices=Scope.choices)
    clinic = models.ForeignKey(Clinic, null=True, on_delete=models.PROTECT)
    protocol = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=120)
    by_product = models.BooleanField(default=False)
    paused_by = models.ForeignKey(
        Staff, null=True, on_delete=models.PROTECT, related_name="texts_paused"
    )
    paused_at = models.DateTimeField()
    resumed_by = models.ForeignKey(
        Staff, null=True, on_delete=models.PROTECT, related_name="texts_resumed"
    )
    resumed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "protocol", "by_product"],
                condition=Q(resumed_at=None, clinic=None),
                name="one_open_pause",
            ),
            models.UniqueConstraint(
                fields=["scope", "protocol", "clinic"],
                condition=Q(resumed_at=None) & ~Q(clinic=None),
                name="one_open_pause_of_a_clinic",
            ),
        ]


class Heartbeat(KeyedModel):
    """When a sweeper last ran, on real time, and what it said."""

    name = models.CharField(max_length=40, unique=True)
    last_at = models.DateTimeField()
    last_ok_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=160, blank=True)


class Grade(models.TextChoices):
    """The one scale of how soon a person must act."""

    EMERGENCY = "emergency", _("Emergency")
    URGENT = "urgent", _("Urgent")
    PROMPT = "prompt", _("Prompt")
    INFO = "info", _("Information")


class AlertState(models.TextChoices):
    OPEN = "open", _("nobody has this")
    ACKNOWLEDGED = "acknowledged", _("somebody has this")
    CLOSED = "closed", _("closed")


class Outcome(models.TextChoices):
    """What was done before an alert was closed."""

    TO_EMERGENCY_ROOM = "to_er", _("Reached: going to the ER")
    CALLED_911 = "called_911", _("Reached: 911 called")
    SEEN_TODAY = "seen_today", _("Reached: seen here today")
    NOT_AN_EMERGENCY = "not_emergency", _("Reached: not an emergency")
    DONE = "done", _("Handled")
    DUPLICATE = "duplicate", _("Duplicate of another alert")


class Alert(KeyedModel):
    """Something a person must act on; one open alert per patient and cause."""

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT)
    patient = models.ForeignKey(Patient, null=True, on_delete=models.PROTECT)
    cause = models.CharField(max_length=80)
    grade = models.CharField(max_length=10, choices=Grade.choices)
    reason = models.CharField(max_length=300)
    url_name = models.CharField(max_length=60)
    target_id = models.UUIDField(null=True)
    raised_at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=AlertState.choices, default=AlertState.OPEN)
    acknowledged_by = models.ForeignKey(
        Staff, null=True, on_delete=models.PROTECT, related_name="alerts_taken"
    )
    acknowledged_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        Staff, null=True, on_delete=models.PROTECT, related_name="alerts_closed"
    )
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=16, choices=Outcome.choices, blank=True)
    note = models.TextField(blank=True)
    shown_to_patient_at = models.DateTimeField(null=True)
    patient_response = models.CharField(max_length=8, blank=True, help_text="called or mistake")
    patient_responded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "cause"],
                condition=~Q(state="closed"),
                name="one_open_alert_per_cause",
            ),
            models.UniqueConstraint(
                fields=["clinic", "cause"],
                condition=~Q(state="closed") & Q(patient=None),
                name="one_open_alert_without_patient",
            ),
        ]
