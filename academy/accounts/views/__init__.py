"""Pages of accounts: coming in, coming back in, and one's own account."""

from academy.accounts.views import account, entering, recovery
from academy.accounts.views.shared import pages

__all__ = ("account", "entering", "pages", "recovery")
