"""A running Academy on a database of its own, as `make run` serves it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
PATIENCE = 30.0
DEMO_PASSWORD = "learn-something-new"  # noqa: S105


@dataclass(frozen=True, slots=True)
class Site:
    """Where a running Academy is, and where it keeps its things."""

    address: str
    home: Path


@contextmanager
def running_site(home: Path) -> Generator[Site]:
    """Serve the Academy with its courses and demo people until the block ends."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "ACADEMY_HOME": str(home), "PUBLIC_URL": address}
    for command in (("db", "upgrade"), ("courses", "load", "--all"), ("demo", "people")):
        subprocess.run(
            (str(BIN / "flask"), *command),
            cwd=ROOT,
            env=environment,
            check=True,
            capture_output=True,
        )
    server = subprocess.Popen(
        (
            str(BIN / "granian"),
            *("--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)),
            *("--workers", "2", "--blocking-threads", "1", "--no-ws", "--log-level", "warning"),
            "wsgi:app",
        ),
        cwd=ROOT,
        env=environment,
    )
    try:
        _wait_for(f"{address}/readyz")
        yield Site(address, home)
    finally:
        server.terminate()
        server.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except (URLError, ConnectionError):
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
        else:
            return
