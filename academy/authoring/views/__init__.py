"""Pages of the teaching side."""

from academy.authoring.views import desk, outline, preview
from academy.authoring.views.shared import pages

__all__ = ("desk", "outline", "pages", "preview")
