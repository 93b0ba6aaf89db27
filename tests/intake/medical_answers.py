"""A medical history in which every page is asked, and the facts it becomes."""

from datetime import date

from intake.pages import PAGES, allergies, imaging, medicines, procedures

PAGE_OF = {question.key: page.key for page in PAGES for question in page.questions}
ON = date(2026, 2, 10)
WHEN = {"said": "2 years ago", "ago": 2, "unit": "years"}
MEDICINE = {
    "medicine_name": {"words": "Morphine", "ticks": ["brings_bottles"]},
    "medicine_strength": {"number": 15, "unit": "mg"},
    "medicine_times": {"number": 2, "unit": "day"},
    "medicine_when_needed": "yes",
}
ALLERGY = {"allergy_agent": "latex", "allergy_reaction": "mild"}
PROCEDURE = {
    "procedure_kind": "esi_lumbar",
    "procedure_when": WHEN,
    "procedure_relief": {"number": 60, "unit": None},
    "procedure_lasted": {"number": 4, "unit": "months"},
}
SURGERY = {"surgery_kind": "lumbar_fusion", "surgery_when": WHEN}
IMAGING = {"imaging_type": "mri", "imaging_region": "lumbar", "imaging_when": WHEN}


def looped(key, *pages):
    """The pages of a loop: each asks for another, the last says that it is all."""
    last = len(pages)
    return {
        f"{key}-{n}": page | {f"{key}_another": "yes" if n < last else "no"}
        for n, page in enumerate(pages, start=1)
    }


def gate(medicines="no", allergies="no"):
    page = {"takes_medicines": medicines, "has_allergies": allergies}
    return {"medicines_and_allergies": page}


def single(**values):
    """Each question's value on the page that asks it."""
    pages = {}
    for key, value in values.items():
        pages.setdefault(PAGE_OF[key], {})[key] = value
    return pages


FULL = (
    single(
        had_before=["procedure", "surgery", "planned", "imaging"],
        conditions=["diabetes", "coronary_stent", "antibiotics_now"],
        coronary_stent=WHEN,
        gestation_weeks={"number": 12, "unit": None},
    )
    | gate("yes", "yes")
    | {"implants": {"implants": ["pacemaker", "pump"], "pregnancy": "yes"}}
    | looped("medicine", *[MEDICINE] * medicines.MOST)
    | {
        f"{page}-{n}": {f"{page}-{n}": value}
        for n in range(1, medicines.MOST + 1)
        for page, value in (
            ("medicine_last_days", {"number": 1.5, "unit": None}),
            ("medicine_route", "oral"),
        )
    }
    | looped("allergy", *[ALLERGY] * allergies.MOST)
    | looped("procedure", *[PROCEDURE] * procedures.MOST_PROCEDURES)
    | looped("surgery", *[SURGERY] * procedures.MOST_SURGERIES)
    | looped("imaging", *[IMAGING] * imaging.MOST)
    | {
        "planned_surgery": {
            "planned_kind": "knee_replacement",
            "planned_in": {"number": 6, "unit": "weeks"},
        },
        "diabetes": {"insulin": "yes", "a1c": {"number": 7.5, "unit": None}},
    }
)
FULL_FACTS = {
    "medications": [
        {
            "name": "morphine",
            "dose": 15,
            "unit": "mg",
            "times_per_day": 2,
            "route": "oral",
            "doses_per_day_last_7_days": 1.5,
        }
    ]
    * medicines.MOST,
    "allergies": [{"agent": "latex", "reaction": "mild"}] * allergies.MOST,
    "prior_procedures": [
        {"type": "esi_lumbar", "months_ago": 24, "relief_percent": 60, "relief_months": 4}
    ]
    * procedures.MOST_PROCEDURES,
    "prior_surgery": [{"type": "lumbar_fusion", "months_ago": 24}] * procedures.MOST_SURGERIES,
    "planned_surgery": {"type": "knee_replacement", "in_weeks": 6},
    "imaging": [{"type": "mri", "region": "lumbar", "months_ago": 24}] * imaging.MOST,
    "diabetes": {"has": True, "a1c": 7.5, "insulin": True},
    "coronary_stent_months_ago": 24,
    "liver_or_kidney_disease": False,
    "bleeding_disorder": False,
    "antibiotics_now": True,
    "current_chemotherapy": False,
    "cannot_lie_flat_or_prone": False,
    "spasticity": False,
    "implants": ["pacemaker", "pump"],
    "pregnancy": "yes",
    "gestation_weeks": 12,
}
