"""Scans with Spark, if its workers can see the storage of the logs."""

from typing import Any, Iterable, Iterator, List, Optional

from ._binary import find_tfevents
from ._errors import TfeventsError
from ._process import ask, records
from ._process import options as words_of

TEXTS = ("run", "verdict", "reason", "metric", "direction", "advice", "next", "checkpoint")
NUMBERS = ("confidence", "best", "last")
COUNTS = ("best_step", "last_step", "points")
SCHEMA = ", ".join(
    ["path string"]
    + [name + " string" for name in TEXTS]
    + [name + " double" for name in NUMBERS]
    + [name + " bigint" for name in COUNTS]
    + ["record string"]
)


def scan(source: Any, paths: Any = "path", root: Optional[str] = None, **options: Any) -> Any:
    """A data frame of Spark with one row per run: path, the fields of ``Analysis``, and the whole
    record as JSON.

    ``source`` is a SparkSession, and ``paths`` the paths of runs; or a data frame, and the name of
    its column of paths. Each task runs one ``tfevents scan --stdin`` over its paths, so use a few
    partitions per core. ``root`` names runs by their paths below it; keywords are options of
    ``tfevents scan``. A run that cannot be read is a row with the verdict "error".

    The workers need this package, pyarrow, and the paths under the same names. It uses
    ``mapInArrow``, which Spark Connect and serverless Spark support, too. ``rdd.pipe("tfevents scan
    --stdin")`` is faster if RDDs are available.
    """
    if isinstance(paths, str):
        frame = source.select(paths)
    else:
        frame = source.createDataFrame([(path,) for path in paths], "path string")
    given = words_of(dict(options, root=root))

    def work(batches: Iterable[Any]) -> Iterator[Any]:
        for batch in batches:
            if batch.num_rows:
                yield judged(batch.column(0).to_pylist(), given)

    return frame.mapInArrow(work, SCHEMA)


def judged(paths: List[str], given: List[Any]) -> Any:
    """A record batch with the analyses of the runs at some paths, in their order."""
    import pyarrow

    lines = answers(paths, given)
    found = records(b"\n".join(lines))
    columns = {"path": pyarrow.array(paths, "string")}
    for names, kind in ((TEXTS, "string"), (NUMBERS, "float64"), (COUNTS, "int64")):
        for name in names:
            columns[name] = pyarrow.array([one.get(name) for one in found], kind)
    columns["record"] = pyarrow.array([line.decode() for line in lines], "string")
    return pyarrow.RecordBatch.from_arrays(list(columns.values()), names=list(columns))


def answers(paths: List[str], given: List[Any]) -> List[bytes]:
    """One line per path, in their order. Raises TfeventsError if the executable refuses the
    options.
    """
    text = "".join(path + "\n" for path in paths).encode("utf-8", "surrogateescape")
    words = [find_tfevents(), "scan", "--stdin"] + given
    output, said, status = ask(words, text)
    lines = output.splitlines()
    if status not in (0, 1) or len(lines) != len(paths):
        raise TfeventsError(said or "not a record a path")
    return lines
