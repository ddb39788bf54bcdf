"""The ranking of all runs below some paths, kept up to date by scans that read only what has
changed.
"""

import subprocess
import tempfile
import threading
import time
from typing import Any, Dict, IO, List, NamedTuple, Optional, Sequence, Tuple

from .._binary import find_tfevents
from .._errors import NothingFound, TfeventsError
from .._process import Words, failure, start
from .rows import Row, digest

# Seconds between two scans; after a slow scan a multiple of its duration, so that scanning takes a
# quarter of the time.
REST = 0.5
LONG = 1.0
LONG_REST = 3.0


class Root(NamedTuple):
    """Paths that are scanned together, and the prefix of their runs' names."""

    paths: Tuple[str, ...]
    prefix: str = ""


class Ranking(NamedTuple):
    """The messages of the last scans."""

    rows: List[Row]
    by_name: Dict[str, Tuple[Row, Root]]
    counts: Dict[str, int]
    problem: Optional[str]
    """Why a path could not be scanned; its rows are then from before."""
    said: str
    """What was said beside the answers, such as that a file could not be read."""
    is_known: bool
    """Whether a scan has ended."""


EMPTY = Ranking([], {}, {}, None, "", False)
# How many bytes of the executable's messages are kept.
MOST_SAID = 16_384


class Scans:
    """Answers with the newest ranking, and scans again when a client asks; never two scans at once.
    """

    def __init__(self, roots: Sequence[Root], options: Sequence[str] = (), binary: Optional[str] = None):
        self.roots = list(roots)
        self.options = list(options)
        self._binary = binary
        self._told = threading.Condition()
        self._ranking = EMPTY
        self._is_scanning = False
        self._is_closed = False
        self._next = 0.0
        self._process: Optional["subprocess.Popen[bytes]"] = None
        self._sources = [Source(root, self) for root in self.roots]

    def ranking(self, within: float = 1.5) -> Ranking:
        """The newest ranking; waits at most this many seconds for the current scan."""
        with self._told:
            if not self._is_scanning and not self._is_closed and time.monotonic() >= self._next:
                try:
                    threading.Thread(target=self._scan, name="tfevents scan", daemon=True).start()
                except RuntimeError as error:
                    return self._ranking._replace(problem=str(error))
                # The thread waits for the lock before it publishes anything.
                self._is_scanning = True
            self._told.wait_for(lambda: not self._is_scanning, within)
            return self._ranking

    def close(self) -> None:
        """Ends the running scan, and begins no other."""
        with self._told:
            self._is_closed = True
            if not self._is_scanning:
                for source in self._sources:
                    source.forget()
            process = self._process
        if process is not None:
            process.kill()

    def binary(self) -> str:
        """The executable. Raises TfeventsError if it is missing."""
        return self._binary or find_tfevents()

    def _scan(self) -> None:
        started = time.monotonic()
        problems: List[str] = []
        for source in self._sources:
            try:
                source.scan()
            except NothingFound as nothing:
                source.rows, source.said = [], str(nothing)
            except Exception as error:  # Any error: it is reported, and the next scan tries again.
                problems.append(str(error) or repr(error))
        ranking = merged(self._sources, problems)
        with self._told:
            if not self._is_closed:
                self._ranking = ranking
            self._is_scanning = False
            ended = time.monotonic()
            took = ended - started
            self._next = ended + (REST if took < LONG else LONG_REST * took)
            self._told.notify_all()

    def call(self, words: Words, source: Optional[IO[bytes]], output: IO[bytes]) -> str:
        """Runs the executable to its end; returns its messages.

        Raises TfeventsError if it fails, NothingFound if there is no run.
        """
        with tempfile.TemporaryFile() as said:
            with self._told:
                if self._is_closed:
                    raise TfeventsError("it is ending")
                process = self._process = start(
                    words, stdin=source or subprocess.DEVNULL, stdout=output, stderr=said)
            status = process.wait()
            with self._told:
                self._process = None
            said.seek(0)
            text = said.read(MOST_SAID).decode("utf-8", "replace").strip()
            if status != 0:
                raise failure(text, status)
            return text


class Source:
    """A root, and the records of its last scan: a file without a name, so that nothing is left
    behind.
    """

    def __init__(self, root: Root, scans: Scans):
        self.root = root
        self.rows: List[Row] = []
        self.said = ""
        self._scans = scans
        self._records: Optional[IO[bytes]] = None

    def scan(self) -> None:
        """Reads the runs whose files have changed; all runs if that fails."""
        words: List[Any] = [self._scans.binary(), "scan", "--format=jsonl", *self._scans.options]
        output = tempfile.TemporaryFile()
        try:
            if self._records is None:
                said = self._scans.call(words + ["--", *self.root.paths], None, output)
            else:
                self._records.seek(0)
                said = self._scans.call(
                    words + ["--since-scan=/dev/stdin", "--", *self.root.paths], self._records, output)
        except BaseException:
            output.close()
            self.forget()
            raise
        self.forget()
        self._records = output
        self._read(output)
        self.said = said

    def forget(self) -> None:
        """Drops the records; the next scan reads everything."""
        if self._records is not None:
            self._records.close()
        self._records = None

    def _read(self, records: IO[bytes]) -> None:
        """Makes the rows of new records; a row with an unchanged record is kept."""
        known = {row.digest: row for row in self.rows}
        rows: List[Row] = []
        records.seek(0)
        for line in records:
            mark = digest(line)
            rows.append(known.get(mark) or Row(line, self.root.prefix, mark))
        self.rows = rows


def merged(sources: List[Source], problems: List[str]) -> Ranking:
    """The rankings of the roots one after another."""
    rows = [row for source in sources for row in source.rows]
    by_name = {row.name: (row, source.root) for source in sources for row in source.rows}
    counts: Dict[str, int] = {}
    for row in rows:
        counts[row.verdict] = counts.get(row.verdict, 0) + 1
    said = "\n".join(source.said for source in sources if source.said)
    return Ranking(rows, by_name, counts, "\n".join(problems) or None, said, True)
