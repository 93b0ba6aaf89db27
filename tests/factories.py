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
        )
    },
    "signs_now": {"signs_now": ["none"]},
    "signs_before": {"signs_before": ["none"]},
    "signs_of_vessels": {"signs_of_vessels": ["none"]},
    "nrs_now": {"nrs_now": 6},
    "nrs_average": {"nrs_average": 7},
    "nrs_worst": {"nrs_worst": 9},
    "nrs_least": {"nrs_least": 4},
    "peg_pain": {"peg_pain": 7},
    "peg_enjoyment": {"peg_enjoyment": 8},
    "peg_general_activity": {"peg_general_activity": 7},
    "pain_changes": {"worse_with": ["sitting"], "better_with": ["lying_down"]},
    "pain_kind": {
        "descriptors": ["electric_shocks", "tingling", "numbness"],
        "pain_points": ["none"],
    },
    "diagnoses": {"diagnoses": ["none"], "diagnosis_in_own_words": ""},
    "treatments": {
        "treatments": [
            {"type": "physical_therapy", "weeks": 8, "effect": "little"},
            {"type": "nsaid", "weeks": 10, "effect": "little"},
            {"type": "gabapentinoid", "weeks": 8, "effect": "little"},
        ]
    },
    "blood_thinners": {"blood_thinners": ["apixaban"]},
    "goals": {"goals": ["walk_farther"]},
    "medicines_and_allergies": {"takes_medicines": "yes", "has_allergies": "no"},
    "medicine-1": {
        "medicine_name": {"words": "Eliquis", "ticks": []},
        "medicine_strength": {"number": 5, "unit": "mg"},
        "medicine_times": {"number": 2, "unit": "day"},
        "medicine_when_needed": "no",
        "medicine_another": "no",
    },
    "had_before": {"had_before": ["imaging"]},
    "imaging-1": {
        "imaging_type": "mri",
        "imaging_region": "lumbar",
        "imaging_when": {"said": "2 months ago", "ago": 2, "unit": "months"},
        "imaging_another": "no",
    },
    "conditions": {"conditions": ["none"]},
    "implants": {"implants": ["none"], "pregnancy": "no"},
    "days_and_work": {"gcps_r_how_often": 3, "gcps_r_limited": 2, "work": "working_less"},
    "rmdq": {"rmdq": ["3", "6", "10", "18"]},
    "phq9_1": {
        "phq9_interest": 1,
        "phq9_low_mood": 0,
        "phq9_sleep": 1,
        "phq9_energy": 1,
        "phq9_appetite": 0,
    },
    "phq9_2": {
        "phq9_self_worth": 0,
        "phq9_concentration": 0,
        "phq9_movement": 0,
        "phq9_self_harm": 0,
    },
    "gad7_1": {"gad7_nervous": 1, "gad7_no_control_of_worry": 0},
    "substances": {
        "audit_c_how_often": 0,
        "drug_use_times": {"number": 0, "unit": None},
        "past_treatment": "no",
    },
    "other_care": {
        "other_care": ["physical_therapy"],
        "referring_doctor": "Dr. P. Placeholder",
    },
    "insurance": {"insurance": "commercial", "prior_authorization": "not_sure", "helper": "alone"},
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
