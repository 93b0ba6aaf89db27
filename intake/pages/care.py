"""What makes it worse or better, how and where it feels, what was tried, blood thinners, goals."""

from django.utils.translation import gettext_lazy as _

from questions.page import Choice, Page, Question, Widget, Words
from questions.widgets import ManyOf, Treatments

DAY_TO_DAY, CARE_SO_FAR = _("Your pain from day to day"), _("Care so far")
NONE = Choice("none", _("None of these"))
NOT_SURE = Choice("not_sure", _("I am not sure"))
TICK_ALL = _("Tick all that are true for you.")
OR_NONE = _("Tick at least one line, or “None of these”")

WORSE = (
    Choice("sitting", _("Sitting")),
    Choice("standing", _("Standing")),
    Choice("walking", _("Walking")),
    Choice("bending_forward", _("Bending forward")),
    Choice("leaning_back", _("Leaning back")),
    Choice("twisting", _("Twisting")),
    Choice("coughing", _("Coughing or sneezing")),
    Choice("stairs", _("Stairs")),
    Choice("rising_from_chair", _("Getting up from a chair")),
    Choice("rolling_in_bed", _("Turning over in bed")),
    Choice("reaching_overhead", _("Reaching up high")),
    Choice("morning_stiffness", _("Stiffness in the morning")),
    Choice("touch", _("Being touched")),
    Choice("cold", _("Cold")),
    Choice("eating", _("Eating")),
    NONE,
    NOT_SURE,
)
BETTER = (
    Choice("lying_down", _("Lying down")),
    Choice("side_lying", _("Lying on my side")),
    Choice("sitting", _("Sitting")),
    Choice("leaning_forward", _("Leaning forward, as on a shopping cart")),
    Choice("rest", _("Rest")),
    NONE,
    NOT_SURE,
)
# The words of instruments/data/neuropathic_words; a test holds the two equal.
DESCRIPTORS = (
    Choice("burning", _("Burning")),
    Choice("electric_shocks", _("Electric shocks, or shooting")),
    Choice("tingling", _("Tingling, or pins and needles")),
    Choice("numbness", _("Numbness")),
    Choice("light_touch_hurts", _("Light touch or clothing hurts")),
    Choice("cold_hurts", _("Cold hurts")),
    NONE,
    NOT_SURE,
)
POINTS = (
    Choice("one_finger_buttock", _("I can point to it with one finger, on my buttock")),
    Choice("taut_band", _("I feel a tight, sore band or knot in a muscle")),
    Choice("tender_nerve", _("Pressing on one spot makes pain or tingling shoot from it")),
    NONE,
    NOT_SURE,
)
TREATMENTS = (
    Choice("physical_therapy", _("Physical therapy")),
    Choice("home_exercise", _("Exercises at home")),
    Choice("nsaid", _("Ibuprofen, naproxen or the like"), hint=_("Advil, Aleve, Celebrex")),
    Choice("acetaminophen", _("Acetaminophen"), hint=_("Tylenol")),
    Choice("topical", _("Creams, gels or patches"), hint=_("Voltaren gel, lidocaine")),
    Choice("gabapentinoid", _("Gabapentin or pregabalin"), hint=_("Neurontin, Lyrica")),
    Choice(
        "snri_or_tca",
        _("Duloxetine, amitriptyline or the like"),
        hint=_("Cymbalta, Effexor, Elavil"),
    ),
    Choice("opioids", _("Opioids"), hint=_("oxycodone, hydrocodone, tramadol")),
    Choice("muscle_relaxant", _("Muscle relaxants"), hint=_("Flexeril, Robaxin, Zanaflex")),
    Choice("chiropractic", _("Chiropractor")),
    Choice("manual_therapy", _("Massage or hands-on therapy")),
    Choice("acupuncture", _("Acupuncture")),
    Choice("tens", _("TENS unit")),
    Choice("cbt_or_psychology", _("Counseling or coping skills for pain")),
    Choice("brace", _("Brace or support belt")),
)
EFFECTS = (
    Choice("little", _("Helped a little or not at all")),
    Choice("some", _("Helped some, less than half")),
    Choice("short_term", _("Helped, then wore off")),
    Choice("good", _("Helped by half or more")),
    Choice("stopped_side_effect", _("Stopped because of side effects")),
)
# Names of medicines are not translated: they are what stands on the bottle.
BLOOD_THINNERS = (
    Choice("apixaban", "Eliquis (apixaban)"),
    Choice("rivaroxaban", "Xarelto (rivaroxaban)"),
    Choice("dabigatran", "Pradaxa (dabigatran)"),
    Choice("edoxaban", "Savaysa (edoxaban)"),
    Choice("warfarin", "Coumadin, Jantoven (warfarin)"),
    Choice("enoxaparin", "Lovenox (enoxaparin)"),
    Choice("clopidogrel", "Plavix (clopidogrel)"),
    Choice("prasugrel", "Effient (prasugrel)"),
    Choice("ticagrelor", "Brilinta (ticagrelor)"),
    Choice("cilostazol", "Pletal (cilostazol)"),
    Choice("dipyridamole", "Aggrenox (dipyridamole)"),
    Choice("aspirin", _("Aspirin")),
    Choice("other_blood_thinner", _("Another one, I don’t know the name")),
    NONE,
    NOT_SURE,
)
GOALS = (
    Choice("walk_farther", _("Walk farther")),
    Choice("sleep", _("Sleep better")),
    Choice("return_to_work", _("Go back to work")),
    Choice("climb_stairs", _("Climb stairs")),
    Choice("care_for_family", _("Care for my family")),
    Choice("avoid_surgery", _("Avoid surgery")),
    Choice("reduce_opioids", _("Take less opioid medicine")),
)


def _ticks(key: str, label: Words, short: Words, choices: tuple[Choice, ...]) -> Question:
    return Question(key, label, ManyOf(choices, missing=OR_NONE), TICK_ALL, short)


def _page(key: str, label: Words, short: Words, widget: Widget, hint: Words) -> Page:
    return Page(key, CARE_SO_FAR, (Question(key, label, widget, hint, short),))


# Two short lists a page: the usual path is to have at most forty pages.
PAIN_DAY_TO_DAY = (
    Page(
        "pain_changes",
        DAY_TO_DAY,
        (
            _ticks("worse_with", _("What makes your pain worse?"), _("What makes it worse"), WORSE),
            _ticks(
                "better_with", _("What makes your pain better?"), _("What makes it better"), BETTER
            ),
        ),
        title=_("What changes your pain?"),
    ),
    Page(
        "pain_kind",
        DAY_TO_DAY,
        (
            _ticks(
                "descriptors", _("What does your pain feel like?"), _("How it feels"), DESCRIPTORS
            ),
            _ticks("pain_points", _("Do any of these fit your pain?"), _("Points of pain"), POINTS),
        ),
        title=_("What kind of pain is it?"),
    ),
)
CARE = (
    _page(
        "treatments",
        _("What have you tried for this pain?"),
        _("What you have tried"),
        Treatments(TREATMENTS, EFFECTS),
        hint=_("Tick all that you have tried, now or before."),
    ),
    _page(
        "blood_thinners",
        _("Do you take a blood thinner?"),
        _("Blood thinners"),
        ManyOf(BLOOD_THINNERS, missing=OR_NONE),
        hint=_("Tick all that you take. Do not stop any of them."),
    ),
    _page(
        "goals",
        _("What matters most to you? (optional)"),
        _("Your goals"),
        ManyOf(GOALS, required=False),
        hint=_("Tick all that matter to you."),
    ),
)
