"""A callback for Lightning's Trainer, imported as lightning or as pytorch_lightning."""

import importlib
import sys
from typing import Any, Dict, Iterable, List

from ._stopping import StoppingCallback


def bases() -> List[type]:
    """The callback for each Lightning package that the program has imported; else for the first
    that is installed.
    """
    names = ("lightning.pytorch", "pytorch_lightning")
    if not any(name in sys.modules for name in names):
        import_first(names)
    return list(dict.fromkeys(sys.modules[name].Callback for name in names if name in sys.modules))


def import_first(names: Iterable[str]) -> None:
    for name in names:
        try:
            importlib.import_module(name)
            return
        except ImportError:
            continue
    raise ImportError("tfevents.lightning needs the package lightning or pytorch_lightning")


class StopOnVerdict(StoppingCallback, *bases()):  # type: ignore[misc]
    """Ends the training on a verdict, such as "diverged": ``Trainer(callbacks=[StopOnVerdict()])``.

    It judges the trainer's ``callback_metrics``, after each validation and, without one, as the trainer logs; no
    logger is needed. The first process judges and all of them stop at the same step. Its points are stored in
    Lightning's checkpoints, so that a training that is resumed is judged as one.
    """

    def _begin(self) -> None:
        super()._begin()
        self._seen: Dict[str, Any] = {}
        self._last_step = 0
        self._taken_step = 0
        self._judged_step = -1

    def on_train_start(self, trainer: Any, pl_module: Any) -> None:
        """Begins again if the callback has seen later steps: they belong to another training."""
        if trainer.global_step < self._last_step:
            self._begin()

    def on_train_batch_end(self, trainer: Any, pl_module: Any, *_: Any, **__: Any) -> None:
        """Adds what was measured, at the steps at which the trainer logs."""
        step, every = trainer.global_step, trainer.log_every_n_steps
        if every > 0 and step > self._taken_step and step % every == 0:
            self._taken_step = step
            self._take(trainer)
            self._judge(trainer, is_validated=False)

    def on_validation_end(self, trainer: Any, pl_module: Any) -> None:
        """Judges after each validation except the sanity check."""
        if trainer.state.fn == "fit" and not trainer.sanity_checking:
            self._take(trainer)
            self._judge(trainer, is_validated=True)

    def on_train_epoch_end(self, trainer: Any, pl_module: Any) -> None:
        """Judges at the end of an epoch without validation."""
        self._take(trainer)
        if self._judged_step != trainer.global_step:
            self._judge(trainer, is_validated=True)

    def _take(self, trainer: Any) -> None:
        # Every process must read the metrics, since reading may gather them from all processes.
        metrics = dict(trainer.callback_metrics)
        fresh = {tag: value for tag, value in metrics.items() if value is not self._seen.get(tag)}
        self._seen.update(fresh)
        self._last_step = trainer.global_step
        if trainer.is_global_zero:
            self._stopping.log(trainer.global_step, fresh)

    def _judge(self, trainer: Any, is_validated: bool) -> None:
        if is_validated:
            self._judged_step = trainer.global_step
        answer = trainer.is_global_zero and self._stopping.should_stop(is_validated)
        if trainer.strategy.broadcast(answer, src=0):
            trainer.should_stop = True

    def state_dict(self) -> Dict[str, Any]:
        """The points so far, for a checkpoint."""
        return self._stopping.judge.state_dict()

    def load_state_dict(self, state_dict: Dict[str, Any]) -> None:
        """Continues from a checkpoint."""
        self._begin()
        self._stopping.judge.load_state_dict(state_dict)
