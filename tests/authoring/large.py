"""A course far larger than any of ours: 300 units in three languages, no two lessons alike."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from academy.content.model import Module, Package, Quiz, Unit, UnitKind
from academy.content.po import Catalogue, Entry
from academy.content.reader import read_package
from academy.content.segment_kinds import SegmentKind
from academy.content.segments import Segment, segments
from tests.builders import package_files

UNITS = 300
_PER_MODULE, _QUIZ_EVERY, _SECTIONS = 20, 5, 6
_WORDS = {"km": "ទឹកស្អាតសម្រាប់មនុស្សគ្រប់គ្នា", "zh-Hans": "让每个人都有干净的水"}
_NUMBER = re.compile(r"\d+")


@lru_cache
def large_package(course_id: str = "long-river", units: int = UNITS) -> Package:
    """Return a course of so many units: every fifth one is a quiz."""
    seed = read_package(package_files(id=course_id))
    kinds = {
        f"unit-{place}": UnitKind.QUIZ if place % _QUIZ_EVERY == 4 else UnitKind.LESSON
        for place in range(units)
    }
    lessons = {
        name: lesson_text(name) for name, kind in kinds.items() if kind is UnitKind.LESSON
    } | {"unit-0": _first(seed)}
    quizzes = {
        name: replace(seed.quizzes["look-check"], title=f"Check {name}")
        for name, kind in kinds.items()
        if kind is UnitKind.QUIZ
    }
    course = replace(seed.course, modules=_modules(kinds, lessons, quizzes))
    package = Package(course, lessons, quizzes, seed.media)
    return replace(package, catalogues={tag: _catalogue(package, tag) for tag in _WORDS})


def lesson_text(name: str) -> str:
    """Return a lesson of a usual length that names itself."""
    sections = (
        f"## Part {number}\n\n"
        f"In part {number} of {name} the *water* is boiled for {number} minutes, then it is "
        "left to cool in a closed jar until somebody is thirsty.\n\n"
        f"- Wash {number} jars in {name}\n- Close {number} lids in {name}\n"
        for number in range(1, _SECTIONS + 1)
    )
    return "\n".join([f"# Step {name}\n", *sections])


def _first(seed: Package) -> str:
    return seed.lessons["look"].replace("unit:boil", "unit:unit-1")


def _modules(
    kinds: Mapping[str, UnitKind], lessons: Mapping[str, str], quizzes: Mapping[str, Quiz]
) -> tuple[Module, ...]:
    titles = {name: text.splitlines()[0].removeprefix("# ") for name, text in lessons.items()}
    titles |= {name: quiz.title for name, quiz in quizzes.items()}
    units = iter(
        [
            Unit(name, kind, minutes=10, required=True, title=titles[name])
            for name, kind in kinds.items()
        ]
    )
    rows = iter(lambda: tuple(islice(units, _PER_MODULE)), ())
    return tuple(Module(f"part-{at}", f"Part {at}", row) for at, row in enumerate(rows))


def _catalogue(package: Package, tag: str) -> Catalogue:
    entries = {
        segment.key: Entry(_said(segment, tag))
        for segment in segments(package)
        if "[" not in segment.source
    }
    return Catalogue(tag, entries)


def _said(segment: Segment, tag: str) -> str:
    """Return words of the language with all that a translation has to keep."""
    if segment.kind is SegmentKind.ACCEPT:
        return segment.source
    words = _WORDS[tag]
    emphasis = [f"*{words}*"] if "*" in segment.source else []
    return ", ".join([words, *_NUMBER.findall(segment.source), *emphasis])
