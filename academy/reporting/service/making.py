"""Making the file of a run, and its manifest with it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy.orm import Session

from academy.db.export import schema_revision
from academy.db.transaction import stand_still
from academy.reporting.policy import Scope
from academy.reporting.queries import figures
from academy.reporting.queries.figures import Summary
from academy.reporting.rules import Format
from academy.reporting.rules.manifest import Contents, asked_for, digest_of, manifest
from academy.reporting.rules.runs import Run
from academy.reporting.service.exports import export
from academy.reporting.service.paper import Paper, print_paper

Tell = Callable[[int, int], None]
"""Is told now and then how many rows of how many have been written."""


@dataclass(frozen=True, slots=True)
class Words:
    """What has to be said in a file and beside it, in the language of the run.

    `columns` are the definitions of columns; `paper` lays out a summary, given its figures and the
    digest of what it was asked for.
    """

    columns: Mapping[str, str]
    paper: Callable[[Summary, str], Paper]


class Making:
    """A file under way. Its manifest is known when the last block is taken."""

    def __init__(
        self, session: Session, scope: Scope, run: Run, *, words: Words, made_at: datetime
    ) -> None:
        self._session, self._scope, self._run = session, scope, run
        self._words, self._made_at = words, made_at
        self._digest, self._size = sha256(), 0
        self._statuses: Mapping[str, int] = {}

    def blocks(self, tell: Tell | None = None) -> Iterator[bytes]:
        """Yield the file. All of it, and all figures, are true of one moment."""
        stand_still(self._session)
        report = self._run.report
        self._statuses = figures.statuses(self._session, self._scope, report)
        for block in self._written(tell):
            self._digest.update(block)
            self._size += len(block)
            yield block

    def manifest(self) -> dict[str, Any]:
        """Return what the file that was written holds."""
        contents = Contents(self._statuses, self._size, self._digest.hexdigest())
        schema = schema_revision(self._session)
        words = self._words.columns
        return manifest(self._run, contents, words, schema=schema, made_at=self._made_at)

    def _written(self, tell: Tell | None) -> Iterator[bytes]:
        run, total = self._run, sum(self._statuses.values())
        if run.format is Format.PDF:
            yield self._printed()
            return
        yield from export(
            self._session,
            scope=self._scope,
            report=run.report,
            format_=run.format,
            mark=run.mark,
            tell=(lambda done: tell(min(done, total), total)) if tell else None,
        )

    def _printed(self) -> bytes:
        report = self._run.report
        summary = figures.summary(self._session, self._scope, report)
        told = digest_of(asked_for(self._run, self._statuses, self._words.columns))
        printed_at = report.ends_at or self._made_at
        return print_paper(self._words.paper(summary, told), at=printed_at)
