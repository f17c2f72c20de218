"""What a fault says, in the reader's language."""

from academy.content.faults import Fault, Severity, template
from academy.content.sentences import PHRASES
from academy.web.i18n import _, _l

SEVERITIES: dict[Severity, str] = {
    Severity.ERROR: _l("Has to be mended"),
    Severity.WARNING: _l("Worth another look"),
}
"""What a fault means for publishing."""

_OURS = frozenset({"why", "charset"})
"""Details that may be words of ours; all others are what an author or a file says."""


def fault_text(fault: Fault) -> str:
    """Say what is wrong and what to do."""
    details = {
        name: _(detail) if name in _OURS and detail in PHRASES else detail
        for name, detail in fault.detail.items()
    }
    return _(template(fault)).format_map(details)
