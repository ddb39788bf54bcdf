"""Questions about runs on disk."""

import subprocess
import tempfile
from typing import Any, Dict, IO, Iterator, List, Mapping, Optional

from ._process import Path, call, command, failure, records, start
from ._remote import Scan, is_url, scan_url
from ._results import Analysis


def analyze(
    *paths: Path, metric: Optional[str] = None, preset: Optional[str] = None, **options: Any
) -> List[Analysis]:
    """The analysis of each run, in natural order of the runs' names.

    ``paths`` are directories or event files. Each further keyword is an option of ``tfevents
    analyze``: ``runs="a*"`` is ``--runs=a*``, ``min=True`` is ``--min``.

    Raises NothingFound if there is no run, TfeventsError for every other error of the executable.
    """
    given = dict(options, format="jsonl", metric=metric, preset=preset)
    output, _ = call(command("analyze", paths, given))
    return [Analysis.of(record) for record in records(output)]


def scan(
    *paths: Path, since: Any = None, storage_options: Optional[Mapping[str, Any]] = None, **options: Any
) -> List[Analysis]:
    """The same for many runs, ranked; keywords are options of ``tfevents scan`` (where, sort, top,
    …).

    A path may be one URL that fsspec opens ("s3://bucket/runs", "gs://…", "hdfs://…",
    "tar::runs.tar"): only the event files below it are fetched. ``since`` is an age such as "2d"
    (runs with an event in that time) or, for a URL, the list that an earlier scan of it returned:
    then only what has changed is fetched. ``storage_options`` are those of fsspec.

    Raises ImportError if fsspec, or a package that it needs for a protocol, is not installed.
    """
    former = since if isinstance(since, Scan) else None
    if former is None:
        options = dict(options, since=since)
    if any(is_url(path) for path in paths):
        if len(paths) > 1:
            raise TypeError("one URL at a time")
        return scan_url(paths[0], former, storage_options, options)  # type: ignore[arg-type]
    if former is not None:
        raise TypeError("since= a former scan is for URLs; here give since_scan= its JSON Lines")
    output, _ = call(command("scan", paths, dict(options, format="jsonl")))
    return [Analysis.of(record) for record in records(output)]


def tags(*paths: Path, **options: Any) -> List[Dict[str, Any]]:
    """One object per series: run, tag, points, first_step, last_step, first_value, last_value."""
    output, _ = call(command("tags", paths, dict(options, format="jsonl")))
    return records(output)


def verify(*paths: Path, **options: Any) -> List[Dict[str, Any]]:
    """One object per file: file, status ("good" and others), bytes, records, points, damage_counts,
    …
    """
    output, _ = call(command("verify", paths, dict(options, format="jsonl")))
    return records(output)


class Watch(Iterator[Dict[str, Any]]):
    """The events of followed runs; its process ends when it is closed or garbage-collected."""

    def __init__(self, words: List[Any]):
        self._errors: IO[bytes] = tempfile.TemporaryFile()
        try:
            self._process = start(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self._errors)
        except BaseException:
            self._errors.close()
            raise
        self._is_closed = False

    def __next__(self) -> Dict[str, Any]:
        if self._is_closed:
            raise StopIteration
        line = self._process.stdout.readline() if self._process.stdout else b""
        if line:
            return records(line)[0]
        status = self._process.wait()
        self._errors.seek(0)
        said = self._errors.read().decode("utf-8", "replace").strip()
        self.close()
        if status not in (0, 1):
            raise failure(said, status)
        raise StopIteration

    def close(self) -> None:
        """Ends the process; after this, the iterator has no more events."""
        if self._is_closed:
            return
        self._is_closed = True
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(5)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()
        self._errors.close()

    def __enter__(self) -> "Watch":
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def __del__(self) -> None:
        if hasattr(self, "_is_closed"):
            self.close()


def watch(*paths: Path, **options: Any) -> Watch:
    """Follows runs as they are written: an iterator of events, objects with run, event, verdict, step, …

    Keywords are options of ``tfevents watch`` (until, timeout, metric, …). Use it in ``with``, or close it.
    """
    return Watch(command("watch", paths, dict(options, format="jsonl")))
