"""Print everything the clinical core judges by, from its data: `docs/rules.md` is this output."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.management.base import BaseCommand

from instruments.library import load_all
from intake.candidacy import load_rules
from intake.candidacy.rules import Family, Rule


class Command(BaseCommand):
    help = "Print the rules and instruments as tables (docs/rules.md)."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write("\n".join(describe()))


def describe() -> Iterator[str]:
    """Markdown, line by line; the same data give the same lines."""
    rules = load_rules()
    yield "# The rules and instruments, as shipped"
    yield ""
    yield (
        f"Rules version {rules.version}, printed from the data by `manage.py describe_rules`. "
        "Do not edit. The weights are this project's own proposal and have not been validated; "
        "(unverified) marks a number that a clinician still has to confirm. What is not named "
        "earns 0; the sentences a clinician reads stand in `intake/criteria/`."
    )
    yield from _table("Points every family shares", _points(rules.general), _POINTS)
    for family in rules.families:
        yield from _family(family)
    words = rules.words
    for title, limits in (
        ("What relief is enough", words.relief),
        ("How many make a pattern by themselves", words.starts),
    ):
        yield from _table(title, _limits(limits), ("what", "number", "source"))
    yield from _table("Red flags", _graded(rules.flags), ("id", "grade", "when", "source"))
    for title, notes in (
        ("Stops: not now, with the reason", rules.stops),
        ("Caps: possible at most", rules.caps),
        ("What a specialist may consider, never suggested", rules.may_consider),
        ("Cautions, in the order they are shown", rules.cautions),
    ):
        yield from _table(title, _notes(notes), ("id", "says", "source"))
    yield from _instruments()


_POINTS = ("rule", "about", "points", "by", "source")


def _family(family: Family) -> Iterator[str]:
    yield ""
    yield f"## {family.label} (`{family.id}`)"
    traits = ", ".join(sorted(family.traits)).replace("_", " ") or "none"
    source = family.bleeding_source
    yield f"Bleeding class: {family.bleeding_class} ({source}). Brings with it: {traits}."
    yield from _table("", _points(family.criteria), _POINTS)
    if family.gates:
        yield from _table("", _graded(family.gates), ("gate", "unmet", "when", "source"))
    else:
        yield ""
        yield "No gate."


def _points(rules: Iterable[Rule]) -> Iterator[tuple[object, ...]]:
    for rule in rules:
        earned = [f"{name} {said.points}" for name, said in rule.outcomes.items() if said.points]
        limits = [f"{key} {_limit(value)}" for key, value in rule.limits.items()]
        yield rule.id, rule.about, ", ".join(earned) or "0", "; ".join(limits), _source(rule)


def _limit(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(entry).replace("_", " ") for entry in value)
    return str(value)


def _graded(rules: Iterable[Rule]) -> Iterator[tuple[object, ...]]:
    for rule in rules:
        for said in rule.outcomes.values():
            yield rule.id, said.grade or "met", said.because, _source(rule)


def _notes(rules: Iterable[Rule]) -> Iterator[tuple[object, ...]]:
    return ((rule.id, rule.because(answer="…"), _source(rule)) for rule in rules)


def _limits(limits: Mapping[str, Any]) -> Iterator[tuple[object, ...]]:
    source = f"{limits['source']}{' (unverified)' if limits.get('unverified') else ''}"
    numbers = (key for key in limits if key not in ("source", "unverified"))
    return ((key.replace("_", " "), limits[key], source) for key in numbers)


def _source(rule: Rule) -> str:
    return f"{rule.source} (unverified)" if rule.unverified else rule.source


def _table(
    title: str, rows: Iterable[tuple[object, ...]], columns: tuple[str, ...]
) -> Iterator[str]:
    yield ""
    if title:
        yield f"## {title}"
    yield f"| {' | '.join(columns)} |"
    yield f"|{'---|' * len(columns)}"
    for row in rows:
        yield f"| {' | '.join(str(cell).replace('|', '/') for cell in row)} |"


def _instruments() -> Iterator[str]:
    rows = (
        (
            f"{one.title} v{one.version}",
            one.method,
            one.missing.note,
            ", ".join(f"{band.low:g} {band.name}" for band in one.bands),
            ", ".join(f"{name}: {said.status}" for name, said in sorted(one.languages.items())),
            one.source,
            one.licence,
        )
        for one in load_all()
    )
    columns = ("instrument", "scoring", "missing", "bands", "wording", "source", "licence")
    yield from _table("Instruments", rows, columns)
