"""How did training go: verdicts and numbers from TensorBoard event files.

Each function calls the executable ``tfevents`` that comes with the package.
"""

from ._errors import NothingFound, TfeventsError, TfeventsWarning
from ._judge import Judge
from ._judging import judge
from ._results import Analysis, frame
from ._runs import analyze, scan, tags, verify, watch
from ._scalars import scalars

__version__ = "0.2.0"

__all__ = [
    "Analysis",
    "Judge",
    "NothingFound",
    "TfeventsError",
    "TfeventsWarning",
    "analyze",
    "frame",
    "judge",
    "scalars",
    "scan",
    "tags",
    "verify",
    "watch",
]
