"""Data that cannot be used stops the start, in a sentence."""

from django.core.checks import run_checks

from instruments import library
from intake.checks import DATA, problem


def test_what_is_shipped_can_be_used():
    assert [error for error in run_checks() if error.id == "intake.E001"] == []


def test_every_kind_of_data_is_looked_at():
    assert set(DATA) >= {"instruments", "rules", "kinds of procedure"}


def test_a_bad_file_is_named(tmp_path):
    bad = tmp_path / "bad-v1.toml"
    bad.write_text("name = ")
    found = problem("instruments", lambda: library.read(bad))
    assert "bad-v1.toml" in found.msg
    assert "The instruments cannot be used" in found.msg
