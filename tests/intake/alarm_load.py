"""How many alarms the red-flag rules make of 100 ordinary intakes, against the budget.

`.venv/bin/python -m tests.intake.alarm_load` recomputes the tables of docs/alarm-load.md in place.
"""

import re
from pathlib import Path

from intake.candidacy import load_rules
from intake.red_flags import find
from tests.intake.population import (
    ANSWERING,
    INTAKES,
    TABLE,
    answered,
    people,
    scaled,
)

GRADES = ("emergency", "urgent", "prompt")
BUDGET = {"emergency": 5, "urgent": 10}
ASKED_WHEN = {"ignore_new": 0.02, "unsure_if_old": 0.02, "unsure_if_none": 0.005}


def as_shipped(facts, flag):
    return flag["grade"]


def item_9_without_a_plan(facts, flag):
    """2 or 3 with "no" to the question of a plan: urgent."""
    denied = facts["red_flag_answers"].get("suicide_plan") == "no"
    return "urgent" if flag["id"] == "suicide_risk" and denied else flag["grade"]


def trauma_of_weeks(facts, flag):
    """An emergency only in the first 2 weeks, as every other question; a nerve sign raises R1."""
    old = flag["id"] == "fracture" and facts["duration_months"] > 0.5
    return "urgent" if old and flag["grade"] == "emergency" else flag["grade"]


def old_weakness(facts, flag):
    """Older than 4 weeks and "getting worse", without a yes to new weakness: prompt."""
    new = facts["red_flag_answers"]["progressive_weakness"] == "yes"
    new = new or (facts["weakness_detail"]["weeks"] or 0) <= 4
    old = flag["id"] == "progressive_deficit" and not new
    return "prompt" if old and flag["grade"] == "urgent" else flag["grade"]


def clumsy_alone(facts, flag):
    """Unsteady or clumsy without any other sign of the cord: urgent."""
    others = ("saddle_numbness", "bladder_bowel_change", "bilateral_leg_weakness")
    alone = not any(facts["red_flag_answers"][key] == "yes" for key in others)
    alone = alone and flag["id"] == "cauda_equina_or_cord"
    return "urgent" if alone and flag["grade"] == "emergency" else flag["grade"]


def all_regraded(facts, flag):
    for regrade in (item_9_without_a_plan, trauma_of_weeks, old_weakness, clumsy_alone):
        flag = flag | {"grade": regrade(facts, flag)}
    return flag["grade"]


# What is proposed, alone and together: (name, how people then answer, how a flag is then graded).
PROPOSALS = (
    ("as shipped", ANSWERING, as_shipped),
    ("A: ask when it began", ASKED_WHEN, as_shipped),
    ("B: item 9 of 2 or 3, plan denied: urgent", ANSWERING, item_9_without_a_plan),
    ("C: major trauma over 2 weeks old: urgent", ANSWERING, trauma_of_weeks),
    ("D: old weakness getting worse: prompt", ANSWERING, old_weakness),
    ("E: unsteady or clumsy alone: urgent", ANSWERING, clumsy_alone),
    ("A to E together", ASKED_WHEN, all_regraded),
)
SENSITIVITY = (
    ("as stated", TABLE, ANSWERING, INTAKES),
    ("as stated, ten times as many intakes", TABLE, ANSWERING, 10 * INTAKES),
    ("all guesses halved", scaled(0.5, 0.5), answered(0.5), INTAKES),
    ("all guesses doubled", scaled(2, 2), answered(2), INTAKES),
    ("how common: halved", scaled(share=0.5), ANSWERING, INTAKES),
    ("how common: doubled", scaled(share=2), ANSWERING, INTAKES),
    ("how often new: halved", scaled(new=0.5), ANSWERING, INTAKES),
    ("how often new: doubled", scaled(new=2), ANSWERING, INTAKES),
    ("how people answer: halved", TABLE, answered(0.5), INTAKES),
    ("how people answer: doubled", TABLE, answered(2), INTAKES),
    ('nobody is "not sure"', TABLE, ANSWERING | {"unsure_if_old": 0, "unsure_if_none": 0}, INTAKES),
    ('nobody reads "new or worse"', TABLE, ANSWERING | {"ignore_new": 1}, INTAKES),
)


