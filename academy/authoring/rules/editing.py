"""What an editor needs to know of a draft besides its text."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from academy.authoring.rules.drafts import Body
from academy.authoring.rules.translating import Row, State
from academy.content import bounds
from academy.content.differences import Piece, word_changes
from academy.content.document import course_from_plain, quiz_from_plain
from academy.content.markdown import blocks, parse, picture_name
from academy.content.model import COURSE, Package, Quiz
from academy.content.pictures import Size, picture_of, sizes_of
from academy.content.questions.hotspot import Hotspot
from academy.content.quiz_pictures import pictures_of
from academy.content.writer import write_course, write_quiz


class EditRefused(StrEnum):
    """Why something beside a text was not kept."""

    NOTE_TOO_LONG = "note-too-long"
    TOO_MANY_PICTURES = "too-many-pictures"


LONGEST_NOTE = 2_000
"""Characters of a note to translators."""

MOST_PICTURES = 500
"""Files of pictures in a draft, sizes counted."""

PHONE = 480
"""Width of the size that a phone asks for."""


@dataclass(frozen=True, slots=True)
class StaleText:
    """A text whose translations were made from another one: `previous`, where that is known."""

    source: str
    previous: str
    languages: tuple[str, ...]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What changed in it, as far as that is known."""
        return word_changes(self.previous or self.source, self.source)


def stale_texts(rows: Mapping[str, Iterable[Row]]) -> tuple[StaleText, ...]:
    """Return the texts that some language has only from before they changed."""
    found: dict[str, list[tuple[str, str]]] = {}
    for language, texts in rows.items():
        for row in texts:
            if row.state is State.STALE:
                before = (language, row.entry.previous)
                found.setdefault(row.segment.source, []).append(before)
    return tuple(
        StaleText(
            source,
            previous=next((text for _, text in before if text), ""),
            languages=tuple(language for language, _ in before),
        )
        for source, before in found.items()
    )


def as_far_as_kept(text: str) -> str:
    """Return the beginning of a text that a lesson may have: nothing looks further than that."""
    lines = text[: bounds.LESSON].split("\n", bounds.LESSON_LINES + 1)
    return "\n".join(lines[: bounds.LESSON_LINES + 1])


@lru_cache(maxsize=4096)
def pictures_in(text: str) -> frozenset[str]:
    """Return the names of the pictures that a lesson shows."""
    shown = (block.picture for block in blocks(parse(text)))
    return frozenset(name for token in shown if token and (name := picture_name(token)))


def with_sizes(names: Iterable[str], media: Iterable[str]) -> frozenset[str]:
    """Return those of these pictures that there are, with their sizes."""
    wanted = frozenset(names)
    return frozenset(name for name in media if picture_of(name) in wanted)


def on_a_phone(names: Iterable[str], media: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return what a phone fetches of these pictures: the small size where there is one."""
    there = [name for name in names if name in media]
    return tuple(dict(sizes_of(name, media)).get(PHONE, name) for name in there)


def uses(package: Package) -> dict[str, tuple[str, ...]]:
    """Return the units that show a picture, by its name, in the order of the course."""
    found: dict[str, tuple[str, ...]] = {}
    for unit in package.course.units:
        quiz = package.quizzes.get(unit.id)
        asked_about = pictures_of(quiz) if quiz else frozenset[str]()
        for name in pictures_in(package.lessons.get(unit.id, "")) | asked_about:
            found[name] = (*found.get(name, ()), unit.id)
    return found


def with_picture_sizes(quiz: Quiz, size_of: Callable[[str], Size | None]) -> Quiz:
    """Return a quiz whose questions know how large their pictures are, as far as anybody does."""
    questions = (
        replace(each, width=size[0], height=size[1])
        if isinstance(each, Hotspot) and (size := size_of(each.picture))
        else each
        for each in quiz.questions
    )
    return replace(quiz, questions=tuple(questions))


def part_text(name: str, body: Body) -> str:
    """Return a part as its file has it: Markdown, or YAML."""
    if name == COURSE:
        return write_course(course_from_plain(dict(body), {})).decode()
    if "text" in body:
        return str(body["text"])
    return write_quiz(quiz_from_plain(dict(body))).decode()
