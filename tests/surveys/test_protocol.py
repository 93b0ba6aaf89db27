"""Protocols as data: every shipped one loads, bad data is refused in a sentence."""

import tomllib

import pytest

from clinic import procedure_kinds
from surveys import protocol
from surveys.pages import pages_of


def test_every_kind_of_procedure_names_a_protocol_that_loads():
    for kind in procedure_kinds.all_kinds().values():
        if kind.protocol:
            assert protocol.load(kind.protocol).steps


def test_every_step_has_pages():
    for step in protocol.load("epidural_steroid").steps:
        assert pages_of(step)


def test_an_unknown_protocol_is_named():
    with pytest.raises(FileNotFoundError, match="no protocol nothing"):
        protocol.load("nothing")
    with pytest.raises(FileNotFoundError, match="version 99"):
        protocol.load("epidural_steroid", 99)


STEP = {
    "key": "d1", "label": "Day 1", "offset_days": 1, "hour": 10, "by": "reply",
    "class": "safety", "questions": ["now"], "too_late_after_hours": 24,
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"offset_days": 0}, "give offset_days or offset_months"),
        ({"offset_months": 1}, "give offset_days or offset_months"),
        ({"by": "pigeon"}, "by is reply or link"),
        ({"questions": ["mood"]}, "unknown questions"),
        ({"hour": 24}, "hour is 0 to 23"),
        ({"too_late_after_hours": 0}, "above 0"),
    ],
)
def test_bad_data_is_refused_in_a_sentence(change, says):
    table = {
        "name": "x", "version": 1, "label": "X", "source": "s", "unverified": True,
        "steps": [STEP | change],
    }  # fmt: skip
    with pytest.raises(ValueError, match=says):
        protocol.parse(table, "x-v1.toml")


def test_two_steps_with_one_key_are_refused():
    table = {
        "name": "x", "version": 1, "label": "X", "source": "s", "unverified": True,
        "steps": [STEP, STEP],
    }  # fmt: skip
    with pytest.raises(ValueError, match="same key"):
        protocol.parse(table, "x-v1.toml")


def test_the_shipped_file_is_toml_with_its_source():
    text = (protocol.FOLDER / "epidural_steroid-v1.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text)["source"]
