"""The one door to stored files. A file's name is the digest of its bytes: it never changes."""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO, Protocol, cast

from flask import Flask, current_app

STORE = "academy.store"
_PIECE = 1 << 18
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

    def put_blocks(self, blocks: Iterable[bytes], suffix: str) -> str:
        """Keep what the blocks make together, holding one at a time, and return its name."""
        ...

    def blocks(self, name: str) -> Iterator[bytes]:
        """Return the bytes of a name piece by piece; raise `NotStored` where there are none."""
        ...

    def remove(self, name: str) -> None:
        """Keep a file no longer. One that is not there is removed already."""
        ...


def name_for(data: bytes, suffix: str) -> str:
    """Return the name under which these bytes are kept; raise `ValueError` for an odd suffix."""
    return _named(sha256(data).hexdigest(), suffix)


def _named(digest: str, suffix: str) -> str:
    name = digest + suffix
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

    def put_blocks(self, blocks: Iterable[bytes], suffix: str) -> str:
        """Keep what the blocks make together: its name is known when the last of them is."""
        digest = sha256()

        def counted() -> Iterator[bytes]:
            for block in blocks:
                digest.update(block)
                yield block

        self._folder.mkdir(parents=True, exist_ok=True)
        return _write_blocks(
            self._folder, counted(), lambda: self._path(_named(digest.hexdigest(), suffix))
        ).name

    def blocks(self, name: str) -> Iterator[bytes]:
        """Return the bytes of a name piece by piece; raise `NotStored` where there are none."""
        if not _NAME.fullmatch(name):
            raise NotStored(name)
        try:
            file = self._path(name).open("rb")
        except FileNotFoundError:
            raise NotStored(name) from None
        return _pieces(file)

    def remove(self, name: str) -> None:
        """Keep a file no longer. One that is not there is removed already."""
        if _NAME.fullmatch(name):
            self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name


def init_app(app: Flask) -> None:
    """Keep the application's files in `ACADEMY_HOME/files`."""
    app.extensions[STORE] = FolderStore(Path(cast("str", app.config["ACADEMY_HOME"])) / "files")


def current_store() -> Store:
    """Return the store of the running application."""
    return cast("Store", current_app.extensions[STORE])


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(_PIECE):
            yield piece


def _write(path: Path, data: bytes) -> None:
    _write_blocks(path.parent, [data], lambda: path)


def _write_blocks(folder: Path, blocks: Iterable[bytes], path_of: Callable[[], Path]) -> Path:
    """Write a file beside where it belongs, and name it once all of it is on the disk."""
    with NamedTemporaryFile(dir=folder, prefix=".", delete=False) as file:
        try:
            for block in blocks:
                file.write(block)
            file.flush()
            os.fsync(file.fileno())
            path = path_of()
            path.parent.mkdir(parents=True, exist_ok=True)
            Path(file.name).replace(path)
        except BaseException:
            with suppress(FileNotFoundError):
                Path(file.name).unlink()
            raise
    _sync_folder(path.parent)
    return path


def _sync_folder(folder: Path) -> None:
    """Make the new name itself survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
