"""Pictures taken of where it hurts: of what, about when. Who has read them is staff’s to say."""

from django.utils.translation import gettext_lazy as _

from questions.loop import loop
from questions.page import Choice, Page, Question
from questions.widgets import Approximate, OneOf, OneOrOther

from .procedures import NOT_SURE, SECTION, had

MOST = 8
TYPES = (
    Choice("x_ray", _("X-ray")),
    Choice("mri", _("MRI"), hint=_("the loud tunnel")),
    Choice("ct", _("CT scan")),
    NOT_SURE,
)
REGIONS = (
    Choice("lumbar", _("Low back")),
    Choice("thoracic", _("Middle or upper back")),
    Choice("cervical", _("Neck")),
    Choice("head", _("Head")),
    Choice("shoulder", _("Shoulder")),
    Choice("pelvis", _("Hip or pelvis")),
    Choice("knee", _("Knee")),
    Choice("foot", _("Foot or ankle")),
    Choice("other", _("Another place")),
    NOT_SURE,
)

IMAGING: tuple[Page, ...] = loop(
    key="imaging",
    section=SECTION,
    title=_("Scan or X-ray"),
    questions=(
        Question(
            "imaging_type",
            _("What kind was it?"),
            OneOf(TYPES, missing=_("Choose what kind it was")),
            short=_("Kind"),
        ),
        Question(
            "imaging_region",
            _("Of which place?"),
            OneOrOther(REGIONS, missing=_("Choose which place it was of")),
            short=_("Place"),
        ),
        Question("imaging_when", _("About when was the picture taken?"), Approximate()),
    ),
    another=_("Was there another X-ray, MRI or CT scan?"),
    applies=had("imaging"),
    most=MOST,
)
