"""What tests build before they begin: a published course, a seat in it.

The course is `tests/data/packages/clean-water`: English, Khmer and Chinese; two modules, three
lessons, two quizzes that together hold every type of question, a picture, a place for a fact.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml
from sqlalchemy.orm import Session

from academy.catalogue import service as catalogue
from academy.catalogue.service import Published
from academy.content.archive import read_folder
from academy.content.model import Package
from academy.content.reader import read_package
from academy.enrolment import service as enrolment
from academy.enrolment.queries import Seat
from academy.files.store import NotStored, Store, name_for
from academy.kernel.actor import Actor
from academy.web.boxes import all_box_words
from tests.cast import NOW

PACKAGES = Path(__file__).parent / "data" / "packages"
Files = dict[str, bytes]


class Shelf:
    """A store in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def put(self, data: bytes, suffix: str) -> str:
        name = name_for(data, suffix)
        self.kept[name] = data
        return name

    def get(self, name: str) -> bytes:
        if name not in self.kept:
            raise NotStored(name)
        return self.kept[name]

    def put_blocks(self, blocks: Iterable[bytes], suffix: str) -> str:
        return self.put(b"".join(blocks), suffix)

    def blocks(self, name: str) -> Iterator[bytes]:
        return iter([self.get(name)])

    def remove(self, name: str) -> None:
        self.kept.pop(name, None)


SHELF = Shelf()
"""Where published pictures go unless a test brings a store of its own."""


def package_files(name: str = "clean-water", **changes: Any) -> Files:
    """Return the files of a package, with these keys of its `course.yaml` changed."""
    files = read_folder(PACKAGES / name)
    if changes:
        course = {**yaml.safe_load(files["course.yaml"]), **changes}
        files["course.yaml"] = yaml.safe_dump(course, allow_unicode=True).encode()
    return files


def with_text(files: Mapping[str, bytes], name: str, old: str, *, new: str) -> Files:
    """Return the files with a text of one of them replaced; it has to be there."""
    text = files[name].decode()
    assert old in text, f"{name} does not say {old!r}"
    return {**files, name: text.replace(old, new).encode()}


def reworded(files: Mapping[str, bytes] | None = None) -> Files:
    """Return the files with other words in a lesson: publishing them makes a revision."""
    return with_text(files or package_files(), "lessons/keep.md", "Read more", new="Read on")


def restructured(files: Mapping[str, bytes] | None = None) -> Files:
    """Return the files with a required lesson more: publishing them makes an edition."""
    changed = with_text(
        files or package_files(),
        "course.yaml",
        "      - {id: treat-check",
        new="      - {id: share, kind: lesson, minutes: 5}\n      - {id: treat-check",
    )
    return {**changed, "lessons/share.md": b"# Share the water\n\nGive some to your neighbours.\n"}


def rekeyed(files: Mapping[str, bytes] | None = None) -> Files:
    """Return the files with another right answer in a quiz: publishing them makes an edition."""
    return with_text(
        files or package_files(), "quizzes/treat-check.yaml", "answer: 1", new="answer: 3"
    )


def publish(
    session: Session,
    files: Mapping[str, bytes] | None = None,
    *,
    now: datetime = NOW,
    by: UUID | None = None,
    store: Store = SHELF,
    **changes: Any,
) -> Published:
    """Publish a package; `changes` are keys of its `course.yaml`, such as `id` and `title`."""
    published = catalogue.publish_package(
        session,
        _package(files if files is not None else package_files(**changes)),
        by=by,
        now=now,
        words=all_box_words(),
        store=store,
    )
    session.commit()
    return published


def _package(files: Mapping[str, bytes]) -> Package:
    """Read a package once in a test run: a hundred tests publish the same one."""
    return _read(tuple(sorted(files.items())))


@lru_cache(maxsize=64)
def _read(files: tuple[tuple[str, bytes], ...]) -> Package:
    return read_package(dict(files))


def enrol(session: Session, learner: Actor, course: str = "clean-water") -> Seat:
    """Give a learner a seat in a course that is published."""
    seat = enrolment.enrol(session, actor=learner, course_id=course, language="en", now=NOW)
    session.commit()
    return seat
