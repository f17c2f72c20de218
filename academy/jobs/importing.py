"""Files of people, row by row: what would become of each, doing it, and what came of it.

The rows are judged and written by whoever knows what they are about. What is done row by row goes
on after an interruption where it was; what is done all or none begins anew.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy.orm import Session

from academy.db.transaction import atomic
from academy.files.outcomes import (
    Judge,
    Row,
    first_rows,
    in_batches,
    outcomes,
    people_rows,
    put_outcomes,
)
from academy.files.store import Store, current_store
from academy.files.tables import Reading, TableRefused, how_to_read
from academy.jobs.lasting import MADE, Running
from academy.kernel.columns import is_header
from academy.kernel.fates import Fate, Outcome, is_faulty

Tell = Callable[[int], None]
"""Hears how many rows are judged."""
Step = Callable[[Session, int, int], None]
"""Writes inside `atomic()` how many of how many rows are done for good."""
LEFT = "left"
"""Under which name a result counts the rows that were left out."""


class Taker(Protocol):
    """Knows what rows are about: what would become of them now, and how it is written."""

    def again(self, rows: Sequence[Outcome]) -> list[tuple[Outcome, Outcome]]:
        """Return each of these rows with what would become of it now."""
        ...

    def take(self, session: Session, rows: Sequence[Outcome]) -> None:
        """Do with these rows what was shown of them."""
        ...

    def record(self, session: Session, counts: Counter[str]) -> None:
        """Write into the trail what came of them."""
        ...


class ChangedMeanwhile(Exception):
    """What was shown of a row is not what would become of it any more."""

    def __init__(self, row: int) -> None:
        super().__init__(row)
        self.row = row


class LeftOut(Exception):
    """Something would have to be left out, and that was not to be."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What was shown of a file of so many rows, and whether doubtful ones are taken too."""

    store: Store
    file: str
    total: int
    with_perhaps: bool = False

    def batches(self, *, skip: int = 0) -> Iterator[list[Outcome]]:
        """Yield the fates that were shown, some hundreds at a time."""
        return in_batches(outcomes(self.store, self.file, skip=skip))

    def to_do(self, batch: Sequence[Outcome]) -> list[Outcome]:
        """Return the rows that are to be taken."""
        return [one for one in batch if one.is_to_do(with_perhaps=self.with_perhaps)]


def look_at(running: Running) -> None:
    """Look through a file that was sent: how it is to be read, and how many rows it has."""
    file = str(running.payload["file"])
    told: dict[str, Any]
    try:
        told = _looked(current_store().get(file), running)
    except TableRefused as refused:
        told = refused_result(refused)
    with atomic() as session:
        running.finish(session, told, file=file)


def _looked(data: bytes, running: Running) -> dict[str, Any]:
    how = how_to_read(data)
    has_header = is_header(first_rows(data, how, 1)[0])
    rows = 0
    for _ in people_rows(data, how, has_header=has_header):
        rows += 1
        running.tell(rows)
    return {
        "encoding": how.encoding,
        "delimiter": how.delimiter,
        "header": has_header,
        "rows": rows,
    }


def check(running: Running, judge: Judge) -> None:
    """Say of each row of a job's file what would become of it."""
    total = int(running.payload["rows"])
    try:
        file, counts = judge_rows(
            current_store(),
            rows_of(running.payload),
            judge,
            tell=lambda done: running.tell(done, total),
        )
    except TableRefused as refused:
        with atomic() as session:
            running.finish(session, refused_result(refused))
        return
    with atomic() as session:
        running.finish(session, {"counts": dict(counts), "rows": counts.total()}, file=file)


def take(running: Running, taker: Taker) -> None:
    """Do what was shown of a job's file: with the good rows, or with all of them or none."""
    payload = running.payload
    plan = Plan(current_store(), payload["outcome"], int(payload["rows"]), bool(payload["perhaps"]))
    if payload["all"]:
        _take_all(running, plan, taker)
        return
    take_good_rows(plan, taker, step=running.step, done=running.done)
    file, counts = what_came(plan, taker, tell=running.tell)
    with atomic() as session:
        taker.record(session, counts)
        running.finish(session, {"counts": dict(counts)}, file=file)


