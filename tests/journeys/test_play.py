"""`manage.py play` and the sample clinic: the whole journey, printed."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    out = tmp_path_factory.mktemp("out")
    environment = {k: v for k, v in os.environ.items() if k != "TASKS_INLINE"}
    done = subprocess.run(
        [sys.executable, "manage.py", "play", "--out", str(out)],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout, out / "summary.pdf", done.stderr


def test_the_eight_steps_are_printed_in_order(played):
    assert re.findall(r"^(\d)\. ", played[0], re.M) == list("12345678")


def test_each_text_is_shown_as_the_phone_shows_it(played):
    told = played[0]
    assert re.search(r"Feb 10 09:0\d > Oak Clinic: Questions before your visit: http", told)
    assert re.search(r"Mar 04 10:00 > Oak Clinic: How is it right now\?", told)
    assert re.search(r"Mar 06 10:0\d < about a 4", told)
    assert "[delivered]" in told


def test_every_state_is_told(played):
    told = played[0]
    assert "tier: Likely" in told
    assert "alert, Prompt: Headache" in told
    assert re.search(r"m3: answered", told)
    assert re.search(r"m6: waits for its day", told)


def test_the_page_is_left_and_says_what_the_journey_said(played):
    text = "\n".join(page.extract_text() for page in PdfReader(played[1]).pages)
    assert "Fictional, Rosa" in text
    assert "71%" in text


def test_nothing_was_grumbled(played):
    assert played[2].strip() == ""
