"""Reads numbers of runs through Arrow, batch by batch as the executable writes them."""

import subprocess
import tempfile
import warnings
from contextlib import contextmanager
from typing import Any, Dict, Iterator, List

from ._errors import TfeventsWarning
from ._process import Words, failure, start

FIRST_ROWS = 1 << 16


@contextmanager
def stream(words: Words) -> Iterator[Any]:
    """The reader of the output of ``export -f arrow``; it must be read to its end.

    Raises as ``call`` does; other messages of the executable become warnings.
    """
    import pyarrow.ipc

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
            with process.stdout:  # type: ignore[union-attr]
                try:
                    reader = pyarrow.ipc.open_stream(process.stdout)
                except pyarrow.ArrowInvalid:
                    # Nothing was written: the executable's message says why.
                    end()
                    raise
                yield reader
            said = end()
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
    if said:
        warnings.warn(said, TfeventsWarning, stacklevel=5)


def table(words: Words) -> Any:
    """All rows as a table of pyarrow; all its chunks number the words in the same way."""
    with stream(words) as reader:
        found = reader.read_all()
    return found.unify_dictionaries()


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
            # For a large array the system remaps pages instead of copying.
            self._cells.resize(max(end, len(self._cells) * 5 // 4), refcheck=False)
        self._cells[self._count : end] = cells
        self._count = end

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

    def read(self, words: Words) -> "Columns":
        """Reads the whole output of ``export -f arrow``."""
        import pyarrow

        with stream(words) as reader:
            for field in reader.schema:
                is_word = pyarrow.types.is_dictionary(field.type)
                self.cells[field.name] = Growing("int8" if is_word else field.type.to_pandas_dtype().__name__)
                if is_word:
                    self.words[field.name] = []
            for batch in reader:
                for name, column in zip(batch.schema.names, batch.columns):
                    self._add(name, column)
        return self

    def _add(self, name: str, column: Any) -> None:
        if name in self.words:
            # A dictionary only grows, so the numbers of earlier words do not change.
            if len(column.dictionary) > len(self.words[name]):
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
