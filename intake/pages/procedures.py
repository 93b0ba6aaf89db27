"""What was done before: procedures for pain, surgery, surgery planned. Imaging hangs on the same
first question."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from questions.loop import loop
from questions.page import Answers, Choice, Page, Question
from questions.widgets import Approximate, Duration, ManyOf, Number, OneOrOther
from questions.widgets.duration import DAYS, HOURS, MONTHS, WEEKS

SECTION = _("Care before now")
MOST_PROCEDURES, MOST_SURGERIES = 12, 10
NOT_SURE = Choice("not_sure", _("I am not sure"))

HAD_BEFORE = (
    Choice("procedure", _("Shots or other procedures for pain"), hint=_("Also nerve burning")),
    Choice("surgery", _("Surgery of any kind")),
    Choice("planned", _("Surgery that is planned")),
    Choice("imaging", _("An X-ray, MRI or CT scan of where it hurts")),
    Choice("none", _("None of these")),
    NOT_SURE,
)

_LOW_BACK, _NECK = _("Low back"), _("Neck, head and upper back")
_JOINTS, _OTHER = _("Knee, hip and shoulder"), _("Other procedures")
_DEVICES = _("Devices")
# The kinds of clinic/data/procedures.toml, as patients say them.
KINDS = (
    Choice("esi_lumbar", _("Epidural steroid shot in the low back"), group=_LOW_BACK),
    Choice("mbb_lumbar", _("Numbing test for the joints of the low back"), group=_LOW_BACK),
    Choice("rfa_lumbar", _("Nerve burning (RFA) in the low back"), group=_LOW_BACK),
    Choice("facet_injection", _("Steroid shot in the joints of the spine"), group=_LOW_BACK),
    Choice("si_injection", _("Shot in the SI joint, low on one side"), group=_LOW_BACK),
    Choice("si_rfa", _("Nerve burning (RFA) at the SI joint"), group=_LOW_BACK),
    Choice("esi_cervical", _("Epidural steroid shot in the neck"), group=_NECK),
    Choice("esi_thoracic", _("Epidural steroid shot in the upper or middle back"), group=_NECK),
    Choice("mbb_cervical", _("Numbing test for the joints of the neck"), group=_NECK),
    Choice("rfa_cervical", _("Nerve burning (RFA) in the neck"), group=_NECK),
    Choice("occipital_block", _("Shot at the back of the head for headache"), group=_NECK),
    Choice("knee_steroid_injection", _("Steroid shot in the knee"), group=_JOINTS),
    Choice("knee_hyaluronate", _("Gel shot in the knee"), hint="Synvisc, Euflexxa", group=_JOINTS),
    Choice("genicular_block", _("Numbing test for the nerves of the knee"), group=_JOINTS),
    Choice("genicular_rfa", _("Nerve burning (RFA) at the knee"), group=_JOINTS),
    Choice("hip_steroid_injection", _("Steroid shot in the hip"), group=_JOINTS),
    Choice("shoulder_steroid_injection", _("Steroid shot in the shoulder"), group=_JOINTS),
    Choice("suprascapular_block", _("Numbing test for the nerve of the shoulder"), group=_JOINTS),
    Choice("suprascapular_rfa", _("Nerve burning (RFA) at the shoulder"), group=_JOINTS),
    Choice("trigger_point", _("Shots into sore muscles (trigger points)"), group=_OTHER),
    Choice("peripheral_block", _("Shot beside one nerve, in another place"), group=_OTHER),
    Choice("sympathetic_block", _("Sympathetic nerve block"), group=_OTHER),
    Choice("celiac_neurolysis", _("Nerve block for pain in the belly"), group=_OTHER),
    Choice("discography", _("Test of the discs with dye (discogram)"), group=_OTHER),
    Choice("scs_trial", _("Spinal cord stimulator, trial"), group=_DEVICES),
    Choice("scs_implant", _("Spinal cord stimulator, put in to stay"), group=_DEVICES),
    Choice("pns_implant", _("Nerve stimulator in another place"), group=_DEVICES),
    Choice("pump_trial", _("Pain pump, trial"), group=_DEVICES),
    Choice("pump_implant", _("Pain pump, put in to stay"), group=_DEVICES),
    Choice("pump_refill", _("Pain pump, refill"), group=_DEVICES),
    Choice("other", _("Another procedure"), group=_("Not in this list")),
    Choice("not_sure", _("I am not sure which"), group=_("Not in this list")),
)
_BACK_NECK, _LIMBS, _TRUNK = _("Back and neck"), _("Joints and limbs"), _("Chest and belly")
SURGERIES = (
    Choice("lumbar_discectomy", _("Disc surgery in the low back"), group=_BACK_NECK),
    Choice("lumbar_laminectomy", _("Laminectomy in the low back"), group=_BACK_NECK),
    Choice("lumbar_fusion", _("Fusion in the low back"), group=_BACK_NECK),
    Choice("cervical_discectomy", _("Disc surgery in the neck"), group=_BACK_NECK),
    Choice("cervical_fusion", _("Fusion in the neck"), group=_BACK_NECK),
    Choice("knee_replacement", _("Knee replacement"), group=_LIMBS),
    Choice("hip_replacement", _("Hip replacement"), group=_LIMBS),
    Choice("shoulder_replacement", _("Shoulder replacement"), group=_LIMBS),
    Choice("knee_arthroscopy", _("Knee surgery through a scope"), group=_LIMBS),
    Choice("shoulder_arthroscopy", _("Shoulder surgery through a scope"), group=_LIMBS),
    Choice("amputation", _("Amputation"), group=_LIMBS),
    Choice("inguinal_hernia_repair", _("Hernia repair in the groin"), group=_TRUNK),
    Choice("thoracotomy", _("Chest surgery between the ribs"), group=_TRUNK),
    Choice("mastectomy", _("Breast removed"), group=_TRUNK),
    Choice("cesarean", _("C-section"), group=_TRUNK),
    Choice("abdominal_surgery", _("Other belly surgery"), group=_TRUNK),
    Choice("other", _("Another surgery"), group=_("Not in this list")),
    Choice("not_sure", _("I am not sure which"), group=_("Not in this list")),
)


def had(what: str) -> Callable[[Answers], bool]:
    """Whether this line was ticked."""

    def applies(answers: Answers) -> bool:
        ticks = answers.get("had_before", {}).get("had_before")
        return isinstance(ticks, list) and what in ticks

    return applies


PROCEDURES: tuple[Page, ...] = (
    Page(
        "had_before",
        SECTION,
        (
            Question(
                "had_before",
                _("Have you had any of these?"),
                ManyOf(HAD_BEFORE, missing=_("Tick at least one line, or “None of these”")),
                hint=_("Tick all that are true for you."),
                short=_("Care before now"),
            ),
        ),
    ),
    *loop(
        key="procedure",
        section=SECTION,
        title=_("Procedure for pain"),
        hint=_("One page for each time. Begin with the last one."),
        questions=(
            Question(
                "procedure_kind",
                _("What was done?"),
                OneOrOther(KINDS, missing=_("Choose what was done")),
                short=_("What"),
            ),
            Question(
                "procedure_when", _("About when was it done?"), Approximate(), short=_("When")
            ),
            Question(
                "procedure_relief",
                _("At best, how much of the pain went away?"),
                Number(0, 100, after="%", may_be_unsure=True),
                hint=_("0 is none of it, 100 is all of it."),
                short=_("Relief at best"),
            ),
            Question(
                "procedure_lasted",
                _("How long did the relief last?"),
                Duration(
                    units=(HOURS, DAYS, WEEKS, MONTHS),
                    instead=(
                        Choice("still", _("It still helps")),
                        Choice("no_relief", _("It did not help")),
                        NOT_SURE,
                    ),
                    missing_unit=_("Choose hours, days, weeks or months"),
                ),
                short=_("How long it lasted"),
            ),
        ),
        another=_("Have you had another one?"),
        applies=had("procedure"),
        most=MOST_PROCEDURES,
    ),
    *loop(
        key="surgery",
        section=SECTION,
        title=_("Surgery"),
        questions=(
            Question(
                "surgery_kind",
                _("Which surgery was it?"),
                OneOrOther(SURGERIES, missing=_("Choose which surgery it was")),
            ),
            Question("surgery_when", _("About when was the surgery?"), Approximate()),
        ),
        another=_("Have you had another surgery?"),
        applies=had("surgery"),
        most=MOST_SURGERIES,
    ),
    Page(
        "planned_surgery",
        SECTION,
        (
            Question(
                "planned_kind",
                _("Which surgery is planned?"),
                OneOrOther(SURGERIES, missing=_("Choose which surgery is planned")),
            ),
            Question(
                "planned_in",
                _("How long is it until then?"),
                Number(0, 500, units=(WEEKS, MONTHS), may_be_unsure=True),
            ),
        ),
        title=_("Planned surgery"),
        applies=had("planned"),
    ),
)
