"""The rules by which the parts of an answer make its marks, by the names that packages give them.

They are written for people in docs/questions.md. A share is a part of the marks of a question, from
-1 to 1: below 0 a wrong answer costs what right ones earn.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from academy.content.model import Marking

_NONE, _ALL = Fraction(0), Fraction(1)
_MOST_SURE = 3

CERTAINTIES = range(1, _MOST_SURE + 1)
"""How sure a learner may be: 1 is not very, 3 is very. Who does not say is not very sure."""

_WHEN_RIGHT = {1: Fraction(1, 3), 2: Fraction(2, 3), 3: Fraction(1)}
_WHEN_WRONG = {1: Fraction(0), 2: Fraction(-2, 3), 3: Fraction(-2)}


@dataclass(frozen=True, slots=True)
class Tally:
    """What of an answer is right and what is wrong, each as a share of all that is right.

    `right` is 1 at most; `wrong` may be more. `weighed` is what its author's weights come to, where
    there are some. `chance` is what being wrong costs under `negative`: with as much, somebody who
    only guesses earns nothing on the average.
    """

    right: Fraction
    wrong: Fraction
    weighed: Fraction = _NONE
    chance: Fraction = _ALL


def _all_or_nothing(tally: Tally) -> Fraction:
    return _ALL if tally.right >= 1 and not tally.wrong else _NONE


def _partial(tally: Tally) -> Fraction:
    return max(_NONE, tally.right - tally.wrong)


def _partial_without_penalty(tally: Tally) -> Fraction:
    return tally.right


def _negative(tally: Tally) -> Fraction:
    return max(-_ALL, tally.right - tally.wrong * tally.chance)


def _weights(tally: Tally) -> Fraction:
    return max(-_ALL, min(_ALL, tally.weighed))


RULES: Mapping[Marking, Callable[[Tally], Fraction]] = {
    Marking.ALL_OR_NOTHING: _all_or_nothing,
    Marking.PARTIAL: _partial,
    Marking.PARTIAL_WITHOUT_PENALTY: _partial_without_penalty,
    Marking.NEGATIVE: _negative,
    Marking.WEIGHTS: _weights,
}


def marked(rule: Marking, tally: Tally) -> Fraction:
    """Return the share that a tally earns under a rule, from -1 to 1."""
    return RULES[rule](tally)


def after_tries(share: Fraction, *, penalty: Fraction, costly: int) -> Fraction:
    """Return what is left of a share after so many wrong tries and hints, each at `penalty`.

    What was earned falls to 0 at the lowest; a share below 0 is what it was.
    """
    return share if share <= 0 else max(_NONE, share - penalty * costly)


def with_certainty(share: Fraction, certainty: int | None) -> Fraction:
    """Return a share as certainty makes it: Gardner-Medwin's 1, 2, 3 and 0, -2, -6 over 3.

    A. R. Gardner-Medwin, "Confidence assessment in the teaching of basic science", 1995. What is
    partly right earns its share of what being right does. The lowest is -2.
    """
    sure = certainty or 1
    return share * _WHEN_RIGHT[sure] if share > 0 else _WHEN_WRONG[sure]
