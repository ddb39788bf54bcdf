"""Scans remote logs: s3://, gs://, hdfs://, tar::, zip:: and everything else that fsspec opens."""

import json
import os
import re
import tempfile
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Dict, Iterable, List, Mapping, Optional, Set, Tuple

from ._errors import NothingFound
from ._process import call, command, records
from ._results import Analysis

URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*(://|::)")
ARRANGING = ("runs", "not_runs", "verdict", "where", "since", "sort", "group", "baseline", "columns", "top")
"""Options that choose and arrange records, whatever they were made of."""
STAMPS = ("ETag", "etag", "generation", "LastModified", "last_modified", "updated", "mtime", "modified", "CRC")
"""What a listing tells of a file's version, the surest first."""
AT_ONCE = 16
"""How many files are fetched at once."""
# Folders with such names below one folder may be one run; if one of them changed, all count as
# changed.
PARTS = {
    "train", "training", "eval", "evaluation", "val", "valid", "validation", "dev", "test", "heldout", "holdout",
}

Listing = Dict[str, Tuple[Any, str]]


class Scan(List[Analysis]):
    """A list of analyses that knows from which files it was made, so that a later scan can fetch
    only what has changed.
    """

    def __init__(
        self,
        analyses: Iterable[Analysis],
        listing: Listing,
        all_records: List[Dict[str, Any]],
        options: Dict[str, Any],
    ):
        super().__init__(analyses)
        self.listing = listing
        """Size and version of each file by its path below the URL."""
        self.all_records = all_records
        """The record of every run, before runs were chosen and arranged."""
        self.options = options
        """How the runs were read and judged."""


def is_url(path: Any) -> bool:
    """Whether a path is for fsspec: a protocol and "://" or "::"."""
    return isinstance(path, str) and URL.match(path) is not None


def scan_url(url: str, since: Optional[Scan], storage: Optional[Mapping[str, Any]], options: Dict[str, Any]) -> Scan:
    """Fetches the event files below a URL into a temporary folder and scans them.

    It lists once and fetches only names with ``tfevents``. For runs whose files are the same as in
    ``since`` it fetches nothing. Raises ImportError if fsspec, or a package that it needs for the
    protocol, is not installed.
    """
    import fsspec.core

    files, root = fsspec.core.url_to_fs(url, **(storage or {}))
    listing = event_files(files, root)
    if not listing:
        raise NothingFound("error: no event files in " + url)
    arranging = {name: value for name, value in options.items() if name in ARRANGING}
    reading = {name: value for name, value in options.items() if name not in ARRANGING}
    former = since if since is not None and since.options == reading else None
    wanted = changed(listing, former)
    kept = [] if former is None else untouched(former, listing, wanted)
    with tempfile.TemporaryDirectory() as folder:
        # If the URL is itself a run, the run's name is the folder's.
        place = os.path.join(folder, os.path.basename(root.rstrip("/")) or "runs")
        fresh = fetch_and_scan(files, root, place, [path for path in listing if folder_of(path) in wanted], reading)
        everything = fresh + b"".join(line(record) for record in kept)
        part = os.path.join(folder, "part.jsonl")
        with open(part, "wb") as file:
            file.write(everything)
        arranged, _ = call(command("merge", [part], dict(arranging, format="jsonl")))
    found = [Analysis.of(record) for record in records(arranged)]
    return Scan(found, listing, records(everything), reading)


def event_files(files: Any, root: str) -> Listing:
    """The event files below a place, each with a value that changes if the file changes."""
    found: Listing = {}
    for path, facts in files.find(root, detail=True).items():
        below = path[len(root) :].lstrip("/") if path.startswith(root) else path.lstrip("/")
        below = below or path.rsplit("/", 1)[-1]
        # A name must not lead out of the folder into which it is copied.
        if "tfevents" in below.rsplit("/", 1)[-1] and ".." not in below.split("/"):
            stamp = next((str(facts[name]) for name in STAMPS if facts.get(name) is not None), "")
            found[below] = (facts.get("size"), stamp)
    return found


def folder_of(path: str) -> str:
    return path.rpartition("/")[0]


def changed(listing: Listing, former: Optional[Scan]) -> Set[str]:
    """The folders whose files must be fetched."""
    folders = {folder_of(path) for path in listing}
    # Files directly at the place change the names of its other runs.
    if former is None or "" in folders:
        return folders
    paths = set(listing) | set(former.listing)
    touched = {folder_of(path) for path in paths if listing.get(path) != former.listing.get(path)}
    names = {path_of(record) for record in former.all_records}
    families = {family(folder, names) for folder in touched}
    return {folder for folder in folders if folder in touched or family(folder, names) in families}


def path_of(record: Mapping[str, Any]) -> str:
    """A run's path below the URL."""
    return record.get("path", record["run"])


def family(folder: str, runs: Set[str]) -> str:
    """The part of a folder's path that it shares with other parts of its run."""
    parent, _, name = folder.rpartition("/")
    if name.lower() in PARTS:
        return parent
    while folder and folder not in runs:
        folder = folder.rpartition("/")[0]
    return folder or parent + "/" + name


def untouched(former: Scan, listing: Listing, wanted: Set[str]) -> List[Mapping[str, Any]]:
    """The earlier records that are still true: no file of their runs has changed or disappeared."""
    names = {path_of(record) for record in former.all_records}
    left = {folder_of(path) for path in listing}
    folders: Dict[str, Set[str]] = {}
    for folder in {folder_of(path) for path in former.listing}:
        folders.setdefault(family(folder, names), set()).add(folder)

    def is_true(run: str) -> bool:
        own = folders.get(run, set()) | folders.get(family(run, names), set())
        return bool(own) and own <= left and not own & wanted

    return [record for record in former.all_records if is_true(path_of(record))]


def fetch_and_scan(files: Any, root: str, place: str, paths: List[str], reading: Dict[str, Any]) -> bytes:
    """The records of the runs in the files at some paths, one per line."""
    if not paths:
        return b""
    targets = [os.path.join(place, *path.split("/")) for path in paths]
    for target in targets:
        os.makedirs(os.path.dirname(target), exist_ok=True)
    prefix = root.rstrip("/")
    # A URL may name a single file.
    is_file = len(paths) == 1 and prefix.endswith("/" + paths[0])
    sources = [root] if is_file else [prefix + "/" + path if prefix else path for path in paths]
    # Of storage far away several at once; the reader of an archive can only be at one place.
    with ThreadPoolExecutor(AT_ONCE if getattr(files, "async_impl", False) else 1) as pool:
        for _ in pool.map(files.get_file, sources, targets):
            pass
    output, _ = call(command("scan", [place], dict(reading, format="jsonl")))
    return output


def line(record: Mapping[str, Any]) -> bytes:
    return json.dumps(record).encode() + b"\n"
