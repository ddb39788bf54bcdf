"""Judges a training while it runs."""

from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence

from ._errors import warn_softly
from ._judging import Point, judge, point
from ._results import VERDICTS, Analysis


class Judge:
    """Judges a training while it runs: log what is measured, ask whenever you like.

    It keeps its points in memory; ``state_dict`` and ``load_state_dict`` save and restore them for
    a resume.
    """

    PATIENCE = 60.0
    """How many seconds an answer may take before the question counts as failed."""
    FAULTS = 3
    """After this many failed questions in a row it asks no more."""

    def __init__(self, **options: Any):
        """Keywords are those of ``judge``: metric, preset, max_steps, …"""
        self._options = options
        self._points: List[Point] = []
        self._last: Optional[Analysis] = None
        self._asked_points = -1
        self._evidence: Optional[List[Optional[int]]] = None
        self._agreed = 0
        self._faults = 0
        self._has_warned = False

    def __len__(self) -> int:
        """How many points were logged."""
        return len(self._points)

    @property
    def last(self) -> Optional[Analysis]:
        """The last analysis."""
        return self._last

    @property
    def agreed(self) -> int:
        """How many times in a row, up to the last, the verdict was one to stop on."""
        return self._agreed

    def log(self, step: int, values: Mapping[str, Any], wall_time: Optional[float] = None) -> None:
        """Adds what was measured at a step. Raises ValueError for anything that is not a point."""
        self._points.extend([point(tag, step, wall_time, value) for tag, value in values.items()])

    def analysis(self) -> Analysis:
        """The analysis of the training so far."""
        return judge(self._points, within=self.PATIENCE, **self._options)

    def should_stop(
        self,
        stop_on: Sequence[str] = ("diverged",),
        confirm: int = 2,
        on_verdict: Optional[Callable[[Analysis], Any]] = None,
    ) -> bool:
        """Whether the verdict has been one of these for the required number of times in a row,
        including now.

        Ask when something new was logged, such as after each validation; asking again without a new
        point of the judged series does not count twice. ``on_verdict`` is called with an analysis
        whenever its verdict differs from the previous one. This never raises: if judging fails, it
        warns once and returns False. If several processes train together, ask in one and send the
        answer to all: a process that stops alone leaves the others waiting.
        """
        if self._faults >= self.FAULTS:
            return False
        try:
            self._ask(verdicts(stop_on), on_verdict)
        except Exception as error:
            self._agreed = 0
            self._faults += 1
            self._complain("the training goes on without being judged: {}".format(error))
            return False
        return self._agreed >= confirm

    def _ask(self, stop_on: Sequence[str], on_verdict: Optional[Callable[[Analysis], Any]]) -> None:
        if len(self._points) == self._asked_points:
            return
        found = self.analysis()
        former, self._last, self._faults = self._last, found, 0
        self._asked_points = len(self._points)
        # A second opinion needs new evidence: a point of the judged series, or a later step (a
        # divergence may show in another series).
        step = max((one[1] for one in self._points), default=None)
        evidence = [found.points, step if found.verdict == "diverged" else None]
        if found.verdict not in stop_on:
            self._agreed = 0
        elif self._agreed == 0 or evidence != self._evidence:
            self._agreed += 1
        self._evidence = evidence
        if on_verdict and found.verdict != (former.verdict if former else None):
            try:
                on_verdict(found)
            except Exception as error:
                self._complain("on_verdict failed: {!r}".format(error))

    def _complain(self, text: str) -> None:
        if not self._has_warned:
            self._has_warned = True
            warn_softly(text)

    def state_dict(self) -> Dict[str, Any]:
        """The points, and how many times in a row the answers agreed, as plain types."""
        return {"points": list(self._points), "agreed": self._agreed, "evidence": self._evidence}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Continues from a state; the points logged until now are dropped."""
        self._points = [point(tag, step, time, value) for tag, step, time, value in state["points"]]
        self._agreed = int(state.get("agreed", 0))
        self._evidence = state.get("evidence")
        self._asked_points = -1


def verdicts(words: Any) -> Sequence[str]:
    """Verdicts, one or several. Raises ValueError for an unknown word."""
    given = (words,) if isinstance(words, str) else tuple(words)
    for word in given:
        if word not in VERDICTS:
            raise ValueError("no verdict: {!r}; they are {}".format(word, ", ".join(VERDICTS)))
    return given
