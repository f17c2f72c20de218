"""The server, as `make run` starts it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager

from bench.stores import ROOT

_PATIENCE = 60


@contextmanager
def served(application: str, environment: Mapping[str, str] | None = None) -> Generator[int]:
    """Serve an application on a free port while the block runs; lend the port."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
               "--port", str(port), "--workers", "2", "--blocking-threads", "1", "--no-ws",
               "--log-level", "warning", application]  # fmt: skip
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=sys.stderr, start_new_session=True
    )
    try:
        wait_for(port)
        yield port
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, patience: float = _PATIENCE) -> None:
    """Wait until somebody listens on a port; raise `TimeoutError` where nobody ever does."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    message = f"nobody listens on port {port}"
    raise TimeoutError(message)
