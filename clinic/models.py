"""Practices, clinics, staff and roles, patients, procedures done, patient links, audit."""

from datetime import date, datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .keys import KeyedModel

NAME_AND_HOST = 30  # together, so that every text is one segment


class Practice(KeyedModel):
    """The organisation; its clinics are its locations."""

    name = models.CharField(max_length=120)


class Clinic(KeyedModel):
    """One location. Its text name is neutral: it may stand on a lock screen."""

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT)
    name = models.CharField(max_length=120)
    text_name = models.CharField(max_length=16)
    phone = models.CharField(max_length=16)
    hours = models.CharField(max_length=60, default="weekdays 8 to 5")
    time_zone = models.CharField(max_length=40, default="America/New_York")
    alert_number = models.CharField(max_length=16, blank=True)
    quiet_from_hour = models.PositiveSmallIntegerField(default=20)
    quiet_until_hour = models.PositiveSmallIntegerField(default=9)

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """What would make its texts too long, unreadable, or never go."""
        host = urlsplit(settings.PUBLIC_URL).netloc
        if len(self.text_name) + len(host) > NAME_AND_HOST:
            raise ValidationError(
                _("Shorten the name in texts: with %(host)s it may have %(n)s characters at most")
                % {"host": host, "n": NAME_AND_HOST - len(host)}
            )
        if not self.text_name.isascii() or set(self.text_name) & set("^{}[]~\\|`"):
            raise ValidationError(_("Write the name in texts with plain letters only"))
        if not self.quiet_until_hour < self.quiet_from_hour:
            raise ValidationError(_("Quiet hours must begin in the evening and end next morning"))

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class Role(models.TextChoices):
    """What a person does at one clinic (docs/design.md has the table)."""

    FRONT_DESK = "front_desk", _("Front desk")
    NURSE = "nurse", _("Nurse")
    CLINICIAN = "clinician", _("Clinician")
    PHYSICIAN = "physician", _("Physician")
    MANAGER = "manager", _("Manager")
    AUDITOR = "auditor", _("Auditor")


class StaffManager(BaseUserManager["Staff"]):
    """Makes staff; there is no sign-up."""

    def create_user(self, email: str, password: str | None, **fields: object) -> "Staff":
        staff = self.model(email=self.normalize_email(email), **fields)
        staff.set_password(password)
        staff.save()
        return staff


class Staff(KeyedModel, AbstractBaseUser, PermissionsMixin):
    """A person who signs in."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)

    objects = StaffManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name


class StaffRole(KeyedModel):
    """One role of one person at one clinic."""

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="roles")
    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE)
    role = models.CharField(max_length=16, choices=Role.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["staff", "clinic", "role"], name="one_role_row")
        ]


class PatientRow(KeyedModel):
    """A row about a patient: it carries the clinic, and the patient."""

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT)
    patient = models.ForeignKey("clinic.Patient", on_delete=models.PROTECT)

    class Meta:
        abstract = True


class Patient(KeyedModel):
    """A patient of one clinic."""

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT)
    first_name = models.CharField(max_length=80)
    last_name = models.CharField(max_length=80)
    mrn = models.CharField(max_length=32)
    birth_date = models.DateField()
    phone = models.CharField(max_length=16, help_text="E.164")
    language = models.CharField(max_length=8, default="en")
    time_zone = models.CharField(max_length=40)
    referring_doctor = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["last_name", "first_name", "id"]
        constraints = [models.UniqueConstraint(fields=["clinic", "mrn"], name="one_mrn_per_clinic")]

    def __str__(self) -> str:
        return f"{self.last_name}, {self.first_name}"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def age_on(self, day: date) -> int:
        """Whole years."""
        born = self.birth_date
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    def age_at(self, moment: datetime) -> int:
        """Whole years, on the patient's own calendar day."""
        return self.age_on(moment.astimezone(self.zone).date())


class Side(models.TextChoices):
    LEFT = "left", _("left")
    RIGHT = "right", _("right")
    BOTH = "both", _("both sides")
    MIDDLE = "middle", _("middle")


class Guidance(models.TextChoices):
    FLUOROSCOPY = "fluoroscopy", _("Fluoroscopy")
    CT = "ct", _("CT")
    ULTRASOUND = "ultrasound", _("Ultrasound")
    NONE = "none", _("None")


class Procedure(PatientRow):
    """What was done. `kind` is an id of clinic/data/procedures.toml."""

    kind = models.CharField(max_length=40)
    side = models.CharField(max_length=8, choices=Side.choices)
    levels = models.JSONField(default=list)
    guidance = models.CharField(max_length=16, choices=Guidance.choices)
    agents = models.JSONField(default=list, help_text="[{name, dose, unit}]")
    cpt = models.CharField(max_length=60, blank=True)
    icd10 = models.CharField(max_length=60, blank=True)
    operator = models.ForeignKey(Staff, on_delete=models.PROTECT)
    done_at = models.DateTimeField()
    recorded_at = models.DateTimeField(null=True)
    entered_in_error_at = models.DateTimeField(null=True)
    # As the check-ins measured it (surveys writes it): the last day of half or better, and how long
    # after the procedure that was; never half, then the best seen and no length.
    relief_percent = models.SmallIntegerField(null=True)
    relief_months = models.FloatField(null=True)
    relief_as_of = models.DateTimeField(null=True)

    class Meta:
        ordering = ["done_at", "id"]


class PatientLink(PatientRow):
    """The secret in an address that lets one patient open one form; only its digest is kept.

    `purpose` and `owner_id` are the owner's: the owner finds its row by them.
    """

    purpose = models.CharField(max_length=24)
    owner_id = models.UUIDField()
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)
    failed_tries = models.PositiveSmallIntegerField(default=0)


class FreshCode(PatientRow):
    """Six digits that open the earlier answers of one form. Only a digest is kept, and none before
    the code is told: a text that waits makes its code when it goes.

    `purpose` and `owner_id` name the form, as on its links.
    """

    purpose = models.CharField(max_length=24)
    owner_id = models.UUIDField()
    asked_at = models.DateTimeField()
    read_out_by = models.ForeignKey(
        Staff, null=True, on_delete=models.PROTECT, help_text="null: it goes by text"
    )
    digest = models.CharField(max_length=64, blank=True)
    expires_at = models.DateTimeField(null=True)
    failed_tries = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["owner_id", "asked_at"], name="fresh_code_form")]


class AuditEvent(KeyedModel):
    """Who did or read what, when. Append-only."""

    at = models.DateTimeField()
    staff = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT)
    system = models.CharField(max_length=40, blank=True)
    clinic = models.ForeignKey(Clinic, null=True, on_delete=models.PROTECT)
    action = models.CharField(max_length=40)
    patient_ids = models.JSONField(default=list)
    object_id = models.UUIDField(null=True)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["at"])]
        constraints = [
            models.CheckConstraint(
                name="audit_names_an_actor",
                condition=Q(staff__isnull=False) ^ ~Q(system=""),
            )
        ]


class ClockOffset(models.Model):
    """How far the sandbox's clock has been moved: one row."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    offset = models.DurationField()

    def __str__(self) -> str:
        return str(self.offset)
