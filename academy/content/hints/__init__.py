"""What would make a lesson easier to read: hints that help its author and never stop anything."""

from academy.content.hints.codes import Hint, HintCode
from academy.content.hints.pages import read_page
from academy.content.hints.structure import STRUCTURE
from academy.content.hints.texts import TEXTS

__all__ = ["Hint", "HintCode", "lesson_hints"]


def lesson_hints(source: str, *, minutes: int, language: str) -> tuple[Hint, ...]:
    """Return the hints for a lesson, by line; those for the whole of it stand at its first line.

    `minutes` is what its unit is planned for, `language` the tag of what it is written in.
    """
    page = read_page(source, minutes=minutes, language=language)
    found = [hint for rule in (*STRUCTURE, *TEXTS) for hint in rule(page)]
    return tuple(sorted(found, key=lambda hint: hint.line))
