"""The numbers of runs."""

import csv
import io
import struct
from typing import Any, Dict, Iterator, List, NamedTuple, Optional, Sequence, Tuple, Union

from ._process import Path, call, command

Patterns = Union[None, str, Sequence[str]]


class Row(NamedTuple):
    """A point. ``wall_time`` is in seconds since 1970; ``value`` is exact, a float32 widened."""

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

    ``tags`` and ``runs`` are patterns (globs, or /regular expressions/). ``overlap`` says what stands of steps
    that were written twice; "raw" keeps all. ``steps`` is "A:B" or (A, B), both included.

    ``to`` is "pandas" (run and tag are categories), "columns" (a dict of lists) or "rows" (a list of named
    tuples); by default pandas where it is installed, else columns.

    Raises NothingFound where there is no run; no point that matches is an empty table.
    """
    if to not in (None, "pandas", "columns", "rows"):
        raise ValueError('to is "pandas", "columns" or "rows", not {!r}'.format(to))
    if isinstance(steps, tuple):
        steps = ":".join("" if end is None else str(end) for end in steps)
    given = dict(
        options, format="csv", columns="dtype", tag=tags, runs=runs, overlap=overlap, steps=steps,
        max_points=max_points,
    )
    output, _ = call(command("export", paths, given))
    rows = points(output)
    if to == "rows":
        return list(rows)
    table: Dict[str, List[Any]] = {name: [] for name in Row._fields}
    for name, cells in zip(Row._fields, zip(*rows)):
        table[name] = list(cells)
    if to == "columns":
        return table
    try:
        import pandas
    except ImportError:
        if to == "pandas":
            raise
        return table
    return pandas.DataFrame(
        {
            "run": pandas.Categorical(table["run"]),
            "tag": pandas.Categorical(table["tag"]),
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
            # The text is the shortest of its float32, and thus not the double that equals it.
            (number,) = FLOAT32.unpack(FLOAT32.pack(number))
        yield Row(run, tag, int(step), float(wall_time), number)
