"""Use cases of a quiz: begin, keep answers, submit, score."""

from academy.assessment.service.answers import Keeping, Saved, save, take_hint
from academy.assessment.service.attempts import Begin, close, close_overdue, start, submit
from academy.assessment.service.corrections import (
    Act,
    CorrectionPlan,
    Proposal,
    Regraded,
    correct,
    plan,
    questions_asked,
)
from academy.assessment.service.given import give_mark, take_mark_back
from academy.assessment.service.overrides import Hand, Setting, set_score, set_scores
from academy.assessment.service.scoring import (
    Cause,
    Scoring,
    Verdict,
    efforts_of,
    let_count,
    quiz_as_marked,
    score,
    verdict_on,
    verdicts_on,
)

__all__ = [
    "Act",
    "Begin",
    "Cause",
    "CorrectionPlan",
    "Hand",
    "Keeping",
    "Proposal",
    "Regraded",
    "Saved",
    "Scoring",
    "Setting",
    "Verdict",
    "close",
    "close_overdue",
    "correct",
    "efforts_of",
    "give_mark",
    "let_count",
    "plan",
    "questions_asked",
    "quiz_as_marked",
    "save",
    "score",
    "set_score",
    "set_scores",
    "start",
    "submit",
    "take_hint",
    "take_mark_back",
    "verdict_on",
    "verdicts_on",
]
