"""What the facet families of neck and back share: axial pain, extension, blocks, radiofrequency.
Numbers and lists stand in the family's data; each predicate says which `limits` it reads."""

from dataclasses import replace

from intake.candidacy import epidural, gates
from intake.candidacy.earlier import Last, last
from intake.candidacy.general import NOT_ANSWERED
from intake.candidacy.history import History, say_number, tenth
from intake.candidacy.patterns import told_here
from intake.candidacy.rules import Finding, Rule
from intake.candidacy.words import names

OPPOSITE = {"yes": "no", "no": "yes", "unknown": "unknown"}


def axial_back(history: History, rule: Rule) -> Finding:
    """Low back pain that does not go below the knee; a thigh is still axial."""
    return _opposite(epidural.below_knee(history, rule))


def axial_neck(history: History, rule: Rule) -> Finding:
    """Neck pain that does not go past the elbow; an upper arm is still axial."""
    return _opposite(epidural.past_elbow(history, rule))


def _opposite(found: Finding) -> Finding:
    return replace(found, outcome=OPPOSITE[found.outcome])


def back_extension(history: History, rule: Rule) -> Finding:
    """Worse `upright` or `turning`; a narrow lumbar canal silences the first."""
    return _extension(history, rule, epidural.claudication(history, rule))


def neck_extension(history: History, rule: Rule) -> Finding:
    """Worse `upright` or `turning`."""
    return _extension(history, rule, None)


def _extension(history: History, rule: Rule, canal: Finding | None) -> Finding:
    """`silenced_by`: diagnoses of the same region after which only `turning` still counts."""
    said = history.get("worse_with")
    if said is None:
        return Finding("unknown", NOT_ANSWERED, ("worse_with",))
    upright = [word for word in said if names(word, rule.limits["upright"])]
    turning = [word for word in said if names(word, rule.limits["turning"])]
    found = ", ".join(map(history.words.say, dict.fromkeys((*upright, *turning))))
    if turning or not upright:
        return Finding("yes" if turning else "no", found or "none of these")
    nerve = told_here(history, rule, "silenced_by")
    if nerve:
        told = ", ".join(map(history.words.say, nerve))
        return Finding("silenced", f"{found}; told {told}")
    if canal and canal.outcome == "yes":
        return Finding("silenced", f"{found}; {canal.answer}")
    unasked = ("told_diagnoses",) * (history.get("told_diagnoses") is None)
    could = (*unasked, *(canal.missing if canal else ()))
    return Finding("yes", found, tuple(dict.fromkeys(could)))


def old_enough(history: History, rule: Rule) -> Finding:
    """From `age` on."""
    age = int(history.facts["age"])
    return Finding("yes" if age >= rule.limits["age"] else "no", f"age {age}")


def earlier_block(history: History, rule: Rule) -> Finding:
    """The most recent of `kinds` decides; the answer counts all that reached `helped_percent`."""
    kinds, enough = rule.limits["kinds"], rule.limits["helped_percent"]
    found = last(history, kinds)
    blocks = history.earlier(kinds)
    if not blocks:
        return _none_known(found)
    good = [i for i, entry in blocks if (entry.get("relief_percent") or 0) >= enough]
    count = f"{len(good)} of {enough} % or more known, Medicare wants {rule.limits['blocks']}"
    block = found.found
    if block is None:
        said = f"which was the last is not known; {count}"
        return Finding("unknown", said, found.missing)
    if block.percent is None:
        missing = (f"{block.path}.relief_percent",)
        return Finding("unknown", f"relief not known; {count}", missing)
    said = f"{say_number(block.percent)} % relief; {count}"
    return Finding("helped" if block.percent >= enough else "less", said)


def earlier_radiofrequency(history: History, rule: Rule) -> Finding:
    """The most recent of `kinds` decides: `helped_percent` for `helped_months`. From
    `repeat_blocks_months` on the blocks must be repeated before another.
    """
    found = last(history, rule.limits["kinds"])
    done = found.found
    if done is None:
        return _none_known(found)
    if done.percent is None:
        return Finding("unknown", done.said, (f"{done.path}.relief_percent",))
    if done.percent < rule.limits["helped_percent"]:
        return Finding("less", done.said)
    if done.months is None:
        return Finding("unknown", done.said, (f"{done.path}.relief_months",))
    if tenth(done.months) < rule.limits["helped_months"]:
        return Finding("less", done.said)
    long_ago = done.ago is not None and tenth(done.ago) >= rule.limits["repeat_blocks_months"]
    return Finding("helped_long_ago" if long_ago else "helped", done.said)


def _none_known(found: Last) -> Finding:
    """None done, or which was the last is not known."""
    if not found.missing:
        return Finding("none", "none")
    asked = "prior_procedures" not in found.missing
    said = "which was the last is not known" if asked else NOT_ANSWERED
    return Finding("unknown", said, found.missing)


def care_with_exercise(history: History, gate: Rule) -> Finding:
    """`weeks` of care, and an entry of exercise or physical therapy of any length and effect."""
    found = gates.conservative_care(history, gate)
    exercised = any(tried.group == "exercise" for tried in history.treatments)
    return found if exercised or found.outcome != "met" else replace(found, outcome="no_exercise")
