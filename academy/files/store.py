"""The one door to stored files. A file's name is the digest of its bytes: it never changes."""

import os
import re
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Protocol, cast

from flask import Flask, current_app

STORE = "academy.store"
_NAME = re.compile(r"[0-9a-f]{64}\.[a-z0-9]{1,8}")


class NotStored(Exception):
    """There is no file of that name, or nothing could ever have it."""


class Store(Protocol):
    """Where files are kept: a folder here, a bucket elsewhere."""

    def put(self, data: bytes, suffix: str) -> str:
        """Keep the bytes and return their name; `suffix` is like `.svg`. Twice is once."""
        ...

    def get(self, name: str) -> bytes:
        """Return the bytes of a name; raise `NotStored` where there are none."""
        ...


def name_for(data: bytes, suffix: str) -> str:
    """Return the name under which these bytes are kept; raise `ValueError` for an odd suffix."""
    name = sha256(data).hexdigest() + suffix
    if not _NAME.fullmatch(name):
        message = f"not a suffix: {suffix!r}"
        raise ValueError(message)
    return name


class FolderStore:
    """Files in a folder, spread over 256 drawers by the first letters of their names."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, data: bytes, suffix: str) -> str:
        """Keep the bytes: whoever sees the name sees the whole file, after a power cut too."""
        name = name_for(data, suffix)
        path = self._path(name)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, data)
        return name

    def get(self, name: str) -> bytes:
        """Return the bytes of a name; raise `NotStored` where there are none."""
        if not _NAME.fullmatch(name):
            raise NotStored(name)
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError:
            raise NotStored(name) from None

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name


def init_app(app: Flask) -> None:
    """Keep the application's files in `ACADEMY_HOME/files`."""
    app.extensions[STORE] = FolderStore(Path(cast("str", app.config["ACADEMY_HOME"])) / "files")


def current_store() -> Store:
    """Return the store of the running application."""
    return cast("Store", current_app.extensions[STORE])


def _write(path: Path, data: bytes) -> None:
    with NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(path)
        except BaseException:
            with suppress(FileNotFoundError):
                Path(file.name).unlink()
            raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name itself survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
