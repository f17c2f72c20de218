"""Issuing certificates once, revoking them, and printing them."""

from academy.credentials.service.issuing import issue, revoke
from academy.credentials.service.printing import print_sheet
from academy.credentials.service.sheet import Line, Sheet

__all__ = ["Line", "Sheet", "issue", "print_sheet", "revoke"]
