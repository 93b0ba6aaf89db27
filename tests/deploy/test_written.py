"""What is written about settings and dependencies keeps up with them."""

import re

from tests.architecture.source import ROOT

NAME = re.compile(r'(?:env\.\w+|secret)\("([A-Z_]+)"')


def read(file):
    return (ROOT / file).read_text(encoding="utf-8")


def test_every_setting_has_a_line_in_the_example():
    example = set(re.findall(r"^(?:# )?([A-Z_]+)=", read(".env.example"), re.M))
    assert set(NAME.findall(read("config/settings.py"))) == example


def test_every_chosen_package_says_why():
    told = read("docs/dependencies.md")
    for file in ("requirements.txt", "requirements-dev.txt"):
        chosen = read(file).partition("\n\n")[0]
        for package in re.findall(r"^([\w\[\]-]+)==", chosen, re.M):
            assert package in told.lower(), package