def alarms(population, regrade=as_shipped):
    """Alarms per 100 intakes by (flag, grade)."""
    rules = load_rules()
    counts = {(flag.id, grade): 0 for flag in rules.flags for grade in GRADES}
    for facts in population:
        for flag in find(facts, rules):
            counts[flag["id"], regrade(facts, flag)] += 1
    return {key: 100 * count / len(population) for key, count in counts.items()}


def total(per_100, grade):
    return sum(count for (_, found), count in per_100.items() if found == grade)


def paged(population):
    """Of 100 intakes, those with an emergency or an urgent flag: one patient may raise several."""
    grades = [{flag["grade"] for flag in find(facts, load_rules())} for facts in population]
    return 100 * sum(bool(found & set(BUDGET)) for found in grades) / len(population)


def raw_yes(population):
    """Of 100 intakes, those with at least one yes to a red-flag question."""
    said = sum("yes" in facts["red_flag_answers"].values() for facts in population)
    return 100 * said / len(population)


def markdown(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def by_rule():
    per_100 = alarms(people())
    rows = [
        [rule, *(f"{per_100[rule, grade]:.1f}" for grade in GRADES)]
        for rule in dict.fromkeys(flag for flag, _ in per_100)
    ]
    rows.append(["all", *(f"{total(per_100, grade):.1f}" for grade in GRADES)])
    rows.append(["budget", *(str(BUDGET.get(grade, "none")) for grade in GRADES)])
    return markdown(["rule", *GRADES], rows)


def verdict():
    """One sentence for each grade with a budget, and who used it."""
    per_100, said = alarms(people()), []
    for grade, most in BUDGET.items():
        found = total(per_100, grade)
        ranked = sorted(((count, flag) for (flag, g), count in per_100.items() if g == grade))
        leaders = ", ".join(f"{flag} {count:.1f}" for count, flag in ranked[:-4:-1])
        word = "over" if found > most else "within"
        said.append(f"- {grade}: {found:.1f} of {most}, **{word}** the budget. Most: {leaders}.")
    return "\n".join(said)


def side_figures():
    plain = people(answering=ANSWERING | {"ignore_new": 1})
    return "\n".join(
        (
            f"- Intakes with at least one emergency or urgent flag: {paged(people()):.1f} of 100.",
            f'- Intakes with at least one "yes": {raw_yes(people()):.1f} of 100; '
            f'if nobody read "new or worse": {raw_yes(plain):.1f}.',
        )
    )


def sensitivity():
    rows = []
    for name, table, answering, intakes in SENSITIVITY:
        per_100 = alarms(people(table, answering, intakes))
        rows.append([name, *(f"{total(per_100, grade):.1f}" for grade in GRADES)])
    return markdown(["guesses", *GRADES], rows)


def proposals():
    rows = []
    for name, answering, regrade in PROPOSALS:
        per_100 = alarms(people(answering=answering), regrade)
        apart = f"{sum(per_100['suicide_risk', grade] for grade in GRADES):.1f}"
        rows.append([name, *(f"{total(per_100, grade):.1f}" for grade in GRADES), apart])
    return markdown(["change", *GRADES, "of all these, suicide_risk"], rows)


def rates():
    rows = [
        [
            key,
            f"{100 * rate.share:.1f} %",
            "" if rate.new is None else f"{100 * rate.new:.0f} %",
            rate.source,
        ]
        for key, rate in TABLE.items()
    ]
    rows += [[key, f"{100 * share:.1f} %", "", "our guess"] for key, share in ANSWERING.items()]
    return markdown(["what", "true of", "of these new", "source"], rows)


TABLES = {
    table.__name__: table
    for table in (by_rule, verdict, side_figures, sensitivity, proposals, rates)
}
DOCUMENT = Path(__file__).parents[2] / "docs" / "alarm-load.md"


def filled(document):
    """The document with each table between its marks computed anew."""
    return re.sub(
        r"(<!-- (\w+) -->\n).*?(<!-- end -->)",
        lambda mark: f"{mark[1]}{TABLES[mark[2]]()}\n{mark[3]}",
        document,
        flags=re.DOTALL,
    )


if __name__ == "__main__":
    DOCUMENT.write_text(filled(DOCUMENT.read_text()))
