"""Whether a chosen side contradicts where the patient hurts or what was planned. Pure."""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from clinic.models import Side

# The places whose pain a procedure in this region is done for.
REGIONS = {
    "lumbar": frozenset("low_back buttock hip groin thigh knee lower_leg foot pelvis".split()),
    "cervical": frozenset("neck upper_back back_of_head shoulder upper_arm elbow hand".split()),
    "thoracic": frozenset("upper_back mid_back chest_wall abdomen".split()),
    "sacroiliac": frozenset("low_back buttock hip groin thigh".split()),
    "knee": frozenset(["knee"]),
    "hip": frozenset("hip groin buttock thigh".split()),
    "shoulder": frozenset(["shoulder", "upper_arm"]),
    "head": frozenset("back_of_head neck face".split()),
}
# Regions that fix no place (`spine`, `limb`, `abdomen`, `anywhere`) contradict no side.
NOWHERE: frozenset[str] = frozenset()
_LATERAL = {Side.LEFT, Side.RIGHT}


def of_pain(facts: Mapping[str, Any], region: str) -> frozenset[str]:
    """The sides (left, right) on which the patient hurts in a region, radiation included."""
    found: set[str] = set()
    for entry in facts.get("pain_sites") or ():
        if entry["site"] in REGIONS.get(region, NOWHERE):
            side = entry.get("side")
            found |= _LATERAL if side == Side.BOTH else {side} & _LATERAL
            goals = " ".join(entry.get("radiates_to") or ())
            found |= {side for side in _LATERAL if side in goals}
    return frozenset(found)


def contradiction(chosen: str, pain: Collection[str], planned: str = "") -> str:
    """What contradicts the chosen side, in a sentence; empty where nothing does.

    Middle contradicts no pain (a midline approach is common), but a plan that says a side.
    """
    against_plan = bool(planned) and planned != chosen
    one_sided = next(iter(pain)) if len(pain) == 1 else ""
    against_pain = bool(one_sided) and chosen != Side.MIDDLE and chosen != one_sided
    if not (against_plan or against_pain):
        return ""
    words = {"chosen": say(chosen), "plan": say(planned), "pain": say(one_sided)}
    if against_plan and against_pain and planned == one_sided:
        return _("You chose %(chosen)s. The plan and the patient’s pain say %(pain)s.") % words
    if against_plan and against_pain:
        sentence = _("You chose %(chosen)s. The plan says %(plan)s, the patient’s pain %(pain)s.")
        return sentence % words
    if against_plan:
        return _("You chose %(chosen)s. The plan says %(plan)s.") % words
    return _("You chose %(chosen)s. The patient’s pain is on the %(pain)s.") % words


def say(side: str) -> str:
    """A side in words; empty for none."""
    return str(Side(side).label) if side else ""
