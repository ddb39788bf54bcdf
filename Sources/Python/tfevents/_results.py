"""The results of analyzing a run."""

from dataclasses import dataclass, field
from typing import Any, Dict, Iterable, Optional, Tuple

VERDICTS = (
    "converged", "improving", "plateaued", "undecidable", "too-little-data", "worsening", "overfitting", "diverged",
)
"""What a verdict may be, from good to bad."""


@dataclass(frozen=True)
class Analysis:
    """The analysis of a run. Facts that the run does not contain are None.

    ``record`` is the whole object of ``tfevents analyze -f jsonl``; ``tfevents help formats``
    explains it.
    """

    run: str
    """The run's name; "-" for points in memory. ``record["path"]`` is its path below what was given."""
    verdict: Optional[str]
    """One word, such as "overfitting"; None if the run could not be judged."""
    reason: Optional[str]
    """The evidence in one sentence."""
    confidence: Optional[float]
    """From 0 to 1."""
    metric: Optional[str]
    """The tag it is judged by."""
    direction: Optional[str]
    """"min" or "max": which way is better."""
    best: Optional[float]
    best_step: Optional[int]
    last: Optional[float]
    last_step: Optional[int]
    points: Optional[int]
    """Points of the judged series."""
    advice: Optional[str]
    next: Optional[str]
    """What to do now, in a sentence."""
    checkpoint: Optional[str]
    flags: Tuple[str, ...] = ()
    record: Dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, record: Dict[str, Any]) -> "Analysis":
        """The analysis made from a record of the executable."""
        names = (
            "verdict", "reason", "confidence", "metric", "direction", "best", "best_step", "last",
            "last_step", "points", "advice", "next", "checkpoint",
        )
        return cls(
            run=record.get("run", "-"),
            flags=tuple(record.get("flags") or ()),
            record=record,
            **{name: record.get(name) for name in names}
        )


def frame(analyses: Iterable[Analysis]) -> Any:
    """The analyses as a pandas data frame: one row per run, one column per key of the record.

    Lists and objects stay as they are. Needs pandas.
    """
    import pandas

    return pandas.DataFrame([analysis.record for analysis in analyses])
