"""Reads numbers of runs through Arrow, batch by batch as the executable writes them."""

import subprocess
import sys
import tempfile
import warnings
from contextlib import contextmanager
from typing import Any, Dict, Iterator, List

from ._errors import TfeventsWarning
from ._process import Words, failure, start

FIRST_ROWS = 1 << 16


@contextmanager
def streams(words: Words) -> Iterator[Iterator[Any]]:
    """The readers of the streams that ``export -f arrow`` writes; all must be read to their ends.

    The executable writes points at once. If some of them prove replaced, it ends the stream and begins
    another, whose schema says how many rows before it stand.

    Raises as ``call`` does; other messages of the executable become warnings.
    """
    import pyarrow

    with tempfile.TemporaryFile() as errors:
        process = start(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors)

        def end() -> str:
            process.wait()
            errors.seek(0)
            said = errors.read().decode("utf-8", "replace").strip()
            if process.returncode not in (0, 1):
                raise failure(said, process.returncode)
            return said

        try:
            try:
                with process.stdout:  # type: ignore[union-attr]
                    enlarge(process.stdout)
                    yield readers(process.stdout)
            except (pyarrow.ArrowException, OSError):
                # Nothing was written, or not all: the executable's message says why.
                end()
                raise
            said = end()
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
    if said:
        warnings.warn(said, TfeventsWarning, stacklevel=5)


def enlarge(pipe: Any) -> None:
    """Lets a pipe hold as much as any user may ask for, so that its ends wait for each other less often."""
    try:
        import fcntl

        # The number is Linux's F_SETPIPE_SZ, which Python knows by name from 3.10 on.
        fcntl.fcntl(pipe, 1031, 1 << 20)
    except (ImportError, OSError):
        pass


def readers(source: Any) -> Iterator[Any]:
    """The readers of the streams that a source holds, one after another; one at least."""
    import pyarrow.ipc

    yield pyarrow.ipc.open_stream(source)
    while source.peek(1):
        yield pyarrow.ipc.open_stream(source)


def standing(reader: Any, count: int) -> int:
    """How many rows of ``count`` before a stream stand."""
    return int((reader.schema.metadata or {}).get(b"standing", count))


def table(words: Words) -> Any:
    """All rows as a table of pyarrow; all its chunks number the words in the same way."""
    import pyarrow

    parts: List[Any] = []
    with streams(words) as found:
        for reader in found:
            count = sum(len(part) for part in parts)
            if standing(reader, count) < count:
                parts = [pyarrow.concat_tables(parts).slice(0, standing(reader, count))]
            parts.append(reader.read_all().replace_schema_metadata(None))
    return pyarrow.concat_tables(parts).unify_dictionaries()


class Growing:
    """A column that grows as batches come, without being copied."""

    def __init__(self, kind: str):
        import numpy

        self._cells = numpy.empty(FIRST_ROWS, kind)
        self._count = 0

    def add(self, cells: Any) -> None:
        """Adds an array."""
        end = self._count + len(cells)
        if end > len(self._cells):
            # For a large array the system remaps pages instead of copying. What is added to an array
            # that cannot be written is not filled with zeros, so it takes no memory before it is used.
            self._cells.setflags(write=False)
            self._cells.resize(max(end, len(self._cells) * 5 // 4), refcheck=False)
            self._cells.setflags(write=True)
        self._cells[self._count : end] = cells
        self._count = end

    def cut(self, count: int) -> None:
        """Forgets all cells from a number on."""
        self._count = min(self._count, count)

    def widen(self, kind: str) -> None:
        """Makes room for larger numbers; this copies the column."""
        if self._cells.dtype != kind:
            self._cells = self._cells[: self._count].astype(kind)

    def done(self) -> Any:
        """The array."""
        self._cells.resize(self._count, refcheck=False)
        return self._cells


def narrowest(count: int) -> str:
    """The smallest type that can number this many words."""
    return "int8" if count <= 1 << 7 else "int16" if count <= 1 << 15 else "int32"


class Columns:
    """Columns of NumPy, filled batch by batch: words are numbers into ``words``, by the column's
    name.

    Beside the columns, memory holds at most one batch.
    """

    def __init__(self) -> None:
        self.cells: Dict[str, Growing] = {}
        self.words: Dict[str, List[str]] = {}
        # How many words of each column the current stream has sent.
        self._sent: Dict[str, int] = {}

    def read(self, words: Words) -> "Columns":
        """Reads the whole output of ``export -f arrow``."""
        with streams(words) as found:
            for reader in found:
                self._begin(reader)
                for batch in reader:
                    for name, column in zip(batch.schema.names, batch.columns):
                        self._add(name, column)
        return self

    def _begin(self, reader: Any) -> None:
        import pyarrow

        for field in reader.schema:
            is_word = pyarrow.types.is_dictionary(field.type)
            if field.name in self.cells:
                self.cells[field.name].cut(standing(reader, sys.maxsize))
            else:
                self.cells[field.name] = Growing("int8" if is_word else field.type.to_pandas_dtype().__name__)
            if is_word:
                self.words.setdefault(field.name, [])
                self._sent[field.name] = 0

    def _add(self, name: str, column: Any) -> None:
        if name in self.words:
            # A dictionary only grows, so the numbers of earlier words do not change.
            if len(column.dictionary) > self._sent[name]:
                self._sent[name] = len(column.dictionary)
                self.words[name] = column.dictionary.to_pylist()
                self.cells[name].widen(narrowest(len(self.words[name])))
            column = column.indices
        self.cells[name].add(column.to_numpy(zero_copy_only=False))

    def frame(self) -> Any:
        """A data frame of pandas, whose columns of words are categories."""
        import pandas

        columns: Dict[str, Any] = {}
        for name in list(self.cells):
            cells = self.cells.pop(name).done()
            if name in self.words:
                cells = pandas.Categorical.from_codes(cells, categories=self.words[name])
            columns[name] = cells
        # Without copying, each column stays the array that it is.
        return pandas.DataFrame(columns, copy=False)

    def arrays(self) -> Dict[str, Any]:
        """Arrays of NumPy by name; words are objects."""
        import numpy

        columns: Dict[str, Any] = {}
        for name in list(self.cells):
            cells = self.cells.pop(name).done()
            if name in self.words:
                cells = numpy.array(self.words[name] or [""], dtype=object)[cells]
            columns[name] = cells
        return columns
