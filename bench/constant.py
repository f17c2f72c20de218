"""That a page's queries do not grow with its rows: asserted by tests, which are counted here."""

import re
from collections.abc import Iterator

from bench.stores import ROOT
from bench.table import Budget

_TEST = re.compile(r"^def (test_\w+)\([^)]*\bcount_queries\b", re.MULTILINE)


def measure() -> Iterator[Budget]:
    """Count the tests that compare a page's queries for few rows and for many."""
    found = {
        path.parent.name: len(_TEST.findall(path.read_text()))
        for path in sorted((ROOT / "tests").glob("*/test_views.py"))
    }
    told = ", ".join(f"tests/{name}" for name, number in found.items() if number)
    yield Budget(
        "tests that a page's queries are constant", sum(found.values()), "", 1, at_least=True,
        note=f"make unit: {told}",
    )  # fmt: skip
