"""Where a command writes what it makes: a file, or standard output."""

import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def opened(out: str) -> Generator[BinaryIO]:
    """Open a file to be written; `-` is standard output, which stays open."""
    if out == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    else:
        with Path(out).open("wb") as file:
            yield file
