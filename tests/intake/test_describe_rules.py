"""docs/rules.md is what the data say: every rule, source and licence as shipped."""

from pathlib import Path

from instruments.library import load_all
from intake.management.commands.describe_rules import describe
from tests.intake.cases import RULES

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"


def test_the_page_is_printed_from_the_present_data():
    again = "manage.py describe_rules > docs/rules.md"
    assert PAGE.read_text(encoding="utf-8") == "\n".join(describe()) + "\n", again


def test_every_rule_and_instrument_stands_there():
    page = PAGE.read_text(encoding="utf-8")
    lines = [*RULES.general, *RULES.flags, *RULES.stops, *RULES.caps, *RULES.cautions]
    lines += [rule for family in RULES.families for rule in (*family.criteria, *family.gates)]
    assert all(f"| {rule.id} |" in page for rule in lines)
    assert all(f"| {one.title} v{one.version} |" in page for one in load_all())
