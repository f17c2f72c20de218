"""Answers that people give: some right, some nearly, some wrong, and what they are worth."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from academy.assessment.rules import Grade, drawn, grade
from academy.assessment.rules.items.kinds import kind_of
from academy.content.model import AnyQuestion, Numeric, Quiz, ShortText, TrueFalse

_SHEETS = 48
_SEED_BITS = 31
_LEAST_SKILL = 0.25


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
        pile = self.passed if chance.random() < skill or not self.failed else self.failed
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
    answers = {
        question.id: kind_of(question).key(question)
        if chance.random() <= skill
        else _mistake(question, chance)
        for question in asked.questions
    }
    return Sheet(seed, tuple(answers.items()), grade(asked, answers))


def _mistake(question: AnyQuestion, chance: Random) -> Any:
    """Return a wrong answer of the right shape: the key, read with the choices in another order."""
    if isinstance(question, TrueFalse):
        return not question.answer
    if isinstance(question, Numeric):
        return str(int(question.answer + question.tolerance) + chance.randint(1, 9))
    if isinstance(question, ShortText):
        return "?"
    kind: Any = kind_of(question)
    order = list(kind.choices(question))
    fields = kind.fill(question, kind.key(question), order)
    return kind.parse(question, fields, chance.sample(order, len(order)))
