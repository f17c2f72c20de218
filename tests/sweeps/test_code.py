"""Habits no linter checks for us."""

import ast
import re
from pathlib import Path

import pytest

SOURCES = sorted(Path("academy").glob("**/*.py"))
TEMPLATES = sorted(Path("academy").glob("**/templates/**/*.html"))
MAY_COMMIT = Path("academy/db/transaction.py")
LONGEST_MODULE = 300
LONGEST_FUNCTION = 40
LONGEST_VIEW = 25
LONGEST_TEMPLATE = 120
DRAWERS = {"utils", "helpers", "common", "misc"}


def functions(path: Path) -> list[ast.FunctionDef]:
    return [
        node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)
    ]


def length(function: ast.FunctionDef) -> int:
    return (function.end_lineno or 0) - function.lineno + 1


def test_only_the_transaction_commits() -> None:
    committers = {
        path
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute)
        and node.attr in {"commit", "rollback"}
        and path.parts[1] not in {"files", "jobs"}
    }
    assert committers == {MAY_COMMIT}


def test_no_module_outgrows_a_sitting() -> None:
    assert [p for p in SOURCES if len(p.read_text().splitlines()) > LONGEST_MODULE] == []


def test_no_function_outgrows_a_screen() -> None:
    long = [f"{p}:{f.name}" for p in SOURCES for f in functions(p) if length(f) > LONGEST_FUNCTION]
    assert long == []


def test_a_view_translates_and_does_not_decide() -> None:
    views = [path for path in SOURCES if "views" in path.parts or path.name == "views.py"]
    long = [f"{p}:{f.name}" for p in views for f in functions(p) if length(f) > LONGEST_VIEW]
    assert long == []


def test_no_template_outgrows_a_screen_or_two() -> None:
    assert [p for p in TEMPLATES if len(p.read_text().splitlines()) > LONGEST_TEMPLATE] == []


def test_there_is_no_drawer_for_everything() -> None:
    assert [p for p in SOURCES if p.stem in DRAWERS] == []


LEFT_BEHIND = (re.escape(f"{Path.cwd()}/"), r"\b[T]ODO\b", r"\b[F]IXME\b", r"\b[X]XX\b")


@pytest.mark.parametrize("pattern", LEFT_BEHIND)
def test_nothing_is_left_behind(pattern: str) -> None:
    here = Path(__file__)
    kinds = ("academy/**/*", "tests/**/*.py", "tools/*.py", "bench/*.py", "docs/**/*.md", "*.md")
    files = [p for kind in kinds for p in Path().glob(kind) if p.is_file() and p.resolve() != here]
    found = [
        str(path)
        for path in files
        if path.suffix in {".py", ".html", ".md", ".css", ".js", ".typ"}
        and re.search(pattern, path.read_text(encoding="utf-8"))
    ]
    assert found == []
