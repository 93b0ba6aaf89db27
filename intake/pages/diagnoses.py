"""What the patient was told they have, by region and in plain words; own words are not scored."""

from django.utils.translation import gettext_lazy as _

from questions.page import Answers, Choice, Page, Question
from questions.widgets import ManyOf, ShortText

from .warning_signs import signs_said

SECTION = _("What you were told")
NONE, NOT_SURE = Choice("none", _("None of these")), Choice("not_sure", _("I am not sure"))
_OR_NONE = _("Tick at least one line, or “None of these”")
_BACK, _NECK, _JOINTS = _("Low back"), _("Neck and middle back"), _("Joints")
_NERVES, _WHOLE = _("Nerves"), _("Muscles and whole body")
_HEALTH = _("Heart and sleep")

DIAGNOSES = (
    Choice("lumbar_disc_herniation", _("Slipped disc in the low back"), group=_BACK),
    Choice(
        "lumbar_spinal_stenosis", _("Narrow spinal canal in the low back (stenosis)"), group=_BACK
    ),
    Choice("lumbar_radiculopathy", _("Pinched nerve in the low back, or sciatica"), group=_BACK),
    Choice("lumbar_facet_arthropathy", _("Arthritis of the low back (facet joints)"), group=_BACK),
    Choice("sacroiliac_joint_pain", _("SI joint pain"), group=_BACK),
    Choice("post_laminectomy_pain", _("Pain that stayed after back surgery"), group=_BACK),
    Choice("cervical_disc_herniation", _("Slipped disc in the neck"), group=_NECK),
    Choice("cervical_spinal_stenosis", _("Narrow spinal canal in the neck"), group=_NECK),
    Choice("cervical_radiculopathy", _("Pinched nerve in the neck"), group=_NECK),
    Choice("cervical_facet_arthropathy", _("Arthritis of the neck (facet joints)"), group=_NECK),
    Choice("whiplash", _("Whiplash"), group=_NECK),
    Choice("thoracic_disc_herniation", _("Slipped disc in the middle back"), group=_NECK),
    Choice("knee_osteoarthritis", _("Arthritis of the knee"), group=_JOINTS),
    Choice("hip_osteoarthritis", _("Arthritis of the hip"), group=_JOINTS),
    Choice("shoulder_osteoarthritis", _("Arthritis of the shoulder"), group=_JOINTS),
    Choice("adhesive_capsulitis", _("Frozen shoulder"), group=_JOINTS),
    Choice("rotator_cuff_disease", _("Rotator cuff problem"), group=_JOINTS),
    Choice("bursitis", _("Bursitis"), group=_JOINTS),
    Choice("painful_diabetic_neuropathy", _("Nerve pain from diabetes"), group=_NERVES),
    Choice("post_herpetic_neuralgia", _("Pain that stayed after shingles"), group=_NERVES),
    Choice("crps", _("Complex regional pain syndrome (CRPS, RSD)"), group=_NERVES),
    Choice("occipital_neuralgia", _("Occipital neuralgia (back of the head)"), group=_NERVES),
    Choice("meralgia_paresthetica", _("Pinched nerve of the thigh (meralgia)"), group=_NERVES),
    Choice("fibromyalgia", _("Fibromyalgia"), group=_WHOLE),
    Choice("myofascial_pain", _("Muscle knots (myofascial pain)"), group=_WHOLE),
    Choice("atrial_fibrillation", _("An uneven heartbeat (atrial fibrillation)"), group=_HEALTH),
    Choice("heart_failure", _("Heart failure"), group=_HEALTH),
    Choice("sleep_apnea", _("Sleep apnea"), group=_HEALTH),
    NONE,
    NOT_SURE,
)
CANCERS = (
    Choice("pancreatic_cancer", _("Pancreas")),
    Choice("stomach_cancer", _("Stomach")),
    Choice("liver_cancer", _("Liver or bile ducts")),
    Choice("kidney_cancer", _("Kidney")),
    Choice("colorectal_cancer", _("Colon or rectum")),
    Choice("prostate_cancer", _("Prostate")),
    Choice("bladder_cancer", _("Bladder")),
    Choice("uterine_cancer", _("Womb or cervix")),
    Choice("ovarian_cancer", _("Ovary")),
    Choice("breast_cancer", _("Breast")),
    Choice("lung_cancer", _("Lung")),
    Choice("blood_cancer", _("Blood or bone marrow"), hint=_("lymphoma, leukemia, myeloma")),
    Choice("other_cancer", _("Another kind")),
    Choice("metastatic_cancer", _("It has spread to other places")),
    NOT_SURE,
)


def had_cancer(answers: Answers) -> bool:
    return signs_said(answers).get("cancer_history") == "yes"


def was_told(diagnosis: str, answers: Answers) -> bool:
    ticks = answers.get("diagnoses", {}).get("diagnoses")
    return isinstance(ticks, list) and diagnosis in ticks


DIAGNOSES_TOLD = (
    Page(
        "diagnoses",
        SECTION,
        (
            Question(
                "diagnoses",
                _("Has a doctor told you that you have any of these?"),
                ManyOf(DIAGNOSES, missing=_OR_NONE),
                hint=_("Tick all that you were told."),
                short=_("Told by a doctor"),
            ),
            Question(
                "diagnosis_in_own_words",
                _("Anything else you were told? (optional)"),
                ShortText(max_length=200),
                short=_("Also told"),
            ),
        ),
        title=_("What were you told about your pain and your health?"),
    ),
    Page(
        "cancers",
        SECTION,
        (
            Question(
                "cancers",
                _("Where is or was the cancer?"),
                ManyOf(CANCERS, alone=(), missing=_("Tick at least one line")),
                hint=_("Tick all that are true for you."),
                short=_("Cancer"),
            ),
        ),
        applies=had_cancer,
    ),
)
