"""From a fresh clone to the first page."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from bench.serving import free_port, wait_for
from bench.stores import ROOT
from bench.table import Budget
from bench.visiting import Browser

_SECONDS = 120
_PATIENCE = 600


def measure() -> Iterator[Budget]:
    """Clone what is committed, run the one command, and wait for the first page."""
    with tempfile.TemporaryDirectory() as folder:
        clone, port = Path(folder) / "academy", free_port()
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        begun = perf_counter()
        process = subprocess.Popen(
            ["make", "run", f"SERVER=127.0.0.1:{port}"],
            cwd=clone,
            env={key: value for key, value in os.environ.items() if key != "ACADEMY_HOME"},
            stdout=sys.stderr,
            start_new_session=True,
        )
        try:
            wait_for(port, _PATIENCE)
            assert Browser(port).get("/en/").status == 200
            taken = perf_counter() - begun
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(30)
    yield Budget("empty machine to first page", taken, "s", _SECONDS, note="make run")
