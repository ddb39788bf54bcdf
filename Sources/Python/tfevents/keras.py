"""A callback for Keras, with any backend."""

from typing import Any, Dict, Optional

import keras

from ._stopping import StoppingCallback, of_first_process


class StopOnVerdict(StoppingCallback, keras.callbacks.Callback):
    """Ends the training on a verdict, such as "overfitting": ``model.fit(…, callbacks=[StopOnVerdict()])``.

    It judges the logs of each epoch, whose number is the step.

    If torch connects several processes, the first one judges for all; if Keras does, their logs are
    the same and so are their verdicts. Keras does not save the state of callbacks: to resume a
    training, save ``state_dict()`` (plain types) and pass it to ``load_state_dict``.
    """

    def _begin(self) -> None:
        super()._begin()
        self._epoch = -1

    def on_epoch_end(self, epoch: int, logs: Optional[Dict[str, Any]] = None) -> None:
        """Judges after each epoch; an epoch that was there before begins another training."""
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
        """Continues from a state."""
        self._stopping.judge.load_state_dict(state)
        self._epoch = max((step for _, step, _, _ in state["points"]), default=-1)
