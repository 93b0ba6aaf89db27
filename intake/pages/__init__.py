"""The pain-history form as data, in the order it is asked. A new question is one entry here."""

from questions.page import Page

from .care import CARE
from .consent import CONSENT, CONSENT_VERSION, CONSENT_WORDING
from .severity import SEVERITY
from .warning_signs import WARNING_SIGNS
from .where import WHERE

PAGES: tuple[Page, ...] = WHERE + WARNING_SIGNS + SEVERITY + CARE + CONSENT

__all__ = ["CONSENT_VERSION", "CONSENT_WORDING", "PAGES"]
