"""Invitations, intakes and their answers, clinicians' corrections, assessments, reviews."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic.models import PatientRow, Side, Staff


class Invitation(PatientRow):
    """Why a patient may open the pain-history form."""

    invited_by = models.ForeignKey(Staff, on_delete=models.PROTECT)
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()


class IntakeState(models.TextChoices):
    DRAFT = "draft", _("not sent yet")
    SUBMITTED = "submitted", _("sent")
    AMENDED = "amended", _("amended")
    ENTERED_IN_ERROR = "entered_in_error", _("entered in error")


class Intake(PatientRow):
    """One filling-in of the pain-history form."""

    invitation = models.OneToOneField(Invitation, on_delete=models.PROTECT)
    state = models.CharField(max_length=16, choices=IntakeState.choices, default=IntakeState.DRAFT)
    language = models.CharField(max_length=8, default="en")
    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["started_at", "id"]


class Channel(models.TextChoices):
    LINK = "link", _("the patient, by link")
    STAFF = "staff", _("entered by staff")
    PHONE = "phone", _("entered by staff, by phone")
    PAPER = "paper", _("entered by staff, from paper")
    KIOSK = "kiosk", _("the patient, on the clinic’s tablet")
    CARRIED = "carried", _("kept by the patient from an earlier form")


class Answer(PatientRow):
    """What was answered on one page. Append-only: a change supersedes the row before it."""

    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="answers")
    page = models.CharField(max_length=40)
    value = models.JSONField()
    language = models.CharField(max_length=8)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    entered_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT)
    carried_from = models.ForeignKey(
        Intake, null=True, on_delete=models.PROTECT, related_name="answers_carried_on"
    )
    answered_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["intake", "page"],
                condition=Q(superseded_at=None),
                name="one_current_answer_per_page",
            )
        ]


class Correction(PatientRow):
    """What a clinician changed in or added to the facts of one intake; the answers stay as given.

    Append-only: a new one of the same path supersedes the row before it. `path` is a key of the
    facts, and `value` takes the place of what the patient said there.
    """

    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="corrections")
    path = models.CharField(max_length=40)
    value = models.JSONField()
    reason = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(Staff, on_delete=models.PROTECT)
    made_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        Staff, null=True, on_delete=models.PROTECT, related_name="withdrawn_corrections"
    )

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["intake", "path"],
                condition=Q(superseded_at=None),
                name="one_current_correction_per_path",
            )
        ]


class Tier(models.TextChoices):
    URGENT = "urgent", _("Urgent")
    LIKELY = "candidate_likely", _("Likely")
    POSSIBLE = "possible", _("Possible")
    NOT_NOW = "not_now", _("Not now")


class Assessment(PatientRow):
    """What the rules said of one set of facts under one rules version. Frozen."""

    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="assessments")
    rules_version = models.CharField(max_length=20)
    facts = models.JSONField()
    result = models.JSONField()
    # Null is a hold: the rules gave no tier.
    tier = models.CharField(max_length=16, choices=Tier.choices, null=True)  # noqa: DJ001
    best_family = models.CharField(max_length=40, blank=True)
    score = models.PositiveSmallIntegerField(null=True)
    assessed_at = models.DateTimeField()

    class Meta:
        ordering = ["assessed_at", "id"]


class Decision(models.TextChoices):
    OFFER = "offer", _("Offer")
    NEEDS_INFORMATION = "needs_information", _("Needs information")
    NOT_NOW = "not_now", _("Not now")
    REFER = "refer", _("Refer elsewhere")


class Review(PatientRow):
    """A clinician's decision on one assessment."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="reviews")
    decision = models.CharField(max_length=20, choices=Decision.choices)
    family = models.CharField(max_length=40, blank=True)
    side = models.CharField(max_length=8, choices=Side.choices, blank=True)
    agrees = models.BooleanField()
    reason = models.CharField(max_length=300, blank=True)
    cautions_seen = models.JSONField(default=list)
    note = models.TextField(blank=True)
    reviewed_by = models.ForeignKey(Staff, on_delete=models.PROTECT)
    reviewed_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["reviewed_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment"], condition=Q(undone_at=None), name="one_review_standing"
            )
        ]
