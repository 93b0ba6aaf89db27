"""`manage.py assess`: samples, bad input in its place, a line per case, same bytes."""

import json
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.intake.cases import facts

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.json"))
EXPECTED = {
    "01": ("candidate_likely", None, []),
    "02": ("candidate_likely", None, []),
    "03": ("possible", None, []),
    "04": ("possible", None, []),
    "05": ("not_now", None, []),
    "06": ("possible", None, []),
    "07": ("urgent", None, ["cauda_equina_or_cord"]),
    "08": ("urgent", None, ["spinal_infection"]),
    "09": ("urgent", None, ["cancer_cord_compression"]),
    "10": ("urgent", None, ["progressive_deficit"]),
    "11": (None, "needs_review_minor", []),
    "12": (None, "needs_review_implausible", []),
    "13": ("not_now", None, []),
    "14": ("not_now", None, []),
    "15": ("possible", None, []),
}
GOOD = json.dumps(facts())
MINOR = json.dumps({"age": 5, "pain_sites": []})  # soon judged


@pytest.fixture
def run(capsysbinary, tmp_path):
    """Runs the command on bytes; answers (exit status, answers, raw output)."""

    def run_on(raw, *options):
        path = tmp_path / "cases.json"
        path.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
        status = 0
        try:
            call_command("assess", str(path), *options)
        except CommandError as refused:
            status = refused.returncode
        out = capsysbinary.readouterr().out
        if options:
            return status, json.loads(out), out
        return status, [json.loads(line) for line in out.splitlines()], out

    return run_on


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_every_sample_gives_its_tier_and_flags(sample, run):
    status, answers, _ = run(sample.read_bytes())
    assert status == 0
    (found,) = answers
    flags = [flag["id"] for flag in found["red_flags"]]
    assert (found["tier"], found["hold"], flags) == EXPECTED[sample.stem[:2]]


def test_the_review_sample_scores_eighty_eight(run):
    family = run(SAMPLES[0].read_bytes())[1][0]["families"][0]
    assert (family["score"], family["standing"]) == (88, "candidate_likely")
    assert [line["points"] for line in family["points"]] == [20, 10, 10, 0, 0, 0, 15, 10, 18, 5]


def test_a_case_is_one_line_as_these_bytes(run):
    """The whole line of a minor: the shape of the contract, sorted, and nothing else."""
    out = run('{"pain_sites": [], "age": 5}')[2].decode()
    found = json.loads(out)
    assert out == json.dumps(found, sort_keys=True, ensure_ascii=False) + "\n"
    assert list(found) == [
        "cautions", "families", "hold", "may_consider", "missing", "mme", "red_flags",
        "rules_version", "scores", "tier", "unrecognised",
    ]  # fmt: skip


def test_the_same_case_gives_the_same_bytes_in_every_shape(run):
    one = run(GOOD)[2]
    assert run(json.dumps(facts(), indent=2))[2] == one
    assert run(f"[{GOOD}]")[2] == one
    assert run(b"\xef\xbb\xbf" + GOOD.encode())[2] == one
    assert run(f"{GOOD}\r\n\r\n")[2] == one
    assert run(f"{GOOD}\n{GOOD}\n")[2] == one + one
    assert run(json.dumps([facts(), facts()], indent=1))[2] == one + one
    assert run(f"\n\n [{GOOD},\n{GOOD}]")[2] == one + one
    assert run(f"\n\r\n{GOOD}\n \n\t\n{GOOD}")[2] == one + one


def test_an_empty_list_has_no_answers(run):
    assert run("[]") == (0, [], b"")


def test_a_long_list_on_one_line_is_read_whole(run):
    padded = MINOR + " " * 20_000
    assert len(run(f"[{','.join([padded] * 60)}]")[1]) == 60


