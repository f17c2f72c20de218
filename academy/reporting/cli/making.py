"""Writing a report's file from the command line, with its manifest."""

import json
from pathlib import Path
from typing import BinaryIO

from academy.db.transaction import current_session
from academy.kernel.clock import now
from academy.kernel.languages import get_language
from academy.reporting import messages, queries, service
from academy.reporting.policy import EVERYTHING, Scope
from academy.reporting.rules.runs import Run
from academy.web.i18n import speaking


def write(
    run: Run, file: BinaryIO, manifest: Path | None = None, *, scope: Scope = EVERYTHING
) -> None:
    """Write a report into an open file, and what it holds beside it."""
    session, made_at = current_session(), now()
    with speaking(get_language(run.language)):
        called = queries.names_in(session, scope, run.report)
        words = messages.words_for(run, called, made_at=made_at)
        making = service.Making(session, scope, run, words=words, made_at=made_at)
        # Inside: the words of a summary are found when its figures are known.
        file.writelines(making.blocks())
    if manifest is not None:
        told = json.dumps(making.manifest(), ensure_ascii=False, indent=2)
        manifest.write_text(told + "\n", encoding="utf-8")
