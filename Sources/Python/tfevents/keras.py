"""A callback for Keras, whatever its backend."""

from typing import Any, Dict, Optional

import keras

from ._stopping import StoppingCallback, of_first_process


class StopOnVerdict(StoppingCallback, keras.callbacks.Callback):
    """Ends the training on a verdict, such as "overfitting": ``model.fit(…, callbacks=[StopOnVerdict()])``.

    It judges the logs of each epoch, whose number is the step.

    Where torch joins several processes, the first one judges for all; where Keras does, their logs are the same
    and so are their verdicts. Keras keeps no state of callbacks: for a training that is resumed, keep
    ``state_dict()`` (plain types) and give it to ``load_state_dict``.
    """

    def _begin(self) -> None:
        super()._begin()
        self._epoch = -1

    def on_epoch_end(self, epoch: int, logs: Optional[Dict[str, Any]] = None) -> None:
        """Judges after each epoch; one that was there before begins another training."""
        if epoch <= self._epoch:
            self._begin()
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
