"""Certificates, printed in every language."""

import json
import subprocess
import sys
from collections.abc import Iterator
from statistics import median
from time import perf_counter

from sqlalchemy import func, select

from academy.app import create_app
from academy.credentials import queries, service
from academy.credentials.messages import sheet_of
from academy.db.transaction import current_session
from academy.kernel.languages import LANGUAGES
from academy.schema import metadata
from bench.stores import ROOT, Store
from bench.table import Budget

_MILLISECONDS, _KILOBYTES = 20, 60
_TIMES = 15


def measure(store: Store) -> Iterator[Budget]:
    """Measure a warm certificate in each language, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.printing"],
        cwd=ROOT,
        env=store.environment,
        stdout=subprocess.PIPE,
        check=True,
    )
    for tag, milliseconds, size in json.loads(done.stdout):
        yield Budget(f"certificate PDF, warm, {tag}", milliseconds, "ms", _MILLISECONDS)
        yield Budget(f"certificate PDF, size, {tag}", size / 1000, "kB", _KILOBYTES)


def main() -> None:
    """Print one learner's certificate in each language, again and again."""
    app = create_app()
    with app.test_request_context("/en/"):
        print(json.dumps([_printed(language.tag) for language in LANGUAGES]))


def _printed(tag: str) -> tuple[str, float, int]:
    """Return how long the middle one took, in milliseconds, and its size in bytes."""
    table = metadata.tables["credential"].c
    public_id = current_session().scalar(
        select(func.min(table.public_id)).where(table.language == tag)
    )
    certificate = queries.find_by_public_id(current_session(), public_id or "")
    assert certificate, f"nobody has a certificate in {tag}"
    times, data = list[float](), b""
    for _ in range(_TIMES):
        begun = perf_counter()
        data = service.print_sheet(sheet_of(certificate, "https://academy.example/verify/X"))
        times.append(perf_counter() - begun)
    return tag, median(times[1:]) * 1000, len(data)


if __name__ == "__main__":
    main()
