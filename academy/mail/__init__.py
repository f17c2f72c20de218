"""Letters out: over SMTP, or into a folder where nothing is configured."""

from academy.mail.letters import Letter
from academy.mail.post import send

__all__ = ("Letter", "send")
