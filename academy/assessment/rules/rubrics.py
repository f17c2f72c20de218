"""What the levels that a marker chose come to."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from academy.content.questions.rubrics import Criterion

Levels = Mapping[str, str]
"""The id of the chosen level, by the id of its criterion."""


def points_of(rubric: Sequence[Criterion], levels: Levels) -> int:
    """Return the points of the chosen levels; a criterion without one of its levels has 0."""
    return sum(
        level.points
        for criterion in rubric
        for level in criterion.levels
        if levels.get(criterion.id) == level.id
    )


def most_points(rubric: Sequence[Criterion]) -> int:
    """Return the points of the best level of every criterion."""
    return sum(criterion.most for criterion in rubric)


def rubric_share(rubric: Sequence[Criterion], levels: Levels) -> Fraction:
    """Return the share of the marks that the chosen levels earn, from 0 to 1."""
    return Fraction(points_of(rubric, levels), most_points(rubric) or 1)
