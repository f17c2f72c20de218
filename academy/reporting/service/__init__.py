"""Taking reports away: as files, with a note of who took what."""

from academy.reporting.service.exports import export, note_export

__all__ = ["export", "note_export"]