def take_at_once(plan: Plan, taker: Taker, counts: Counter[str], *, all_or_nothing: bool) -> None:
    """Do what was shown without a job; raise `ChangedMeanwhile` or `LeftOut`.

    Where it is interrupted it is simply done again: what was done once changes nothing.
    """
    if not all_or_nothing:
        take_good_rows(plan, taker, step=_no_step)
        left, came = what_came(plan, taker, tell=_no_tell)
        with atomic() as session:
            taker.record(session, came)
        plan.store.remove(left)
        return
    if is_faulty(counts, with_perhaps=plan.with_perhaps):
        raise LeftOut
    with atomic() as session:
        take_all_rows(session, plan, taker, step=_no_step)
        taker.record(session, counts)


def _take_all(running: Running, plan: Plan, taker: Taker) -> None:
    try:
        with atomic() as session:
            take_all_rows(session, plan, taker, step=running.step)
            counts = Counter({key: int(n) for key, n in running.payload["counts"].items()})
            taker.record(session, counts)
            running.finish(session, {"counts": dict(counts)})
    except ChangedMeanwhile as changed:
        with atomic() as session:
            running.finish(session, {"counts": {}, "changed_row": changed.row})


def refused_result(refused: TableRefused) -> dict[str, Any]:
    """Return as a job's result why a file is no table."""
    return {"fault": refused.fault.value, "line": refused.line}


def rows_of(payload: Mapping[str, Any]) -> Iterator[Row]:
    """Yield the rows of the file that a job is about, read as its payload says."""
    how = Reading(payload["encoding"], payload["delimiter"])
    return people_rows(current_store().get(payload["file"]), how, has_header=payload["header"])


def judge_rows(
    store: Store, rows: Iterator[Row], judge: Judge, *, tell: Tell
) -> tuple[str, Counter[str]]:
    """Keep what would become of each row as a file; return its name, and how many have which fate.

    Raise `TableRefused` where the rows cannot be read to their end.
    """

    def judged() -> Iterator[Outcome]:
        done = 0
        for batch in in_batches(rows):
            yield from judge(batch)
            done += len(batch)
            tell(done)

    return put_outcomes(store, judged(), MADE)


def take_good_rows(plan: Plan, taker: Taker, *, step: Step, done: int = 0) -> None:
    """Take what is still as it was shown, some hundred rows a transaction, behind `done` rows."""
    for batch in plan.batches(skip=done):
        done += len(batch)
        with atomic() as session:
            pairs = taker.again(plan.to_do(batch))
            taker.take(session, [shown for shown, now in pairs if shown.is_still(now)])
            step(session, done, plan.total)


def take_all_rows(session: Session, plan: Plan, taker: Taker, *, step: Step) -> None:
    """Take everything inside one `atomic()`; raise `ChangedMeanwhile` where one row is not so.

    Each step is written before its rows: whoever would take the job over waits from then on.
    """
    done = 0
    for batch in plan.batches():
        done += len(batch)
        step(session, done, plan.total)
        pairs = taker.again(plan.to_do(batch))
        changed = next((shown.row for shown, now in pairs if not shown.is_still(now)), None)
        if changed is not None:
            raise ChangedMeanwhile(changed)
        taker.take(session, [shown for shown, _ in pairs])


def what_came(plan: Plan, taker: Taker, *, tell: Tell) -> tuple[str, Counter[str]]:
    """Look at what is so now; return a file of the rows that were left out, and the counts.

    A row was taken if it would change nothing any more: whoever took it, before or after an
    interruption.
    """
    counts = Counter[str]()

    def left() -> Iterator[Outcome]:
        looked_at = 0
        for batch in plan.batches():
            now = {shown.row: after for shown, after in taker.again(plan.to_do(batch))}
            for one in batch:
                after = now.get(one.row)
                taken = after is not None and after.fate is Fate.UNCHANGED
                if taken or one.fate is Fate.UNCHANGED:
                    counts[one.fate.value] += 1
                    continue
                counts[LEFT] += 1
                yield one if after is None else one.left_out(after.faults)
            looked_at += len(batch)
            tell(looked_at)

    file, _ = put_outcomes(plan.store, left(), MADE)
    return file, counts


def _no_tell(_done: int) -> None:
    """Hear how far it is, and say nothing."""


def _no_step(_session: Session, _done: int, _total: int) -> None:
    """Write down nothing."""
