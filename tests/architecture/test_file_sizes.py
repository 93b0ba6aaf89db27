"""Short files, short functions."""

import ast

import pytest

from tests.architecture.source import PACKAGES, ROOT, at, files, name, tree

SOURCE = [*files(*PACKAGES), *sorted((ROOT / "deploy").glob("*.py"))]
TESTS = files("tests")


def lines(path):
    return len(path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize(("paths", "most"), [(SOURCE, 400), (TESTS, 500)], ids=["source", "tests"])
def test_no_file_is_too_long(paths, most):
    assert {name(path): lines(path) for path in paths if lines(path) > most} == {}


def test_no_function_is_longer_than_fifty_lines():
    assert not [
        f"{at(path, node.lineno)} {node.name}: {length} lines"
        for path in SOURCE
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := node.end_lineno - node.lineno + 1) > 50
    ]


def test_every_module_says_what_it_owns():
    assert not [
        name(path)
        for path in SOURCE
        if not ast.get_docstring(tree(path)) and path.read_text(encoding="utf-8").strip()
    ]


def test_no_module_has_a_name_that_says_nothing():
    assert not [
        name(path) for path in SOURCE if path.stem in {"utils", "helpers", "base", "misc", "common"}
    ]
