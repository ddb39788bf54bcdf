"""A callback for Keras, whatever its backend."""

from typing import Any, Dict, Optional

import keras

from ._stopping import OnVerdict, Stopping, Verdicts, of_first_process


class StopOnVerdict(keras.callbacks.Callback):
    """Ends the training on a verdict, such as "overfitting": ``model.fit(…, callbacks=[StopOnVerdict()])``.

    It judges the logs of each epoch, whose number is the step. ``stop_on`` are the verdicts to stop on, which
    must stand at ``confirm`` points of the judged series in a row. ``on_verdict`` is called with each analysis
    whose verdict is new; verdicts in ``warn_on`` are a warning, once each. Further keywords are those of
    ``tfevents.judge`` (metric, preset, …). Whatever keeps it from judging is one warning and never ends the
    training.

    Where torch joins several processes, the first one judges for all; where Keras does, their logs are the same
    and so are their verdicts. Keras keeps no state of callbacks: for a training that is resumed, keep
    ``state_dict()`` (plain types) and give it to ``load_state_dict``.
    """

    def __init__(
        self,
        stop_on: Verdicts = ("diverged",),
        confirm: int = 2,
        on_verdict: OnVerdict = None,
        warn_on: Verdicts = ("worsening", "overfitting"),
        **judging: Any
    ):
        super().__init__()
        self._given = dict(judging, stop_on=stop_on, confirm=confirm, on_verdict=on_verdict, warn_on=warn_on)
        self._stopping = Stopping(**self._given)
        self._epoch = -1

    def on_epoch_end(self, epoch: int, logs: Optional[Dict[str, Any]] = None) -> None:
        """Judges after each epoch; one that was there before begins another training."""
        if epoch <= self._epoch:
            self._stopping = Stopping(**self._given)
        self._epoch = epoch
        self._stopping.log(epoch, logs or {})
        if of_first_process(self._stopping.should_stop):
            self.model.stop_training = True

    def state_dict(self) -> Dict[str, Any]:
        """The points so far."""
        return self._stopping.judge.state_dict()

    def load_state_dict(self, state: Dict[str, Any]) -> None:
        """Goes on from a state."""
        self._stopping.judge.load_state_dict(state)
        self._epoch = max((step for _, step, _, _ in state["points"]), default=-1)
