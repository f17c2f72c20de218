"""Pages of an attempt: beginning it, its paper, its result. Each module adds its own."""

from academy.assessment.views import answering, paper, starting, uploads
from academy.assessment.views.shared import pages

__all__ = ["answering", "pages", "paper", "starting", "uploads"]
