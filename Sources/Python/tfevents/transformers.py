"""A callback for Hugging Face's Trainer and the trainers built on it, such as TRL's."""

from typing import Any

from transformers import TrainerCallback

from ._judging import history_entry
from ._stopping import StoppingCallback, of_first_process


class StopOnVerdict(StoppingCallback, TrainerCallback):
    """Ends the training on a verdict, such as "diverged": ``Trainer(…, callbacks=[StopOnVerdict()])``.

    It judges the trainer's ``log_history``, so that no report needs to be written. The first process judges and
    all of them stop at the same step. A training that is resumed is judged as one: the history is stored in the
    trainer's checkpoints.
    """

    def _begin(self) -> None:
        super()._begin()
        self._read = 0
        self._is_due = False

    def on_train_begin(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        """Begins from the start, or continues with the history of a resumed training."""
        self._begin()
        if state.log_history and state.is_world_process_zero:
            self._answer(state, is_validated=True)

    def on_evaluate(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        """Judges after each evaluation."""
        self._judge(state, control, is_validated=True)

    # Some trainers log only in the first process, so all processes synchronize elsewhere than in
    # `on_log`: at the beginning of the step after a logged one.
    def on_step_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        """Notes whether the trainer is about to log."""
        self._is_due = self._is_due or control.should_log

    def on_epoch_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        """Notes whether the trainer is about to log."""
        self._is_due = self._is_due or control.should_log

    def on_step_begin(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        """Judges values that were logged without an evaluation."""
        if self._is_due:
            self._judge(state, control, is_validated=False)

    def _judge(self, state: Any, control: Any, is_validated: bool) -> None:
        self._is_due = False
        if of_first_process(lambda: self._answer(state, is_validated)):
            control.should_training_stop = True

    def _answer(self, state: Any, is_validated: bool) -> bool:
        for entry in state.log_history[self._read :]:
            if "step" in entry:
                self._stopping.log(entry["step"], {tag: value for tag, _, _, value in history_entry(entry)})
        self._read = len(state.log_history)
        return self._stopping.should_stop(is_validated)
