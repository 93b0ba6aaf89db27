"""`manage.py rescore --since DATE`: which tiers the present rules would move."""

from argparse import ArgumentParser, ArgumentTypeError
from collections import Counter
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand

from clinic import clock
from intake import rescoring
from intake.candidacy import load_rules
from intake.rescoring import Comparison

HELD = "held"
ROW = "{mrn:<12} {clinic:<24} {change:<36} {family:<32} {rules:<18} {note}"


class Command(BaseCommand):
    help = (
        "Assess the frozen facts of each patient's newest assessment with the present rules and "
        "list those that move. Without --dry-run these are stored as new assessments; the old "
        "ones stay. Reviewed ones are listed and left alone unless --reviewed is given."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--since", type=day, required=True, help="a day (UTC), as 2026-02-10")
        parser.add_argument("--dry-run", action="store_true", help="write nothing")
        parser.add_argument(
            "--reviewed",
            action="store_true",
            help="store new assessments of reviewed ones too: they wait for a review again",
        )

    def handle(self, *, since: datetime, dry_run: bool, reviewed: bool, **options: Any) -> None:
        rules, now = load_rules(), clock.now()
        counts: Counter[str] = Counter()
        moves: Counter[str] = Counter()
        self.stdout.write(f"Rules {rules.version}, assessments since {since:%Y-%m-%d}")
        for found in rescoring.compare_since(since, rules):
            counts["assessed"] += 1
            if found.problems:
                counts["unfit"] += 1
                self._print(found, "facts fit no more", "; ".join(found.problems))
            elif found.moves:
                moves[_change(found)] += 1
                fate = self._settle(found, dry_run, reviewed, now)
                counts[fate] += 1
                self._print(found, _change(found, scores=True), _note(found, fate))
        self._sum_up(counts, moves)

    def _settle(self, found: Comparison, dry_run: bool, reviewed: bool, now: datetime) -> str:
        """What becomes of one that moves."""
        if found.is_reviewed and not reviewed:
            return "reviewed, left alone"
        if dry_run:
            return "would be stored"
        return "stored" if rescoring.keep(found, now) else "replaced meanwhile, left alone"

    def _print(self, found: Comparison, change: str, note: str) -> None:
        old = found.assessment
        before, after = old.best_family, _best(found)
        self.stdout.write(
            ROW.format(
                mrn=old.patient.mrn,
                clinic=str(old.clinic)[:24],
                change=change,
                family=before if before == after else f"{before or 'none'} → {after or 'none'}",
                rules=f"{old.rules_version} → {load_rules().version}",
                note=note,
            ).rstrip()
        )

    def _sum_up(self, counts: Counter[str], moves: Counter[str]) -> None:
        moved = moves.total()
        self.stdout.write(f"{counts['assessed']:,} assessed, {moved:,} move")
        for change, number in sorted(moves.items()):
            self.stdout.write(f"  {number:>6,}  {change}")
        for fate in sorted(set(counts) - {"assessed", "unfit"}):
            self.stdout.write(f"  {counts[fate]:>6,}  {fate}")
        if counts["unfit"]:
            self.stdout.write(f"  {counts['unfit']:>6,}  not assessed: facts fit no more")


def day(text: str) -> datetime:
    """The start of a day, UTC."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        raise ArgumentTypeError(f"{text}: write the day as 2026-02-10") from None


def _change(found: Comparison, *, scores: bool = False) -> str:
    old, new = found.assessment, found.result or {}
    best = next(iter(new.get("families", ())), None)
    before, after = old.tier or HELD, new.get("tier") or HELD
    if scores:
        before += f" {old.score}" if old.score is not None else ""
        after += f" {best['score']}" if best else ""
    return f"{before} → {after}"


def _best(found: Comparison) -> str:
    if found.result is None:
        return found.assessment.best_family
    best = next(iter(found.result["families"]), None)
    return str(best["family"]) if best else ""


def _note(found: Comparison, fate: str) -> str:
    flags = ", ".join(f"{flag['grade']} {flag['id']}" for flag in found.new_flags)
    return f"{fate}; new red flag: {flags}" if flags else fate
