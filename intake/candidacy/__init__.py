"""The scoring core: pure functions over facts and versioned criteria. No Django."""

from intake.candidacy.assessment import assess, family_label
from intake.candidacy.rules import Rules, RulesInvalid, load_rules
from intake.facts_contract import FactsInvalid

__all__ = ["FactsInvalid", "Rules", "RulesInvalid", "assess", "family_label", "load_rules"]
