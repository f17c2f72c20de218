"""A course that is still being written: what may be wrong with it, and where.

A package that comes in as a draft may have any fault that only keeps it from being published: words
may be missing, and choices may not make sense yet. What has no shape, no name or no safe content is
refused as ever, and so is what a reader would have to invent.
"""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import yaml

from academy.content import bounds, course_file
from academy.content.course_file import read_course, with_titles
from academy.content.faults import Fault, FaultCode, Faults, PackageRefused
from academy.content.lesson_check import LessonCheck, Surroundings
from academy.content.markdown import lesson_title, parse_inline
from academy.content.model import Package, Quiz, UnitKind
from academy.content.quiz_file import note_unknown, read_quiz
from academy.content.quiz_pictures import picture_faults
from academy.content.reader import read_all
from academy.content.text import clean, decoded
from academy.content.tolerated import TOLERATED
from academy.content.writer import write_quiz
from academy.content.yaml_nodes import LOADER, Record, read_record

Files = Mapping[str, bytes]
Steps = tuple[str, ...]

_WORDS = frozenset(
    {
        "title", "summary", "outcomes", "competences", "certificate", "statement", "modules",
        "units", "questions", "text", "intro", "feedback", "right", "wrong", "options", "option",
        "prompts", "items", "accept", "unit", "passage", "gaps", "rows", "columns", "groups",
        "formula", "variables", "picture", "alt", "spots", "numbers", "hints",
    }
)  # fmt: skip
"""Keys that hold words or lists. Where another is missing or empty, a value would be invented."""

_MARKDOWN = frozenset(
    {
        "intro", "text", "alt", "passage", "hints",
        "feedback", "right", "wrong", "partly", "general",
    }
)  # fmt: skip
_OF_A_LIST = frozenset(
    {
        FaultCode.NO_RIGHT_OPTION,
        FaultCode.TWO_RIGHT_OPTIONS,
        FaultCode.NO_RIGHT_SPOT,
        FaultCode.TWO_RIGHT_SPOTS,
        FaultCode.SAME_TEXT,
        FaultCode.SAME_WORD,
        FaultCode.BAR_IN_WORD,
        FaultCode.NO_RIGHT_COLUMN,
        FaultCode.TOO_FEW,
        FaultCode.TOO_MANY,
    }
)
"""Faults of a list as a whole. Their line is that of its first part."""


@dataclass(frozen=True, slots=True)
class QuizFault:
    """A fault of a quiz and where to show it.

    `question` is an id, or nothing for the quiz itself. `path` leads on from there by keys and
    ids: `("options", "b", "text")`, `("options",)` for all of them, `("feedback", "right")`.
    """

    fault: Fault
    question: str | None
    path: Steps


def tolerates(fault: Fault) -> bool:
    """Tell whether a draft may have this fault."""
    match fault.code:
        case FaultCode.MISSING_FILE:
            return fault.file.startswith("lessons/")
        case FaultCode.MISSING_KEY:
            return fault.detail["key"] in _WORDS
        case FaultCode.EMPTY_TEXT:
            return fault.detail["key"] in _WORDS or fault.file.startswith("locale/")
        case code:
            return code in TOLERATED


def draft_from_files(files: Files) -> Package:
    """Return the package; raise `PackageRefused` with every fault that no draft may have."""
    faults = Faults()
    package = read_all(files, faults)
    for name in files:
        if name.endswith(".yaml"):
            faults.extend(_faults_of_shape(files[name], name))
    barred = [fault for fault in faults.all if not tolerates(fault)]
    if barred or package is None:
        raise PackageRefused(barred)
    return _as_written(package, files)


def kept_lesson(text: str) -> str:
    """Return a lesson as a draft keeps it, so that its file reads back the same."""
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip("\n")
    return f"{plain}\n" if plain else ""


def check_lesson(
    unit: str, text: str, *, units: Collection[str], pictures: Collection[str]
) -> tuple[Fault, ...]:
    """Return what is wrong with a lesson of a course that has these units and pictures."""
    name, faults = f"lessons/{unit}.md", Faults()
    kept = decoded(text.encode(errors="surrogatepass"), name, faults)
    if kept is not None:
        LessonCheck(name, Surroundings(units, pictures), faults).check(kept)
    return faults.all


