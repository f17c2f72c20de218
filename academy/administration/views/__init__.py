"""Pages of administration."""

from academy.administration.views import data, erasing, merging, trail
from academy.administration.views.shared import pages

__all__ = ("data", "erasing", "merging", "pages", "trail")
