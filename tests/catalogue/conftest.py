"""What the catalogue's tests share."""

from pathlib import Path

import pytest
from flask import Flask

from academy.files.store import STORE, FolderStore


@pytest.fixture
def store(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FolderStore:
    """The application's store, empty at the start of each test."""
    store = FolderStore(tmp_path / "files")
    monkeypatch.setitem(app.extensions, STORE, store)
    return store
