"""What many attempts at a quiz say about its questions: the tables that item analysis is fed."""

from academy.assessment.queries.figures.gathered import Gathered, gather
from academy.assessment.queries.figures.sat import Trail, Wanted, Which, revisions_sat, trail

__all__ = ["Gathered", "Trail", "Wanted", "Which", "gather", "revisions_sat", "trail"]
