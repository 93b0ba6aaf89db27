"""What the pain-history form said and the rules made of it, read from the frozen assessment."""

from typing import Any

from django.utils.translation import gettext as _

from intake.candidacy import family_label, load_rules
from intake.candidacy.words import plain
from intake.models import Review, Tier
from intake.wording import HOLDS, as_read
from notifications.models import Grade

from .parts import Flag, Flagged, Place, Point, Reviewed, Tried
from .records import Records


def facts(records: Records) -> dict[str, Any]:
    """The frozen facts of the latest assessment; empty without one."""
    return records.assessment.facts if records.assessment else {}


def treatments(found: dict[str, Any]) -> tuple[Tried, ...] | None:
    """As the patient says; None where it was not answered."""
    tried = found.get("treatments_tried")
    if tried is None:
        return None
    return tuple(
        Tried(say(row["type"]), row.get("weeks"), say(row["effect"]) if row.get("effect") else None)
        for row in tried
    )


def blood_thinners(found: dict[str, Any]) -> tuple[str, ...] | None:
    """As the patient says; None where it was not answered or the patient is not sure."""
    taken = found.get("anticoagulants_antiplatelets")
    return None if taken is None else tuple(say(name) for name in taken)


def places(found: dict[str, Any]) -> tuple[Place, ...]:
    sides = {
        "right": _("Right"),
        "left": _("Left"),
        "both": _("Right and left"),
        "middle": _("Middle"),
    }
    return tuple(
        Place(
            side=sides.get(entry["side"], entry["side"]),
            place=say(entry["site"]),
            site=plain(entry["site"]),
            side_code=entry["side"],
            goes_to=tuple(say(goal) for goal in entry.get("radiates_to") or ()),
        )
        for entry in found.get("pain_sites") or ()
    )


def say(word: str) -> str:
    """A word of the facts as a clinician reads it."""
    return load_rules().words.say(word)


def flagged(records: Records) -> Flagged | None:
    """The latest assessment in words; None before a form was sent."""
    row = records.assessment
    if row is None:
        return None
    best = next(iter(row.result["families"]), None)
    return Flagged(
        id=row.pk,
        at=row.assessed_at,
        tier=row.tier,
        tier_label=str(row.get_tier_display() or _("On hold")),
        hold=str(HOLDS[row.result["hold"]]) if row.result["hold"] else "",
        family=family_label(best["family"]) if best else "",
        standing=str(Tier(best["standing"]).label) if best else "",
        score=row.score,
        points=tuple(_point(point) for point in best["points"]) if best else (),
        gates_not_met=tuple(gate["because"] for gate in best["gates"] if not gate["met"])
        if best
        else (),
        red_flags=tuple(_flag(flag) for flag in row.result["red_flags"]),
        signs_answered=len(row.facts.get("red_flag_answers") or ()),
        cautions=tuple(caution["because"] for caution in as_read(row.result["cautions"])),
        review=next(
            (reviewed(one) for one in records.reviews if one.assessment_id == row.pk), None
        ),
    )


def _point(point: dict[str, Any]) -> Point:
    return Point(point["rule"], point["answer"], point["because"], point["points"], point["of"])


def _flag(flag: dict[str, Any]) -> Flag:
    return Flag(flag["id"], flag["grade"], str(Grade(flag["grade"]).label), flag["because"])


def reviewed(review: Review) -> Reviewed:
    """A review in words."""
    what = [family_label(review.family)] if review.family else []
    what += [str(review.get_side_display())] if review.side else []
    return Reviewed(
        decision=str(review.get_decision_display()),
        what=", ".join(what),
        by=str(review.reviewed_by),
        at=review.reviewed_at,
        note=review.reason or review.note,
    )