def test_answers_are_sorted_utf8_lines(run):
    out = run(json.dumps(facts(goals=["café"]), ensure_ascii=False))[2]
    assert out.endswith(b"}\n")
    assert "café".encode() in out
    keys = list(json.loads(out))
    assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        ("", "file: holds no case"),
        ("\n\n", "file: holds no case"),
        ("{", "line 1: is not JSON"),
        ("nonsense", "line 1: is not JSON"),
        ("null", "facts: must be an object"),
        ("5", "facts: must be an object"),
        ("{}", "age: is required"),
        ('{\n"age": 5,\n', "file: is not JSON"),
        (b'{"age": "\xff"}', "line 1: is not UTF-8 text"),
        (GOOD.replace('"age": 50', '"age": NaN'), "age: must be a whole number"),
        (GOOD.replace('"age": 50', '"age": -Infinity'), "age: must be a whole number"),
        (GOOD.replace('"age": 50', f'"age": {"9" * 5000}'), "age: must be a whole number"),
        (GOOD.replace('"age": 50', '"age": 1e999'), "age: must be a whole number"),
        (GOOD.replace('"age": 50', '"age": true'), "age: must be a whole number"),
        (GOOD.replace('"age": 50', '"age": 50, "age": 51'), "age: is given twice"),
        (GOOD.replace('"age": 50', '"age": 50, "\\ud800": 1'), "is not a key of the facts"),
        ("[" * 100_000, "file: is nested too deeply"),
        ('{"a": ' + "[" * 100_000, "line 1: is nested too deeply"),
        ('{"a": "' + "x" * 1_000_001 + '"}', "line 1: is longer than 1,000,000 bytes"),
        ("[1" + " " * 50_000_000, "file: is longer than 50,000,000 bytes"),
        ("\ufeff\n", "file: holds no case"),
        (GOOD.encode("utf-16"), "line 1: is not UTF-8 text"),
        (GOOD.replace('"age": 50', '"age": 50, "goals": [[[[]]]]'), "goals: is given twice"),
        (GOOD.replace('"age": 50', '"age": 50, "pain_points": [{}]'), "pain_points[0]: must be"),
        (GOOD.replace('"age": 50', '"age": 50, "wpi": -0.5'), "wpi: must be a whole number"),
        (GOOD.replace('"age": 50', f'"age": 50, "wpi": 1e{"9" * 400}'), "wpi: must be"),
        (GOOD.replace('"age": 50', '"age": 50,, "wpi": 1'), "line 1: is not JSON"),
        ("\x00", "line 1: is not JSON"),
    ],
)
def test_bad_input_is_refused_in_words(raw, error, run):
    status, answers, _ = run(raw)
    assert status == 2
    assert any(error in problem for problem in answers[0]["errors"])


@pytest.mark.parametrize(
    "bad",
    [
        "{", "{]", "null", "[]", "7", '{"age": 5}', '{"age": NaN}', '{"age": 1, "age": 2}',
        '{"a": "' + "x" * 1_000_001 + '"}',
    ],
    ids=range(9),
)  # fmt: skip
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_bad_line_answers_in_its_place_and_the_rest_go_on(bad, place, run):
    lines = [GOOD, GOOD]
    lines.insert(place, bad)
    status, answers, _ = run("\n".join(lines))
    assert status == 2
    assert ["errors" in answer for answer in answers] == [index == place for index in range(3)]


def test_a_bad_case_in_a_list_answers_in_its_place(run):
    status, answers, _ = run(f'[{GOOD}, {{"age": NaN}}, 7, {GOOD}]')
    assert status == 2
    assert ["errors" in answer for answer in answers] == [False, True, True, False]


def test_pretty_is_for_people(run):
    status, found, out = run(GOOD, "--pretty")
    assert status == 0
    assert out.count(b"\n") > 50
    assert found["tier"] == "possible"


def test_a_missing_file_is_a_sentence():
    with pytest.raises(CommandError, match="No such file") as refused:
        call_command("assess", "nowhere.json")
    assert refused.value.returncode == 2


def test_a_folder_is_a_sentence(tmp_path):
    with pytest.raises(CommandError, match="Is a directory") as refused:
        call_command("assess", str(tmp_path))
    assert refused.value.returncode == 2


def test_standard_input_that_is_closed_is_a_sentence(monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(CommandError, match="standard input is closed"):
        call_command("assess", "-")


def test_progress_goes_to_standard_error(tmp_path, capfd):
    path = tmp_path / "many.ndjson"
    path.write_text(f"{MINOR}\n" * 1000)
    call_command("assess", str(path))
    captured = capfd.readouterr()
    assert captured.err == "1,000 cases\n"
    assert captured.out.count("\n") == 1000
