"""A table as Parquet: typed columns, one group of rows in memory at a time.

Arrow is brought in when the first such file is written: it takes as much memory as the rest of a
web process, and most of these never write one. It ships no types.
"""

from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from os import environ
from typing import Any

from academy.files.pipe import Pipe
from academy.files.workbook import Column, Shape

_ROWS_A_GROUP = 20_000


def blocks(shape: Shape, batches: Iterable[Sequence[Sequence[Any]]]) -> Iterator[bytes]:
    """Yield a file of these rows: texts, whole numbers, and moments in UTC."""
    arrow = _arrow()
    writer_of: Any = import_module("pyarrow.parquet").ParquetWriter
    schema, pipe = _schema(arrow, shape), Pipe()
    with writer_of(pipe, schema, compression="snappy") as writer:
        held: list[Any] = []
        for batch in batches:
            held.append(_columns(arrow, schema, batch))
            if sum(each.num_rows for each in held) >= _ROWS_A_GROUP:
                writer.write_table(arrow.Table.from_batches(held, schema))
                held.clear()
            yield pipe.take()
        if held:
            writer.write_table(arrow.Table.from_batches(held, schema))
    yield pipe.take()


def rows_in(file: Any) -> int:
    """Return how many rows a file has."""
    found: int = import_module("pyarrow.parquet").ParquetFile(file).metadata.num_rows
    return found


def _arrow() -> Any:
    """Bring Arrow in. Its own allocator keeps what it needs no more, the system's gives it back."""
    environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    return import_module("pyarrow")


def _schema(arrow: Any, shape: Shape) -> Any:
    def kind(column: Column) -> Any:
        if column.is_moment:
            return arrow.timestamp("ms", tz="UTC")
        return arrow.int32() if column.is_number else arrow.string()

    return arrow.schema([(column.name, kind(column)) for column in shape.columns])


def _columns(arrow: Any, schema: Any, rows: Sequence[Sequence[Any]]) -> Any:
    """Return some rows by column. Moments come in seconds, Parquet keeps thousandths of them."""
    seconds = arrow.timestamp("s", tz="UTC")
    made = [
        arrow.array(cells, seconds).cast(field.type)
        if arrow.types.is_timestamp(field.type)
        else arrow.array(cells, field.type)
        for field, cells in zip(schema, zip(*rows, strict=True), strict=True)
    ]
    return arrow.RecordBatch.from_arrays(made, schema=schema)
