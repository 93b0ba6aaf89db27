"""The pain-history form as data, in the order it is asked. A new question is one entry here."""

from questions.page import Page

from .about_you import ABOUT_YOU
from .allergies import ALLERGIES
from .care import CARE, PAIN_DAY_TO_DAY
from .consent import CONSENT, CONSENT_VERSION, CONSENT_WORDING
from .diagnoses import DIAGNOSES_TOLD
from .function import FUNCTION
from .health import HEALTH
from .imaging import IMAGING
from .medicines import MEDICINES
from .mood import MOOD
from .opioids import OPIOID_EFFECTS
from .procedures import PROCEDURES
from .severity import SEVERITY
from .substances import SUBSTANCES
from .warning_signs import PUMP_SIGNS, SIGNS_BY_PLACE, WARNING_SIGNS
from .weakness import LIMB_SIGNS, WEAKNESS
from .where import WHERE
from .widespread import MANY_PLACES

MEDICAL = MEDICINES + ALLERGIES + PROCEDURES + IMAGING + HEALTH
SAFETY = WARNING_SIGNS + SIGNS_BY_PLACE + WEAKNESS
PAIN = SEVERITY + PAIN_DAY_TO_DAY + LIMB_SIGNS + DIAGNOSES_TOLD + MANY_PLACES
LIFE = FUNCTION + MOOD + SUBSTANCES
PAGES: tuple[Page, ...] = (
    WHERE
    + SAFETY
    + PAIN
    + CARE
    + MEDICAL
    + OPIOID_EFFECTS
    + PUMP_SIGNS
    + LIFE
    + ABOUT_YOU
    + CONSENT
)

__all__ = ["CONSENT_VERSION", "CONSENT_WORDING", "PAGES"]
