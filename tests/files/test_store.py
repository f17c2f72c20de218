import hashlib
import os
from pathlib import Path

import pytest
from flask import Flask

from academy.files.store import STORE, FolderStore, NotStored, Store, current_store, init_app
from tests.builders import Shelf

DATA = "ទឹក".encode()
NAME = hashlib.sha256(DATA).hexdigest() + ".svg"


@pytest.fixture(params=["folder", "shelf"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return FolderStore(tmp_path) if request.param == "folder" else Shelf()


def test_what_was_put_can_be_had_by_its_name(store: Store) -> None:
    assert store.put(DATA, ".svg") == NAME
    assert store.get(NAME) == DATA


def test_putting_twice_is_putting_once(store: Store) -> None:
    assert store.put(DATA, ".svg") == store.put(DATA, ".svg")


@pytest.mark.parametrize(
    "name",
    [
        "",
        "..",
        "../../etc/passwd",
        NAME.upper(),
        NAME[:-4],
        NAME[1:],
        f"{NAME}\n",
        "0" * 64 + ".svg",
    ],
)
def test_nothing_else_can_be_had(store: Store, name: str) -> None:
    store.put(DATA, ".svg")
    with pytest.raises(NotStored):
        store.get(name)


@pytest.mark.parametrize("suffix", ["", "svg", ".S", "./../x", ".svg\n", "." + "x" * 9])
def test_an_odd_suffix_is_refused(store: Store, suffix: str) -> None:
    with pytest.raises(ValueError, match="not a suffix"):
        store.put(DATA, suffix)


def test_files_are_spread_over_drawers(tmp_path: Path) -> None:
    FolderStore(tmp_path).put(DATA, ".svg")

    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.svg")] == [
        f"{NAME[:2]}/{NAME}"
    ]


def test_a_failed_write_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        FolderStore(tmp_path).put(DATA, ".svg")

    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_an_application_keeps_its_files_in_its_home(tmp_path: Path) -> None:
    app = Flask("somebody")
    app.config["ACADEMY_HOME"] = tmp_path
    init_app(app)

    with app.app_context():
        assert current_store() is app.extensions[STORE]
        current_store().put(DATA, ".svg")
    assert (tmp_path / "files" / NAME[:2] / NAME).read_bytes() == DATA
