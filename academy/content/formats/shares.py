"""What our marking rules come to as a share of each option, for systems that know only shares."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from academy.content.formats.losses import LossCode, Losses
from academy.content.formats.numbers import percent
from academy.content.model import Marking, Option

_NONE, _ALL = Fraction(0), Fraction(1)


def shares_of(
    options: Sequence[Option], marking: Marking, losses: Losses, *, single: bool
) -> dict[str, Fraction]:
    """Return the share that each option earns; where that is another rule, it is noted."""
    right = sum(option.correct for option in options)
    if marking is Marking.WEIGHTS:
        return {option.id: option.weight for option in options}
    even = _ALL if single else Fraction(1, max(1, right))
    if not single and marking is Marking.ALL_OR_NOTHING:
        losses.add(LossCode.MARKING, what=marking.value)
    if marking is Marking.NEGATIVE:
        losses.add(LossCode.MARKING, what=marking.value)
    cost = _cost(options, marking, even, single=single)
    return {option.id: even if option.correct else cost for option in options}


def _cost(options: Sequence[Option], marking: Marking, even: Fraction, *, single: bool) -> Fraction:
    """Return what a wrong option earns."""
    if marking is Marking.NEGATIVE:
        return -Fraction(1, max(1, len(options) - 1)) if single else -even
    if marking is Marking.PARTIAL:
        return -even
    if marking is Marking.ALL_OR_NOTHING and not single:
        return -_ALL
    return _NONE


def percents(shares: Mapping[str, Fraction], losses: Losses) -> dict[str, str]:
    """Return shares as percent; one that has no end but is none of the usual ones is noted."""
    found: dict[str, str] = {}
    for name, value in shares.items():
        found[name] = percent(value)
        written = Fraction(found[name]) / 100
        if written != value and value.denominator > 20:  # noqa: PLR2004 - read back as it was
            losses.add(LossCode.SHARE, what=name, value=str(value))
    return found