def check_quiz(
    unit: str, quiz: Quiz, *, units: Collection[str], pictures: Collection[str] | None = None
) -> tuple[QuizFault, ...]:
    """Return what is wrong with a quiz of a course that has these units and pictures, and where.

    Without `pictures` nobody asks whether those that it shows are there.
    """
    name, data, faults = f"quizzes/{unit}.yaml", write_quiz(quiz), Faults()
    record = read_record(data, name, faults)
    if record is not None:
        note_unknown(record, read_quiz(record), [each for each in units if each != unit])
        if pictures is not None:
            named = dict.fromkeys(pictures)
            faults.extend(picture_faults(name, quiz, named, lines=record.lines))
        check = LessonCheck(name, Surroundings(units, ()), faults)
        for path, node in _leaves(data):
            if path[-1] in _MARKDOWN and isinstance(node, yaml.ScalarNode):
                check.inline(parse_inline(clean(str(node.value))), _line(node))
    return placed(quiz, faults.all)


def placed(quiz: Quiz, faults: Iterable[Fault]) -> tuple[QuizFault, ...]:
    """Return faults that were found in the file of a quiz, as the writer writes it, placed."""
    paths = {_line(node): path for path, node in _leaves(write_quiz(quiz))}
    return tuple(_placed(fault, paths.get(fault.line, ())) for fault in faults)


def _placed(fault: Fault, path: Steps) -> QuizFault:
    if fault.code in _OF_A_LIST:
        path = path[:1] if fault.detail.get("key") == "questions" else path[:3]
    if path[:1] == ("questions",) and len(path) > 1:
        return QuizFault(fault, path[1], path[2:])
    return QuizFault(fault, None, path)


def _leaves(data: bytes) -> Iterator[tuple[Steps, yaml.Node]]:
    """Yield what holds no further value, each on its own line, with the path that leads there."""
    root = yaml.compose(data, LOADER)
    return iter(()) if root is None else _leaves_of(root, ())


def _leaves_of(node: yaml.Node, path: Steps) -> Iterator[tuple[Steps, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _leaves_of(value, (*path, str(key.value)))
    elif isinstance(node, yaml.SequenceNode) and node.value:
        for item in node.value:
            yield from _leaves_of(item, (*path, *_id(item)))
    else:
        yield path, node


def _id(item: yaml.Node) -> Steps:
    """Return the id of a part, which the writer writes first; a word has none."""
    return (str(item.value[0][1].value),) if isinstance(item, yaml.MappingNode) else ()


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _faults_of_shape(data: bytes, name: str) -> tuple[Fault, ...]:
    """Return why a file holds no record: the reader tells only the first such file of a package."""
    faults = Faults()
    read_record(data, name, faults)
    return faults.all


def _as_written(package: Package, files: Files) -> Package:
    """Return the package with what its files say where the reader has put something harmless."""
    course = read_course(_Written.of(files, course_file.FILE))
    kinds = {unit.id: unit.kind for unit in course.units}
    lessons = {
        unit: kept_lesson(package.lessons.get(unit, ""))
        for unit, kind in kinds.items()
        if kind is UnitKind.LESSON
    }
    quizzes = {
        unit: read_quiz(_Written.of(files, f"quizzes/{unit}.yaml")) for unit in package.quizzes
    }
    titles = {unit: lesson_title(text) for unit, text in lessons.items()}
    titles |= {unit: quiz.title for unit, quiz in quizzes.items()}
    course = with_titles(course, titles)
    return replace(package, course=course, lessons=lessons, quizzes=quizzes)


class _Written(Record):
    """A record that returns what is written, within its bounds or not.

    Only what has no other faults than a draft may have is read so: a number is one.
    """

    @classmethod
    def of(cls, files: Files, name: str) -> "_Written":
        """Return the record that a file holds; it was read before, and held one."""
        node = yaml.compose(decoded(files[name], name, Faults()) or "", LOADER)
        if not isinstance(node, yaml.MappingNode):  # pragma: no cover - refused before
            raise TypeError(name)
        return cls(node, name, Faults())

    def texts(
        self, key: str, limit: int = bounds.TEXT, *, optional: bool = False
    ) -> tuple[str, ...]:
        """Return a list of texts, the empty ones too."""
        items = self._items(key, optional=optional)
        return tuple(self._text(item, key, limit) for item in items)

    def whole(self, key: str, low: int, high: int, *, default: int | None = None) -> int:  # noqa: ARG002 - as the class above has it
        """Return a whole number."""
        return int(self.text(key, bounds.NUMBER, optional=True) or default or 0)

    def _part(self, node: yaml.MappingNode) -> Record:
        return _Written(node, self.file, self.faults)
