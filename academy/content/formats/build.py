"""From the answers of other systems, each with its share of the marks, to our types and rules."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from academy.content import bounds
from academy.content.formats.losses import ItemRefused, LossCode, Losses
from academy.content.formats.texts import Ids, letter
from academy.content.model import Difficulty, Feedback, Marking, Option, Question
from academy.content.questions.kind import Common
from academy.content.questions.multiple_response import MultipleResponse
from academy.content.questions.numeric import GradedNumber, Numeric
from academy.content.questions.short_text import BAR, GradedText, ShortText
from academy.content.questions.single_choice import SingleChoice
from academy.kernel.text import fold

_LEAST = Fraction(1, 100)
_NONE, _ALL = Fraction(0), Fraction(1)


@dataclass(slots=True)
class Head:
    """What every question has, as far as it was read."""

    id: str = ""
    text: str = ""
    marks: Fraction = _ALL
    feedback: Feedback = field(default_factory=lambda: Feedback("", ""))
    outcome: str = ""
    difficulty: Difficulty = Difficulty.UNSAID
    hints: tuple[str, ...] = ()
    penalty: Fraction = _NONE

    def common(self, losses: Losses, marking: Marking = Marking.ALL_OR_NOTHING) -> Common:
        """Return it as arguments of the model; marks are put within bounds."""
        marks = min(max(self.marks, _LEAST), Fraction(bounds.MARKS))
        if marks != self.marks:
            marks = marks if self.marks > 0 else _ALL
            losses.add(LossCode.MARKS, value=str(self.marks))
        if not self.text:
            raise ItemRefused(LossCode.NO_TEXT)
        return Common(
            id=self.id,
            marks=marks,
            text=self.text,
            feedback=self.feedback,
            marking=marking,
            outcome=self.outcome,
            difficulty=self.difficulty,
            hints=self.hints,
            penalty=min(max(self.penalty, _NONE), _ALL),
        )

    def say(self, *, right: str = "", wrong: str = "") -> None:
        """Say what a right and a wrong answer hear, where nothing is said yet."""
        self.feedback = replace(
            self.feedback,
            right=self.feedback.right or right,
            wrong=self.feedback.wrong or wrong,
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of another system: what it says, what it earns, what is said of it."""

    text: str
    share: Fraction
    feedback: str = ""
    id: str = ""
    case: bool = False
    tolerance: Fraction = _NONE


def choice_question(
    head: Head,
    answers: Sequence[Answer],
    losses: Losses,
    *,
    single: bool,
    floor: bool = True,
    rule: Marking | None = None,
) -> Question:
    """Return a question whose answers are chosen; `floor` says that a total is never below zero.

    Without a rule, the one is taken that grades as the shares do.
    """
    options = merged(answers, losses)
    if rule is not None:
        marking = rule
    elif single:
        marking = Marking.ALL_OR_NOTHING if _is_plain(options) else Marking.WEIGHTS
    else:
        marking = rule_of([each.share for each in options], floor=floor)
        below = any(each.share < 0 for each in options)
        if below and not floor and marking is Marking.WEIGHTS:
            losses.add(LossCode.NEGATIVE_TOTAL)
    for each in options:
        if abs(each.share) > 1:
            losses.add(LossCode.SHARE, what=each.text, value=str(each.share))
    made = tuple(_option(each, marking) for each in options)
    common = head.common(losses, marking)
    if single:
        return SingleChoice(**common, options=made)
    return MultipleResponse(**common, options=made)


def merged(answers: Sequence[Answer], losses: Losses) -> tuple[Answer, ...]:
    """Return answers with ids, no two alike; raise `ItemRefused` where nothing is to choose."""
    if len(answers) > bounds.PARTS:
        raise ItemRefused(LossCode.TOO_MANY, what="options")
    ids = Ids()
    found: dict[str, Answer] = {}
    for place, answer in enumerate(answers):
        if not answer.text:
            raise ItemRefused(LossCode.NO_TEXT, what="option")
        first = found.get(answer.text)
        if first is None:
            name = ids.of(answer.id or letter(place), letter(place))
            found[answer.text] = replace(answer, id=name)
        elif first.share == answer.share:
            losses.add(LossCode.SAME_OPTION, what=answer.text)
        else:
            raise ItemRefused(LossCode.SAME_TEXT, what=answer.text)
    if len(found) < 2:  # noqa: PLR2004 - a choice
        raise ItemRefused(LossCode.TOO_FEW, what="options")
    if not any(answer.share > 0 for answer in found.values()):
        raise ItemRefused(LossCode.NO_KEY)
    return tuple(found.values())


def _is_plain(options: Sequence[Answer]) -> bool:
    """Tell whether one option earns everything and the others nothing."""
    shares = sorted(each.share for each in options)
    return shares[-1] == 1 and not any(shares[:-1])


def rule_of(shares: Sequence[Fraction], *, floor: bool) -> Marking:
    """Return the rule that grades several options as their shares do."""
    right = [each for each in shares if each > 0]
    wrong = [each for each in shares if each <= 0]
    even = all(each * len(right) == 1 for each in right)
    if even and not any(wrong):
        return Marking.PARTIAL_WITHOUT_PENALTY
    if even and floor and all(each == -right[0] for each in wrong):
        return Marking.PARTIAL
    return Marking.WEIGHTS


