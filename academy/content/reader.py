"""From the files of a package to the package, or to everything that is wrong with them.

`read_package` is for whoever wants the course; `check_package` also tells what is only a warning.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from academy.content import course_file
from academy.content.archive import unknown_files
from academy.content.course_file import read_course, with_titles
from academy.content.facts_file import read_facts
from academy.content.faults import Fault, FaultCode, Faults
from academy.content.lesson_check import LessonCheck, Surroundings
from academy.content.markdown import lesson_title, parse_inline
from academy.content.model import Course, Package, Quiz, UnitKind
from academy.content.pictures import admitted, picture_of
from academy.content.po import Catalogue, Key
from academy.content.po_reader import parse_po
from academy.content.quiz_file import note_unknown, read_quiz
from academy.content.quiz_pictures import picture_faults, pictures_of
from academy.content.segment_kinds import PLAIN
from academy.content.segments import segments
from academy.content.text import decoded
from academy.content.translations import catalogue_faults
from academy.content.writer import write_package
from academy.content.yaml_nodes import Record, read_record
from academy.kernel.languages import LANGUAGES, find_language

__all__ = ["Checked", "check_package", "read_facts", "read_package", "write_package"]

Files = Mapping[str, bytes]
Got = TypeVar("Got")

_PLACES = ((UnitKind.LESSON, "lessons", "md"), (UnitKind.QUIZ, "quizzes", "yaml"))


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of reading: the package, unless a fault is an error, and every fault."""

    package: Package | None
    faults: tuple[Fault, ...]


def read_package(files: Files) -> Package:
    """Return the package; raise `PackageRefused` with every fault at once."""
    faults = Faults()
    package = read_all(files, faults)
    faults.refuse_if_serious()
    if package is None:  # pragma: no cover - without a course there is a fault
        raise AssertionError
    return package


def check_package(files: Files) -> Checked:
    """Return the package if it may come in, and every fault, warnings too."""
    faults = Faults()
    package = read_all(files, faults)
    return Checked(None if faults.serious else package, faults.all)


def read_all(files: Files, faults: Faults) -> Package | None:
    """Read every file, however many of them are wrong, and note what is.

    Return the package as far as it could be read: with something harmless in place of what is
    wrong. There is none only where there is no course.
    """
    faults.extend(unknown_files(files))
    record = _course_record(files, faults)
    if record is None:
        return None
    reading = _Reading(files, read_course(record), faults)
    reading.check_files()
    package = reading.package()
    if not faults.serious:
        reading.check_texts(package)
    return package


def _course_record(files: Files, faults: Faults) -> Record | None:
    if course_file.FILE not in files:
        faults.add(course_file.FILE, 0, FaultCode.MISSING_FILE)
        return None
    return read_record(files[course_file.FILE], course_file.FILE, faults)


