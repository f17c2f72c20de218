"""`make bench`: every budget of the design, measured. `--quick` takes a few minutes less."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path

from bench import (
    assessing,
    authoring,
    constant,
    dashboard,
    exporting,
    pages,
    printing,
    reports,
    saving,
    starting,
    stores,
)
from bench.stores import Store
from bench.table import Budget, show

_LEARNERS, _MILLION = 10_000, 775_000
"""What the pages are measured with, and how many more make a million enrolments."""
_QUICK = 2_000

Lend = Callable[[Path], AbstractContextManager[Store]]


def main() -> int:
    """Measure, print the table, and return 1 where a budget is broken."""
    options = _options()
    found = _noted(constant.measure())
    found += _noted(assessing.measure_rules(quick=options.quick))
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        lent: tuple[Lend, ...] = (stores.sqlite, stores.postgresql)
        for lend in lent:
            with lend(Path(folder)) as store:
                found += _noted(_all_of(store, quick=options.quick, seconds=options.seconds))
    if options.clone:
        found += _noted(starting.measure())
    show(found)
    return int(any(one.is_kept is False for one in found))


def _all_of(store: Store, *, quick: bool, seconds: float) -> Iterable[Budget]:
    """Yield every budget that a store has to do with, the million rows last."""
    print(f"\n{store.name}: filling", file=sys.stderr)
    store.fill(_QUICK if quick else _LEARNERS)
    yield from pages.measure(store, seconds=seconds)
    yield from saving.measure(store, seconds=seconds)
    yield from assessing.measure_pages(store)
    if store.name == "SQLite":
        yield from printing.measure(store)
        yield from assessing.measure_figures(store, quick=quick)
    yield from authoring.measure(store)
    if not quick:
        store.flask("demo", "load", "--learners", str(_MILLION))
    yield from reports.measure(store)
    yield from dashboard.measure(store)
    yield from exporting.measure(store)


def _noted(budgets: Iterable[Budget]) -> list[Budget]:
    """Say each number as it comes: the whole takes a while."""
    found: list[Budget] = []
    for one in budgets:
        print(f"  {one.what}: {one.measured:,.1f} {one.unit}", file=sys.stderr)
        found.append(one)
    return found


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few rows: to see that it works")
    parser.add_argument("--seconds", type=float, default=5, help="of load, for each number")
    parser.add_argument("--clone", action="store_true", help="also from a fresh clone (downloads)")
    parser.add_argument("--folder", type=Path, help="where the databases are made (3 GB each)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
