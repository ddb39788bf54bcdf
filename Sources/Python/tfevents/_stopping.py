"""The code that the callbacks of the training libraries share."""

import math
import sys
from typing import Any, Callable, Mapping, Optional, Sequence, Union

from ._errors import warn_softly
from ._judge import Judge, verdicts
from ._judging import number_of
from ._results import Analysis

Verdicts = Union[str, Sequence[str]]
OnVerdict = Optional[Callable[[Analysis], Any]]


class Stopping:
    """A judge with its settings: on which verdicts to end a training, and whom to tell about
    verdicts.

    Raises ValueError for an unknown verdict, and for ``confirm`` below 1; nothing else raises.
    """

    GROWTH = 1.01
    """A question that is not urgent waits until the number of points has grown by this factor."""

    def __init__(self, stop_on: Verdicts, confirm: int, on_verdict: OnVerdict, warn_on: Verdicts, **judging: Any):
        self.stop_on = verdicts(stop_on)
        self.warn_on = verdicts(warn_on)
        if confirm < 1:
            raise ValueError("confirm is at least 1, not {!r}".format(confirm))
        self.confirm = confirm
        self.on_verdict = on_verdict
        self.judge = Judge(**judging)
        self._warned = set()
        self._bad = set()
        self._is_urgent = False
        self._asked_points = 0

    def log(self, step: int, values: Mapping[str, Any]) -> None:
        """Adds the numbers among the values measured at a step; other values are left out."""
        for tag, value in values.items():
            try:
                number = number_of(value)
                self.judge.log(step, {str(tag): number})
            except Exception:
                continue
            if math.isfinite(number):
                self._bad.discard(tag)
            elif tag not in self._bad:
                self._bad.add(tag)
                self._is_urgent = True

    def should_stop(self, is_validated: bool = True) -> bool:
        """Whether the training should end.

        The judge is asked after each validation, and when a series has just become NaN or infinite.
        In between it is asked less and less often as the points grow, so that all questions
        together cost little more than a few hundred.
        """
        count = len(self.judge)
        last = self.judge.last
        # A series that has diverged shows it at its next logged step.
        is_confirming = self.judge.agreed > 0 and last is not None and last.verdict == "diverged"
        is_due = count >= self._asked_points * self.GROWTH or is_confirming
        if not (is_validated or self._is_urgent or is_due):
            return False
        self._is_urgent = False
        self._asked_points = count
        is_to_stop = self.judge.should_stop(self.stop_on, self.confirm, self._tell)
        if is_to_stop and self.judge.last:
            warn_softly("tfevents ends the training: {}".format(sentence(self.judge.last)))
        return is_to_stop

    def _tell(self, found: Analysis) -> None:
        if found.verdict in self.warn_on and found.verdict not in self._warned:
            self._warned.add(found.verdict)
            warn_softly(sentence(found))
        if self.on_verdict:
            self.on_verdict(found)


class StoppingCallback:
    """The settings and methods that the callbacks of all libraries share."""

    def __init__(
        self,
        stop_on: Verdicts = ("diverged",),
        confirm: int = 2,
        on_verdict: OnVerdict = None,
        warn_on: Verdicts = ("worsening", "overfitting"),
        **judging: Any
    ):
        """
        ``stop_on`` are the verdicts to stop on, which must stand at ``confirm`` points of the judged series in a
        row. ``on_verdict`` is called, in the process that judges, with each analysis whose verdict is new; verdicts
        in ``warn_on`` are a warning, once each. Further keywords are those of ``tfevents.judge`` (metric, preset, …).

        If judging fails later, it warns once and the training continues.
        Raises ValueError for a word that is not a verdict, and for ``confirm`` below 1.
        """
        super().__init__()
        self._given = dict(judging, stop_on=stop_on, confirm=confirm, on_verdict=on_verdict, warn_on=warn_on)
        self._begin()

    def _begin(self) -> None:
        """Forgets what was judged until now."""
        self._stopping = Stopping(**self._given)


def sentence(found: Analysis) -> str:
    """A verdict and the evidence for it."""
    return "{}: {}".format(found.verdict, found.reason or "")


def of_first_process(answer: Callable[[], bool]) -> bool:
    """The first process's answer, in every process that trains with it through torch.distributed.

    All of them must call this at the same point. If there is one process, or if they are connected
    by other means, each gets its own answer.
    """
    distributed = sys.modules.get("torch.distributed")
    if (
        distributed is None
        or not distributed.is_available()
        or not distributed.is_initialized()
        or distributed.get_world_size() < 2
    ):
        return answer()
    box = [distributed.get_rank() == 0 and answer()]
    distributed.broadcast_object_list(box, src=0)
    return bool(box[0])