class _Reading:
    """The reading of one package."""

    def __init__(self, files: Files, course: Course, faults: Faults) -> None:
        self._files = files
        self._course = course
        self._faults = faults
        self._lines: dict[str, Mapping[Key, int]] = {}
        self._places: dict[str, Mapping[str, int]] = {}

    def check_files(self) -> None:
        """Note units without a file and files without a unit."""
        for kind, folder, ending in _PLACES:
            units = self._units(kind)
            for unit in units:
                name = f"{folder}/{unit}.{ending}"
                if name not in self._files:
                    self._faults.add(name, 0, FaultCode.MISSING_FILE)
            for name in _named(self._files, folder, ending):
                if name not in units:
                    place = f"{folder}/{name}.{ending}"
                    self._faults.add(place, 0, FaultCode.SUPERFLUOUS_FILE)

    def package(self) -> Package:
        """Return the package, as far as it could be read."""
        media = self._media()
        quizzes = self._quizzes()
        lessons = self._lessons(media, self._shown(quizzes, media))
        titles = {unit: lesson_title(text) for unit, text in lessons.items()}
        titles |= {unit: quiz.title for unit, quiz in quizzes.items()}
        course = with_titles(self._course, titles)
        return Package(course, lessons, quizzes, media, self._catalogues())

    def check_texts(self, package: Package) -> None:
        """Judge what only a whole package can tell: quiz texts and translations."""
        around = Surroundings(self._all_units(), package.media)
        wanted = segments(package)
        for segment in wanted:
            if segment.unit in package.quizzes and segment.kind not in PLAIN:
                check = LessonCheck(segment.file, around, self._faults)
                line = self._places[segment.unit][segment.source]
                check.inline(parse_inline(segment.source), line)
        for language, catalogue in package.catalogues.items():
            self._faults.extend(catalogue_faults(catalogue, wanted, self._lines[language]))

    def _units(self, kind: UnitKind) -> list[str]:
        return [unit.id for unit in self._course.units if unit.kind is kind]

    def _all_units(self) -> Collection[str]:
        return [unit.id for unit in self._course.units]

    def _quizzes(self) -> dict[str, Quiz]:
        quizzes: dict[str, Quiz] = {}
        for unit in self._units(UnitKind.QUIZ):
            name = f"quizzes/{unit}.yaml"
            record = self._if_there(name, partial(read_record, file=name, faults=self._faults))
            if record is not None:
                quizzes[unit] = read_quiz(record)
                self._places[unit] = record.lines
                others = [each for each in self._units(UnitKind.QUIZ) if each != unit]
                note_unknown(record, quizzes[unit], others)
        return quizzes

    def _shown(self, quizzes: Mapping[str, Quiz], media: Files) -> set[str]:
        """Return the pictures that quizzes show, and note what is wrong with them."""
        for unit, quiz in quizzes.items():
            name = f"quizzes/{unit}.yaml"
            self._faults.extend(picture_faults(name, quiz, media, lines=self._places[unit]))
        return {name for quiz in quizzes.values() for name in pictures_of(quiz)}

    def _lessons(self, media: Files, shown: set[str]) -> dict[str, str]:
        """Return the lessons, and note what is wrong with them and which pictures nobody sees.

        `shown` are those that quizzes show.
        """
        lessons: dict[str, str] = {}
        pictures = [name for name in media if picture_of(name) == name]
        around = Surroundings(self._all_units(), pictures)
        for unit in self._units(UnitKind.LESSON):
            name = f"lessons/{unit}.md"
            text = self._if_there(name, partial(decoded, file=name, faults=self._faults))
            if text is not None:
                lessons[unit] = text.strip("\n") + "\n"
                check = LessonCheck(name, around, self._faults)
                check.check(text)
                shown = shown | check.pictures
        for name in media:
            if picture_of(name) not in shown:
                self._faults.add(f"media/{name}", 0, FaultCode.UNUSED_PICTURE)
        return lessons

    def _if_there(self, name: str, read: Callable[[bytes], Got | None]) -> Got | None:
        return read(self._files[name]) if name in self._files else None

    def _media(self) -> dict[str, bytes]:
        media: dict[str, bytes] = {}
        for path in sorted(self._files):
            folder, _, name = path.partition("/")
            if folder == "media":
                media[name], faults = admitted(path, self._files[path])
                self._faults.extend(faults)
        return media

    def _catalogues(self) -> dict[str, Catalogue]:
        catalogues: dict[str, Catalogue] = {}
        for tag in _named(self._files, "locale", "po"):
            file = f"locale/{tag}.po"
            if find_language(tag) is None:
                known = ", ".join(language.tag for language in LANGUAGES)
                detail = {"language": tag, "languages": known}
                self._faults.add(file, 0, FaultCode.UNKNOWN_LANGUAGE, **detail)
            elif tag == self._course.language:
                self._faults.add(file, 0, FaultCode.SOURCE_CATALOGUE)
            else:
                read = parse_po(self._files[file], tag, self._faults)
                catalogues[tag], self._lines[tag] = read.catalogue, read.lines
        return catalogues


def _named(files: Files, folder: str, ending: str) -> list[str]:
    """Return the names, without ending, of a folder's files."""
    start, end = f"{folder}/", f".{ending}"
    return sorted(
        path.removeprefix(start).removesuffix(end)
        for path in files
        if path.startswith(start) and path.endswith(end)
    )
