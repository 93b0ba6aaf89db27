"""What is installed is pinned, and comes from wherever the reader's pip is pointed at."""

import re

import pytest

from tests.architecture.source import ROOT

FILES = ["requirements.txt", "requirements-dev.txt"]
PINNED = re.compile(r"[A-Za-z0-9_.-]+(\[[a-z0-9,_-]+\])?==\S+( ; .+)?")


def entries(file):
    text = (ROOT / file).read_text(encoding="utf-8")
    lines = (line.split(" #")[0].strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("file", FILES)
def test_every_requirement_is_pinned_and_none_names_a_host(file):
    bad = [line for line in entries(file) if not PINNED.fullmatch(line)]
    assert bad == (["-r requirements.txt"] if file == "requirements-dev.txt" else [])
    assert "://" not in (ROOT / file).read_text(encoding="utf-8")


def test_nothing_is_required_twice():
    names = [re.split(r"[\[=]", line)[0].lower() for file in FILES for line in entries(file)]
    assert len(names) == len(set(names))
