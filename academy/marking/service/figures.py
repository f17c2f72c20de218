"""The figures of a quiz: read, worked out, and kept until an attempt gets another score."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from academy.assessment import queries as assessment
from academy.assessment.queries.figures import Wanted, Which, gather, revisions_sat, trail
from academy.assessment.rules.analysis import Analysis, Scores, analyse
from academy.assessment.rules.analysis.moments import mean
from academy.assessment.rules.corrections import Corrected, corrected
from academy.catalogue import queries as catalogue
from academy.catalogue.queries import RevisionRef
from academy.content.model import Quiz
from academy.kernel.memory import Memory
from academy.kernel.refusal import NotFound
from academy.marking.rules.figures import shown_groups

_KEPT: Memory[Hashable, "_Worked"] = Memory(64)


@dataclass(frozen=True, slots=True)
class Ask:
    """Which figures: of a quiz, in one edition or in all, with which language to compare with.

    Without an edition or a reference, every edition counts, and most learners' language is it.
    """

    course_id: str
    unit_id: str
    edition: int | None = None
    which: Which = Which.FIRST
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class _Worked:
    """What is kept: nothing in it tells of one learner."""

    attempts: int
    passed: int
    mean: float | None
    languages: tuple[str, ...]
    reference: str | None
    analysis: Analysis


@dataclass(frozen=True, slots=True)
class QuizFigures:
    """How a quiz and its questions behave.

    `quiz` is the quiz as it is marked now; its words are those of the revision. `mean` is in
    percent. `languages` are those that others may be compared with, most learners first.
    """

    quiz: Quiz
    revision_id: UUID
    editions: tuple[int, ...]
    attempts: int
    passed: int
    mean: float | None
    languages: tuple[str, ...]
    reference: str | None
    analysis: Analysis


def figures_of(session: Session, ask: Ask) -> QuizFigures:
    """Return the figures of a quiz; raise `NotFound` where there is no such quiz or edition.

    They are worked out on request: reading the answers takes nearly all of the time, some seconds
    for a hundred thousand attempts. A later request for the same is answered from memory.
    """
    newest = catalogue.find_revision(session, ask.course_id, edition=ask.edition)
    if newest is None:
        raise NotFound
    published = catalogue.package_of(session, newest.revision_id).quizzes.get(ask.unit_id)
    if published is None:
        raise NotFound
    corrections = assessment.corrections_at(session, ask.course_id, ask.unit_id)
    sat = _sat(session, ask)
    key = (ask, newest, len(corrections), trail(session, ask.course_id, ask.unit_id))
    revisions = tuple(ref.revision_id for ref in sat if ask.edition in {None, ref.edition})
    worked = _KEPT.recall(
        key, lambda: _work(session, ask, published, corrections=corrections, revisions=revisions)
    )
    return QuizFigures(
        quiz=corrected(published, corrections),
        revision_id=newest.revision_id,
        editions=tuple(sorted({ref.edition for ref in sat} | {newest.edition})),
        attempts=worked.attempts,
        passed=worked.passed,
        mean=worked.mean,
        languages=worked.languages,
        reference=worked.reference,
        analysis=worked.analysis,
    )


def _sat(session: Session, ask: Ask) -> list[RevisionRef]:
    """Return the revisions that attempts were made on."""
    keys = revisions_sat(session, ask.course_id, ask.unit_id)
    return [catalogue.get_revision(session, key) for key in keys]


def _work(
    session: Session,
    ask: Ask,
    published: Quiz,
    *,
    corrections: Sequence[Corrected],
    revisions: tuple[UUID, ...],
) -> _Worked:
    wanted = Wanted(ask.course_id, ask.unit_id, revisions, ask.which)
    gathered = gather(session, wanted, published, corrections=corrections)
    languages = _languages(gathered.scores)
    reference = ask.reference if ask.reference in languages else next(iter(languages), None)
    return _Worked(
        attempts=gathered.scores.attempts,
        passed=gathered.passed,
        mean=mean(gathered.percents),
        languages=languages,
        reference=reference,
        analysis=analyse(gathered.scores, reference=reference),
    )


def _languages(scores: Scores) -> tuple[str, ...]:
    """Return the languages that enough learners answered in, most of them first."""
    sizes = Counter(map(str, () if scores.languages is None else scores.languages))
    shown = shown_groups(sizes)
    return tuple(tag for tag, _ in sizes.most_common() if tag and tag in shown)
