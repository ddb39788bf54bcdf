"""The row that the page shows for a run, made from its record."""

import hashlib
import json
import re
from typing import Any, Callable, Dict, List, Optional, Tuple

from .._results import VERDICTS

# "error" is a run that could not be judged.
RANKS = VERDICTS + ("error",)

# Keys of the record that a row has, too.
KEPT = (
    "verdict", "state", "reason", "metric", "direction", "best", "best_step", "last_step", "checkpoint", "flags", "next",
    "damaged_records", "unreadable_files", "incomplete",
)

# Values that are left out. A zero is a value: 0 == False, so False is not among them.
NOTHING: Tuple[Any, ...] = (None, [])


class Row:
    """A run in the ranking: its JSON, and the values for filtering and sorting."""

    __slots__ = ("name", "path", "digest", "json", "verdict", "text", "best", "best_step", "changed")

    def __init__(self, line: bytes, prefix: str, digest: str):
        record = json.loads(line)
        run = record.get("run") or ""
        self.path: str = record.get("path") or run
        """The run's path below the root, which --runs knows it by, too."""
        self.name = prefix + run
        self.digest = digest
        self.verdict: str = record.get("verdict") or "error"
        self.best: Optional[float] = record.get("best")
        self.best_step: Optional[int] = record.get("best_step")
        self.changed: Optional[float] = record.get("last_wall_time")
        shown: Dict[str, Any] = {"run": self.name}
        shown.update((key, record[key]) for key in KEPT if record.get(key) not in NOTHING)
        shown["shape"] = [rounded(value) for value in record.get("shape") or ()]
        self.json = json.dumps(shown, separators=(",", ":")).encode()
        words = [self.name, self.verdict, record.get("state"), record.get("metric"), record.get("checkpoint")]
        words += record.get("flags") or ()
        if record.get("damaged_records"):
            words.append("damaged")
        self.text = "\n".join(word for word in words if word).lower()


def rounded(value: Any) -> Optional[float]:
    """A number of a sparkline in four digits; None if it is not finite."""
    if not isinstance(value, (int, float)):
        return None
    short = float("{:.4g}".format(value))
    return int(short) if short.is_integer() and abs(short) < 1e9 else short


def digest(data: bytes) -> str:
    """A value that is the same as long as the bytes are."""
    return hashlib.blake2b(data, digest_size=12).hexdigest()


def natural(name: str) -> List[Tuple[int, int, str]]:
    """The key that sorts run2 before run10."""
    return [(0, int(part), "") if part.isdigit() and part.isascii() else (1, 0, part)
            for part in re.split(r"([0-9]{1,18})", name)]


KEYS: Dict[str, Callable[[Row], Any]] = {
    "run": lambda row: natural(row.name),
    "verdict": lambda row: RANKS.index(row.verdict) if row.verdict in RANKS else len(RANKS),
    "best": lambda row: row.best,
    "step": lambda row: row.best_step,
    "changed": lambda row: row.changed,
}


def chosen(rows: List[Row], words: str, verdict: str) -> List[Row]:
    """The rows that contain every word of the filter and have the verdict, in their order."""
    wanted = words.lower().split()
    return [row for row in rows
            if (not verdict or row.verdict == verdict) and all(word in row.text for word in wanted)]


def arranged(rows: List[Row], order: str) -> List[Row]:
    """The rows sorted by a key, descending if it begins with a hyphen; those without a value last.
    Without a known key they stay as they are.
    """
    key = KEYS.get(order.lstrip("-"))
    if key is None:
        return rows
    known = [(key(row), row) for row in rows]
    sortable = [pair for pair in known if pair[0] is not None]
    sortable.sort(key=lambda pair: pair[0], reverse=order.startswith("-"))
    return [row for _, row in sortable] + [row for value, row in known if value is None]
