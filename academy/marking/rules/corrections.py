"""When a question that was answered may be corrected."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from academy.assessment.rules.corrections import Corrected, CorrectionKind, fits, newest_of
from academy.content.model import Question
from academy.marking.rules.grades import LONGEST_REASON


class CorrectionRefused(StrEnum):
    """Why a question is not corrected."""

    NO_REASON = "correction-without-reason"
    TOO_LONG = "correction-reason-too-long"
    NO_QUESTION = "no-such-question"
    OTHER_SHAPE = "other-shape"
    NOTHING_LEFT = "nothing-left"
    NOTHING_TO_UNDO = "nothing-to-undo"
    CORRECTED_MEANWHILE = "corrected-meanwhile"


def still_count(known: Iterable[str], corrections: Sequence[Corrected]) -> frozenset[str]:
    """Return which questions count for somebody after corrections."""
    newest = newest_of(corrections)
    void = {key for key, one in newest.items() if one.kind is CorrectionKind.VOID}
    return frozenset(known) - void


def may_correct(
    proposed: Corrected, reason: str, *, asked: Question | None, before: Sequence[Corrected]
) -> CorrectionRefused | None:
    """Say why a correction cannot be made; `asked` is the question as it was published last."""
    if not reason or len(reason) > LONGEST_REASON:
        return CorrectionRefused.TOO_LONG if reason else CorrectionRefused.NO_REASON
    if asked is None:
        return CorrectionRefused.NO_QUESTION
    if proposed.kind is CorrectionKind.PUBLISHED:
        last = newest_of(before).get(asked.id)
        is_so = last is None or last.kind is CorrectionKind.PUBLISHED
        return CorrectionRefused.NOTHING_TO_UNDO if is_so else None
    other = proposed.question
    is_key = proposed.kind is CorrectionKind.KEY
    is_unfit = is_key and (other is None or not fits(asked, other))
    return CorrectionRefused.OTHER_SHAPE if is_unfit else None
