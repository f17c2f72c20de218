"""Answers that people give: some right, some nearly, some wrong, and what they are worth."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from academy.assessment.rules import Grade, drawn, grade
from academy.assessment.rules.items.kind import InputFault
from academy.assessment.rules.items.kinds import kind_of
from academy.content.model import Question, Quiz

_SHEETS = 48
_SEED_BITS = 31
_LEAST_SKILL = 0.25
_TRIES = 8


@dataclass(frozen=True, slots=True)
class Sheet:
    """A quiz filled in, with its marks; `seed` laid out the paper."""

    seed: int
    answers: tuple[tuple[str, Any], ...]
    grade: Grade


@dataclass(frozen=True, slots=True)
class Sheets:
    """The filled-in copies of one quiz, poorest first: those that pass, and those that do not."""

    passed: Sequence[Sheet]
    failed: Sequence[Sheet]
    attempts: int

    def draw(self, skill: float, chance: Random) -> Sheet:
        """Return a copy as somebody of that skill fills it in."""
        wished, other = self.failed, self.passed
        if chance.random() < skill:
            wished, other = other, wished
        pile = wished or other
        return pile[min(int(chance.triangular(0, 1, skill) * len(pile)), len(pile) - 1)]


def sheets_of(quiz: Quiz, chance: Random) -> Sheets:
    """Fill in a quiz many times, by people from guessing to knowing."""
    step = (1 - _LEAST_SKILL) / (_SHEETS - 1)
    filled = [_fill_in(quiz, _LEAST_SKILL + step * place, chance) for place in range(_SHEETS)]
    in_order = sorted([*filled, _fill_in(quiz, 1, chance)], key=lambda sheet: sheet.grade.total)
    passed = [sheet for sheet in in_order if sheet.grade.passed]
    return Sheets(passed, [sheet for sheet in in_order if not sheet.grade.passed], quiz.attempts)


def _fill_in(quiz: Quiz, skill: float, chance: Random) -> Sheet:
    seed = chance.getrandbits(_SEED_BITS)
    asked = drawn(quiz, seed)
    answers: dict[str, Any] = {}
    for question in asked.questions:
        kind = kind_of(question)
        if kind.is_marked_by_people:  # nobody here writes texts, and nobody would mark them
            continue
        is_known = chance.random() <= skill
        answer: Any = kind.key(question) if is_known else _mistake(question, chance)
        if answer is not None:
            answers[question.id] = answer
    return Sheet(seed, tuple(answers.items()), grade(asked, answers))


def _mistake(question: Question, chance: Random) -> Any:
    """Return an answer of the right shape that is hardly right, or `None` where none is found."""
    kind: Any = kind_of(question)
    order = list(kind.choices(question))
    fields = kind.fill(question, kind.key(question), order)
    for _ in range(_TRIES):
        slips = {
            name: [_slip(value, len(order), chance) for value in values]
            for name, values in fields.items()
        }
        answer = kind.parse(question, slips, order)
        if answer is not None and not isinstance(answer, InputFault):
            return answer
    return None


def _slip(value: str, choices: int, chance: Random) -> str:
    """Return what somebody fills in who does not know: another place, another number, no word."""
    return str(chance.randint(1, max(choices, 2))) if value.isdecimal() else "?"
