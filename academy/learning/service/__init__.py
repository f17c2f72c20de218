"""Changes to progress: by a learner, by a score, by one act that changed many scores."""

from academy.learning.service.progress import (
    count_again,
    count_attempt,
    count_score,
    mark_done,
    move_edition,
)
from academy.learning.service.together import count_scores

__all__ = [
    "count_again",
    "count_attempt",
    "count_score",
    "count_scores",
    "mark_done",
    "move_edition",
]
