"""Keras stops on a verdict."""

import os
import warnings

from peers import need
from trainings import Heard, task, without_binary

# Keras's own computing is not tested here; any installed backend will do.
for backend in ("torch", "tensorflow", "jax"):
    try:
        __import__(backend)
    except ImportError:
        continue
    os.environ.setdefault("KERAS_BACKEND", backend)
    break
keras, torch = need("keras", "torch")

from tfevents.keras import StopOnVerdict  # noqa: E402

warnings.simplefilter("ignore")


class Breaking(keras.callbacks.Callback):
    """Makes the weights NaN after an epoch."""

    def on_epoch_end(self, epoch, logs=None):
        if epoch == 30:
            self.model.set_weights([weights * float("nan") for weights in self.model.get_weights()])


def epochs(*callbacks, most=200, rate=1e-3, start=0, model=None):
    """The number of epochs after which a training ends, and the model."""
    train, held_out = ([part.numpy() for part in pair] for pair in task(torch))
    if model is None:
        keras.utils.set_random_seed(1)
        model = keras.Sequential([keras.layers.Dense(64, activation="relu"), keras.layers.Dense(1)])
        model.compile(optimizer=keras.optimizers.Adam(rate), loss="mse")
    found = model.fit(
        *train, validation_data=tuple(held_out), epochs=most, initial_epoch=start, batch_size=32, verbose=0,
        callbacks=list(callbacks))
    return start + len(found.epoch), model


heard = Heard()
ended, _ = epochs(StopOnVerdict(stop_on=("overfitting", "diverged"), on_verdict=heard))
assert heard.words[-1] == "overfitting" and 10 < ended < 200, (ended, heard.words)
print(f"keras: overfitting ends the training after {ended} epochs; {' → '.join(heard.words)}")

broken, _ = epochs(Breaking(), StopOnVerdict())
assert 31 < broken <= 40, broken
print(f"keras: a NaN after 31 epochs ends the training after {broken}")

assert epochs(StopOnVerdict(), most=80)[0] == 80
count, said = without_binary(lambda: epochs(StopOnVerdict(), most=20)[0])
assert count == 20 and len(said) == 1, (count, said)
print("keras: a healthy training and one without the executable go on to their end")

first = StopOnVerdict(stop_on="overfitting")
_, model = epochs(first, most=ended - 1)
second = StopOnVerdict(stop_on="overfitting")
second.load_state_dict(first.state_dict())
assert epochs(second, start=ended - 1, model=model)[0] == ended
print(f"keras: resumed before epoch {ended} it ends after it, too")
