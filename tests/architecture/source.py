"""The source files of the product, read once: what the tests of its shape look at."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
APPS = (
    "config", "api", "desk", "summaries", "surveys", "intake", "notifications", "questions",
    "clinic", "instruments",
)  # fmt: skip
PACKAGES = (*APPS, "simulator")


def files(*packages: str) -> list[Path]:
    """Every Python file of these packages, migrations left out."""
    return [
        path
        for package in packages
        for path in sorted((ROOT / package).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def name(path: Path) -> str:
    """The dotted name of a module."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def only_for_types(module: ast.Module) -> set[ast.AST]:
    """The nodes under `if TYPE_CHECKING:`; they run nowhere."""
    return {
        inner
        for node in ast.walk(module)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }


def imports(path: Path) -> Iterator[tuple[str, str, int]]:
    """(module, imported name or "", line) of every import, relative ones made absolute."""
    module, skipped = tree(path), only_for_types(tree(path))
    package = name(path) if path.name == "__init__.py" else name(path).rpartition(".")[0]
    for node in ast.walk(module):
        if node in skipped:
            continue
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, "", node.lineno
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) - node.level + 1]
            source = ".".join([*(base if node.level else []), *filter(None, [node.module])])
            for alias in node.names:
                yield source, alias.name, node.lineno


def at(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT)}:{line}"
