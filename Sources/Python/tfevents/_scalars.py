"""The numbers of runs."""

import csv
import importlib.util
import io
import struct
from typing import Any, Dict, Iterator, List, NamedTuple, Optional, Sequence, Tuple, Union

from . import _arrow
from ._process import Path, Words, call, command

Patterns = Union[None, str, Sequence[str]]


class Row(NamedTuple):
    """A point. ``wall_time`` is in seconds since 1970; ``value`` is exact, a float32 is widened."""

    run: str
    tag: str
    step: int
    wall_time: float
    value: float


def scalars(
    *paths: Path,
    tags: Patterns = None,
    runs: Patterns = None,
    overlap: Optional[str] = "resume",
    steps: Union[None, str, Tuple[Optional[int], Optional[int]]] = None,
    max_points: Optional[int] = None,
    to: Optional[str] = None,
    **options: Any
) -> Any:
    """Every scalar of every run: run, tag, step, wall_time, value.

    ``tags`` and ``runs`` are patterns (globs, or /regular expressions/). ``overlap`` says which
    points are kept of steps that were written twice; "raw" keeps all. ``steps`` is "A:B" or (A, B),
    both included.

    ``to`` is "pandas" (run and tag are categories), "arrow" (a table of pyarrow), "polars",
    "columns" (a dict of lists, or of NumPy arrays if pyarrow is installed) or "rows" (a list of
    named tuples); the default is pandas if it is installed, else columns. With pyarrow millions of
    points take a second.

    Raises NothingFound if there is no run; if no point matches, the table is empty.
    """
    if to not in (None, "pandas", "arrow", "polars", "columns", "rows"):
        raise ValueError('to is "pandas", "arrow", "polars", "columns" or "rows", not {!r}'.format(to))
    if isinstance(steps, tuple):
        steps = ":".join("" if end is None else str(end) for end in steps)
    given = dict(options, tag=tags, runs=runs, overlap=overlap, steps=steps, max_points=max_points)
    if to is None:
        to = "pandas" if is_installed("pandas") else "columns"
    has_arrow = is_installed("pyarrow") and is_installed("numpy")
    if to in ("arrow", "polars") or to != "rows" and has_arrow:
        return by_arrow(command("export", paths, dict(given, format="arrow", may_start_over=True)), to)
    output, _ = call(command("export", paths, dict(given, format="csv", columns="dtype")))
    return by_rows(list(points(output)), to)


def is_installed(name: str) -> bool:
    """Whether a package is there."""
    return importlib.util.find_spec(name) is not None


def by_arrow(words: Words, to: str) -> Any:
    """The requested result, made from Arrow's columns. Raises ImportError if pyarrow or the library
    is missing.
    """
    if to == "arrow":
        return _arrow.table(words)
    if to == "polars":
        import polars

        return polars.from_arrow(_arrow.table(words))
    columns = _arrow.Columns().read(words)
    return columns.frame() if to == "pandas" else columns.arrays()


def by_rows(rows: List[Row], to: str) -> Any:
    """The requested result, made from rows."""
    if to == "rows":
        return rows
    table: Dict[str, List[Any]] = {name: [] for name in Row._fields}
    for name, cells in zip(Row._fields, zip(*rows)):
        table[name] = list(cells)
    if to == "columns":
        return table
    import pandas

    return pandas.DataFrame(
        {
            "run": pandas.Categorical(table["run"], categories=list(dict.fromkeys(table["run"]))),
            "tag": pandas.Categorical(table["tag"], categories=list(dict.fromkeys(table["tag"]))),
            "step": pandas.Series(table["step"], dtype="int64"),
            "wall_time": pandas.Series(table["wall_time"], dtype="float64"),
            "value": pandas.Series(table["value"], dtype="float64"),
        }
    )


FLOAT32 = struct.Struct("<f")


def points(text: bytes) -> Iterator[Row]:
    """The rows of ``tfevents export --columns dtype``."""
    lines = csv.reader(io.StringIO(text.decode("utf-8", "surrogateescape"), newline=""))
    next(lines, None)
    for run, tag, step, wall_time, value, dtype in lines:
        number = float(value)
        if dtype == "float32":
            # The text has the shortest digits of the float32; its exact value is another double.
            (number,) = FLOAT32.unpack(FLOAT32.pack(number))
        yield Row(run, tag, int(step), float(wall_time or "nan"), number)
