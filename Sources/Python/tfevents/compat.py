"""Replacements for TensorBoard's reader and for tbparse's: change the import, keep the code.

They read scalars; ``SummaryReader`` also reads hyperparameters. Everything else raises
TfeventsError.
"""

import os
from typing import Any, Dict, List, NamedTuple, Optional

from ._errors import TfeventsError
from ._process import Path
from ._scalars import scalars
from ._summary_reader import SummaryReader

__all__ = ["EventAccumulator", "ScalarEvent", "SummaryReader"]


class ScalarEvent(NamedTuple):
    """A point, as TensorBoard's reader returns it."""

    wall_time: float
    step: int
    value: float


class EventAccumulator:
    """The scalars of one directory or file, with the names of TensorBoard's ``EventAccumulator``.

    All points are kept, whatever ``size_guidance`` says. Asking for other data, such as images,
    raises TfeventsError. If steps were written twice, the points that TensorBoard itself shows are
    kept. ``EventAccumulator`` differs: there the first restart mark of a log replaces points, too.
    """

    def __init__(self, path: Path, size_guidance: Optional[Dict[str, int]] = None, **_: Any):
        self.path = path
        self._series: Optional[Dict[str, List[ScalarEvent]]] = None

    def Reload(self) -> "EventAccumulator":
        """Reads the log as it is now."""
        series: Dict[str, List[ScalarEvent]] = {}
        # For TensorBoard, directories below are other runs.
        paths = [self.path]
        if os.path.isdir(self.path):
            folder = os.fsdecode(self.path)
            paths = [
                os.path.join(folder, name)
                for name in sorted(os.listdir(folder))
                if "tfevents" in name and os.path.isfile(os.path.join(folder, name))
            ]
        if paths:
            for row in scalars(*paths, overlap="tensorboard", to="rows"):
                series.setdefault(row.tag, []).append(ScalarEvent(row.wall_time, row.step, row.value))
        self._series = series
        return self

    def _read(self) -> Dict[str, List[ScalarEvent]]:
        if self._series is None:
            raise RuntimeError("call Reload() first")
        return self._series

    def Tags(self) -> Dict[str, Any]:
        """Tags by kind; kinds that are not read are empty."""
        tags: Dict[str, Any] = {
            kind: [] for kind in ("images", "audio", "histograms", "distributions", "tensors", "run_metadata")
        }
        tags.update(scalars=list(self._read()), graph=False, meta_graph=False)
        return tags

    def Scalars(self, tag: str) -> List[ScalarEvent]:
        """The points of a tag; KeyError if there is no such series."""
        try:
            return list(self._read()[tag])
        except KeyError:
            raise KeyError("no series " + tag) from None

    def __getattr__(self, name: str) -> Any:
        if name in ("Images", "Audio", "Histograms", "CompressedHistograms", "Tensors", "Graph"):
            raise TfeventsError("tfevents.compat reads scalars alone; for {} use TensorBoard's reader".format(name))
        raise AttributeError(name)