def _option(answer: Answer, marking: Marking) -> Option:
    share = min(max(answer.share, -_ALL), _ALL)
    weight = share if marking is Marking.WEIGHTS else _NONE
    return Option(
        answer.id, answer.text, correct=answer.share > 0, feedback=answer.feedback, weight=weight
    )


@dataclass(frozen=True, slots=True)
class Accepted:
    """The words that are right, and further ones in the order in which they are asked."""

    accept: tuple[str, ...]
    answers: tuple[GradedText, ...]


def short_text(head: Head, answers: Sequence[Answer], losses: Losses) -> ShortText:
    """Return a question whose answer is written."""
    found = accepted(answers, losses)
    said = {each.feedback for each in answers if each.share == 1}
    words = found.answers
    if len(said) == 1 and head.feedback.right in {"", *said}:
        head.say(right=next(iter(said)))
        words = tuple(each for each in words if not _says(each, head.feedback.right))
        words = tuple(_silent(each, head.feedback.right) for each in words)
    return ShortText(**head.common(losses), accept=found.accept, answers=words)


def _says(answer: GradedText, text: str) -> bool:
    """Tell whether there is nothing to an answer but what is said of every right one."""
    return answer.share == 1 and not answer.case and answer.feedback == text


def _silent(answer: GradedText, text: str) -> GradedText:
    return replace(answer, feedback="") if answer.share == 1 and answer.feedback == text else answer


def accepted(answers: Iterable[Answer], losses: Losses) -> Accepted:
    """Return the words, so that the first that matches counts, as it did where they come from.

    Ours are asked in this order: `answers`, then `accept`. A word that counts in its own capitals
    only is followed by the same word in any capitals, which earns nothing.
    """
    graded: list[GradedText] = []
    accept: dict[str, str] = {}
    seen: dict[tuple[str, bool], Answer] = {}
    for answer in answers:
        word, key = answer.text, fold(answer.text)
        exact = (word, True) if answer.case else (key, False)
        first = seen.get(exact) or seen.get((key, False))
        if first or not key or BAR in word:
            if not first or (first.share, first.feedback) != (answer.share, answer.feedback):
                losses.add(LossCode.ANSWER, what=word)
            continue
        seen[exact] = answer
        share = min(max(answer.share, _NONE), _ALL)
        if share != answer.share:
            losses.add(LossCode.SHARE, what=word, value=str(answer.share))
        if share == 1:
            accept.setdefault(key, word)
        if share != 1 or answer.feedback or answer.case:
            graded.append(GradedText(word, share, answer.feedback, answer.case))
    words = tuple(accept.values()) or _best(graded)
    return Accepted(words, (*graded, *_shields(words, graded)))


def _best(graded: Sequence[GradedText]) -> tuple[str, ...]:
    """Return the best word where none earns everything: it is asked before, at its share."""
    best = max(graded, key=lambda each: each.share, default=None)
    if best is None or best.share <= 0:
        raise ItemRefused(LossCode.NO_KEY)
    return (best.text,)


def _shields(words: Sequence[str], graded: Sequence[GradedText]) -> Iterable[GradedText]:
    """Yield what keeps words in other capitals from being accepted."""
    for word in words:
        same = [each for each in graded if fold(each.text) == fold(word)]
        if same and all(each.case for each in same):
            yield GradedText(word, _NONE)


def numeric(head: Head, answers: Sequence[Answer], losses: Losses, *, unit: str = "") -> Numeric:
    """Return a question whose answer is a number; `text` of each answer is the number."""
    right, further = graded_numbers(answers, losses)
    head.say(right=right.feedback)
    if right.feedback not in {"", head.feedback.right}:
        losses.add(LossCode.FEEDBACK, what=str(right.answer), value=right.feedback)
    return Numeric(
        **head.common(losses),
        answer=right.answer,
        tolerance=right.tolerance,
        unit=unit,
        answers=further,
    )


def graded_numbers(
    answers: Sequence[Answer], losses: Losses
) -> tuple[GradedNumber, tuple[GradedNumber, ...]]:
    """Return the number that is right and the further ones, in their order."""
    graded: list[GradedNumber] = []
    for answer in answers:
        share = min(max(answer.share, _NONE), _ALL)
        if share != answer.share:
            losses.add(LossCode.SHARE, what=answer.text, value=str(answer.share))
        tolerance = abs(answer.tolerance)
        graded.append(GradedNumber(Fraction(answer.text), tolerance, share, answer.feedback))
    right = next((each for each in graded if each.share == 1), None)
    if right is None:
        raise ItemRefused(LossCode.NO_KEY)
    for each in graded[: graded.index(right)]:
        if each.share < 1 and abs(each.answer - right.answer) <= each.tolerance + right.tolerance:
            losses.add(LossCode.SHARE, what=str(each.answer), value=str(each.share))
    rest = list(graded)
    rest.remove(right)
    return right, tuple(rest)
