"""The contract's check itself: it passes what is described, and nothing else."""

import pytest

from tests.contract.check_openapi import CREATE, problems

FIELDS = {
    "To": {"type": "string", "format": "phone-number"},
    "ValidityPeriod": {"type": "integer", "minimum": 1, "maximum": 36000},
    "StatusCallback": {"type": "string", "format": "uri"},
    "MessagingServiceSid": {"type": "string", "pattern": "^MG[0-9a-f]{32}$", "maxLength": 34},
    "RiskCheck": {"$ref": "#/components/schemas/risk"},
    "Odd": {"type": "string", "contentEncoding": "base64"},
}
SCHEMA = {"properties": FIELDS, "required": ["To"]}
CONTENT = {"application/x-www-form-urlencoded": {"schema": SCHEMA}}
SPEC = {
    "paths": {CREATE: {"post": {"requestBody": {"content": CONTENT}}}},
    "components": {"schemas": {"risk": {"type": "string", "enum": ["enable", "disable"]}}},
}
GOOD = {"To": "+15550100142", "ValidityPeriod": "14400", "RiskCheck": "enable"}


def test_what_is_described_passes():
    assert problems(SPEC, GOOD) == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"Too": "x"}, "Too is not a field"),
        ({"To": "555-0142"}, "To is no phone-number"),
        ({"ValidityPeriod": "4.5"}, "ValidityPeriod is not a whole number"),
        ({"ValidityPeriod": "0"}, "ValidityPeriod is out of range"),
        ({"StatusCallback": "/receipt/"}, "StatusCallback is no uri"),
        ({"MessagingServiceSid": "MG1"}, "MessagingServiceSid does not match"),
        ({"RiskCheck": "perhaps"}, "RiskCheck is not one of"),
        ({"Odd": "x"}, "Odd is described by contentEncoding, which is not checked"),
    ],
)
def test_what_is_not_described_is_named(change, says):
    [problem] = problems(SPEC, GOOD | change)
    assert problem.startswith(says)


def test_a_missing_field_is_named():
    assert problems(SPEC, {}) == ["To is missing"]
