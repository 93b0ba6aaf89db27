"""Builders with boring valid defaults; each makes exactly one thing."""

import itertools
from datetime import UTC, date, datetime, timedelta

from clinic.models import Clinic, Patient, Practice, Procedure, Role, Staff, StaffRole
from intake import invitations
from intake import services as intake_services
from intake.models import Intake
from notifications import consents
from notifications.models import Method, Permission
from surveys import services as survey_services

NOW = datetime(2026, 3, 3, 15, 40, tzinfo=UTC)  # a Tuesday, 10:40 am in New York
_numbers = itertools.count(1)


def clinic(**fields):
    n = next(_numbers)
    practice = Practice.objects.create(name=f"Practice {n}")
    defaults = {
        "practice": practice,
        "name": f"Oak Clinic {n}",
        "text_name": "Oak Clinic",
        "phone": "+15550100199",
        "alert_number": "+15550100190",
    }
    return Clinic.objects.create(**defaults | fields)


def staff(role=Role.PHYSICIAN, at=None, **fields):
    n = next(_numbers)
    defaults = {"name": f"{Role(role).label} {n}", "email": f"{role}{n}@oak.example"}
    person = Staff.objects.create_user(password="correct horse", **defaults | fields)
    StaffRole.objects.create(staff=person, clinic=at or clinic(), role=role)
    return person


def patient(at=None, **fields):
    n = next(_numbers)
    at = at or clinic()
    defaults = {
        "clinic": at,
        "first_name": "Rosa",
        "last_name": f"Fictional{n}",
        "mrn": f"{40000 + n}",
        "birth_date": date(1979, 3, 27),
        "phone": f"+1555010{n % 10000:04d}",
        "time_zone": at.time_zone,
        "created_at": NOW,
    }
    return Patient.objects.create(**defaults | fields)


def consent(to, permission=Permission.TEXTS, given=True, method=Method.DESK, now=NOW):
    return consents.record(
        patient=to, permission=permission, given=given, method=method, now=now, wording="said yes"
    )


def consenting_patient(**fields):
    """A patient who may be texted and may answer by text."""
    made = patient(**fields)
    for permission in Permission.values:
        consent(made, permission)
    return made


def invitation(to, by=None, now=NOW):
    by = by or staff(Role.FRONT_DESK, to.clinic)
    return invitations.invite(patient=to, staff=by, now=now)


def intake(of, now=NOW):
    return intake_services.start_intake(invitation(of, now=now), now)


# One page a key: Rosa of the pictures, a likely candidate with no red flag.
ROSA = {
    "where": {
        "where": [
            {"site": "low_back", "side": "right"},
            {"site": "buttock", "side": "right"},
            {"site": "lower_leg", "side": "right"},
        ]
    },
    "spread": {"spread": ["right_leg_below_knee"]},
    "duration": {"duration": {"number": 5, "unit": "months"}},
    "worst_area": {"worst_area": "limb"},
    **{
        flag: {flag: "no"}
        for flag in (
            "saddle_numbness",
            "bladder_bowel_change",
            "bilateral_leg_weakness",
            "progressive_weakness",
            "fever_chills",
            "cancer_history",
        )
    },
    "nrs_now": {"nrs_now": 6},
    "nrs_average": {"nrs_average": 7},
    "nrs_worst": {"nrs_worst": 9},
    "nrs_least": {"nrs_least": 4},
    "peg_pain": {"peg_pain": 7},
    "peg_enjoyment": {"peg_enjoyment": 8},
    "peg_general_activity": {"peg_general_activity": 7},
    "worse_with": {"worse_with": ["sitting"]},
    "better_with": {"better_with": ["lying_down"]},
    "descriptors": {"descriptors": ["electric_shocks", "tingling", "numbness"]},
    "treatments": {
        "treatments": [
            {"type": "physical_therapy", "weeks": 8, "effect": "little"},
            {"type": "nsaid", "weeks": 10, "effect": "little"},
            {"type": "gabapentinoid", "weeks": 8, "effect": "little"},
        ]
    },
    "blood_thinners": {"blood_thinners": ["apixaban"]},
    "goals": {"goals": ["walk_farther"]},
    "consent": {"texts": True, "answer_by_text": True},
}


def answered_intake(of, now=NOW, **changes) -> Intake:
    """A draft in which Rosa's answers stand (pages in `changes` replaced; None leaves one out)."""
    made = intake(of, now)
    for page, value in (ROSA | changes).items():
        if value is not None:
            intake_services.save_page(intake=made, page=page, value=value, now=now)
    return made


def submitted_intake(of, now=NOW, **changes) -> Intake:
    return intake_services.submit(answered_intake(of, now, **changes), now)


def procedure(on, by=None, now=NOW, done_at=None, **fields) -> Procedure:
    """A lumbar epidural, right L4-5, recorded now; its follow-up starts."""
    by = by or staff(Role.PHYSICIAN, on.clinic)
    defaults = {
        "kind": "esi_lumbar",
        "side": "right",
        "levels": ["L4-5"],
        "guidance": "fluoroscopy",
        "agents": [{"name": "dexamethasone", "dose": "10", "unit": "mg"}],
        "operator": by,
        "done_at": done_at or now - timedelta(minutes=20),
    }
    return survey_services.record_procedure(patient=on, staff=by, now=now, **defaults | fields)
